"""Budgets that survive a restart: for each name the moment, in milliseconds, at which it will be full again."""

from __future__ import annotations

from angarium.store.db import Db


async def full_at(db: Db, name: str) -> int:
    """0 for one that was never drawn on."""
    row = await db.one("SELECT full_at FROM budget WHERE name = ?", name)
    return int(row[0]) if row else 0


async def put(db: Db, name: str, at: int) -> None:
    await db.run(
        "INSERT INTO budget (name, full_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET full_at = excluded.full_at",
        name,
        at,
    )


async def remove_full(db: Db, now: int) -> None:
    """Forget the ones that are full: `now` in milliseconds."""
    await db.run("DELETE FROM budget WHERE full_at <= ?", now)
