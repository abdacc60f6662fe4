"""Which sticker sets people have installed, archived or thrown out."""

from __future__ import annotations

from angarium.model.stickers import Installed
from angarium.store.db import Db


async def installs(db: Db, owner_id: int, kind: str) -> list[Installed]:
    """Every set of a kind that the owner decided on, highest first."""
    rows = await db.all(
        "SELECT set_id, position, date, state FROM sticker_install WHERE owner_id = ? AND kind = ?"
        " ORDER BY position DESC, set_id",
        owner_id, kind,
    )  # fmt: skip
    return [Installed(set_id=row[0], kind=kind, position=row[1], date=row[2], state=row[3]) for row in rows]


async def put(db: Db, owner_id: int, made: Installed) -> None:
    await db.run(
        "INSERT INTO sticker_install (owner_id, set_id, kind, position, date, state) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, set_id) DO UPDATE SET position = excluded.position, date = excluded.date, state = excluded.state",
        owner_id, made.set_id, made.kind, made.position, made.date, made.state,
    )  # fmt: skip
