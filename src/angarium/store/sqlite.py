"""SQLite through apsw, with group commit.

Statements run on the event loop's own thread through one write connection: each unit of work is a savepoint inside the open group
transaction, so that one failure does not touch the others. Only the COMMIT (the fsync) runs in a thread, once for the whole group;
what was written is acknowledged, and bells ring, after it. Reads use connections of their own, which see only what is committed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import apsw

from angarium.model.errors import StorageUnavailable
from angarium.store.checkpoints import Checkpoints
from angarium.store.db import Row

READERS = 8  # snapshots that may be open at once; more wait

GATHER = 0.003
"""Seconds that a group stays open when the last one had several units: a COMMIT costs the same for one as for many."""

MOST = 256
"""Units of one group; more wait for the next, so that a group ends however many come."""


_BROKEN = (apsw.FullError, apsw.IOError, apsw.ReadOnlyError, apsw.CantOpenError, apsw.CorruptError, apsw.NotADBError)
"""What is the disk's fault, not the statement's."""

_Done = Callable[[BaseException | None], None]


class SqliteDb:
    """`Db` over one apsw connection. Nothing here really waits: the coroutines end in their first step. Raises `StorageUnavailable`
    when the disk is at fault."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self._execute = connection.execute

    async def one(self, sql: str, *args: Any) -> Row | None:
        try:
            cursor = self._execute(sql, args)
            row = cursor.fetchone()
            cursor.close(True)
        except _BROKEN as fault:
            raise StorageUnavailable(str(fault)) from fault
        return row

    async def all(self, sql: str, *args: Any) -> list[Row]:
        try:
            return self._execute(sql, args).fetchall()
        except _BROKEN as fault:
            raise StorageUnavailable(str(fault)) from fault

    async def run(self, sql: str, *args: Any) -> None:
        try:
            self._execute(sql, args)
        except _BROKEN as fault:
            raise StorageUnavailable(str(fault)) from fault

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            self.connection.executemany(sql, rows)
        except _BROKEN as fault:
            raise StorageUnavailable(str(fault)) from fault


class _Group:
    """The units of work that one COMMIT makes durable."""

    def __init__(self) -> None:
        self.units: list[tuple[Callable[[], None], asyncio.Future[None]]] = []
        self.ripe = False  # it need not stay open for those to come

    def settle(self, fault: BaseException | None) -> None:
        """Everything is durable, or with a fault nothing is. Who was cancelled meanwhile hears nothing, but the bells ring."""
        if fault is None:
            for after, _ in self.units:
                after()
        for _, waiter in self.units:
            if waiter.done():
                continue
            if fault is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(StorageUnavailable(str(fault)))


class _Committer:
    """A thread that runs one COMMIT after another; half of what an executor and its futures cost."""

    def __init__(self, commit: Callable[[], None]) -> None:
        self._commit = commit
        self._inbox: SimpleQueue[tuple[asyncio.AbstractEventLoop, _Done] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="commit", daemon=True)
        self._thread.start()

    def begin(self, loop: asyncio.AbstractEventLoop, done: _Done) -> None:
        """Commit; `done` is called on the loop, with None or with what went wrong."""
        self._inbox.put((loop, done))

    def close(self) -> None:
        """Wait for a COMMIT under way."""
        self._inbox.put(None)
        self._thread.join()

    def _run(self) -> None:
        while task := self._inbox.get():
            loop, done = task
            fault: BaseException | None = None
            try:
                self._commit()
            except BaseException as caught:
                fault = caught
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(done, fault)


def connect(path: Path, *, readonly: bool = False) -> apsw.Connection:
    """Open the file with the pragmas that every process which touches it must share."""
    flags = apsw.SQLITE_OPEN_READONLY if readonly else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    connection = apsw.Connection(str(path), flags=flags, statementcachesize=512)
    connection.set_busy_timeout(5000)
    # Plans are made without a look at the arguments. Otherwise a statement whose plan might depend on one is prepared anew each time
    # that it runs, which cost more than the running (https://www.sqlite.org/queryplanner-ng.html#qpstab).
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    if not readonly:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        # FULL: with NORMAL a power cut loses acknowledged rows (docs/decisions/0003-sqlite-full-sync.md).
        connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA cache_size=-32768")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


