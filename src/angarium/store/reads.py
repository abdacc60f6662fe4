"""When the other side had read how far."""

from __future__ import annotations

from angarium.model.ids import Box, Peer
from angarium.store.db import Db


async def add(db: Db, box: Box, peer: Peer, max_id: int, date: int) -> None:
    """The other person of this chat had read up to `max_id` (in this box's ids) at `date`."""
    await db.run(
        "INSERT INTO read_mark (box, peer, max_id, date) VALUES (?, ?, ?, ?) ON CONFLICT (box, peer, max_id) DO NOTHING",
        box, peer, max_id, date,
    )  # fmt: skip


async def find(db: Db, box: Box, peer: Peer, id: int) -> int | None:
    """When a message was read, if it was."""
    row = await db.one(
        "SELECT date FROM read_mark WHERE box = ? AND peer = ? AND max_id >= ? ORDER BY max_id LIMIT 1", box, peer, id
    )
    return int(row[0]) if row else None


async def trim(db: Db, box: Box, peer: Peer, before: int) -> None:
    """Forget what is older than anyone may ask for."""
    await db.run("DELETE FROM read_mark WHERE box = ? AND peer = ? AND date < ?", box, peer, before)
