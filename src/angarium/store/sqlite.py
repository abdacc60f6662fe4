"""SQLite through apsw, with group commit.

Statements run on the event loop's own thread through one write connection: each unit of work is a savepoint inside the open group
transaction, so that one failure does not touch the others. Only the COMMIT (the fsync) runs in a thread, once for the whole group;
what was written is acknowledged, and bells ring, after it. Reads use connections of their own, which see only what is committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import apsw

from angarium.model.errors import StorageUnavailable
from angarium.store.db import Row

READERS = 8  # snapshots that may be open at once; more wait

GATHER = 0.003
"""Seconds that a group stays open when the last one had several units: a COMMIT costs the same for one as for many."""


class SqliteDb:
    """`Db` over one apsw connection. Nothing here really waits: the coroutines end in their first step."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self._execute = connection.execute

    async def one(self, sql: str, *args: Any) -> Row | None:
        cursor = self._execute(sql, args)
        row = cursor.fetchone()
        cursor.close(True)
        return row

    async def all(self, sql: str, *args: Any) -> list[Row]:
        return self._execute(sql, args).fetchall()

    async def run(self, sql: str, *args: Any) -> None:
        self._execute(sql, args)

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.connection.executemany(sql, rows)


class _Group:
    """The units of work that one COMMIT makes durable."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.durable: asyncio.Future[None] = loop.create_future()
        self.after: list[Callable[[], None]] = []
        # A group that fails while nobody awaits it any more (callers cancelled) must not be reported as a lost exception.
        self.durable.add_done_callback(lambda done: done.cancelled() or done.exception())


def connect(path: Path, *, readonly: bool = False) -> apsw.Connection:
    """Open the file with the pragmas that every process which touches it must share."""
    flags = apsw.SQLITE_OPEN_READONLY if readonly else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    connection = apsw.Connection(str(path), flags=flags, statementcachesize=512)
    connection.set_busy_timeout(5000)
    if not readonly:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        # FULL: with NORMAL a power cut loses acknowledged rows (docs/decisions/0003-sqlite-full-sync.md).
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=4000").fetchall()
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
        self._thread = ThreadPoolExecutor(1, "commit")
        self._turn = asyncio.Lock()  # one unit of work at a time has the savepoint
        self._group: _Group | None = None
        self._committing: asyncio.Future[None] | None = None
        self._busy = False  # the last group had company: it pays to wait for more

    # --- units of work

    async def enter(self) -> SqliteDb:
        """Begin a unit of work; `leave` or `abandon` must follow."""
        await self._turn.acquire()
        try:
            while self._committing is not None:
                await asyncio.shield(self._committing)
            if self._group is None:
                loop = asyncio.get_running_loop()
                self._begin()
                self._group = _Group(loop)
                if self._busy:
                    loop.call_later(GATHER, self._close_group)
                else:
                    loop.call_soon(self._close_group)
            self._write.execute("SAVEPOINT unit")
        except BaseException:
            self._turn.release()
            raise
        return self._writer

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
            group.after.append(after)
        finally:
            self._turn.release()
        await asyncio.shield(group.durable)

    def abandon(self) -> None:
        """Undo a unit of work."""
        try:
            if not self._write.in_transaction:
                self._lose_group("the transaction is gone")
            else:
                self._write.execute("ROLLBACK TO unit")
                self._write.execute("RELEASE unit")
        finally:
            self._turn.release()

    def _lose_group(self, why: str) -> None:
        # SQLite rolls the whole transaction back by itself on a full disk or an I/O error: every unit of the group is lost.
        group, self._group = self._group, None
        if group is not None and not group.durable.done():
            group.durable.set_exception(StorageUnavailable(why))

    def _close_group(self) -> None:
        loop = asyncio.get_running_loop()
        if self._group is None:
            return
        if self._turn.locked():  # a unit is still open (it really waited for something): try again after it
            loop.call_later(0.001, self._close_group)
            return
        group, self._group = self._group, None
        self._busy = len(group.after) > 1
        self._committing = loop.create_future()
        work = loop.run_in_executor(self._thread, self._commit)
        work.add_done_callback(lambda done: self._finish(group, done))

    def _commit(self) -> None:
        try:
            self._write.execute("COMMIT")
        except BaseException:
            if self._write.in_transaction:
                self._write.execute("ROLLBACK")
            raise

    def _finish(self, group: _Group, done: asyncio.Future[None]) -> None:
        free, self._committing = self._committing, None
        fault = done.exception()
        if fault is None:
            for after in group.after:
                after()
            group.durable.set_result(None)
        else:
            group.durable.set_exception(StorageUnavailable(str(fault)))
        assert free is not None
        free.set_result(None)

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
        self._thread.shutdown(wait=True)
        if self._write.in_transaction:
            self._write.execute("ROLLBACK")
        for reader in self._readers:
            reader.connection.close()
        self._write.close()
