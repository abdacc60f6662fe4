"""Histories of other messengers come into chats here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from angarium.domain import sweeps
from angarium.domain.imports import imports, readers
from angarium.model.bots import BOT_FATHER
from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.groups.test_topics import forum
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.test_sanctions import freeze
from tests.stories.statuses.posters import know

call = functions.messages
CHAT = """24/01/2021, 21:41 - Messages and calls are end-to-end encrypted.
24/01/2021, 21:41 - John: Hello @mary, see https://example.com
24/01/2021, 21:42 - Mary: IMG-1.jpg (file attached)
Look!
24/01/2021, 21:43 - John: IMG-2.jpg (file attached)
"""
TRIP = """24/01/2021, 21:40 - John created group "Trip"
24/01/2021, 21:41 - John: Hello
24/01/2021, 21:42 - Mary: Hi
24/01/2021, 21:43 - Sue: /start
"""


async def friends(world: World) -> tuple[Actor, Actor]:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await know(alice, bob)
    await know(bob, alice)
    return alice, bob


async def begin(actor: Actor, peer: Any, text: str = CHAT, files: int = 1) -> int:
    """The import's number."""
    file = await upload(actor, text.encode(), "_chat.txt")
    return int((await actor(call.InitHistoryImport(peer=peer, file=file, media_count=files))).id)


async def picture(actor: Actor) -> types.InputMediaUploadedPhoto:
    return types.InputMediaUploadedPhoto(file=await upload(actor, png(40, 30), "IMG-1.jpg"))


async def finish(world: World, seconds: int = 3) -> None:
    for _ in range(seconds):
        await world.pass_time(1)


def bodies(world: World) -> set[Path]:
    """Everything that lies among the files."""
    return {path for path in world.folder.files.rglob("*") if path.is_file()}


def long_chat(number: int) -> str:
    return "\n".join(f"24/01/2021, 21:41 - John: Line {at}" for at in range(number))


async def test_an_export_is_told_by_its_head(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(call.CheckHistoryImport(import_head=CHAT))
    assert (found.pm, found.group, found.title) == (True, False, None)
    found = await alice(call.CheckHistoryImport(import_head=TRIP))
    assert (found.pm, found.group, found.title) == (False, True, "Trip")
    with refused("IMPORT_FORMAT_UNRECOGNIZED"):
        await alice(call.CheckHistoryImport(import_head="Dear diary"))
    with refused("IMPORT_FORMAT_DATE_INVALID"):
        await alice(call.CheckHistoryImport(import_head="77/77/21, 21:41 - John: Hello"))


async def test_a_private_chat_comes_with_its_files(world: World) -> None:
    alice, bob = await friends(world)
    old = await world.sign_in(bob, layer=133)
    assert (await alice(call.CheckHistoryImportPeer(peer=alice.peer(bob)))).confirm_text
    kept = bodies(world)
    id = await begin(alice, alice.peer(bob))
    assert bodies(world) == kept, "of the export nothing stays on the disk"
    media = await alice(call.UploadImportedMedia(
        peer=alice.peer(bob), import_id=id, file_name="IMG-1.jpg", media=await picture(alice)))  # fmt: skip
    assert media.photo.id
    with refused("MEDIA_INVALID"):  # one was said
        await alice(call.UploadImportedMedia(
            peer=alice.peer(bob), import_id=id, file_name="IMG-2.jpg", media=await picture(alice)))  # fmt: skip
    with refused("MEDIA_INVALID"):
        place = types.InputMediaGeoPoint(geo_point=types.InputGeoPoint(lat=1.0, long=1.0))
        await alice(call.UploadImportedMedia(peer=alice.peer(bob), import_id=id, file_name="IMG-1.jpg", media=place))
    with refused("IMPORT_ID_INVALID"):
        await alice(call.UploadImportedMedia(
            peer=alice.peer(bob), import_id=7, file_name="IMG-1.jpg", media=await picture(alice)))  # fmt: skip
    with refused("IMPORT_ID_INVALID"):
        await bob(call.StartHistoryImport(peer=bob.peer(alice), import_id=id))
    assert await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    assert await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id)), "the answer may have been lost"
    with refused("IMPORT_ID_INVALID"):  # too late
        await alice(call.UploadImportedMedia(
            peer=alice.peer(bob), import_id=id, file_name="IMG-1.jpg", media=await picture(alice)))  # fmt: skip
    await finish(world)
    for actor in (alice, bob, old):
        await actor.barrier()
        first, second, third, done = actor.messages[-4:]
        assert (first.fwd_from.from_name, first.fwd_from.imported, first.fwd_from.date) == ("John", True, 1611524460)
        assert first.message == "Hello @mary, see https://example.com" and first.silent
        assert [entity.NAME for entity in first.entities] == ["messageEntityUrl"], "nobody is called by it"
        assert first.out == (actor is alice) and first.date > first.fwd_from.date
        assert (second.media.photo.id, second.message, second.fwd_from.from_name) == (media.photo.id, "Look!", "Mary")
        assert third.message == "IMG-2.jpg (file attached)" and third.media is None
        assert done.action.message == "Chat history imported from WhatsApp"
    with refused("IMPORT_ID_INVALID"):  # it is over
        await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    history = await bob(call.GetHistory(
        peer=bob.peer(alice), offset_id=0, offset_date=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=0))  # fmt: skip
    assert [message.id for message in history.messages] == [message.id for message in reversed(bob.messages[-4:])]


