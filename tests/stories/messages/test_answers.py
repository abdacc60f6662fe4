"""Answers to what lies in another chat show what it was."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World
from tests.stories.messages.test_albums import FILM, picture, ready

call = functions.messages


async def send(actor: Actor, peer: Any, media: Any) -> int:
    number = actor.world.random.getrandbits(62)
    done = await actor(call.SendMedia(peer=peer, media=media, message="look", random_id=number))
    return int(next(update.id for update in done.updates if update.NAME == "updateMessageID"))


async def answer(actor: Actor, other: Actor, there: Any, id: int) -> tuple[Any, Any]:
    """The header of an answer across chats, as the one who wrote it and the one who reads it see it."""
    where = types.InputReplyToMessage(reply_to_msg_id=id, reply_to_peer_id=there)
    await actor.say(other, "see this", reply_to=where)
    await other.barrier()
    history = await actor(call.GetHistory(peer=actor.peer(other), limit=1))
    return history.messages[0].reply_to, other.messages[-1].reply_to


@pytest.mark.parametrize("layer", [133, 166, 167, 204, 229])
async def test_an_answer_shows_what_the_reader_cannot_open(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    eve = await world.sign_up("Eve", layer=layer)
    news = await alice.create_channel("News", bob)
    photo = await send(alice, alice.chat(news), await picture(alice))
    await send(alice, alice.peer(bob), await ready(alice, b"x" * 50, "a.mp4", "video/mp4", FILM))
    await bob.barrier()
    theirs = bob.messages[-1].id
    for there, id, kind in ((bob.chat(news), photo, "photo"), (bob.peer(alice), theirs, "document")):
        own, seen = await answer(bob, eve, there, id)
        assert own.reply_media is not None and own.reply_from is not None
        if layer < 167:  # such a header names a message, or there is none
            assert getattr(seen, "reply_media", None) is None
            continue
        shown = getattr(seen.reply_media, kind)
        assert shown.id == getattr(own.reply_media, kind).id
        file = (
            types.InputPhotoFileLocation(
                id=shown.id, access_hash=shown.access_hash, file_reference=shown.file_reference, thumb_size="x")
            if kind == "photo"
            else types.InputDocumentFileLocation(
                id=shown.id, access_hash=shown.access_hash, file_reference=shown.file_reference, thumb_size="")
        )  # fmt: skip
        if kind == "photo":
            file.thumb_size = shown.sizes[-1].type
        got = await eve(functions.upload.GetFile(location=file, offset=0, limit=4096))
        assert got.bytes


async def test_an_answer_to_oneself_shows_it_too(world: World) -> None:
    alice, bob, eve = [await world.sign_up(name) for name in ("Alice", "Bob", "Eve")]
    photo = await send(bob, bob.peer(alice), await picture(bob))
    own, seen = await answer(bob, eve, bob.peer(alice), photo)
    assert seen.reply_media.photo.id == own.reply_media.photo.id


async def test_what_is_not_taken_along(world: World) -> None:
    alice, bob, eve = [await world.sign_up(name) for name in ("Alice", "Bob", "Eve")]
    once = types.InputMediaUploadedPhoto(file=await upload(alice, png(64, 48)), ttl_seconds=30)
    await send(alice, alice.peer(bob), once)
    await bob.barrier()
    own, seen = await answer(bob, eve, bob.peer(alice), bob.messages[-1].id)
    assert own.reply_media is None and seen.reply_media is None and seen.reply_from is not None
    await send(alice, alice.peer(bob), await picture(alice))
    await bob.barrier()
    inside = types.InputReplyToMessage(reply_to_msg_id=bob.messages[-1].id)
    await bob.say(alice, "nice", reply_to=inside)
    await alice.barrier()
    assert alice.messages[-1].reply_to.reply_media is None, "who is in the chat sees it there"
    where = types.InputMediaContact(phone_number=eve.phone, first_name="Eve", last_name="", vcard="")
    await send(alice, alice.peer(bob), where)
    await bob.barrier()
    own, seen = await answer(bob, eve, bob.peer(alice), bob.messages[-1].id)
    assert seen.reply_media.phone_number == eve.phone
