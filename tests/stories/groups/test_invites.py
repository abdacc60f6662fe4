"""Invite links, and asking to be let in."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused

m = functions.messages


async def export(actor: Actor, peer: int, **terms: Any) -> Any:
    return await actor(m.ExportChatInvite(peer=actor.chat(peer), **terms))


async def follow(actor: Actor, link: str) -> Any:
    return await actor(m.ImportChatInvite(hash=link.rsplit("+", 1)[-1]))


async def importers(actor: Actor, peer: int, **which: Any) -> Any:
    return await actor(m.GetChatInviteImporters(
        peer=actor.chat(peer), offset_date=0, offset_user=types.InputUserEmpty(), limit=10, **which))  # fmt: skip


@pytest.mark.parametrize("kind", ["group", "megagroup", "broadcast"])
async def test_people_come_by_a_link(world: World, kind: str) -> None:
    alice, bob, carol = [
        await world.sign_up(name, layer=layer) for name, layer in zip("ABC", (229, 158, 133), strict=True)
    ]
    if kind == "group":
        peer = await alice.create_group("Town", bob)
    else:
        peer = await alice.create_channel("Town", bob, megagroup=kind == "megagroup")
    with refused("SUBSCRIPTION_PERIOD_INVALID"):  # a link that costs stars is not made as one that costs nothing
        await export(alice, peer, subscription_pricing=types.StarsSubscriptionPricing(period=2592000, amount=50))
    main = await export(alice, peer)
    assert main.permanent and main.admin_id == alice.user_id
    further = await export(alice, peer, title="Friends", usage_limit=1, expire_date=int(world.clock.now()) + 3600)
    assert not further.permanent and further.title == "Friends"
    with refused("CHAT_ADMIN_REQUIRED"):
        await export(bob, peer)
    look = types.InputChatUploadedPhoto(file=await upload(alice, png(200, 200), "a.png"))
    if kind == "group":
        await alice(m.EditChatPhoto(chat_id=-peer, photo=look))
    else:
        await alice(functions.channels.EditPhoto(channel=alice.channel(peer), photo=look))
    seen = await carol(m.CheckChatInvite(hash=further.link.rsplit("+", 1)[-1]))
    assert (seen.NAME, seen.title, seen.photo.NAME) == ("chatInvite", "Town", "photo")
    await follow(carol, further.link)
    with refused("USER_ALREADY_PARTICIPANT"):
        await follow(carol, further.link)
    assert (await carol(m.CheckChatInvite(hash=further.link.rsplit("+", 1)[-1]))).NAME == "chatInviteAlready"
    dave = await world.sign_up("Dave")
    with refused("INVITE_HASH_EXPIRED"):
        await follow(dave, further.link)
    came = await importers(alice, peer, link=further.link)
    assert [(one.user_id, one.requested) for one in came.importers] == [(carol.user_id, False)]
    assert (await importers(alice, peer)).count == 1
    if kind != "broadcast":
        assert alice.messages[-1].action.NAME == "messageActionChatJoinedByLink"
    with refused("INVITE_HASH_EMPTY"):
        await dave(m.CheckChatInvite(hash=""))
    with refused("INVITE_HASH_INVALID"):
        await dave(m.ImportChatInvite(hash="no!"))
    with refused("INVITE_HASH_EXPIRED"):
        await dave(m.ImportChatInvite(hash="A" * 16))


async def test_links_are_changed_and_ended(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    listing = m.GetExportedChatInvites(peer=alice.chat(peer), admin_id=types.InputUserSelf(), limit=10)
    main = (await alice(listing)).invites[0]
    assert main.permanent
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(peer)))
    assert full.full_chat.exported_invite.link == main.link
    other = await export(alice, peer, title="One")
    edit = m.EditExportedChatInvite(peer=alice.chat(peer), link=other.link, title="Two", usage_limit=5)
    assert (await alice(edit)).invite.title == "Two"
    with refused("USAGE_LIMIT_INVALID"):
        await alice(m.EditExportedChatInvite(peer=alice.chat(peer), link=other.link, usage_limit=100_000))
    with refused("EXPIRE_DATE_INVALID"):
        await export(alice, peer, expire_date=5)
    with refused("CHAT_INVITE_PERMANENT"):
        await alice(m.EditExportedChatInvite(peer=alice.chat(peer), link=main.link, usage_limit=2))
    with refused("INVITE_HASH_EXPIRED"):
        await alice(m.GetExportedChatInvite(peer=alice.chat(peer), link="https://t.me/+nothing"))
    got = await alice(m.GetExportedChatInvite(peer=alice.chat(peer), link=other.link))
    assert got.invite.usage_limit == 5
    with refused("INVITE_REVOKED_MISSING"):
        await alice(m.DeleteExportedChatInvite(peer=alice.chat(peer), link=other.link))
    replaced = await alice(m.EditExportedChatInvite(peer=alice.chat(peer), link=main.link, revoked=True))
    assert replaced.NAME == "messages.exportedChatInviteReplaced" and replaced.new_invite.permanent
    ended = await alice(m.EditExportedChatInvite(peer=alice.chat(peer), link=other.link, revoked=True))
    assert ended.invite.revoked
    with refused("INVITE_HASH_EXPIRED"):
        await alice(edit)
    with refused("INVITE_HASH_EXPIRED"):
        await alice(m.EditExportedChatInvite(peer=alice.chat(peer), link=other.link, revoked=True))
    renewed = await export(alice, peer, legacy_revoke_permanent=True)
    assert renewed.link != replaced.new_invite.link
    admins = await alice(m.GetAdminsWithInvites(peer=alice.chat(peer)))
    assert [(one.invites_count, one.revoked_invites_count) for one in admins.admins] == [(1, 3)]
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(m.GetAdminsWithInvites(peer=bob.chat(peer)))
    with refused("ADMIN_ID_INVALID"):
        await alice(m.GetExportedChatInvites(peer=alice.chat(peer), admin_id=alice.user(bob), limit=10))
    await alice(m.DeleteExportedChatInvite(peer=alice.chat(peer), link=main.link))
    await alice(m.DeleteRevokedExportedChatInvites(peer=alice.chat(peer), admin_id=types.InputUserSelf()))
    listing.revoked = True
    assert (await alice(listing)).count == 0


async def test_admins_let_people_in(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", megagroup=True)
    link = (await export(alice, peer, request_needed=True)).link
    with refused("USAGE_LIMIT_INVALID"):
        await export(alice, peer, request_needed=True, usage_limit=3)
    for person in (bob, carol):
        with refused("INVITE_REQUEST_SENT"):
            await follow(person, link)
    with refused("INVITE_REQUEST_SENT"):
        await follow(bob, link)
    await alice.barrier()
    told = alice.heard(types.UpdatePendingJoinRequests)[-1]
    assert (told.requests_pending, set(told.recent_requesters)) == (2, {bob.user_id, carol.user_id})
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(peer)))
    assert full.full_chat.requests_pending == 2 and {bob.user_id, carol.user_id} <= {user.id for user in full.users}
    assert (await importers(alice, peer, requested=True, q="car")).count == 1
    with refused("SEARCH_WITH_LINK_NOT_SUPPORTED"):
        await importers(alice, peer, requested=True, q="car", link=link)
    with refused("INVITE_HASH_EXPIRED"):
        await importers(alice, peer, requested=True, link="https://t.me/+nobodysLink")
    hide = m.HideChatJoinRequest(approved=True, peer=alice.chat(peer), user_id=alice.user(bob))
    await alice(hide)
    with refused("USER_ALREADY_PARTICIPANT"):
        await alice(hide)
    await alice.barrier()
    assert alice.messages[-1].action.NAME == "messageActionChatJoinedByRequest"
    member = await bob(functions.channels.GetParticipant(channel=bob.channel(peer), participant=types.InputPeerSelf()))
    assert member.participant.via_request
    came = await importers(alice, peer, link=link)
    assert [(one.user_id, one.approved_by) for one in came.importers] == [(bob.user_id, alice.user_id)]
    leads = types.ChatAdminRights(invite_users=True)
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=leads, rank=""))  # fmt: skip
    assert (await importers(bob, peer, requested=True)).count == 1
    with refused("CHAT_ADMIN_REQUIRED"):  # it is another's link
        await importers(bob, peer, link=link)
    leads.invite_users, leads.other = False, True
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=leads, rank=""))  # fmt: skip
    await alice(m.HideAllChatJoinRequests(peer=alice.chat(peer)))
    with refused("HIDE_REQUESTER_MISSING"):
        await alice(m.HideAllChatJoinRequests(peer=alice.chat(peer), approved=True))
    with refused("HIDE_REQUESTER_MISSING"):
        await alice(m.HideChatJoinRequest(peer=alice.chat(peer), user_id=alice.user(carol)))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(m.HideChatJoinRequest(peer=bob.chat(peer), user_id=bob.user(carol)))


async def test_a_public_group_asks_newcomers(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=198)
    peer = await alice.create_channel("Town", megagroup=True)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(peer), username="the_town"))
    link = (await export(alice, peer)).link.rsplit("+", 1)[-1]
    assert (await bob(m.CheckChatInvite(hash=link))).NAME == "chatInvitePeek"
    await alice(functions.channels.ToggleJoinRequest(channel=alice.channel(peer), enabled=True))
    with refused("INVITE_REQUEST_SENT"):
        await bob(functions.channels.JoinChannel(channel=bob.channel(peer)))
    await alice(m.HideAllChatJoinRequests(peer=alice.chat(peer), approved=True))
    await bob.write(peer, "I am in")


async def test_links_follow_a_group(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob)
    link = (await export(alice, group)).link
    await alice(m.MigrateChat(chat_id=-group))
    came = await follow(carol, link)
    assert came.updates.chats[0].NAME == "channel"
    peer = -CHANNEL_OFFSET - came.updates.chats[0].id
    await alice(functions.channels.EditBanned(
        channel=alice.channel(peer), participant=alice.peer(carol),
        banned_rights=types.ChatBannedRights(view_messages=True, until_date=0)))  # fmt: skip
    with refused("INVITE_HASH_EXPIRED"):
        await follow(carol, link)
    await alice(functions.channels.DeleteChannel(channel=alice.channel(peer)))
    with refused("INVITE_HASH_EXPIRED"):
        await follow(bob, link)


async def test_bots_that_lead_hear_who_comes(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "DoorBot")
    peer = await alice.create_channel("Town", bot, megagroup=True)
    rights = types.ChatAdminRights(invite_users=True)
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=rights, rank=""))  # fmt: skip
    link = (await export(alice, peer, request_needed=True)).link
    with refused("INVITE_REQUEST_SENT"):
        await follow(bob, link)
    await bot.barrier()
    asked = bot.heard(types.UpdateBotChatInviteRequester)[-1]
    assert (asked.user_id, asked.invite.link) == (bob.user_id, link)
    await bot(m.HideChatJoinRequest(approved=True, peer=bot.chat(peer), user_id=bot.user(bob)))
    await bot.barrier()
    came = bot.heard(types.UpdateChannelParticipant)[-1]
    assert (came.user_id, came.actor_id, came.prev_participant) == (bob.user_id, bot.user_id, None)
    assert came.new_participant.NAME == "channelParticipant" and came.invite.link == link
    group = await alice.create_group("Garden", bot, bob)
    await bot.barrier()
    mine = bot.heard(types.UpdateChatParticipant)[-1]
    assert (mine.chat_id, mine.user_id) == (-group, bot.user_id)
