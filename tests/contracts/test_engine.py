"""The group commit: what is said to be durable is, what failed is nobody's, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from angarium.model.errors import StorageUnavailable
from angarium.store import checkpoints, sqlite
from angarium.store.sqlite import SqliteEngine, connect


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    path = tmp_path / "engine.db"
    made = connect(path)
    made.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    made.execute(
        "CREATE TABLE row (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"
    )
    made.close()
    engine = SqliteEngine(path)
    engine._write.execute("PRAGMA foreign_keys = ON")  # so that a COMMIT can be made to fail
    yield engine
    engine.close()


async def _write(engine: SqliteEngine, id: int, parent: int | None = None, heard: list[int] | None = None) -> None:
    db = await engine.enter()
    try:
        await db.run("INSERT INTO row (id, parent) VALUES (?, ?)", id, parent)
    except BaseException:
        engine.abandon()
        raise
    await engine.leave(lambda: heard.append(id) if heard is not None else None)


def _commits(engine: SqliteEngine) -> bool:
    return engine._group is None and not engine._free


def _stored(engine: SqliteEngine) -> list[int]:
    """As another process sees it."""
    other = connect(engine.path, readonly=True)
    found = [row[0] for row in other.execute("SELECT id FROM row ORDER BY id")]
    other.close()
    return found


async def test_a_unit_is_durable_when_it_ends(engine: SqliteEngine) -> None:
    heard: list[int] = []
    for id in (1, 2, 3):
        await _write(engine, id, heard=heard)
        assert _stored(engine) == heard == list(range(1, id + 1))


async def test_many_at_once_share_commits_and_ring_in_their_order(engine: SqliteEngine) -> None:
    commits: list[int] = []
    engine._write.set_commit_hook(lambda: bool(commits.append(1)))
    heard: list[int] = []
    await asyncio.gather(*(_write(engine, id, heard=heard) for id in range(50)))
    assert heard == _stored(engine) == list(range(50))
    assert len(commits) < 10


async def test_a_unit_that_fails_takes_nobody_with_it(engine: SqliteEngine) -> None:
    results = await asyncio.gather(_write(engine, 1), _write(engine, 1), _write(engine, 2), return_exceptions=True)
    assert [result is None for result in results] == [True, False, True]
    assert _stored(engine) == [1, 2]


async def test_a_failed_commit_is_told_to_all_of_its_group_and_to_nobody_else(engine: SqliteEngine) -> None:
    heard: list[int] = []
    results = await asyncio.gather(
        _write(engine, 1, heard=heard), _write(engine, 2, parent=99, heard=heard), return_exceptions=True
    )
    assert [type(result) for result in results] == [StorageUnavailable, StorageUnavailable]
    assert heard == _stored(engine) == []
    await _write(engine, 3, heard=heard)
    assert heard == _stored(engine) == [3]


async def test_who_goes_away_takes_nothing_back(engine: SqliteEngine) -> None:
    heard: list[int] = []
    units = [asyncio.ensure_future(_write(engine, id, heard=heard)) for id in (1, 2)]
    while engine._group is None or len(engine._group.units) < 2:
        await asyncio.sleep(0)
    units[0].cancel()
    await units[1]
    assert units[0].cancelled()
    assert heard == _stored(engine) == [1, 2]


async def test_who_goes_away_while_waiting_to_begin_leaves_the_way_free(engine: SqliteEngine) -> None:
    for pauses in range(1, 6):  # before it has the turn, and when it has just been given it
        first = asyncio.ensure_future(_write(engine, 10 * pauses))
        while not _commits(engine):
            await asyncio.sleep(0)
        second, third = (asyncio.ensure_future(_write(engine, 10 * pauses + at)) for at in (1, 2))
        for _ in range(pauses):
            await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(first, third)
        assert {10 * pauses, 10 * pauses + 2} <= set(_stored(engine))


async def test_whoever_waited_for_a_commit_is_in_the_next_one(engine: SqliteEngine) -> None:
    commits: list[int] = []
    engine._write.set_commit_hook(lambda: bool(commits.append(1)))
    first = asyncio.ensure_future(_write(engine, 0))
    while not _commits(engine):
        await asyncio.sleep(0)
    heard: list[int] = []
    await asyncio.gather(first, *(_write(engine, id, heard=heard) for id in range(1, 20)))
    assert heard == list(range(1, 20))
    assert len(commits) == 2


async def test_a_group_ends_however_many_come(engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "MOST", 4)
    largest: list[int] = []
    close = engine._close_group

    def closing(group: Any) -> None:
        largest.append(len(group.units))
        close(group)

    monkeypatch.setattr(engine, "_close_group", closing)
    first = asyncio.ensure_future(_write(engine, 0))
    while not _commits(engine):
        await asyncio.sleep(0)
    await asyncio.gather(first, *(_write(engine, id) for id in range(1, 30)))
    assert _stored(engine) == list(range(30))
    assert max(largest) == 4


async def test_units_that_really_wait_keep_the_others_out(engine: SqliteEngine) -> None:
    db = await engine.enter()
    await db.run("INSERT INTO row (id) VALUES (1)")
    others = [asyncio.ensure_future(_write(engine, id)) for id in (2, 3)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert not any(other.done() for other in others)
    engine.abandon()
    await asyncio.gather(*others)
    assert _stored(engine) == [2, 3]


async def test_closing_waits_for_a_commit_under_way(engine: SqliteEngine) -> None:
    unit = asyncio.ensure_future(_write(engine, 1))
    while not _commits(engine):
        await asyncio.sleep(0)
    engine._committer.close()
    assert _stored(engine) == [1]
    await unit
    engine._committer = type(engine._committer)(engine._commit)


class _Stopped:
    """A connection whose checkpoints take until they are let go."""

    def __init__(self, connection: Any) -> None:
        self._connection, self.let_go, self.began = connection, Event(), Event()

    def wal_checkpoint(self, mode: int) -> Any:
        self.began.set()
        assert self.let_go.wait(30)
        return self._connection.wal_checkpoint(mode=mode)

    def close(self) -> None:
        self._connection.close()


async def _write_many(engine: SqliteEngine, first: int, count: int) -> None:
    for id in range(first, first + count):
        await _write(engine, id)


async def test_the_log_is_copied_and_begins_anew(engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "TURN", 20)
    engine._checkpoints._due = 20
    began_anew = 0
    last = 0
    for id in range(2000):
        await _write(engine, id)
        began_anew += engine._checkpoints._frames < last
        last = engine._checkpoints._frames
    assert began_anew > 3
    assert _stored(engine) == list(range(2000))


async def test_nobody_waits_for_the_copying_of_the_log(engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "TURN", 20)
    engine._checkpoints._due = 20
    stopped: Any = _Stopped(engine._checkpoints._own)
    engine._checkpoints._own = stopped
    await _write_many(engine, 0, 100)
    assert stopped.began.is_set()
    assert engine._checkpoints._frames > 60
    stopped.let_go.set()
    copying = engine._checkpoints._copying
    assert copying is not None
    copying.join()
    await _write_many(engine, 100, 2)  # the first COMMIT copies the rest, the second begins the log anew
    assert engine._checkpoints._frames < 20
    assert _stored(engine) == list(range(102))


async def test_a_snapshot_keeps_its_state_while_the_log_is_copied(
    engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "TURN", 20)
    engine._checkpoints._due = 20
    await _write_many(engine, 0, 3)
    reader = await engine.enter_snapshot()
    assert len(await reader.all("SELECT id FROM row")) == 3
    await _write_many(engine, 3, 300)
    grown = engine._checkpoints._frames
    assert grown > 300  # it could not begin anew
    assert len(await reader.all("SELECT id FROM row")) == 3
    engine.leave_snapshot(reader)
    for id in range(303, 2000):
        await _write(engine, id)
        if engine._checkpoints._frames < grown:
            break
    assert engine._checkpoints._frames < 20
    assert _stored(engine) == list(range(id + 1))
