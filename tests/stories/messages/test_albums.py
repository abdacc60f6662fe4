"""What goes into one album (https://core.telegram.org/api/files#albums-grouped-media)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.files.materials import mp4, named, ogg, png, upload
from tests.stories.harness import Actor, World, refused

call = functions.messages
ME = types.InputPeerSelf()
FILM = types.DocumentAttributeVideo(duration=2, w=320, h=240)


async def ready(actor: Actor, body: bytes, name: str, mime_type: str, *said: Any, **more: Any) -> Any:
    media = types.InputMediaUploadedDocument(
        file=await upload(actor, body, name), mime_type=mime_type, attributes=list(said), **more
    )
    made = await actor(call.UploadMedia(peer=ME, media=media))
    return types.InputMediaDocument(id=named(made.document))


async def picture(actor: Actor) -> types.InputMediaPhoto:
    media = types.InputMediaUploadedPhoto(file=await upload(actor, png(64, 48)))
    photo = (await actor(call.UploadMedia(peer=ME, media=media))).photo
    return types.InputMediaPhoto(
        id=types.InputPhoto(id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference)
    )


async def stock(actor: Actor) -> dict[str, Any]:
    """One of each kind, ready to be sent again and again."""
    song = types.DocumentAttributeAudio(duration=9)
    return {
        "photo": await picture(actor),
        "film": await ready(actor, mp4(sound=True), "a.mp4", "video/mp4", FILM),
        "still": await ready(actor, mp4(), "b.mp4", "video/mp4", FILM, nosound_video=True),
        "gif": await ready(actor, mp4(), "c.mp4", "video/mp4", FILM, types.DocumentAttributeAnimated()),
        "song": await ready(actor, b"ID3" + bytes(50), "a.mp3", "audio/mpeg", song),
        "voice": await ready(actor, ogg(), "a.ogg", "audio/ogg", types.DocumentAttributeAudio(duration=1, voice=True)),
        "file": await ready(actor, b"x" * 50, "a.bin", "application/octet-stream"),
        "film as file": await ready(actor, mp4(sound=True), "d.mp4", "video/mp4", force_file=True),
        "place": types.InputMediaGeoPoint(geo_point=types.InputGeoPoint(lat=1.0, long=2.0)),
    }


@pytest.mark.parametrize("layer", [133, 166, 229])
async def test_an_album_is_of_one_kind(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    things = await stock(alice)

    async def send(*names: str, **more: Any) -> Any:
        album = [
            types.InputSingleMedia(media=things[name], random_id=world.random.getrandbits(62), message=name)
            for name in names
        ]
        return await alice(call.SendMultiMedia(peer=alice.peer(bob), multi_media=album, **more))

    for whole in (
        ("photo", "film", "still", "photo"), ("file", "film as file", "file"), ("song", "song"), ("voice",), ("gif",),
    ):  # fmt: skip
        await send(*whole)
        await bob.barrier()
        sent = bob.messages[-len(whole) :]
        assert [message.message for message in sent] == list(whole)
        assert len({message.grouped_id for message in sent}) == 1 and bool(sent[0].grouped_id) == (len(whole) > 1)
    before = len(bob.messages)
    for mixed in (
        ("photo", "file"), ("film", "film as file"), ("song", "file"), ("song", "photo"), ("photo", "gif"), ("gif", "gif"),
        ("voice", "voice"), ("song", "voice"), ("place", "place"),
    ):  # fmt: skip
        with refused("MEDIA_INVALID"):
            await send(*mixed)
    later = {"schedule_date": int(world.clock.now()) + 3600}
    with refused("MEDIA_INVALID"):
        await send("photo", "song", **later)
    await send("photo", "film", **later)
    with refused("MEDIA_INVALID"):
        await send("photo", "song", quick_reply_shortcut=types.InputQuickReplyShortcut(shortcut="views"))
    with refused("MEDIA_EMPTY"):
        await send()
    with refused("MULTI_MEDIA_TOO_LONG"):
        await send(*["photo"] * 11)
    await bob.barrier()
    assert len(bob.messages) == before