class SqliteEngine:
    """One database file. Made on the loop that will use it; `close()` ends its thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._write = connect(path)
        self._writer = SqliteDb(self._write)
        self._readers: list[SqliteDb] = []
        self._reading = asyncio.Semaphore(READERS)
        self._checkpoints = Checkpoints(self._write, connect(path))
        self._committer = _Committer(self._commit)
        # One at a time has the turn: a unit of work with its savepoint, or the COMMIT. First come, first served.
        self._free = True
        self._line: deque[asyncio.Future[None]] = deque()
        self._group: _Group | None = None
        self._busy = False  # the last group had company: it pays to wait for more

    # --- units of work

    async def enter(self) -> SqliteDb:
        """Begin a unit of work; `leave` or `abandon` must follow."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free = False
        else:
            await self._wait_for_turn(loop)
        try:
            if self._group is None:
                self._begin()
                self._group = group = _Group()
                if self._busy:
                    loop.call_later(GATHER, self._ripen, group)
                else:
                    loop.call_soon(self._ripen, group)
            self._write.execute("SAVEPOINT unit")
        except BaseException:
            self._give_turn()
            raise
        return self._writer

    async def _wait_for_turn(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = loop.create_future()
        self._line.append(turn)
        try:
            await turn
        except BaseException:
            if turn.done() and not turn.cancelled():  # cancelled, but it had the turn already
                self._give_turn()
            raise

    def _give_turn(self) -> None:
        """Let the next one have it: everyone who waits gets into this group, and then its COMMIT."""
        while self._line and self._line[0].done():
            self._line.popleft()
        group = self._group
        if group is not None and ((group.ripe and not self._line) or len(group.units) >= MOST):
            self._close_group(group)
        elif self._line:
            self._line.popleft().set_result(None)
        else:
            self._free = True

    def _begin(self) -> None:
        try:
            self._write.execute("BEGIN IMMEDIATE")
        except apsw.Error as fault:
            raise StorageUnavailable(str(fault)) from fault

    async def leave(self, after: Callable[[], None]) -> None:
        """End a unit of work well: returns once it is durable. `after` is called at that moment, in the order of the units."""
        group = self._group
        assert group is not None
        try:
            self._write.execute("RELEASE unit")
            durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            group.units.append((after, durable))
        finally:
            self._give_turn()
        await durable

    def abandon(self) -> None:
        """Undo a unit of work."""
        try:
            if not self._write.in_transaction:
                self._lose_group("the transaction is gone")
            else:
                self._write.execute("ROLLBACK TO unit")
                self._write.execute("RELEASE unit")
        finally:
            self._give_turn()

    def _lose_group(self, why: str) -> None:
        # SQLite rolls the whole transaction back by itself on a full disk or an I/O error: every unit of the group is lost.
        group, self._group = self._group, None
        if group is not None:
            group.settle(StorageUnavailable(why))

    def _ripen(self, group: _Group) -> None:
        group.ripe = True
        if self._free and self._group is group:
            self._free = False
            self._close_group(group)

    def _close_group(self, group: _Group) -> None:
        """The COMMIT has the turn until it is done."""
        self._group = None
        self._busy = len(group.units) > 1
        self._committer.begin(asyncio.get_running_loop(), partial(self._finish, group))

    def _commit(self) -> None:
        try:
            self._write.execute("COMMIT")
        except BaseException:
            if self._write.in_transaction:
                self._write.execute("ROLLBACK")
            raise
        self._checkpoints.go_on()

    def _finish(self, group: _Group, fault: BaseException | None) -> None:
        self._give_turn()
        group.settle(fault)

    # --- snapshots

    async def enter_snapshot(self) -> SqliteDb:
        """Begin to read one committed state; `leave_snapshot` must follow."""
        await self._reading.acquire()
        reader = self._readers.pop() if self._readers else SqliteDb(connect(self.path, readonly=True))
        reader.connection.execute("BEGIN")
        return reader

    def leave_snapshot(self, reader: SqliteDb) -> None:
        reader.connection.execute("COMMIT")
        self._readers.append(reader)
        self._reading.release()

    def close(self) -> None:
        """Wait for a COMMIT under way, then close every connection."""
        self._committer.close()
        self._checkpoints.close()
        if self._write.in_transaction:
            self._write.execute("ROLLBACK")
        for reader in self._readers:
            reader.connection.close()
        self._write.close()
