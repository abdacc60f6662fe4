"""Videos, animations and recordings: what the server finds out when it looks into them."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.model.config import Config, Handshakes, Limits
from angarium.pictures.process import ProcessPictures
from angarium.tl import functions, types
from tests.stories.files.materials import gif, mp4, named, ogg, png, upload
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def send(actor: Actor, other: Actor, body: bytes, mime_type: str, name: str, *said: Any, **more: Any) -> Any:
    """The document as the other side sees it."""
    media = types.InputMediaUploadedDocument(
        file=await upload(actor, body, name), mime_type=mime_type, attributes=list(said), **more
    )
    number = actor.world.random.getrandbits(62)
    await actor(call.SendMedia(peer=actor.peer(other), media=media, message="", random_id=number))
    await other.barrier()
    return other.messages[-1].media.document


def attribute(document: Any, name: str) -> Any:
    return next((one for one in document.attributes if f"documentAttribute{name}" == one.NAME), None)


async def animations(actor: Actor, other: Actor) -> list[int]:
    found = await actor(call.Search(peer=actor.peer(other), q="", filter=types.InputMessagesFilterGif(), limit=10))
    return [message.media.document.id for message in found.messages]


async def test_a_gif_becomes_a_film(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    shown = await send(alice, bob, gif(), "image/gif", "Dance.GIF", types.DocumentAttributeImageSize(w=121, h=80))
    assert shown.mime_type == "video/mp4" and attribute(shown, "Animated") and shown.thumbs
    video = attribute(shown, "Video")
    assert (video.w, video.h) == (120, 80) and 0.5 < video.duration < 1.5
    assert attribute(shown, "Filename").file_name == "Dance.mp4"
    place = types.InputDocumentFileLocation(
        id=shown.id, access_hash=shown.access_hash, file_reference=shown.file_reference, thumb_size=""
    )
    body = await bob(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    assert body.bytes[4:8] == b"ftyp" and len(body.bytes) == shown.size
    kept = await alice(call.GetSavedGifs(hash=0))
    assert [one.id for one in kept.gifs] == [shown.id]
    await bob(call.SaveGif(id=named(shown), unsave=False))
    assert [one.id for one in (await bob(call.GetSavedGifs(hash=0))).gifs] == [shown.id]
    assert await animations(bob, alice) == [shown.id]


async def test_what_stays_as_it_was_sent(world: World) -> None:
    world.app.house.pictures = ProcessPictures()  # its memory ends before the size does that a broken file claims
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    still = await send(alice, bob, gif(1), "image/gif", "still.gif")
    assert still.mime_type == "image/gif"
    broken = await send(alice, bob, b"GIF89a, but not one", "image/gif", "broken.gif")
    assert broken.mime_type == "image/gif"
    plain = await send(alice, bob, gif(), "image/gif", "file.gif", force_file=True)
    assert plain.mime_type == "image/gif" and not attribute(plain, "Animated")
    kept = await send(alice, bob, mp4(), "video/mp4", "film.mp4", nosound_video=True)
    assert not attribute(kept, "Animated") and attribute(kept, "Video").w == 320
    assert await animations(bob, alice) == []


async def test_a_film_without_sound_is_found_among_animations(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=200)
    silent = await send(alice, bob, mp4(), "video/mp4", "silent.mp4")
    video = attribute(silent, "Video")
    assert (video.w, video.h, video.duration) == (320, 240, 2.0) and attribute(silent, "Animated") and silent.thumbs
    said = (types.DocumentAttributeVideo(duration=2.0, w=320, h=240), types.DocumentAttributeAnimated())
    marked = await send(alice, bob, b"\0\0\0\x18ftypmp42" + bytes(100), "video/mp4", "cat.mp4", *said)
    assert await animations(bob, alice) == await animations(alice, bob) == [marked.id, silent.id]
    loud = await send(alice, bob, mp4(sound=True), "video/mp4", "loud.mp4")
    assert not attribute(loud, "Animated") and attribute(loud, "Video").duration == 2.0
    films = await bob(call.Search(peer=bob.peer(alice), q="", filter=types.InputMessagesFilterVideo(), limit=10))
    assert [message.media.document.id for message in films.messages] == [loud.id]


async def test_a_round_video_and_a_recording_are_completed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    said = types.DocumentAttributeVideo(round_message=True, duration=0, w=0, h=0)
    round = await send(alice, bob, mp4(240, 240), "video/mp4", "round.mp4", said)
    video = attribute(round, "Video")
    assert (video.w, video.h, video.duration) == (240, 240, 2.0) and video.round_message and round.thumbs
    assert not attribute(round, "Animated")
    voice = await send(
        alice, bob, ogg(), "audio/ogg", "voice.ogg", types.DocumentAttributeAudio(voice=True, duration=0)
    )
    wave = attribute(voice, "Audio")
    assert len(wave.waveform) == 63 and wave.duration == 1
    bits = int.from_bytes(wave.waveform, "little")
    values = [bits >> 5 * at & 31 for at in range(100)]
    assert values[0] < 5 and max(values) == 31 == max(values[80:])


async def test_a_thumbnail_that_came_along_stays(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    shown = await send(
        alice, bob, mp4(sound=True), "video/mp4", "film.mp4", thumb=await upload(alice, png(90, 60), "thumb.jpg")
    )
    assert (shown.thumbs[-1].w, shown.thumbs[-1].h) == (90, 60)


async def test_everyone_has_room_for_so_much(tmp_path: Any) -> None:
    async with World(tmp_path, Config(handshakes=Handshakes(processes=0), limits=Limits(storage=300_000))) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        await send(alice, bob, bytes(200_000), "application/zip", "a.zip")
        with refused("STORAGE_QUOTA_EXCEEDED"):
            await send(alice, bob, bytes(150_000), "application/zip", "b.zip")
        await send(bob, alice, bytes(150_000), "application/zip", "b.zip")


@pytest.mark.parametrize("layer", [177, 229])
async def test_a_video_has_a_cover_and_a_beginning(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    cover = types.InputMediaUploadedPhoto(file=await upload(alice, png(300, 200), "cover.png"))
    photo = (await alice(call.UploadMedia(peer=types.InputPeerSelf(), media=cover))).photo
    chosen = types.InputPhoto(id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference)
    await send(
        alice, bob, mp4(sound=True), "video/mp4", "film.mp4", video_cover=chosen, video_timestamp=1
    )  # fmt: skip
    shown = bob.messages[-1].media
    assert shown.document.mime_type == "video/mp4"
    if layer == 229:
        assert shown.video_cover.id == photo.id and shown.video_timestamp == 1
    own = (await alice(call.GetHistory(peer=alice.peer(bob), limit=1))).messages[0].media
    again = types.InputMediaDocument(id=named(own.document), video_timestamp=2)
    await alice(call.SendMedia(peer=alice.peer(bob), media=again, message="", random_id=77))
    await bob.barrier()
    if layer == 229:
        assert bob.messages[-1].media.video_timestamp == 2 and bob.messages[-1].media.video_cover is None
    effect = (await alice(call.GetAvailableEffects(hash=0))).effects[0].id
    last = (await alice(call.GetHistory(peer=alice.peer(bob), limit=1))).messages[0].id
    on = {"from_peer": alice.peer(bob), "to_peer": alice.peer(bob), "id": [last]}
    await alice(call.ForwardMessages(**on, random_id=[78], video_timestamp=0, effect=effect))
    await alice(call.ForwardMessages(**on, random_id=[79]))
    with refused("EFFECT_ID_INVALID"):
        await alice(call.ForwardMessages(**on, random_id=[80], effect=7))
    await bob.barrier()
    if layer == 229:
        begun, kept = bob.messages[-2:]
        assert begun.media.video_timestamp is None and begun.effect == effect
        assert kept.media.video_timestamp == 2 and kept.effect is None
