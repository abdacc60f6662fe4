"""Boosts: who gives which of theirs to which supergroup or channel."""

from __future__ import annotations

import msgspec

from angarium.store.db import Db, Row


class Boost(msgspec.Struct, frozen=True, array_like=True):
    """One of somebody's boosts, numbered from 1, given to a chat."""

    user_id: int
    slot: int
    chat: int
    date: int


_ALL = "SELECT user_id, slot, chat, date FROM boost"


def _boosts(rows: list[Row]) -> list[Boost]:
    return [Boost(*row) for row in rows]


async def put(db: Db, boost: Boost) -> None:
    """Give a boost, wherever it was before."""
    await db.run(
        "INSERT INTO boost (user_id, slot, chat, date) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, slot) DO UPDATE SET chat = excluded.chat, date = excluded.date",
        boost.user_id, boost.slot, boost.chat, boost.date,
    )  # fmt: skip


async def of_user(db: Db, user_id: int) -> list[Boost]:
    """Those that somebody has given, by number."""
    return _boosts(await db.all(f"{_ALL} WHERE user_id = ? ORDER BY slot", user_id))


async def of_pair(db: Db, chat: int, user_id: int) -> list[Boost]:
    """Those that somebody has given to one chat, by number."""
    return _boosts(await db.all(f"{_ALL} WHERE chat = ? AND user_id = ? ORDER BY slot", chat, user_id))


async def remove_of(db: Db, user_id: int) -> None:
    """Take all of somebody's back."""
    await db.run("DELETE FROM boost WHERE user_id = ?", user_id)


async def count(db: Db, chat: int) -> int:
    row = await db.one("SELECT count(*) FROM boost WHERE chat = ?", chat)
    return int(row[0]) if row else 0


async def page(db: Db, chat: int, after: tuple[int, int], limit: int) -> list[Boost]:
    """Those that a chat has, by giver, behind (giver, number)."""
    return _boosts(
        await db.all(
            f"{_ALL} WHERE chat = ? AND (user_id > ? OR user_id = ? AND slot > ?) ORDER BY user_id, slot LIMIT ?",
            chat, after[0], after[0], after[1], limit,
        )
    )  # fmt: skip
