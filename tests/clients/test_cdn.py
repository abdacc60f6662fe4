"""A popular public file comes from a machine near the readers, to a client library that knows how."""

from __future__ import annotations

import hashlib
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.clients.conftest import Server, Starter, starting
from tests.clients.namespace import Namespace

MIB = 1 << 20


@pytest.fixture
def near(tmp_path: Path) -> Path:
    """The data folder of the machine near the readers."""
    return tmp_path / "near"


@pytest_asyncio.fixture
async def start(namespace: Namespace, tmp_path: Path, near: Path) -> AsyncIterator[Starter]:
    """Clients of a server that has such a machine, set up as an operator does it."""
    outpost, server = Server(namespace, near, 8491, "cdn"), Server(namespace, tmp_path / "main", 8490)
    near.mkdir()
    server.folder.mkdir()
    printed = outpost.start()
    settings = printed[printed.index("[cdn]") :]
    (server.folder / "angarium.toml").write_text(settings + "people = 1\n")
    server.start()
    try:
        async with starting(server, tmp_path) as starter:
            yield starter
    finally:
        server.stop()
        outpost.stop()


async def test_a_file_from_near(start: Starter, near: Path) -> None:
    alice, bob = await start("kurigram-2.2", sign_up="Alice"), await start("pyrogram-2.0", sign_up="Bob")
    channel = (await alice.create_channel(title="The Daily City", megagroup=False))["id"]
    await alice.name_chat(peer=channel, username="daily_city")
    body = random.Random(7).randbytes(MIB + 100_000)  # its cryptography is slow
    posted = await alice.send_bytes(to=channel, name="film.bin", hex=body.hex())
    await bob.join(username="daily_city")
    whole = {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    assert await bob.download(peer=channel, id=posted["id"]) == whole
    assert not list(near.glob("pieces/??/*"))  # it does not say that it could be sent elsewhere
    await bob.support_cdn()
    assert await bob.download(peer=channel, id=posted["id"]) == whole
    assert sum(piece.stat().st_size for piece in near.glob("pieces/??/*")) == len(body)
