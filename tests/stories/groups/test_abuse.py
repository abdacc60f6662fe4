"""What keeps groups, channels and people from being bothered."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

c = functions.channels
m = functions.messages


async def settings(actor: Actor, peer: Any) -> Any:
    return (await actor(m.GetPeerSettings(peer=peer))).settings


def limit(world: World, **limits: int) -> None:
    """Let the server be stricter than it is by itself."""
    house = world.app.house
    house.config = replace(house.config, limits=replace(house.config.limits, **limits))


async def test_a_group_by_a_stranger_can_be_reported(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    empty = await alice.create_channel("Empty", megagroup=True)
    assert (await settings(alice, alice.chat(empty))).invite_members
    news = await alice.create_channel("News")
    assert not (await settings(alice, alice.chat(news))).invite_members, "of groups only: TDLib takes it for a fault"
    for peer in (await alice.create_group("Garden", bob), await alice.create_channel("Town", bob, megagroup=True)):
        assert (await settings(bob, bob.chat(peer))).report_spam
        await bob(m.ReportSpam(peer=bob.chat(peer)))
        await bob(m.HidePeerSettingsBar(peer=bob.chat(peer)))
        assert not (await settings(bob, bob.chat(peer))).report_spam
    stranger = await world.sign_up("Sam")
    with refused("CHANNEL_PRIVATE"):
        await stranger(m.ReportSpam(peer=stranger.chat(peer)))
    id = await alice.write(peer, "Buy this")
    told = await bob(m.Report(peer=bob.chat(peer), id=[id], option=b"spam", message=""))
    assert told.NAME == "reportResultReported"


async def test_an_admin_writes_to_somebody_who_asks(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News")
    link = (await alice(m.ExportChatInvite(peer=alice.chat(news), request_needed=True))).link
    with refused("INVITE_REQUEST_SENT"):
        await bob(m.ImportChatInvite(hash=link.rsplit("+", 1)[-1]))
    await alice.say(bob, "Who are you?")
    bar = await settings(bob, bob.peer(alice))
    assert (bar.request_chat_title, bar.request_chat_broadcast) == ("News", True)


async def test_links_of_newcomers_are_taken_away(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    here = alice.channel(peer)
    await alice(c.ToggleAntiSpam(channel=here, enabled=True))
    await bob.write(peer, "Hello")
    id = await bob.write(peer, "Look: https://spam.example.org")
    with refused("MESSAGE_ID_INVALID"):
        await alice(c.ReportAntiSpamFalsePositive(channel=here, msg_id=id))
    await world.pass_time(2)
    asked = m.GetHistory(
        peer=alice.chat(peer), offset_id=0, offset_date=0, add_offset=0, limit=2, max_id=0, min_id=0, hash=0
    )
    assert (await alice(asked)).messages[0].message == "Hello"
    log = await alice(c.GetAdminLog(channel=here, q="", max_id=0, min_id=0, limit=1))
    assert log.events[0].action.message.id == id
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(c.ReportAntiSpamFalsePositive(channel=bob.channel(peer), msg_id=id))
    await alice(c.ReportAntiSpamFalsePositive(channel=here, msg_id=id))
    id = await bob.write(peer, "Look: https://lemons.example.org")
    await world.pass_time(2)
    assert (await alice(asked)).messages[0].id == id
    await alice(c.ReportSpam(channel=here, participant=alice.peer(bob), id=[id]))
    with refused("MESSAGE_ID_INVALID"):
        await alice(c.ReportSpam(channel=here, participant=alice.peer(bob), id=[999]))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(c.ReportSpam(channel=bob.channel(peer), participant=bob.peer(alice), id=[id]))


async def test_strangers_are_bothered_only_so_often(world: World) -> None:
    alice, bob, carol, dave = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dave")]
    limit(world, strangers=2, invitations=3)
    await alice.say(bob, "Hello")
    await alice.say(bob, "Are you there?")
    await alice.say(carol, "Hello")
    with refused("PEER_FLOOD"):
        await alice.say(dave, "Hello")
    with refused("PEER_FLOOD"):
        await alice(m.SetHistoryTTL(peer=alice.peer(dave), period=86400))
    await dave.say(alice, "Hello")
    await alice.say(dave, "Hello")
    await alice.create_group("Garden", bob, carol, dave)
    with refused("FLOOD_WAIT_28800"):
        await alice.create_group("Park", bob)
    await world.pass_time(28_801)
    await alice.create_group("Park", bob)


async def test_rules_name_chats(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob)
    await alice.create_channel(
        "Other"
    )  # rules name chats without saying of which kind: this one has the group's number
    club = await alice.create_channel("Club", carol, megagroup=True)
    numbers = [-group, alice.channel(club).channel_id]
    only_there = [types.InputPrivacyValueAllowChatParticipants(chats=numbers[:1]), types.InputPrivacyValueDisallowAll()]
    chosen = functions.account.SetPrivacy(key=types.InputPrivacyKeyAbout(), rules=only_there)
    await alice(functions.account.UpdateProfile(about="I grow lemons"))
    assert "Garden" in {chat.title for chat in (await alice(chosen)).chats}

    async def about(actor: Actor) -> str | None:
        full = await actor(functions.users.GetFullUser(id=actor.user(alice)))
        shown: str | None = full.full_user.about
        return shown

    assert [await about(bob), await about(carol)] == ["I grow lemons", None]
    await alice(m.DeleteChatUser(chat_id=-group, user_id=alice.user(bob)))
    assert await about(bob) is None
    but_there = [types.InputPrivacyValueDisallowChatParticipants(chats=numbers[1:]), types.InputPrivacyValueAllowAll()]
    await alice(functions.account.SetPrivacy(key=types.InputPrivacyKeyPhoneNumber(), rules=but_there))
    shown = [(await actor(functions.users.GetUsers(id=[actor.user(alice)])))[0].phone for actor in (bob, carol)]
    assert shown == [alice.phone, None]


async def test_whoever_is_taken_out_keeps_nothing(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob, carol)
    await alice.write(group, "Between us")

    async def history(actor: Actor) -> list[Any]:
        asked = m.GetHistory(
            peer=actor.chat(group), offset_id=0, offset_date=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=0
        )
        return list((await actor(asked)).messages)

    await alice(m.DeleteChatUser(chat_id=-group, user_id=alice.user(bob), revoke_history=True))
    assert not await history(bob) and len(await history(carol)) == 3
