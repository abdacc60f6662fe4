"""A server with an outpost: two machines, of which the second holds ciphertext (https://core.telegram.org/cdn)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from angarium import app
from angarium.admin import outpost as command
from angarium.admin.config import parse
from angarium.admin.folder import Folder, write_safely
from angarium.crypto.aes import Ctr
from angarium.crypto.rsa import PrivateKey
from angarium.model.config import MIB, Cdn, Config, Handshakes, Previews
from angarium.tl import functions, types
from tests.stories.client import Client, make_key
from tests.stories.clocks import SeededChance
from tests.stories.harness import Actor, World

CENTRE = 203
PART = 512 * 1024


@cache
def outpost_key() -> PrivateKey:
    return PrivateKey.generate()


class Near:
    """The machine near the readers."""

    def __init__(self, world: World, folder: Path, cache: int) -> None:
        self.world, self.folder = world, Folder(folder)
        self.config = Config(handshakes=Handshakes(processes=0), cdn=Cdn(cache=cache))
        self.port = 0

    async def open(self) -> None:
        self.folder.make()
        write_safely(self.folder.key, outpost_key().to_pem())
        self.app = app.build_outpost(
            self.config,
            self.folder,
            outpost_key(),
            clock=self.world.clock,
            chance=SeededChance(99),
            monotonic=self.world.clock.monotonic,
        )
        await self.app.open()
        self.port = (await self.app.door.listen("127.0.0.1", self.port)).port

    async def close(self) -> None:
        await self.app.close()

    def settings(self) -> Cdn:
        """What the operator copies from one machine to the other."""
        told = command.describe(replace(self.config, listen=(f"127.0.0.1:{self.port}",)), self.folder)
        return parse(told).cdn

    async def client(self, **way: Any) -> Client:
        """Somebody who has made a key here, as nobody in particular."""
        random = self.world.random.randbytes
        made = await make_key(self.app.door, outpost_key().public, random, **{"centre": CENTRE, **way})
        return Client(self.app.door, made.auth_key, made.salt, now=self.world.clock.now, random=random)

    def stored(self) -> bytes:
        """Everything that lies on this machine's disk as pieces."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.pieces.glob("??/*")))


@asynccontextmanager
async def two_machines(folder: Path, *, cache: int = 64 * MIB, **settings: Any) -> AsyncIterator[tuple[World, Near]]:
    """A world whose server has an outpost; what was pushed is checked at the end, as in every story."""
    world = World(folder / "main")
    near = Near(world, folder / "near", cache)
    await near.open()
    cdn = replace(near.settings(), **{"people": 2, "smallest": MIB, **settings})
    world.config = Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), cdn=cdn)
    await world.open()
    try:
        yield world, near
        await world.check()
    finally:
        await world.close()
        await near.close()


async def public_channel(owner: Actor, *members: Actor, name: str = "daily_city") -> int:
    peer = await owner.create_channel("The Daily City", *members)
    await owner(functions.channels.UpdateUsername(channel=owner.channel(peer), username=name))
    return peer


async def post(actor: Actor, peer: Any, body: bytes) -> int:
    """Send a file; the message's id."""
    number = actor.world.random.getrandbits(62)
    parts = [body[at : at + PART] for at in range(0, len(body), PART)]
    for at, part in enumerate(parts):
        query = functions.upload.SaveBigFilePart(file_id=number, file_part=at, file_total_parts=len(parts), bytes=part)
        await actor(query)
    media = types.InputMediaUploadedDocument(
        file=types.InputFileBig(id=number, parts=len(parts), name="film.bin"), mime_type="application/x-film", attributes=[]
    )  # fmt: skip
    sent = await actor(functions.messages.SendMedia(peer=peer, media=media, message="", random_id=number))
    return int(next(update.id for update in sent.updates if update.NAME == "updateMessageID"))


async def find(actor: Actor, peer: Any) -> types.InputDocumentFileLocation:
    """The file of the newest message, as this person is shown it."""
    history = await actor(functions.messages.GetHistory(peer=peer, limit=10))
    shown = next(message.media.document for message in history.messages if getattr(message, "media", None))
    return types.InputDocumentFileLocation(
        id=shown.id, access_hash=shown.access_hash, file_reference=shown.file_reference, thumb_size=""
    )


def ask(location: Any, offset: int = 0, *, cdn_supported: bool = True) -> functions.upload.GetFile:
    return functions.upload.GetFile(location=location, offset=offset, limit=MIB, cdn_supported=cdn_supported)


def decrypt(there: types.upload.FileCdnRedirect, offset: int, data: bytes) -> bytes:
    """As https://core.telegram.org/cdn#decrypting-files tells clients."""
    return Ctr(there.encryption_key, there.encryption_iv[:12] + (offset // 16).to_bytes(4, "big")).update(data)


def agrees(hashes: list[Any], offset: int, plain: bytes) -> bool:
    """Whether a part that was fetched is what the server vouches for."""
    covered = [plain[one.offset - offset : one.offset - offset + one.limit] for one in hashes]
    return b"".join(covered) == plain and all(
        sha256(part).digest() == one.hash for part, one in zip(covered, hashes, strict=True)
    )


async def fetch(actor: Actor, client: Client, there: types.upload.FileCdnRedirect, offset: int) -> bytes:
    """A megabyte from near, pushed there when it lacks, held against its hashes; b"" at the end."""
    get = functions.upload.GetCdnFile(file_token=there.file_token, offset=offset, limit=MIB)
    found = await client(get)
    if isinstance(found, types.upload.CdnFileReuploadNeeded):
        query = functions.upload.ReuploadCdnFile(file_token=there.file_token, request_token=found.request_token)
        pushed = await actor(query)
        found = await client(get)
        assert agrees(pushed, offset, decrypt(there, offset, found.bytes))
    plain = decrypt(there, offset, found.bytes)
    if plain:
        hashes = await actor(functions.upload.GetCdnFileHashes(file_token=there.file_token, offset=offset))
        assert agrees(hashes, offset, plain)
    return plain