async def test_an_import_goes_on_after_a_restart(world: World) -> None:
    alice, bob = await friends(world)
    number = imports.PART * 2 + 5
    id = await begin(alice, alice.peer(bob), long_chat(number), 0)
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await world.pass_time(1)
    await bob.barrier()
    assert len(bob.messages) == imports.PART, "a part at a time"
    progress = [update.action.progress for update in bob.heard(types.UpdateUserTyping)]
    assert progress == [33]
    with refused("PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_1MIN", 406):
        await begin(alice, alice.peer(bob))
    await world.restart()
    await finish(world, 5)
    texts = [message.message for message in await history_of(bob, alice) if message.NAME == "message"]
    assert texts == [f"Line {at}" for at in range(number)], "in order, nothing twice"


async def history_of(actor: Actor, other: Actor) -> list[Any]:
    found = await actor(call.GetHistory(
        peer=actor.peer(other), offset_id=0, offset_date=0, add_offset=0, limit=100, max_id=0, min_id=0, hash=0))  # fmt: skip
    return list(reversed(found.messages))


async def test_a_group_takes_what_its_admins_bring(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await alice.create_channel("Town", bob, megagroup=True)
    check = call.CheckHistoryImportPeer
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(check(peer=bob.chat(town)))
    with refused("CHAT_ADMIN_REQUIRED"):
        await begin(bob, bob.chat(town), TRIP, 0)
    with refused("IMPORT_PEER_TYPE_INVALID"):  # a private chat is not brought before a group
        await begin(alice, alice.chat(town), CHAT, 0)
    id = await begin(alice, alice.chat(town), TRIP, 0)
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.StartHistoryImport(peer=bob.chat(town), import_id=id))
    await alice(call.StartHistoryImport(peer=alice.chat(town), import_id=id))
    await finish(world)
    await bob.barrier()
    said = [message for message in bob.messages if message.NAME == "message"]
    assert [(one.fwd_from.from_name, one.message) for one in said] == [
        ("John", "Hello"),
        ("Mary", "Hi"),
        ("Sue", "/start"),
    ]
    assert not any(one.entities for one in said) and {one.from_id.user_id for one in said} == {alice.user_id}
    statistics = await alice(functions.stats.GetMegagroupStats(channel=alice.channel(town)))
    assert statistics.messages.current == 0.0, "nobody wrote that here"
    group, news = await alice.create_group("Small", bob), await alice.create_channel("News")
    for peer in (alice.chat(group), alice.chat(news), types.InputPeerSelf()):
        with refused("IMPORT_PEER_TYPE_INVALID"):
            await alice(check(peer=peer))
    with refused("IMPORT_PEER_TYPE_INVALID"):
        await alice(check(peer=alice.peer(BOT_FATHER)))
    with refused("USER_NOT_MUTUAL_CONTACT"):
        await alice(check(peer=alice.peer(carol)))
    await know(alice, bob)
    with refused("USER_NOT_MUTUAL_CONTACT"):
        await alice(check(peer=alice.peer(bob)))
    await know(bob, alice)
    with refused("IMPORT_PEER_TYPE_INVALID"):
        await begin(alice, alice.peer(bob), TRIP, 0)
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    with refused("USER_IS_BLOCKED"):
        await alice(check(peer=alice.peer(bob)))


