"""Pictures of places and covers of music."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import named, png, upload
from tests.stories.harness import Actor, World, refused


async def song(actor: Actor, title: str, **more: Any) -> Any:
    media = types.InputMediaUploadedDocument(
        file=await upload(actor, b"ID3" + title.encode() * 200, "song.mp3"), mime_type="audio/mpeg",
        attributes=[types.DocumentAttributeAudio(duration=60, title=title, performer="The Angari")], **more,
    )  # fmt: skip
    return (await actor(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=media))).document


async def test_a_place_is_drawn_and_a_cover_fetched(world: World) -> None:
    alice = await world.sign_up("Alice")
    place = types.InputWebFileGeoPointLocation(
        geo_point=types.InputGeoPoint(lat=35.77, long=51.4), access_hash=1, w=200, h=100, zoom=15, scale=2
    )
    found = await alice(functions.upload.GetWebFile(location=place, offset=0, limit=1024 * 1024))
    assert found.bytes.startswith(b"\x89PNG") and found.size == len(found.bytes) and found.mime_type == "image/png"
    rest = await alice(functions.upload.GetWebFile(location=place, offset=1024, limit=1024 * 1024))
    assert rest.bytes == found.bytes[1024:]
    place.zoom = 3
    with refused("LOCATION_INVALID"):
        await alice(functions.upload.GetWebFile(location=place, offset=0, limit=1024))
    covered = await song(alice, "Four", thumb=await upload(alice, png(300, 300), "cover.jpg"))
    cover = types.InputWebFileAudioAlbumThumbLocation(document=named(covered))
    shown = await alice(functions.upload.GetWebFile(location=cover, offset=0, limit=1024 * 1024))
    assert shown.bytes[:2] == b"\xff\xd8"
    bare = types.InputWebFileAudioAlbumThumbLocation(document=named(await song(alice, "Five")))
    with refused("LOCATION_INVALID"):
        await alice(functions.upload.GetWebFile(location=bare, offset=0, limit=1024))
    page = types.InputWebFileLocation(url="https://example.org/a.jpg", access_hash=1)
    with refused("LOCATION_INVALID"):
        await alice(functions.upload.GetWebFile(location=page, offset=0, limit=1024))
    with refused("LIMIT_INVALID"):
        await alice(functions.upload.GetWebFile(location=cover, offset=0, limit=5))
