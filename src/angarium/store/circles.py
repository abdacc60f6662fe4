"""Whom somebody talks with."""

from __future__ import annotations

from angarium.store.db import Db

_LOOK_BACK = 50  # messages of a chat that are looked at to tell who has written in it


async def partners(db: Db, user_id: int, limit: int) -> list[int]:
    """The people of one's chats, latest first."""
    rows = await db.all(
        "SELECT peer FROM dialog WHERE owner_id = ? AND peer > 0 AND top_id > 0 ORDER BY top_date DESC, peer LIMIT ?",
        user_id,
        limit,
    )
    return [row[0] for row in rows]


async def recent(db: Db, user_id: int, limit: int) -> list[tuple[int, int]]:
    """(person, date of the last message) of one's chats, latest first."""
    rows = await db.all(
        "SELECT peer, top_date FROM dialog WHERE owner_id = ? AND peer > 0 AND peer <> ? AND top_id > 0"
        " ORDER BY top_date DESC, peer LIMIT ?",
        user_id, user_id, limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def who_wrote(db: Db, user_id: int, peer: int) -> tuple[bool, bool]:
    """Whether, among the last messages of a private chat, there are some of the other person, and some of the owner."""
    rows = await db.all(
        "SELECT DISTINCT flags % 2 FROM (SELECT flags, id FROM message WHERE box = ? AND peer = ? ORDER BY id DESC LIMIT ?) AS last",
        user_id, peer, _LOOK_BACK,
    )  # fmt: skip
    sides = {row[0] for row in rows}
    return 0 in sides, 1 in sides


async def newest_pinned(db: Db, user_id: int, peer: int) -> int:
    """The id of the newest pinned message of a chat; 0 = none."""
    row = await db.one(
        "SELECT id FROM message WHERE box = ? AND peer = ? AND flags % 4 >= 2 ORDER BY id DESC LIMIT 1", user_id, peer
    )
    return int(row[0]) if row else 0


async def has_scheduled(db: Db, user_id: int, peer: int) -> bool:
    """Whether messages wait to be sent in a chat."""
    return (
        await db.one("SELECT id FROM scheduled WHERE box = ? AND peer = ? ORDER BY id LIMIT 1", user_id, peer)
        is not None
    )
