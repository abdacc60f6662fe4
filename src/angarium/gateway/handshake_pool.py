"""The processes that pay for handshakes, behind a queue that has an end.

Measured with handshakes inline: at 35 a second the median message waits four seconds. So they are done elsewhere, at
the lowest priority, and what does not fit into the queue is refused at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import overload

import structlog

from angarium.crypto import dh
from angarium.gateway.handshake_process import Desk, Inline, Process
from angarium.gateway.handshake_worker import OPEN, RAISE
from angarium.mtproto.handshake import OpenBlock, Opened, Raise

PATIENCE = 30.0
"""Seconds after which a process that has not finished its task is replaced, or twice as many."""

_RESTART_DELAYS = (0.0, 0.1, 0.5, 2.0, 5.0)

log = structlog.get_logger()


class Overloaded(Exception):
    """The queue is full: the client is told -429 and comes back."""


@dataclass(slots=True, eq=False)
class _Job:
    task: bytes
    answer: asyncio.Future[bytes]
    urgent: bool
    tried: bool = False


@dataclass(slots=True)
class _Line:
    """Who waits: the urgent ones first, each in the order in which they came."""

    urgent: deque[_Job] = field(default_factory=deque)
    others: deque[_Job] = field(default_factory=deque)

    def __len__(self) -> int:
        return len(self.urgent) + len(self.others)

    def of(self, job: _Job) -> deque[_Job]:
        return self.urgent if job.urgent else self.others

    def take(self) -> _Job | None:
        """The next whose connection is still there."""
        for line in (self.urgent, self.others):
            while line:
                job = line.popleft()
                if not job.answer.done():
                    return job
        return None


class HandshakePool:
    """Runs handshake tasks in `processes` processes; 0 runs them in a thread of this one, for tests."""

    def __init__(self, pem: bytes, *, processes: int = 1, queue_limit: int = 64) -> None:
        self.shed = 0
        """Tasks refused since the start."""
        self._pem = pem
        self._processes = processes
        self._queue_limit = queue_limit
        self._line = _Line()
        self._idle: list[Desk] = []
        self._in_hand: dict[Desk, _Job] = {}
        self._servers: list[asyncio.Task[None]] = []
        self._running: list[Process] = []

    @property
    def waiting(self) -> int:
        """Tasks in the queue."""
        return len(self._line)

    @property
    def busy(self) -> int:
        """Tasks that a process has in hand."""
        return len(self._in_hand)

    @property
    def pids(self) -> list[int]:
        """The processes that run now."""
        return [process.pid for process in self._running]

    async def start(self) -> None:
        """Start the processes; they work off the queue from now on, and dead ones are replaced."""
        self._servers = [asyncio.create_task(self._serve()) for _ in range(self._processes)]
        if not self._processes:
            self._employ(Inline(self._pem, self._finish))

    async def close(self) -> None:
        """End the processes and refuse what waits."""
        for server in self._servers:
            server.cancel()
        await asyncio.gather(*self._servers, return_exceptions=True)
        for job in (*self._line.urgent, *self._line.others, *self._in_hand.values()):
            _refuse(job)
        self._line, self._in_hand, self._idle = _Line(), {}, []

    @overload
    async def run(self, task: OpenBlock) -> Opened: ...
    @overload
    async def run(self, task: Raise) -> int: ...
    async def run(self, task: OpenBlock | Raise) -> Opened | int:
        """Do one task. Raises Overloaded when too many wait."""
        if isinstance(task, Raise):
            # Into this handshake work has gone already: it goes first and is refused last.
            data = await self._enter(RAISE + dh.to_bytes(task.g_b) + task.a.to_bytes(dh.SECRET, "big"), urgent=True)
            return dh.from_bytes(data)
        data = await self._enter(OPEN + task.block, urgent=False)
        a, g_a, opened = data[: dh.SECRET], data[dh.SECRET :][: dh.SIZE], data[dh.SECRET + dh.SIZE :]
        return Opened(opened or None, dh.from_bytes(a), dh.from_bytes(g_a))

    def _enter(self, task: bytes, *, urgent: bool) -> asyncio.Future[bytes]:
        if len(self._line) >= self._queue_limit * (2 if urgent else 1):
            self.shed += 1
            raise Overloaded
        job = _Job(task, asyncio.get_running_loop().create_future(), urgent)
        if self._idle:  # then nobody waits
            self._give(self._idle.pop(), job)
        else:
            self._line.of(job).append(job)
        return job.answer

    def _give(self, desk: Desk, job: _Job) -> None:
        self._in_hand[desk] = job
        desk.give(job.task)

    def _employ(self, desk: Desk) -> None:
        job = self._line.take()
        if job is not None:
            self._give(desk, job)
        else:
            self._idle.append(desk)

    def _finish(self, desk: Desk, answer: bytes) -> None:
        job = self._in_hand.pop(desk, None)
        if job is not None and not job.answer.done():
            job.answer.set_result(answer)
        self._employ(desk)

    async def _serve(self) -> None:
        failures = 0
        while True:
            await asyncio.sleep(_RESTART_DELAYS[min(failures, len(_RESTART_DELAYS) - 1)])
            failures = 0 if await self._run_process() else failures + 1

    async def _run_process(self) -> int:
        """Start a process and let it work until it dies; how many tasks it did."""
        try:
            process = await Process.start(self._pem, self._finish)
        except OSError as error:
            log.warning("no handshake process", reason=repr(error))
            return 0
        self._running.append(process)
        self._employ(process)
        try:
            await self._watch(process)
        finally:
            self._running.remove(process)
            if process in self._idle:
                self._idle.remove(process)
            self._put_back(self._in_hand.pop(process, None))
            await asyncio.shield(process.end())
        log.warning("handshake process lost", pid=process.pid, tasks=process.done)
        return process.done

    async def _watch(self, process: Process) -> None:
        """Until it has died, or has had one task in hand for too long."""
        seen = None
        while True:
            done, _ = await asyncio.wait({process.ended}, timeout=PATIENCE)
            now = self._in_hand.get(process)
            if done or (now is not None and now is seen):
                return
            seen = now

    def _put_back(self, job: _Job | None) -> None:
        # A process may have died before, unnoticed, so every task gets a second one; a third would be a chain of murders.
        if job is None or job.answer.done():
            return
        if job.tried:
            _refuse(job)
            return
        job.tried = True
        if self._idle:
            self._give(self._idle.pop(), job)
        else:
            self._line.of(job).appendleft(job)


def _refuse(job: _Job) -> None:
    if not job.answer.done():
        job.answer.set_exception(Overloaded())
