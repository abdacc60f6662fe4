"""Who is in which chat, seen from the chat and from the person."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.chats import LEFT, Participant
from angarium.model.ids import CHANNEL_OFFSET
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Participant).decode
_COLUMNS = "body, last_sent"


def _participant(row: Row) -> Participant:
    found = _decode(row[0])
    return msgspec.structs.replace(found, last_sent=row[1]) if row[1] else found


async def find(db: Db, chat: int, user_id: int) -> Participant | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM participant WHERE chat = ? AND user_id = ?", chat, user_id)
    return _participant(row) if row else None


async def find_many(db: Db, chat: int, users: Iterable[int]) -> dict[int, Participant]:
    """The standing of several people in one chat."""
    wanted = tuple(users)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_COLUMNS}, user_id FROM participant WHERE chat = ? AND user_id IN ({marks(len(wanted))})",
        chat,
        *wanted,
    )
    return {row[2]: _participant(row) for row in rows}


async def of_user(db: Db, user_id: int, chats: Iterable[int]) -> dict[int, Participant]:
    """One person's standing in several chats."""
    wanted = tuple(chats)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_COLUMNS}, chat FROM participant WHERE chat IN ({marks(len(wanted))}) AND user_id = ?",
        *wanted,
        user_id,
    )
    return {row[2]: _participant(row) for row in rows}


async def put(db: Db, changed: Participant) -> None:
    """Write a whole row, and the person's side of it. The chat's counters are the caller's."""
    await db.run(
        "INSERT INTO participant (chat, user_id, status, present, date, last_sent, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat, user_id) DO UPDATE SET status = excluded.status, present = excluded.present, date = excluded.date,"
        " last_sent = excluded.last_sent, body = excluded.body",
        changed.chat, changed.user_id, changed.status, changed.present, changed.date, changed.last_sent, _encode(changed),
    )  # fmt: skip
    if changed.user_id < 0:
        return
    if changed.present:
        await db.run(
            "INSERT INTO membership (user_id, chat, admin) VALUES (?, ?, ?)"
            " ON CONFLICT (user_id, chat) DO UPDATE SET admin = excluded.admin",
            changed.user_id, changed.chat, changed.status in ("creator", "admin"),
        )  # fmt: skip
    else:
        await db.run("DELETE FROM membership WHERE user_id = ? AND chat = ?", changed.user_id, changed.chat)


async def remove(db: Db, chat: int, user_id: int) -> None:
    """As if they had never been there."""
    await db.run("DELETE FROM participant WHERE chat = ? AND user_id = ?", chat, user_id)
    await db.run("DELETE FROM membership WHERE user_id = ? AND chat = ?", user_id, chat)


async def set_last_sent(db: Db, chat: int, user_id: int, date: int) -> None:
    """For slow mode."""
    await db.run("UPDATE participant SET last_sent = ? WHERE chat = ? AND user_id = ?", date, chat, user_id)


async def present(db: Db, chat: int, limit: int = 10_000, offset: int = 0) -> list[Participant]:
    """Who is in a chat, latest first."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM participant WHERE chat = ? AND present = TRUE ORDER BY date DESC, user_id DESC LIMIT ? OFFSET ?",
        chat, limit, offset,
    )  # fmt: skip
    return [_participant(row) for row in rows]


async def present_ids(db: Db, chat: int) -> list[int]:
    """Ids of everyone in a chat."""
    rows = await db.all(
        "SELECT user_id FROM participant WHERE chat = ? AND present = TRUE ORDER BY date, user_id", chat
    )
    return [row[0] for row in rows]


async def present_after(db: Db, chat: int, after: int, limit: int) -> list[int]:
    """Ids of the next members beyond `after`, ascending."""
    rows = await db.all(
        "SELECT user_id FROM participant WHERE chat = ? AND user_id > ? AND present = TRUE ORDER BY user_id LIMIT ?",
        chat, after, limit,
    )  # fmt: skip
    return [row[0] for row in rows]


async def count_online(db: Db, chat: int, among: int, now: int) -> int:
    """How many of the `among` latest members are online."""
    row = await db.one(
        "SELECT count(*) FROM (SELECT user_id FROM participant WHERE chat = ? AND present = TRUE ORDER BY date DESC, user_id DESC LIMIT ?)"
        " AS m JOIN presence p ON p.user_id = m.user_id WHERE p.online_until > ?",
        chat, among, now,
    )  # fmt: skip
    return int(row[0]) if row else 0


async def known_ids(db: Db, chat: int) -> list[int]:
    """Ids of everyone who is or was in a chat: their boxes hold messages of it."""
    rows = await db.all("SELECT user_id FROM participant WHERE chat = ? AND user_id > 0 ORDER BY user_id", chat)
    return [row[0] for row in rows]


async def with_status(db: Db, chat: int, status: str, limit: int = 10_000, offset: int = 0) -> list[Participant]:
    """Admins, restricted or banned ones, latest first; not for plain members."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM participant WHERE chat = ? AND status = ? AND status <> 'member'"
        " ORDER BY date DESC, user_id DESC LIMIT ? OFFSET ?",
        chat, status, limit, offset,
    )  # fmt: skip
    return [_participant(row) for row in rows]


async def chats_of(db: Db, user_id: int, *, admin: bool = False) -> list[int]:
    """The chats somebody is in, or is an admin of."""
    which = " AND admin = TRUE" if admin else ""
    rows = await db.all(f"SELECT chat FROM membership WHERE user_id = ?{which} ORDER BY chat", user_id)
    return [row[0] for row in rows]


async def left_by(db: Db, user_id: int) -> list[int]:
    """The supergroups and channels that somebody was in and went from by themselves."""
    rows = await db.all(
        "SELECT chat FROM participant WHERE user_id = ? AND chat < ? AND present = FALSE AND status = ? ORDER BY chat",
        user_id, -CHANNEL_OFFSET, LEFT,
    )  # fmt: skip
    return [row[0] for row in rows]


async def shared(db: Db, user_id: int, other_id: int) -> list[int]:
    """Chats that two people are in."""
    rows = await db.all(
        "SELECT a.chat FROM membership a JOIN membership b ON b.chat = a.chat WHERE a.user_id = ? AND b.user_id = ? ORDER BY a.chat",
        user_id, other_id,
    )  # fmt: skip
    return [row[0] for row in rows]
