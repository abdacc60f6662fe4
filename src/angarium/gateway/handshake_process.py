"""Where a handshake task is done: in a process of its own, or, for tests, in a thread of this one."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any, Protocol

from angarium.gateway.handshake_worker import Workbench

_LENGTH = 4

Finish = Callable[["Desk", bytes], None]
"""Takes the answer to the task that a desk was given; the desk is free again."""


class Desk(Protocol):
    """Does one task at a time."""

    def give(self, task: bytes) -> None:
        """Begin a task; `Finish` is called with the answer."""
        ...


class Process(asyncio.SubprocessProtocol):
    """One process that runs `handshake_worker`. Callbacks on its pipes: streams and tasks cost more than what they carry."""

    def __init__(self, finish: Finish) -> None:
        self.done = 0
        """Tasks that it has finished."""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._finish = finish
        self._held = bytearray()

    @classmethod
    async def start(cls, pem: bytes, finish: Finish) -> Process:
        """Raises OSError."""
        _, process = await asyncio.get_running_loop().subprocess_exec(
            lambda: cls(finish), sys.executable, "-m", "angarium.gateway.handshake_worker",
            stdin=PIPE, stdout=PIPE, stderr=None, env=_make_env(),
        )  # fmt: skip
        process.give(pem)
        return process

    @property
    def pid(self) -> int:
        pid: int = self._transport.get_pid()
        return pid

    def give(self, task: bytes) -> None:
        self._input.write(len(task).to_bytes(_LENGTH, "little") + task)

    async def end(self) -> None:
        """Returns when it is gone."""
        self._input.close()  # it ends with its input
        await asyncio.wait({self.ended}, timeout=2)
        if not self.ended.done():
            with suppress(ProcessLookupError):
                self._transport.kill()
            await self.ended
        self._transport.close()

    # --- asyncio's side

    def connection_made(self, transport: Any) -> None:
        self._transport, self._input = transport, transport.get_pipe_transport(0)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        held = self._held
        held += data
        end = _LENGTH + int.from_bytes(held[:_LENGTH], "little")
        if len(held) < max(end, _LENGTH):
            return
        answer = bytes(held[_LENGTH:end])
        del held[:end]
        self.done += 1
        self._finish(self, answer)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if fd == 1 and not self.ended.done():
            self._input.close()  # it says nothing more

    def process_exited(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


class Inline:
    """A thread of this process, for tests."""

    def __init__(self, pem: bytes, finish: Finish) -> None:
        self._pem = pem
        self._finish = finish

    @cached_property
    def _bench(self) -> Workbench:  # reading the key takes milliseconds, and not every server is shaken hands with
        return Workbench(self._pem)

    def give(self, task: bytes) -> None:
        work = asyncio.get_running_loop().run_in_executor(None, self._bench.work, task)
        work.add_done_callback(lambda done: None if done.cancelled() else self._finish(self, done.result()))


def _make_env() -> dict[str, str]:
    """What the process needs to find the same modules, whatever has been done to our path."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
