"""The profile photos of a person, through the years."""

from __future__ import annotations

from angarium.store.db import Db


async def add(db: Db, user_id: int, photo_id: int, date: int) -> None:
    await db.run(
        "INSERT INTO user_photo (user_id, photo_id, date) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id, photo_id) DO UPDATE SET date = excluded.date",
        user_id, photo_id, date,
    )  # fmt: skip


async def page(db: Db, user_id: int, offset: int, limit: int) -> list[tuple[int, int]]:
    """(photo, when), latest first."""
    rows = await db.all(
        "SELECT photo_id, date FROM user_photo WHERE user_id = ? ORDER BY date DESC, photo_id LIMIT ? OFFSET ?",
        user_id, limit, offset,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def remove(db: Db, user_id: int, photo_id: int) -> None:
    await db.run("DELETE FROM user_photo WHERE user_id = ? AND photo_id = ?", user_id, photo_id)
