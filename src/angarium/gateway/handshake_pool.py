"""The processes that pay for handshakes, behind a queue that has an end.

Measured with handshakes inline: at 35 a second the median message waits four seconds. So they are done elsewhere, at
the lowest priority, and what does not fit into the queue is refused at once.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import overload

import structlog

from angarium.crypto import dh
from angarium.gateway.handshake_worker import OPEN, RAISE, Workbench
from angarium.mtproto.handshake import OpenBlock, Opened, Raise

PATIENCE = 30.0
"""Seconds after which a process that does not answer is replaced."""

_RESTART_DELAYS = (0.0, 0.1, 0.5, 2.0, 5.0)

log = structlog.get_logger()


class Overloaded(Exception):
    """The queue is full: the client is told -429 and comes back."""


@dataclass(order=True, slots=True)
class _Job:
    rank: tuple[int, int]
    task: bytes = field(compare=False)
    answer: asyncio.Future[bytes] = field(compare=False)
    tried: bool = field(default=False, compare=False)


class HandshakePool:
    """Runs handshake tasks in `processes` processes; 0 runs them in a thread of this one, for tests."""

    def __init__(self, pem: bytes, *, processes: int = 1, queue_limit: int = 64) -> None:
        self.shed = 0
        """Tasks refused since the start."""
        self._pem = pem
        self._processes = processes
        self._queue_limit = queue_limit
        self._queue: asyncio.PriorityQueue[_Job] = asyncio.PriorityQueue()
        self._numbers = count()
        self._servers: list[asyncio.Task[None]] = []
        self._running: list[Process] = []
        self._busy = 0

    @property
    def waiting(self) -> int:
        """Tasks in the queue."""
        return self._queue.qsize()

    @property
    def busy(self) -> int:
        """Tasks that a process has in hand."""
        return self._busy

    @property
    def pids(self) -> list[int]:
        """The processes that run now."""
        return [process.pid for process in self._running]

    async def start(self) -> None:
        """Start the processes; they work off the queue from now on, and dead ones are replaced."""
        serve = self._serve if self._processes else self._serve_inline
        self._servers = [asyncio.create_task(serve()) for _ in range(self._processes or 1)]

    async def close(self) -> None:
        """End the processes and refuse what waits."""
        for server in self._servers:
            server.cancel()
        await asyncio.gather(*self._servers, return_exceptions=True)
        while not self._queue.empty():
            _refuse(self._queue.get_nowait())

    @overload
    async def run(self, task: OpenBlock) -> Opened: ...
    @overload
    async def run(self, task: Raise) -> int: ...
    async def run(self, task: OpenBlock | Raise) -> Opened | int:
        """Do one task. Raises Overloaded when too many wait."""
        if isinstance(task, Raise):
            # Into this handshake work has gone already: it goes first and is refused last.
            data = await self._enter(0, RAISE + dh.to_bytes(task.g_b) + dh.to_bytes(task.a), 2 * self._queue_limit)
            return dh.from_bytes(data)
        data = await self._enter(1, OPEN + task.block, self._queue_limit)
        a, g_a, opened = data[: dh.SIZE], data[dh.SIZE : 2 * dh.SIZE], data[2 * dh.SIZE :]
        return Opened(opened or None, dh.from_bytes(a), dh.from_bytes(g_a))

    async def _enter(self, rank: int, task: bytes, limit: int) -> bytes:
        if self._queue.qsize() >= limit:
            self.shed += 1
            raise Overloaded
        job = _Job((rank, next(self._numbers)), task, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(job)
        return await job.answer

    async def _serve(self) -> None:
        failures = 0
        while True:
            await asyncio.sleep(_RESTART_DELAYS[min(failures, len(_RESTART_DELAYS) - 1)])
            failures = 0 if await self._employ() else failures + 1

    async def _employ(self) -> int:
        """Start a process and feed it until it dies; how many tasks it did."""
        done, process = 0, None
        try:
            process = await self._spawn()
            self._running.append(process)
            while True:
                await self._do_next(process)
                done += 1
        except (OSError, EOFError, TimeoutError) as error:
            log.warning("handshake process lost", pid=process and process.pid, tasks=done, reason=repr(error))
        finally:
            if process:
                self._running.remove(process)
                await asyncio.shield(_end(process))
        return done

    async def _do_next(self, process: Process) -> None:
        job = await self._take()
        self._busy += 1
        try:
            async with asyncio.timeout(PATIENCE):
                data = await _ask(process, job.task)
        except BaseException:
            self._put_back(job)
            raise
        finally:
            self._busy -= 1
        if not job.answer.done():
            job.answer.set_result(data)

    async def _take(self) -> _Job:
        while True:
            job = await self._queue.get()
            if not job.answer.done():  # else its connection is gone
                return job

    def _put_back(self, job: _Job) -> None:
        # A process may have died before, unnoticed, so every task gets a second one; a third would be a chain of murders.
        if job.tried:
            _refuse(job)
        else:
            job.tried = True
            self._queue.put_nowait(job)

    async def _serve_inline(self) -> None:
        bench = Workbench(self._pem)
        while True:
            job = await self._take()
            data = await asyncio.to_thread(bench.work, job.task)
            if not job.answer.done():
                job.answer.set_result(data)

    async def _spawn(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "angarium.gateway.handshake_worker", stdin=PIPE, stdout=PIPE, env=_make_env()
        )
        assert process.stdin
        process.stdin.write(len(self._pem).to_bytes(4, "little") + self._pem)
        return process


def _make_env() -> dict[str, str]:
    """What the process needs to find the same modules, whatever has been done to our path."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


async def _ask(process: Process, task: bytes) -> bytes:
    assert process.stdin and process.stdout
    process.stdin.write(len(task).to_bytes(4, "little") + task)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(4), "little")
    return await process.stdout.readexactly(size)


async def _end(process: Process) -> None:
    assert process.stdin
    process.stdin.close()  # the process ends with its input
    try:
        await asyncio.wait_for(process.wait(), 2)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _refuse(job: _Job) -> None:
    if not job.answer.done():
        job.answer.set_exception(Overloaded())
