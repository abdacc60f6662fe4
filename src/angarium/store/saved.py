"""Saved Messages by the chat they were saved from (https://core.telegram.org/api/saved-messages)."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.ids import Box, MsgId, Peer
from angarium.store.db import Db, marks


async def add(db: Db, box: Box, peer: Peer, id: MsgId) -> None:
    """A message came into the sub-chat of what was saved from `peer`."""
    await db.run("INSERT INTO saved_message (box, peer, id) VALUES (?, ?, ?)", box, peer, id)
    await db.run(
        "INSERT INTO saved_dialog (box, peer, top_id, pinned_order) VALUES (?, ?, ?, 0)"
        " ON CONFLICT (box, peer) DO UPDATE SET top_id = excluded.top_id",
        box, peer, id,
    )  # fmt: skip


async def remove(db: Db, box: Box, rows: Iterable[tuple[Peer, int]]) -> None:
    """Messages are gone: (sub-chat, id) pairs. Sub-chats move to what is left, and go when nothing is."""
    gone = list(rows)
    await db.many(
        "DELETE FROM saved_message WHERE box = ? AND peer = ? AND id = ?", [(box, peer, id) for peer, id in gone]
    )
    for peer in sorted({peer for peer, _ in gone}):
        row = await db.one(
            "SELECT id FROM saved_message WHERE box = ? AND peer = ? ORDER BY id DESC LIMIT 1", box, peer
        )
        if row:
            await db.run("UPDATE saved_dialog SET top_id = ? WHERE box = ? AND peer = ?", row[0], box, peer)
        else:
            await db.run("DELETE FROM saved_dialog WHERE box = ? AND peer = ?", box, peer)


async def page(db: Db, box: Box, before: int, limit: int) -> list[tuple[Peer, int, int]]:
    """Unpinned sub-chats whose newest message is older than `before`: (peer, newest id, 0), newest first."""
    rows = await db.all(
        "SELECT peer, top_id, pinned_order FROM saved_dialog WHERE box = ? AND top_id < ? AND pinned_order = 0"
        " ORDER BY top_id DESC LIMIT ?",
        box, before, limit,
    )  # fmt: skip
    return [(row[0], row[1], row[2]) for row in rows]


async def pinned(db: Db, box: Box) -> list[tuple[Peer, int, int]]:
    """Pinned sub-chats, topmost first: (peer, newest id, order)."""
    rows = await db.all(
        "SELECT peer, top_id, pinned_order FROM saved_dialog WHERE box = ? AND pinned_order > 0 ORDER BY pinned_order DESC",
        box,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def find_many(db: Db, box: Box, peers: Iterable[int]) -> list[tuple[Peer, int, int]]:
    wanted = tuple(peers)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT peer, top_id, pinned_order FROM saved_dialog WHERE box = ? AND peer IN ({marks(len(wanted))})",
        box,
        *wanted,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def count(db: Db, box: Box) -> int:
    row = await db.one("SELECT count(*) FROM saved_dialog WHERE box = ?", box)
    return int(row[0]) if row else 0


async def set_pinned_order(db: Db, box: Box, orders: Iterable[tuple[int, int]]) -> None:
    """Store (peer, order) pairs; order 0 = not pinned."""
    await db.many(
        "UPDATE saved_dialog SET pinned_order = ? WHERE box = ? AND peer = ?",
        [(order, box, peer) for peer, order in orders],
    )