async def unread(actor: Actor, peer: Any) -> int:
    found = await actor(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=peer)]))
    return int(found.dialogs[0].unread_count)


async def test_what_is_brought_need_not_be_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "AT_ONCE", 2)
    alice, bob, carol, dave = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dave")]
    town = await alice.create_channel("Town", bob, carol, dave, megagroup=True)
    await alice.write(town, "Before")
    for actor in (bob, dave):
        await actor(functions.channels.ReadHistory(channel=actor.channel(town), max_id=0))
    before = await unread(carol, carol.chat(town))
    id = await begin(
        alice, alice.chat(town), long_chat(imports.PART * 2).replace("- John: Line 0", "- John created group"), 0
    )
    await alice(call.StartHistoryImport(peer=alice.chat(town), import_id=id))
    await world.pass_time(1)
    said = await carol.write(town, "What is this?")
    await dave(functions.channels.ReadHistory(channel=dave.channel(town), max_id=said))
    await finish(world, 5)
    assert await unread(dave, dave.chat(town)) == 1, "the word that it has come"
    assert await unread(carol, carol.chat(town)) == 1, "she wrote, and so had read what was before"
    assert await unread(bob, bob.chat(town)) == 2, "Carol's question is still to be read, and the word"
    await bob.barrier()
    assert bob.heard(types.UpdateReadChannelInbox)[-1].still_unread_count == 2
    await bob(functions.channels.ReadHistory(channel=bob.channel(town), max_id=said))
    assert await unread(bob, bob.chat(town)) == 1
    await dave.barrier()
    told = dave.heard(types.UpdateReadChannelInbox)[-1]
    assert (told.still_unread_count, before > 0) == (1, True)
    assert await begin(alice, alice.chat(town), TRIP, 0), "it is over for everyone"


async def test_what_is_brought_is_not_among_what_is_left_to_read(world: World) -> None:
    alice, bob = await friends(world)
    await alice.say(bob, "Seen")
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    for text in ("One", "Two"):
        await alice.say(bob, text)
    await bob.barrier()
    one, two = [message.id for message in bob.messages[-2:]]
    id = await begin(alice, alice.peer(bob), long_chat(imports.PART + 3), 0)
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await world.pass_time(1)
    await alice.say(bob, "Three")
    await finish(world, 4)
    await bob.barrier()
    assert await unread(bob, bob.peer(alice)) == 4, "three were said, and that it has come"
    told = bob.heard(types.UpdateReadHistoryInbox)[-1]
    assert (told.max_id < one, told.still_unread_count) == (True, 4)
    history = (await bob(call.GetHistory(peer=bob.peer(alice), limit=100))).messages
    brought = sorted(
        message.id for message in history if (header := getattr(message, "fwd_from", None)) and header.imported
    )
    assert len(brought) > imports.PART
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=one))
    assert await unread(bob, bob.peer(alice)) == 3
    await bob(call.DeleteMessages(id=[two, *brought[:2], brought[-1]]))
    assert await unread(bob, bob.peer(alice)) == 2, "of what was brought none was unread"
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=brought[5]))
    assert await unread(bob, bob.peer(alice)) == 2
    passed = {"from_peer": alice.peer(bob), "id": [], "random_id": [5], "to_peer": alice.peer(bob)}
    own = (await alice(call.GetHistory(peer=alice.peer(bob), limit=100))).messages
    passed["id"] = [next(message.id for message in own if getattr(message, "fwd_from", None))]
    await alice(call.ForwardMessages(**passed))
    assert await unread(bob, bob.peer(alice)) == 3, "what is passed on later is said by somebody"
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    assert await unread(bob, bob.peer(alice)) == 0


