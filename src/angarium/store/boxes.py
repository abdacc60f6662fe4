"""Counters and logs of a box: message ids, pts, seq, and a bot's qts (https://core.telegram.org/api/updates)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from angarium.model.events import Event
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Event).decode


@dataclass(frozen=True, slots=True)
class Counters:
    last_id: int = 0
    pts: int = 0
    seq: int = 0
    qts: int = 1


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as the log keeps it: where its line stood after it, how far it moved the line, when."""

    position: int
    count: int
    date: int
    event: Event


FIRST_PTS = FIRST_QTS = 1
"""Where a new box stands: TDLib takes an event whose pts is not larger than its count, or whose qts is 1, for a mistake."""


async def add(db: Db, box: int) -> None:
    await db.run("INSERT INTO box (id, last_id, pts, seq, scheduled_id) VALUES (?, 0, ?, 0, 0)", box, FIRST_PTS)


async def find(db: Db, box: int) -> Counters:
    row = await db.one("SELECT last_id, pts, seq, qts FROM box WHERE id = ?", box)
    return Counters(*row) if row else Counters()


async def advance(db: Db, box: int, *, ids: int = 0, pts: int = 0, seq: int = 0, qts: int = 0) -> Counters:
    """Move the counters and return where they stand now."""
    row = await db.one(
        "UPDATE box SET last_id = last_id + ?, pts = pts + ?, seq = seq + ?, qts = qts + ? WHERE id = ?"
        " RETURNING last_id, pts, seq, qts",
        ids, pts, seq, qts, box,
    )  # fmt: skip
    if row is None:
        raise LookupError(f"box {box}")
    return Counters(*row)


async def advance_scheduled(db: Db, box: int) -> int:
    """The next id in the box's queue of scheduled messages."""
    row = await db.one("UPDATE box SET scheduled_id = scheduled_id + 1 WHERE id = ? RETURNING scheduled_id", box)
    if row is None:
        raise LookupError(f"box {box}")
    return int(row[0])


KEPT = 20_000
"""Events that a box's log holds on to; whoever missed more fetches everything anew."""

_ROUND = 1000  # how often the log is cut


async def log_pts(db: Db, rows: list[tuple[int, int, int, int, Event]]) -> None:
    """Append (box, pts, count, date, event) rows; now and then cut the log at its old end."""
    for box, pts, count, _, _ in rows:
        if pts % _ROUND < count and pts > KEPT:
            await forget(db, box, pts - KEPT)
    await db.many(
        "INSERT INTO pts_log (box, pts, count, date, event) VALUES (?, ?, ?, ?, ?)",
        [(box, pts, count, date, _encode(event)) for box, pts, count, date, event in rows],
    )


async def log_seq(db: Db, box: int, seq: int, date: int, event: Event) -> None:
    if seq % _ROUND == 0 and seq > KEPT:
        await db.run("DELETE FROM seq_log WHERE box = ? AND seq < ?", box, seq - KEPT)
    await db.run("INSERT INTO seq_log (box, seq, date, event) VALUES (?, ?, ?, ?)", box, seq, date, _encode(event))


async def log_qts(db: Db, box: int, qts: int, date: int, event: Event) -> None:
    if qts % _ROUND == 0 and qts > KEPT:
        await db.run("DELETE FROM qts_log WHERE box = ? AND qts < ?", box, qts - KEPT)
    await db.run("INSERT INTO qts_log (box, qts, date, event) VALUES (?, ?, ?, ?)", box, qts, date, _encode(event))


async def pts_since(db: Db, box: int, pts: int, limit: int) -> list[Logged]:
    """What moved the box beyond `pts`, oldest first."""
    rows = await db.all(
        "SELECT pts, count, date, event FROM pts_log WHERE box = ? AND pts > ? ORDER BY pts LIMIT ?", box, pts, limit
    )
    return [Logged(at, count, date, _decode(event)) for at, count, date, event in rows]


async def seq_since_date(db: Db, box: int, date: int, limit: int) -> list[Logged]:
    """Events of the seq line from `date` on, oldest first: the difference request carries no seq, only a date."""
    rows = await db.all(
        "SELECT seq, date, event FROM seq_log WHERE box = ? AND date >= ? ORDER BY seq LIMIT ?", box, date, limit
    )
    return [Logged(at, 1, day, _decode(event)) for at, day, event in rows]


async def seq_since(db: Db, box: int, seq: int, limit: int) -> list[Logged]:
    rows = await db.all(
        "SELECT seq, date, event FROM seq_log WHERE box = ? AND seq > ? ORDER BY seq LIMIT ?", box, seq, limit
    )
    return [Logged(at, 1, day, _decode(event)) for at, day, event in rows]


async def qts_since(db: Db, box: int, qts: int, limit: int) -> list[Logged]:
    """What a bot has not been told beyond `qts`, oldest first."""
    rows = await db.all(
        "SELECT qts, date, event FROM qts_log WHERE box = ? AND qts > ? ORDER BY qts LIMIT ?", box, qts, limit
    )
    return [Logged(at, 1, day, _decode(event)) for at, day, event in rows]


async def first_seq(db: Db, box: int) -> int:
    """The oldest event of the seq line that is still kept; 0 when there is none."""
    row = await db.one("SELECT seq FROM seq_log WHERE box = ? ORDER BY seq LIMIT 1", box)
    return int(row[0]) if row else 0


async def forget(db: Db, box: int, until: int) -> None:
    """Cut the pts log: what happened up to `until` is not told any more."""
    await db.run("DELETE FROM pts_log WHERE box = ? AND pts <= ?", box, until)
