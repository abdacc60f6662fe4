"""What the operator took from accounts."""

from __future__ import annotations

from angarium.model.sanctions import Sanction
from angarium.store.db import Db, Row

_COLUMNS = "user_id, kind, since, until, reason"


def _sanction(row: Row) -> Sanction:
    return Sanction(user_id=row[0], kind=row[1], since=row[2], until=row[3], reason=row[4])


async def put(db: Db, one: Sanction) -> None:
    """In place of an earlier one of its kind."""
    await db.run(
        f"INSERT INTO sanction ({_COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id, kind)"
        " DO UPDATE SET since = excluded.since, until = excluded.until, reason = excluded.reason",
        one.user_id, one.kind, one.since, one.until, one.reason,
    )  # fmt: skip


async def find(db: Db, user_id: int, kind: str) -> Sanction | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM sanction WHERE user_id = ? AND kind = ?", user_id, kind)
    return _sanction(row) if row else None


async def of_user(db: Db, user_id: int) -> list[Sanction]:
    rows = await db.all(f"SELECT {_COLUMNS} FROM sanction WHERE user_id = ? ORDER BY kind", user_id)
    return [_sanction(row) for row in rows]


async def of_kind(db: Db, kind: str) -> list[Sanction]:
    """Everybody's."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM sanction WHERE kind = ? ORDER BY user_id", kind)
    return [_sanction(row) for row in rows]


async def remove(db: Db, user_id: int, kind: str) -> None:
    await db.run("DELETE FROM sanction WHERE user_id = ? AND kind = ?", user_id, kind)
