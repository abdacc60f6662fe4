"""What bots do in the name of those whose business they answer, each with the right that it takes."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.business.test_connections import act, connect
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused

call, account = functions.messages, functions.account


async def office(world: World, **rights: bool) -> tuple[Actor, Actor, Actor, str]:
    """Alice, for whom the bot answers, Bob, who has asked something, and the connection."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    await connect(alice, bot, rights=types.BusinessBotRights(**rights))
    await bob.say(alice, "How much?")
    await bot.barrier()
    await alice.barrier()
    return alice, bob, bot, bot.heard(types.UpdateBotBusinessConnect)[-1].connection.connection_id


async def test_a_bot_reads_and_pins(world: World) -> None:
    alice, bob, bot, id = await office(world, reply=True, read_messages=True)
    asked = alice.messages[-1].id
    before = await bot(functions.updates.GetState())
    done = await bot(act(id, call.ReadHistory(peer=bot.peer(bob), max_id=asked)))
    assert (done.pts, done.pts_count) == (before.pts, 0)  # the person's counter is none of the bot's
    await bob.barrier()
    assert bob.heard(types.UpdateReadHistoryOutbox)[-1].peer == types.PeerUser(user_id=alice.user_id)
    pinned = await bot(act(id, call.UpdatePinnedMessage(peer=bot.peer(bob), id=asked)))
    assert {one.NAME for one in pinned.updates} == {"updateBotNewBusinessMessage"}
    await alice.barrier()
    assert alice.heard(types.UpdatePinnedMessages)[-1].messages == [asked]
    await connect(alice, bot, rights=types.BusinessBotRights(read_messages=True))
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(act(id, call.UpdatePinnedMessage(peer=bot.peer(bob), id=asked)))
    await connect(alice, bot, rights=types.BusinessBotRights(reply=True))
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(act(id, call.ReadHistory(peer=bot.peer(bob), max_id=asked)))


async def test_a_bot_takes_messages_away(world: World) -> None:
    alice, bob, bot, id = await office(world, reply=True, delete_sent_messages=True)
    asked = alice.messages[-1].id
    said = await bot(act(id, call.SendMessage(peer=bot.peer(bob), message="Two coins", random_id=5)))
    own = said.updates[0].message.id
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(act(id, call.DeleteMessages(id=[own, asked], revoke=True)))
    assert (await bot(act(id, call.DeleteMessages(id=[own], revoke=True)))).pts_count == 0
    await bob.barrier()
    assert bob.heard(types.UpdateDeleteMessages)[-1].messages == [bob.messages[-1].id]
    rights = types.BusinessBotRights(reply=True, delete_received_messages=True)
    await connect(alice, bot, rights=rights)
    assert await bot(act(id, call.DeleteMessages(id=[asked], revoke=True)))
    await bot.barrier()
    assert [one.messages for one in bot.heard(types.UpdateBotDeleteBusinessMessage)] == [[own], [asked]]
    await alice.write(await alice.create_group("Garden", bob), "Elsewhere")
    await alice.barrier()
    elsewhere = (await alice(call.GetHistory(
        peer=alice.peer(bot), offset_id=0, offset_date=0, add_offset=0, limit=1, max_id=0, min_id=0, hash=0)))  # fmt: skip
    assert elsewhere.messages == []
    group = await alice(
        call.GetDialogs(offset_peer=types.InputPeerEmpty(), offset_date=0, offset_id=0, limit=1, hash=0)
    )
    with refused("BUSINESS_PEER_INVALID"):
        await bot(act(id, call.DeleteMessages(id=[group.dialogs[0].top_message], revoke=True)))


@pytest.mark.parametrize(
    ("query", "right", "shown"),
    [
        (account.UpdateProfile(first_name="Alicia", last_name="A"), "edit_name", ("first_name", "Alicia")),
        (account.UpdateProfile(about="Parcels"), "edit_bio", ("first_name", "Alice")),
        (account.UpdateUsername(username="alice_parcels"), "edit_username", ("username", "alice_parcels")),
    ],
    ids=["name", "bio", "username"],
)
async def test_a_bot_changes_how_its_person_is_shown(
    world: World, query: Any, right: str, shown: tuple[str, str]
) -> None:
    alice, _, bot, id = await office(world, reply=True)
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(act(id, query))
    await connect(alice, bot, rights=types.BusinessBotRights(**{right: True}))
    user = await bot(act(id, query))
    assert getattr(user, shown[0]) == shown[1] and user.id == alice.user_id and not user.self
    full = (await alice(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user
    assert (full.about == "Parcels") == (right == "edit_bio")


async def test_who_said_it_is_named(world: World) -> None:
    _, bob, bot, id = await office(world, reply=True)
    await bot(act(id, call.SendMessage(peer=bot.peer(bob), message="Two coins", random_id=5)))
    await bob.barrier()
    packet = bob.packets[-1]
    assert packet.updates[0].message.via_business_bot_id == bot.user_id
    assert bot.user_id in {user.id for user in packet.users}


async def test_a_bot_shows_another_face_of_its_person(world: World) -> None:
    """Named as a bot of one's own is: TDLib does so outside of invokeWithBusinessConnection."""
    alice, bob, bot, _ = await office(world, reply=True)
    file = await upload(bot, png(320, 320), "face.png")
    show = functions.photos.UploadProfilePhoto(bot=bot.user(alice), file=file)
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(show)
    await connect(alice, bot, rights=types.BusinessBotRights(edit_profile_photo=True))
    shown = await bot(show)
    (seen,) = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert seen.photo.photo_id == shown.photo.id
    with refused("BOT_INVALID"):
        await bot(functions.photos.UploadProfilePhoto(bot=bot.user(bob), file=file))
