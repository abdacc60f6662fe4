"""Bots that guard the doors of supergroups."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from angarium.tl import functions, types
from tests.stories.bots.robots import heard, make_bot
from tests.stories.groups.test_shared_folders import put_folder, shown
from tests.stories.harness import Actor, World, refused

m = functions.messages
APPROVED, DECLINED, QUEUED = (
    types.JoinChatBotResultApproved(), types.JoinChatBotResultDeclined(), types.JoinChatBotResultQueued()
)  # fmt: skip
LEADS = types.ChatAdminRights(invite_users=True)


async def scene(world: World, *names: str) -> tuple[Actor, Actor, int, list[Actor]]:
    """Somebody with a guarded public group, its bot, and people outside."""
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, settings=("/setguard", "{}", "Enable"))
    peer = await alice.create_channel("Town", megagroup=True)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(peer), username="the_town"))
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=LEADS, rank=""))  # fmt: skip
    await alice(functions.channels.ToggleJoinRequest(
        channel=alice.channel(peer), enabled=True, guard_bot=alice.user(bot)))  # fmt: skip
    return alice, bot, peer, [await world.sign_up(name) for name in names]


async def asked(bot: Actor, before: int = 0) -> Any:
    """What the bot hears of somebody at the door, after so many others."""
    return await heard(bot, types.UpdateBotChatInviteRequester, before + 1)


async def say(bot: Actor, query_id: int, result: Any) -> None:
    assert await bot(functions.bots.SetJoinChatResults(query_id=query_id, result=result))


def decisions(actor: Actor) -> list[Any]:
    return [one.result.NAME for one in actor.heard(types.UpdateJoinChatWebViewDecision)]


async def test_a_guard_lets_in_and_turns_away(world: World) -> None:
    alice, bot, peer, (bob, carol, dave) = await scene(world, "Bob", "Carol", "Dave")
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(peer)))
    assert full.full_chat.guard_bot_id == bot.user_id
    assert next(user for user in full.users if user.id == bot.user_id).bot_guard
    joining = bob.begin(functions.channels.JoinChannel(channel=bob.channel(peer)))
    query = await asked(bot)
    assert (query.user_id, query.peer.channel_id) == (bob.user_id, full.full_chat.id) and query.query_id
    await say(bot, query.query_id, APPROVED)
    assert (await joining).NAME == "messages.chatInviteJoinResultOk"
    await bob.write(peer, "I am in")
    with refused("QUERY_ID_INVALID"):
        await say(bot, query.query_id, APPROVED)
    joining = carol.begin(functions.channels.JoinChannel(channel=carol.channel(peer)))
    query = await asked(bot, 1)
    with refused("QUERY_ID_INVALID"):
        await (await make_bot(world, alice, "OtherBot"))(
            functions.bots.SetJoinChatResults(query_id=query.query_id, result=APPROVED)
        )
    await say(bot, query.query_id, DECLINED)
    with refused("INVITE_REQUEST_SENT"):
        await joining
    await carol.barrier()
    assert decisions(carol) == ["joinChatBotResultDeclined"]
    joining = dave.begin(functions.channels.JoinChannel(channel=dave.channel(peer)))
    await say(bot, (await asked(bot, 2)).query_id, QUEUED)
    with refused("INVITE_REQUEST_SENT"):
        await joining
    await alice.barrier()
    told = alice.heard(types.UpdatePendingJoinRequests)
    assert [one.recent_requesters for one in told] == [[dave.user_id]], "admins see those whom it leaves to them"
    with refused("USER_BOT_REQUIRED"):
        await say(bob, query.query_id, APPROVED)


async def test_a_guard_asks_something_first(world: World) -> None:
    _, bot, peer, (bob, carol) = await scene(world, "Bob", "Carol")
    joining = bob.begin(functions.channels.JoinChannel(channel=bob.channel(peer)))
    query_id = (await asked(bot)).query_id
    open_app = m.RequestChatJoinWebView(query_id=query_id, platform="tdesktop")
    with refused("QUERY_ID_INVALID"):  # there is no app yet
        await bob(open_app)
    with refused("URL_INVALID"):
        await say(bot, query_id, types.JoinChatBotResultWebView(url="gopher://quiz.example"))
    await say(bot, query_id, types.JoinChatBotResultWebView(url="https://quiz.example/1"))
    found = await joining
    assert (found.NAME, found.bot_id, found.query_id) == (
        "messages.chatInviteJoinResultWebView", bot.user_id, query_id
    )  # fmt: skip
    assert [user.id for user in found.users] == [bot.user_id]
    url = (await bob(open_app)).url
    assert url.startswith("https://quiz.example/1#") and "tgWebAppData" in parse_qs(urlsplit(url).fragment)
    with refused("QUERY_ID_INVALID"):
        await carol(open_app)
    await say(bot, query_id, APPROVED)
    await bob.barrier()
    assert decisions(bob) == ["joinChatBotResultApproved"]
    await bob.write(peer, "I am in")
    old = await world.sign_in(carol, layer=222)
    joining = old.begin(functions.channels.JoinChannel(channel=old.channel(peer)))
    query_id = (await asked(bot, 1)).query_id
    await say(bot, query_id, types.JoinChatBotResultWebView(url="https://quiz.example/2"))
    with refused("INVITE_REQUEST_SENT"):  # its app knows no such thing
        await joining
    await say(bot, query_id, DECLINED)
    await old.barrier()
    await carol.barrier()
    assert decisions(carol) == ["joinChatBotResultDeclined"] and not decisions(old)


async def test_a_guard_that_says_nothing(world: World) -> None:
    alice, bot, peer, (bob, carol) = await scene(world, "Bob", "Carol")
    joining = bob.begin(functions.channels.JoinChannel(channel=bob.channel(peer)))
    query_id = (await asked(bot)).query_id
    await world.pass_time(11)
    with refused("INVITE_REQUEST_SENT"):
        await joining
    await alice.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].recent_requesters == [bob.user_id]
    with refused("INVITE_REQUEST_SENT"):  # they wait already
        await bob(functions.channels.JoinChannel(channel=bob.channel(peer)))
    await say(bot, query_id, APPROVED)
    await alice.barrier()
    await bob.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].requests_pending == 0
    assert decisions(bob) == ["joinChatBotResultApproved"]
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=types.ChatAdminRights(), rank=""))  # fmt: skip
    with refused("INVITE_REQUEST_SENT"):  # who is no admin any more guards nothing
        await carol(functions.channels.JoinChannel(channel=carol.channel(peer)))
    await alice.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].recent_requesters == [carol.user_id]


async def test_links_lead_to_the_guard_as_well(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    peer = await alice.create_channel("Town", megagroup=True)
    link = (await alice(m.ExportChatInvite(peer=alice.chat(peer)))).link.rsplit("+", 1)[-1]
    toggle = functions.channels.ToggleJoinRequest(
        channel=alice.channel(peer), enabled=True, apply_to_invites=True, guard_bot=alice.user(bot)
    )
    with refused("BOT_INVALID"):  # it guards no doors
        await alice(toggle)
    guard = await make_bot(world, alice, "GuardBot", settings=("/setguard", "{}", "Enable"))
    toggle.guard_bot = alice.user(guard)
    with refused("BOT_INVALID"):  # and this one may not let people in here
        await alice(toggle)
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(guard), admin_rights=LEADS, rank=""))  # fmt: skip
    with refused("CHAT_ADMIN_REQUIRED"):
        await alice(functions.channels.InviteToChannel(channel=alice.channel(peer), users=[alice.user(bob)]))
        await bob(functions.channels.ToggleJoinRequest(channel=bob.channel(peer), enabled=True, apply_to_invites=True))
    await bob(functions.channels.LeaveChannel(channel=bob.channel(peer)))
    await alice(toggle)
    joining = bob.begin(m.ImportChatInvite(hash=link))
    query = await asked(guard)
    assert query.invite.link.endswith(link) and query.invite.request_needed
    await say(guard, query.query_id, APPROVED)
    assert (await joining).NAME == "messages.chatInviteJoinResultOk"
    await bob.write(peer, "I am in")
    await alice(functions.channels.ToggleJoinRequest(channel=alice.channel(peer), enabled=False, apply_to_invites=True))
    await bob(functions.channels.LeaveChannel(channel=bob.channel(peer)))
    assert (await bob(m.ImportChatInvite(hash=link))).NAME == "messages.chatInviteJoinResultOk"
    with refused("CHAT_NOT_MODIFIED"):
        await alice(functions.channels.ToggleJoinRequest(
            channel=alice.channel(peer), enabled=False, apply_to_invites=True))  # fmt: skip


async def test_a_shared_folder_leads_to_the_guard_and_the_admins(world: World) -> None:
    alice, bot, peer, (bob,) = await scene(world, "Bob")
    news = await alice.create_channel("News")
    await put_folder(alice, 2, peer, news)
    every = [alice.chat(peer), alice.chat(news)]
    made = await alice(functions.chatlists.ExportChatlistInvite(chatlist=shown(2), title="All", peers=every))
    join = functions.chatlists.JoinChatlistInvite(
        slug=made.invite.url.rsplit("/", 1)[-1], peers=[bob.chat(peer), bob.chat(news)]
    )
    taken = await bob(join)
    assert [chat.title for chat in taken.chats] == ["News"], "nobody waits for the guard"
    query = await asked(bot)
    await alice.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].recent_requesters == [bob.user_id]
    await say(bot, query.query_id, APPROVED)
    await bob.write(peer, "I am in")


async def test_whoever_is_shut_out_waits_no_more(world: World) -> None:
    alice, bot, peer, (bob, carol) = await scene(world, "Bob", "Carol")
    bob_waits = bob.begin(functions.channels.JoinChannel(channel=bob.channel(peer)))
    await say(bot, (await asked(bot)).query_id, QUEUED)
    carol_waits = carol.begin(functions.channels.JoinChannel(channel=carol.channel(peer)))
    query = await asked(bot, 1)
    banned = types.ChatBannedRights(view_messages=True, until_date=0)
    for one in (bob, carol):
        await alice(functions.channels.EditBanned(
            channel=alice.channel(peer), participant=alice.peer(one), banned_rights=banned))  # fmt: skip
    await alice.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].requests_pending == 0
    with refused("HIDE_REQUESTER_MISSING"):
        await alice(m.HideChatJoinRequest(approved=True, peer=alice.chat(peer), user_id=alice.user(bob)))
    with refused("QUERY_ID_INVALID"):
        await say(bot, query.query_id, APPROVED)
    with refused("INVITE_REQUEST_SENT"):
        await bob_waits
    await world.pass_time(11)
    with refused("INVITE_REQUEST_SENT"):
        await carol_waits


async def test_whoever_waits_for_a_guard_that_is_dismissed_waits_for_the_admins(world: World) -> None:
    alice, bot, peer, (bob,) = await scene(world, "Bob")
    joining = bob.begin(functions.channels.JoinChannel(channel=bob.channel(peer)))
    await asked(bot)
    none = types.ChatAdminRights()
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=none, rank=""))  # fmt: skip
    await world.pass_time(11)
    with refused("INVITE_REQUEST_SENT"):
        await joining
    await alice.barrier()
    assert alice.heard(types.UpdatePendingJoinRequests)[-1].recent_requesters == [bob.user_id]
