"""Documents that people keep at hand, each shelf by its name."""

from __future__ import annotations

from angarium.model.stickers import Kept
from angarium.store.db import Db


async def listing(db: Db, owner_id: int, name: str) -> list[Kept]:
    """What is on a shelf, latest first. Shelves are short."""
    rows = await db.all(
        "SELECT document_id, date FROM shelf WHERE owner_id = ? AND name = ? ORDER BY position DESC", owner_id, name
    )
    return [Kept(document_id=row[0], date=row[1]) for row in rows]


async def put(db: Db, owner_id: int, name: str, kept: Kept) -> None:
    """On top, also when it lay there already."""
    row = await db.one("SELECT max(position) FROM shelf WHERE owner_id = ? AND name = ?", owner_id, name)
    position = (row[0] or 0) + 1 if row else 1
    await db.run(
        "INSERT INTO shelf (owner_id, name, document_id, position, date) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, name, document_id) DO UPDATE SET position = excluded.position, date = excluded.date",
        owner_id, name, kept.document_id, position, kept.date,
    )  # fmt: skip


async def remove(db: Db, owner_id: int, name: str, document_id: int) -> None:
    await db.run("DELETE FROM shelf WHERE owner_id = ? AND name = ? AND document_id = ?", owner_id, name, document_id)


async def clear(db: Db, owner_id: int, name: str) -> None:
    await db.run("DELETE FROM shelf WHERE owner_id = ? AND name = ?", owner_id, name)
