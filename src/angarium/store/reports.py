"""What people told the operator about others."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import Report
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Report).decode


async def add(db: Db, user_id: int, id: int, date: int, report: Report) -> None:
    await db.run(
        "INSERT INTO report (user_id, id, peer, date, body) VALUES (?, ?, ?, ?, ?)",
        user_id,
        id,
        report.peer,
        date,
        _encode(report),
    )


async def find_all(db: Db, user_id: int) -> list[Report]:
    """What one person has reported, newest first."""
    rows = await db.all("SELECT body FROM report WHERE user_id = ? ORDER BY date DESC, id", user_id)
    return [_decode(row[0]) for row in rows]