async def test_what_is_brought_into_a_forum_is_not_unread(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await forum(alice, bob)
    await alice.write(town, "Before")
    before = await unread(bob, bob.chat(town))
    id = await begin(alice, alice.chat(town), long_chat(5), 0)
    await alice(call.StartHistoryImport(peer=alice.chat(town), import_id=id))
    await finish(world, 4)
    assert before > 0 and await unread(bob, bob.chat(town)) == before + 1
    topics = (await bob(call.GetForumTopics(
        peer=bob.chat(town), offset_date=0, offset_id=0, offset_topic=0, limit=10))).topics  # fmt: skip
    assert sum(topic.unread_count for topic in topics) == before + 1


async def test_a_private_chat_stays_read(world: World) -> None:
    alice, bob = await friends(world)
    await alice.say(bob, "Hello")
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    await bob.say(alice, "Hi")
    id = await begin(alice, alice.peer(bob), long_chat(3), 0)
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await finish(world)
    assert await unread(bob, bob.peer(alice)) == 1
    await bob.barrier()
    assert bob.heard(types.UpdateReadHistoryInbox)[-1].still_unread_count == 1
    await alice.barrier()
    assert await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    assert await unread(bob, bob.peer(alice)) == 0


async def test_a_frozen_account_brings_nothing_more(world: World) -> None:
    alice, bob = await friends(world)
    id = await begin(alice, alice.peer(bob), long_chat(imports.PART * 3), 0)
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await world.pass_time(1)
    await freeze(world, alice)
    await finish(world)
    await bob.barrier()
    assert len([message for message in bob.messages if message.NAME == "message"]) == imports.PART


async def test_an_import_ends_with_the_right_to_it(world: World) -> None:
    alice, bob = await friends(world)
    id = await begin(alice, alice.peer(bob), long_chat(imports.PART * 3), 0)
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await world.pass_time(1)
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    await finish(world)
    await bob.barrier()
    assert len([message for message in bob.messages if message.NAME == "message"]) == imports.PART
    await bob(functions.contacts.Unblock(id=bob.peer(alice)))
    assert await begin(alice, alice.peer(bob)), "it does not stand in the way of another"


async def test_what_is_too_much_or_nothing(world: World) -> None:
    alice, bob = await friends(world)
    for file in (
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
        b"24/01/2021, 21:41 - John: " + b"x" * world.config.limits.import_size,
    ):
        parts = [file[at : at + 512 * 1024] for at in range(0, len(file), 512 * 1024)]
        for number, part in enumerate(parts):
            await alice(
                functions.upload.SaveBigFilePart(file_id=9, file_part=number, file_total_parts=len(parts), bytes=part)
            )
        given = types.InputFileBig(id=9, parts=len(parts), name="_chat.txt")
        with refused("IMPORT_FILE_INVALID"):
            await alice(call.InitHistoryImport(peer=alice.peer(bob), file=given, media_count=0))
    with refused("IMPORT_FILE_INVALID"):
        await begin(alice, alice.peer(bob), CHAT, world.config.limits.import_files + 1)
    with refused("IMPORT_FORMAT_UNRECOGNIZED"):
        await begin(alice, alice.peer(bob), "Dear diary")
    with refused("IMPORT_FORMAT_DATE_INVALID"):
        await begin(alice, alice.peer(bob), CHAT + "77/77/2021, 21:41 - John: Hello")
    first = await begin(alice, alice.peer(bob))
    second = await begin(alice, alice.peer(bob))
    with refused("IMPORT_ID_INVALID"):  # the second took its place
        await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=first))
    for _ in range(world.config.limits.imports - 2):
        await begin(alice, alice.peer(bob))
    with refused("FLOOD_WAIT_4320"):
        await begin(alice, alice.peer(bob))
    with refused("IMPORT_ID_INVALID"):
        await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=second))
    last = await begin(await world.sign_in(alice), alice.peer(bob)) if await later(world) else 0
    await world.pass_time(imports.WAITS + 1)  # nobody starts it
    with refused("IMPORT_ID_INVALID"):
        await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=last))


async def later(world: World) -> bool:
    await world.pass_time(4400)
    return True


async def test_long_messages_come_in_pieces(world: World) -> None:
    alice, bob = await friends(world)
    caption = "24/01/2021, 21:42 - Mary: IMG-1.jpg (file attached)\n" + "y" * 2000
    id = await begin(alice, alice.peer(bob), f"24/01/2021, 21:41 - John: {'x' * 5000}\n{caption}")
    await alice(call.UploadImportedMedia(
        peer=alice.peer(bob), import_id=id, file_name="chat/IMG-1.jpg", media=await picture(alice)))  # fmt: skip
    await alice(call.StartHistoryImport(peer=alice.peer(bob), import_id=id))
    await sweeps.sweep(world.app.house)
    said = [one for one in await history_of(bob, alice) if one.NAME == "message"]
    assert [(len(one.message), one.media is not None) for one in said] == [
        (4096, False),
        (904, False),
        (0, True),
        (2000, False),
    ]
    assert {one.fwd_from.from_name for one in said[2:]} == {"Mary"}
