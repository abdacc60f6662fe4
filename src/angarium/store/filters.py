"""Dialog filters, which clients show as folders (https://core.telegram.org/api/folders)."""

from __future__ import annotations

import msgspec

from angarium.model.folders import Filter
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Filter).decode


async def all_of(db: Db, owner_id: int) -> list[Filter]:
    """In the order that the owner chose."""
    rows = await db.all("SELECT body FROM dialog_filter WHERE owner_id = ? ORDER BY position, id", owner_id)
    return [_decode(row[0]) for row in rows]


async def put(db: Db, owner_id: int, filter: Filter, position: int) -> None:
    """Add or change one; a known one keeps its position."""
    await db.run(
        "INSERT INTO dialog_filter (owner_id, id, position, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, id) DO UPDATE SET body = excluded.body",
        owner_id, filter.id, position, _encode(filter),
    )  # fmt: skip


async def remove(db: Db, owner_id: int, id: int) -> None:
    await db.run("DELETE FROM dialog_filter WHERE owner_id = ? AND id = ?", owner_id, id)
