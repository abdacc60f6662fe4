"""Messages that name somebody, and whether they have seen it."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.store.db import Db, marks


async def add(db: Db, rows: Iterable[tuple[int, int, int]]) -> None:
    """(who is named, chat, message id) rows; the id counts in the box that the person reads the chat in."""
    await db.many(
        "INSERT INTO mention (owner_id, peer, id, unread) VALUES (?, ?, ?, TRUE) ON CONFLICT (owner_id, peer, id) DO NOTHING",
        rows,
    )


async def find(db: Db, owner_id: int, peer: int, ids: Iterable[int]) -> dict[int, bool]:
    """Which of these messages name the person, and whether that is unread."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT id, unread FROM mention WHERE owner_id = ? AND peer = ? AND id IN ({marks(len(wanted))})",
        owner_id, peer, *wanted,
    )  # fmt: skip
    return {row[0]: bool(row[1]) for row in rows}


async def named(db: Db, peer: int, ids: Iterable[int]) -> dict[int, dict[int, bool]]:
    """Whom these messages of a supergroup name, and for whom that is unread: message id → person → unread."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT id, owner_id, unread FROM mention WHERE peer = ? AND id IN ({marks(len(wanted))})", peer, *wanted
    )
    found: dict[int, dict[int, bool]] = {}
    for id, owner, unread in rows:
        found.setdefault(id, {})[owner] = bool(unread)
    return found


async def unread(db: Db, owner_id: int, peer: int, limit: int = 1000) -> list[int]:
    """Unread mentions in a chat, oldest first."""
    rows = await db.all(
        "SELECT id FROM mention WHERE owner_id = ? AND peer = ? AND unread = TRUE ORDER BY id LIMIT ?",
        owner_id,
        peer,
        limit,
    )
    return [row[0] for row in rows]


async def mark_read(db: Db, owner_id: int, peer: int, ids: Iterable[int]) -> None:
    await db.many(
        "UPDATE mention SET unread = FALSE WHERE owner_id = ? AND peer = ? AND id = ?",
        [(owner_id, peer, id) for id in ids],
    )


async def remove(db: Db, owner_id: int, peer: int, ids: Iterable[int]) -> None:
    await db.many(
        "DELETE FROM mention WHERE owner_id = ? AND peer = ? AND id = ?", [(owner_id, peer, id) for id in ids]
    )
