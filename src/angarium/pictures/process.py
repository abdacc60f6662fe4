"""The server's end: a worker for pictures and one for videos, each started at the first one, ended when it idles, replaced when it
dies."""

from __future__ import annotations

import asyncio
import struct
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

import msgspec

from angarium.pictures import BROKEN, BadPicture, Made
from angarium.pictures.worker import Answer, Request

PATIENCE = 60.0
IDLE = 30.0
WAITING = 64
"""Pictures that may wait for the worker; further ones are refused, so that they cannot fill the memory."""


class ProcessPictures:
    """Videos take longer: pictures do not wait for them."""

    def __init__(self) -> None:
        self._pictures, self._videos = _Child(), _Child()

    async def make(self, plan: str, body: bytes) -> list[Made]:
        return await self._pictures.make(plan, body)

    async def watch(self, plan: str, path: Path) -> list[Made]:
        return await self._videos.make(plan, str(path).encode())

    async def close(self) -> None:
        await self._pictures.close()
        await self._videos.close()


class _Child:
    """One picture at a time: they cost CPU, and messages go first."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._waiting = 0
        self._idling: asyncio.TimerHandle | None = None

    async def make(self, plan: str, body: bytes) -> list[Made]:
        if self._waiting >= WAITING:
            raise BadPicture(BROKEN)
        self._waiting += 1
        try:
            async with self._turn:
                answer = await self._ask(plan, body)
        finally:
            self._waiting -= 1
        if answer.fault:
            raise BadPicture(answer.fault)
        return [Made(*size) for size in answer.sizes]

    async def _ask(self, plan: str, body: bytes) -> Answer:
        packed = msgspec.msgpack.encode(Request(plan, body))
        if self._idling is not None:
            self._idling.cancel()
        process = await self._start()
        assert process.stdin is not None and process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE):
                process.stdin.write(struct.pack("<I", len(packed)) + packed)
                await process.stdin.drain()
                (size,) = struct.unpack("<I", await process.stdout.readexactly(4))
                return msgspec.msgpack.decode(await process.stdout.readexactly(size), type=Answer)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            await self.close()  # it broke a limit: the picture is at fault
            raise BadPicture(BROKEN) from None
        except BaseException:
            await self.close()  # cancelled half-way: the answer that is still to come would be taken for the next one's
            raise
        finally:
            self._idling = asyncio.get_running_loop().call_later(IDLE, self._rest)

    async def _start(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "angarium.pictures.worker", stdin=PIPE, stdout=PIPE, limit=1 << 26
            )
        return self._process

    def _rest(self) -> None:
        if not self._turn.locked() and self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process = None

    async def close(self) -> None:
        if self._idling is not None:
            self._idling.cancel()
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
