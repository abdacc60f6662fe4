"""How often a channel's posts were seen and passed on."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.messages import PostCounter
from angarium.store.db import Db, marks


async def find_many(db: Db, box: int, ids: Iterable[int]) -> dict[int, PostCounter]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT id, views, forwards FROM post_counter WHERE box = ? AND id IN ({marks(len(wanted))})", box, *wanted
    )
    return {row[0]: PostCounter(row[1], row[2]) for row in rows}


async def add(db: Db, box: int, ids: Iterable[int], *, views: int = 0, forwards: int = 0) -> None:
    """Count further views and forwards."""
    await db.many(
        "INSERT INTO post_counter (box, id, views, forwards) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (box, id) DO UPDATE SET views = post_counter.views + ?, forwards = post_counter.forwards + ?",
        [(box, id, views, forwards, views, forwards) for id in ids],
    )


async def remove(db: Db, box: int, ids: Iterable[int]) -> None:
    await db.many("DELETE FROM post_counter WHERE box = ? AND id = ?", [(box, id) for id in ids])
