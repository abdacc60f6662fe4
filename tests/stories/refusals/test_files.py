"""What is refused of files: parts, references, shapes, and what bots say lies elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from angarium.domain.files import documents
from angarium.model.config import Config, Handshakes, Limits, Previews
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.bots.test_inline import answered
from tests.stories.contents.site import serve, world_with_web
from tests.stories.files.materials import png, ready, upload
from tests.stories.harness import World, refused

call, KIB = functions.messages, 1024


async def test_parts(world: World) -> None:
    alice = await world.sign_up("Alice")

    def part(number: int, size: int, parts: int = 0) -> Any:
        if parts:
            return functions.upload.SaveBigFilePart(
                file_id=7, file_part=number, file_total_parts=parts, bytes=b"x" * size
            )
        return functions.upload.SaveFilePart(file_id=5, file_part=number, bytes=b"x" * size)

    for name, asked in (
        ("FILE_PART_EMPTY", part(0, 0)),
        ("FILE_PART_TOO_BIG", part(0, 512 * KIB + 1)),
        ("FILE_PART_INVALID", part(-1, 9)),
        ("FILE_PART_INVALID", part(20_000, 9)),
        ("FILE_PART_EMPTY", part(0, 0, 2)),
        ("FILE_PART_TOO_BIG", part(0, 512 * KIB + 1, 2)),
        ("FILE_PARTS_INVALID", part(0, KIB, -1)),
        ("FILE_PARTS_INVALID", part(0, KIB, 5 * KIB**2)),
        ("FILE_PARTS_INVALID", part(0, 512 * KIB, 8 * KIB + 1)),
        ("FILE_PART_INVALID", part(2, KIB, 2)),
        ("FILE_PART_SIZE_INVALID", part(0, KIB + 1, 2)),
        ("FILE_PART_SIZE_INVALID", part(0, 3 * KIB, 2)),
    ):
        with refused(name):
            await alice(asked)
    assert await alice(part(0, KIB, 2)) and await alice(part(1, 9, 2)) and await alice(part(0, 9))


async def test_too_much_is_under_way(tmp_path: Path) -> None:
    limits = Limits(unfinished_uploads=KIB**2, premium_file_size=11 * KIB**2)
    config = Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), limits=limits)
    async with World(tmp_path, config) as world:
        alice = await world.sign_up("Alice")

        async def send(number: int, parts: int, size: int = 512 * KIB) -> types.InputFile:
            for part in range(parts):
                assert await alice(functions.upload.SaveFilePart(file_id=number, file_part=part, bytes=bytes(size)))
            return types.InputFile(id=number, parts=parts, name="a", md5_checksum="")

        for parts, media in ((21, types.InputMediaUploadedPhoto), (23, _as_file)):
            with refused("FILE_PARTS_INVALID"):
                given = media(file=await send(parts, parts))
                await alice(call.SendMedia(peer=types.InputPeerSelf(), media=given, message="", random_id=5))
        await send(5, 3)
        with refused("FLOOD_WAIT_3600"):
            await alice(functions.upload.SaveFilePart(file_id=6, file_part=0, bytes=b"x"))


def _as_file(file: types.InputFile) -> types.InputMediaUploadedDocument:
    return types.InputMediaUploadedDocument(file=file, mime_type="application/pdf", attributes=[])


async def test_references(world: World) -> None:
    alice = await world.sign_up("Alice")
    document = await ready(alice, png(64, 64))

    def ask(reference: bytes, thumb: str = "") -> Any:
        where = types.InputDocumentFileLocation(
            id=document.id, access_hash=document.access_hash, file_reference=reference, thumb_size=thumb
        )
        return functions.upload.GetFile(location=where, offset=0, limit=4 * KIB)

    assert (await alice(ask(document.file_reference))).bytes
    with refused("LOCATION_INVALID"):
        await alice(ask(document.file_reference, "z"))
    with refused("FILE_REFERENCE_EMPTY"):
        await alice(ask(b""))
    with refused("FILE_REFERENCE_INVALID"):
        await alice(ask(bytes(21)))
    world.clock.leap(2 * 86400)
    with refused("FILE_REFERENCE_EXPIRED"):
        await alice(ask(document.file_reference))
    media = types.InputMediaDocument(id=document)
    with refused("FILE_REFERENCE_EXPIRED"):
        await alice(call.SendMedia(peer=types.InputPeerSelf(), media=media, message="", random_id=5))


async def test_a_body_that_is_lost(world: World) -> None:
    alice = await world.sign_up("Alice")
    document = await ready(alice, b"words", "text/plain", "a.txt")
    where = types.InputDocumentFileLocation(
        id=document.id, access_hash=document.access_hash, file_reference=document.file_reference, thumb_size=""
    )
    ask = functions.upload.GetFile(location=where, offset=0, limit=4 * KIB)
    assert (await alice(ask)).bytes == b"words"
    async with world.app.house.work.read() as tx:
        known = (await documents.find_many(tx, (document.id,)))[document.id]
    path = world.app.house.blobs.find_path(known.blob)
    assert path is not None
    path.unlink()  # as after a backup of the database alone
    with refused("LOCATION_INVALID"):
        await alice(ask)


async def test_a_photo_that_is_none(world: World) -> None:
    alice = await world.sign_up("Alice")

    async def send(body: bytes) -> None:
        photo = types.InputMediaUploadedPhoto(file=await upload(alice, body))
        await alice(call.SendMedia(peer=types.InputPeerSelf(), media=photo, message="", random_id=len(body)))

    with refused("IMAGE_PROCESS_FAILED"):
        await send(b"no picture")
    with refused("PHOTO_INVALID_DIMENSIONS"):
        await send(png(84, 4))
    await send(png(80, 4))


async def test_a_result_that_is_no_picture(tmp_path: Path) -> None:
    async with serve() as site, world_with_web(tmp_path) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        bot = await make_bot(world, alice, "SiteBot", settings=("/setinline", "{}", "Say it"))

        def picture(path: str) -> Any:
            web = types.InputWebDocument(url=site.url(path), size=0, mime_type="image/png", attributes=[])
            auto = types.InputBotInlineMessageMediaAuto(message="")
            return types.InputBotInlineResult(id=path[1:4], type="photo", thumb=web, content=web, send_message=auto)

        found = await answered(
            bob, bot, bob.peer(alice), "x", [picture(path) for path in ("/empty", "/false", "/nothing", "/picture.png")]
        )

        async def choose(id: str) -> None:
            number = world.random.getrandbits(60)
            await bob(call.SendInlineBotResult(peer=bob.peer(alice), query_id=found.query_id, id=id, random_id=number))

        for id in ("emp", "fal"):
            with refused("WEBPAGE_MEDIA_EMPTY"):
                await choose(id)
        with refused("WEBPAGE_CURL_FAILED"):
            await choose("not")
        await choose("pic")
        await alice.barrier()
        assert alice.messages[-1].media.photo.sizes
