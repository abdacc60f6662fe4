"""Files of secret chats: bodies that the server keeps and cannot open."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from angarium.model.config import Config, Handshakes, Limits
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused
from tests.stories.secret.pairs import begin, received, sealed

call = functions.messages


async def upload(device: Actor, body: bytes, md5: str | None = None) -> types.InputEncryptedFileUploaded:
    number = device.world.random.getrandbits(62)
    await device(functions.upload.SaveFilePart(file_id=number, file_part=0, bytes=body))
    checksum = hashlib.md5(body).hexdigest() if md5 is None else md5
    return types.InputEncryptedFileUploaded(id=number, parts=1, md5_checksum=checksum, key_fingerprint=-12)


async def fetch(device: Actor, file: types.EncryptedFile) -> bytes:
    location = types.InputEncryptedFileLocation(id=file.id, access_hash=file.access_hash)
    found = await device(functions.upload.GetFile(location=location, offset=0, limit=1 << 20))
    body: bytes = found.bytes
    return body


@pytest.mark.parametrize("layer", [135, 152, 229])
async def test_a_file_reaches_the_other_device(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    mine, theirs = await begin(alice, bob)
    body = world.random.randbytes(4096)
    query = call.SendEncryptedFile(peer=mine, random_id=4, data=sealed(world), file=await upload(alice, body))
    sent = await alice(query)
    assert isinstance(sent, types.messages.SentEncryptedFile)
    assert (sent.file.size, sent.file.key_fingerprint) == (4096, -12)
    assert await alice(query) == sent, "although the upload is used up"
    [message] = await received(bob)
    assert message.file == sent.file and message.bytes == query.data
    assert await fetch(bob, message.file) == await fetch(alice, sent.file) == body

    again = types.InputEncryptedFile(id=message.file.id, access_hash=message.file.access_hash)
    await bob(call.SendEncryptedFile(peer=theirs, random_id=5, data=sealed(world), file=again))
    assert (await received(alice))[0].file == sent.file
    with refused("FILE_ID_INVALID"):
        await fetch(bob, types.EncryptedFile(id=message.file.id, access_hash=1))
    wrong = types.InputEncryptedFile(id=1, access_hash=1)
    with refused("FILE_ID_INVALID"):
        await bob(call.SendEncryptedFile(peer=theirs, random_id=6, data=sealed(world), file=wrong))


async def test_large_files_come_in_parts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    parts = [world.random.randbytes(512 * 1024), world.random.randbytes(160)]
    for at, part in enumerate(parts):
        await alice(functions.upload.SaveBigFilePart(file_id=9, file_part=at, file_total_parts=2, bytes=part))
    large = types.InputEncryptedFileBigUploaded(id=9, parts=2, key_fingerprint=3)
    await alice(call.SendEncryptedFile(peer=mine, random_id=4, data=sealed(world), file=large))
    [message] = await received(bob)
    assert await fetch(bob, message.file) == b"".join(parts) and message.file.size == len(b"".join(parts))


async def test_a_file_can_be_uploaded_beforehand(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    file = await alice(call.UploadEncryptedFile(peer=mine, file=await upload(alice, bytes(160))))
    named = types.InputEncryptedFile(id=file.id, access_hash=file.access_hash)
    await alice(call.SendEncryptedFile(peer=mine, random_id=4, data=sealed(world), file=named))
    assert (await received(bob))[0].file == file


async def test_what_is_no_file_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)

    async def give(file: types.TypeInputEncryptedFile, data: bytes = b"") -> object:
        return await alice(call.SendEncryptedFile(peer=mine, random_id=4, data=data or sealed(world), file=file))

    with refused("FILE_EMTPY"):
        await give(types.InputEncryptedFileEmpty())
    with refused("MD5_CHECKSUM_INVALID"):
        await give(await upload(alice, bytes(160), md5="0" * 32))
    with refused("FILE_PART_0_MISSING"):
        await give(types.InputEncryptedFileUploaded(id=77, parts=1, md5_checksum="", key_fingerprint=1))
    good = await upload(alice, bytes(160))
    with refused("DATA_INVALID"):
        await give(good, b"x")
    await bob(call.DiscardEncryption(chat_id=mine.chat_id))
    with refused("ENCRYPTION_DECLINED"):
        await give(good)
    with refused("ENCRYPTION_DECLINED"):
        await alice(call.UploadEncryptedFile(peer=mine, file=good))


async def test_files_count_towards_the_quota(tmp_path: Path) -> None:
    world = World(tmp_path, Config(handshakes=Handshakes(processes=0), limits=Limits(storage=4000)))
    await world.open()
    try:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        mine, _ = await begin(alice, bob)
        for random_id in (1, 2):
            file = await upload(alice, world.random.randbytes(1600))
            await alice(call.SendEncryptedFile(peer=mine, random_id=random_id, data=sealed(world), file=file))
        file = await upload(alice, world.random.randbytes(1600))
        with refused("STORAGE_QUOTA_EXCEEDED"):
            await alice(call.SendEncryptedFile(peer=mine, random_id=3, data=sealed(world), file=file))
    finally:
        await world.close()
