"""Who is online until when."""

from __future__ import annotations

from angarium.store.db import Db


async def overdue(db: Db, now: int, limit: int) -> list[tuple[int, int]]:
    """(person, until when they were online) of those whose time is over."""
    rows = await db.all(
        "SELECT user_id, online_until FROM presence WHERE online_until > 0 AND online_until <= ? ORDER BY online_until LIMIT ?",
        now, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]
