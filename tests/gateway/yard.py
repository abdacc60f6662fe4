"""A door over a real house and a real database; behind it either the real router or one that answers by itself."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from angarium import app
from angarium.admin.folder import Folder
from angarium.crypto import dh
from angarium.crypto.kdf import make_key_id
from angarium.domain.accounts import devices
from angarium.model.accounts import AuthKey
from angarium.model.config import Config, Handshakes
from angarium.model.ids import KeyId
from angarium.tl import codec, functions, layers, types
from tests.stories import foundation
from tests.stories.client import Client
from tests.stories.clocks import SeededChance, TravellingClock
from tests.stories.harness import server_key


class Answers:
    """Stands where the router stands: counts what reached it, and holds answers back on demand."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.running = 0
        self.most = 0
        self.before: Callable[[Any, Any], None] = lambda caller, query: None

    def hold(self, method: str) -> asyncio.Event:
        """Calls of this method wait until the event is set."""
        gate = self.gates[method] = asyncio.Event()
        return gate

    async def call(self, caller: Any, request: Any, msg_id: int) -> bytes:
        while request.NAME in {"invokeWithLayer", "initConnection"}:
            if request.NAME == "invokeWithLayer":
                caller.layer = layers.serve(request.layer)
            request = request.query
        self.calls.append(request)
        self.before(caller, request)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if gate := self.gates.get(request.NAME):
                await gate.wait()
        finally:
            self.running -= 1
        if request.NAME == "help.getNearestDc":
            answer: Any = types.NearestDc(country="DE", this_dc=2, nearest_dc=2)
        elif request.NAME == "upload.getFile":
            answer = types.upload.File(type=types.storage.FileUnknown(), mtime=0, bytes=bytes(request.limit))
        else:
            answer = types.RpcError(error_code=400, error_message="TEST_REFUSED")
        return codec.encode(answer, caller.layer)


class Yard:
    """Everything that one test needs."""

    def __init__(self, built: app.App, time: TravellingClock, router: Answers) -> None:
        self.door, self.house = built.door, built.house
        self.time, self.router, self.real = time, router, built.router
        self.random = random.Random(3)

    async def add_key(self, **fields: Any) -> bytes:
        """An auth key that the server knows, without the exchange."""
        auth_key = self.random.randbytes(dh.SIZE)
        made = AuthKey(
            id=KeyId(make_key_id(auth_key)), key=auth_key, first_salt=77, created=int(self.time.wall), **fields
        )
        async with self.house.work.begin() as tx:
            assert await devices.add_key(tx, made)
        return auth_key

    async def client(self, auth_key: bytes | None = None, **way: Any) -> Client:
        """A client with a key, not yet connected."""
        auth_key = auth_key or await self.add_key()
        return Client(self.door, auth_key, 77, now=self.time.now, random=self.random.randbytes, **way)

    def pass_time(self, seconds: float) -> None:
        """Let time go by for everything that has a deadline."""
        self.time.advance(seconds)
        self.door.advance()


NEAREST = functions.help.GetNearestDc()


@asynccontextmanager
async def open_yard(path: Path) -> AsyncIterator[Yard]:
    """Closed again at the end, with nobody left waiting."""
    time, router = TravellingClock(), Answers()
    config = Config(handshakes=Handshakes(processes=0))
    folder = Folder(path)
    foundation.lay(folder)
    built = app.build(config, folder, server_key(), clock=time, chance=SeededChance(), monotonic=time.monotonic)
    built.door.router = router  # type: ignore[assignment]
    await built.open()
    yield Yard(built, time, router)
    for gate in router.gates.values():
        gate.set()
    await built.close()
