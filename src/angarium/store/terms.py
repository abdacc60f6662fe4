"""Versions of the operator's terms, and who accepted which."""

from __future__ import annotations

from angarium.store.db import Db


async def note(db: Db, id: str, now: int) -> None:
    """A version holds from now on, unless it did before."""
    await db.run("INSERT INTO terms (id, since) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, now)


async def since(db: Db, id: str) -> int | None:
    """When a version came into force; None when there never was such a one."""
    row = await db.one("SELECT since FROM terms WHERE id = ?", id)
    return int(row[0]) if row else None


async def accept(db: Db, user_id: int, id: str, now: int) -> None:
    """The first time counts."""
    await db.run(
        "INSERT INTO terms_accepted (user_id, id, date) VALUES (?, ?, ?) ON CONFLICT (user_id, id) DO NOTHING",
        user_id, id, now,
    )  # fmt: skip


async def accepted(db: Db, user_id: int) -> dict[str, int]:
    """The versions that somebody accepted, and when."""
    rows = await db.all("SELECT id, date FROM terms_accepted WHERE user_id = ?", user_id)
    return {str(id): int(date) for id, date in rows}


async def find_all(db: Db) -> list[tuple[str, int, int]]:
    """Every version, since when it held, and how many accepted it; the newest first."""
    rows = await db.all(
        "SELECT t.id, t.since, (SELECT COUNT(*) FROM terms_accepted a WHERE a.id = t.id) FROM terms t"
        " ORDER BY t.since DESC, t.id"
    )
    return [(row[0], row[1], row[2]) for row in rows]
