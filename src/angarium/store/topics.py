"""Topics of forums."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.threads import Topic
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Topic).decode


def _topic(row: Row) -> Topic:
    return msgspec.structs.replace(_decode(row[0]), pinned_order=row[1])


async def find(db: Db, box: int, id: int) -> Topic | None:
    row = await db.one("SELECT body, pinned_order FROM topic WHERE box = ? AND id = ?", box, id)
    return _topic(row) if row else None


async def find_many(db: Db, box: int, ids: Iterable[int]) -> dict[int, Topic]:
    """Those of `ids` that are there."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT body, pinned_order FROM topic WHERE box = ? AND id IN ({marks(len(wanted))})", box, *wanted
    )
    found = [_topic(row) for row in rows]
    return {topic.id: topic for topic in found}


async def put(db: Db, box: int, topic: Topic) -> None:
    """Write a whole row."""
    await db.run(
        "INSERT INTO topic (box, id, pinned_order, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (box, id) DO UPDATE SET pinned_order = excluded.pinned_order, body = excluded.body",
        box, topic.id, topic.pinned_order, _encode(topic),
    )  # fmt: skip


async def remove(db: Db, box: int, id: int) -> None:
    await db.run("DELETE FROM topic WHERE box = ? AND id = ?", box, id)


async def pinned(db: Db, box: int) -> list[Topic]:
    """Pinned topics, topmost first."""
    rows = await db.all(
        "SELECT body, pinned_order FROM topic WHERE box = ? AND pinned_order > 0 ORDER BY pinned_order DESC", box
    )
    return [_topic(row) for row in rows]


async def some(db: Db, box: int, limit: int) -> list[Topic]:
    """Topics of a forum, latest made first."""
    rows = await db.all("SELECT body, pinned_order FROM topic WHERE box = ? ORDER BY id DESC LIMIT ?", box, limit)
    return [_topic(row) for row in rows]


async def count(db: Db, box: int) -> int:
    row = await db.one("SELECT count(*) FROM topic WHERE box = ?", box)
    return int(row[0]) if row else 0


async def latest(db: Db, box: int, before: int, limit: int) -> list[int]:
    """The topics whose newest message has a number below `before`, latest first."""
    rows = await db.all(
        "SELECT top_id FROM thread WHERE box = ? AND topic = TRUE AND max_id < ? ORDER BY max_id DESC LIMIT ?",
        box, before, limit,
    )  # fmt: skip
    return [row[0] for row in rows]


async def grown(db: Db, box: int, after: int, limit: int) -> list[tuple[int, int]]:
    """(topic, its newest message) where that has a number above `after`, oldest first."""
    rows = await db.all(
        "SELECT top_id, max_id FROM thread WHERE box = ? AND topic = TRUE AND max_id > ? ORDER BY max_id LIMIT ?",
        box, after, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]
