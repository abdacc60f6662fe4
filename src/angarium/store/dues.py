"""What must happen at a time: one row for each thing, found by box or by time."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.store.db import Db


@dataclass(frozen=True, slots=True)
class Due:
    box: int
    kind: str
    id: int
    at: int


async def put(db: Db, due: Due) -> None:
    await db.run(
        "INSERT INTO due (box, kind, id, at) VALUES (?, ?, ?, ?) ON CONFLICT (box, kind, id) DO UPDATE SET at = excluded.at",
        due.box, due.kind, due.id, due.at,
    )  # fmt: skip


async def remove(db: Db, box: int, kind: str, id: int) -> None:
    await db.run("DELETE FROM due WHERE box = ? AND kind = ? AND id = ?", box, kind, id)


async def find(db: Db, box: int, kind: str, id: int) -> int | None:
    """When it is due; None if nothing is."""
    row = await db.one("SELECT at FROM due WHERE box = ? AND kind = ? AND id = ?", box, kind, id)
    return int(row[0]) if row else None


async def find_ripe(db: Db, now: int, limit: int) -> list[Due]:
    """What should have happened by now, oldest first."""
    rows = await db.all(
        "SELECT box, kind, id, at FROM due WHERE at <= ? ORDER BY at, box, kind, id LIMIT ?", now, limit
    )
    return [Due(*row) for row in rows]
