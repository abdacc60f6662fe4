"""Basic groups, supergroups and channels."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.chats import Chat, ChatProfile
from angarium.model.ids import CHANNEL_OFFSET
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(ChatProfile).decode

COLUMNS = (
    "c.id, c.kind, c.creator_id, c.created, c.members, c.admins, c.banned, c.restricted, c.version, c.top_id, c.top_date,"
    " c.changed, c.total, c.profile"
)


def chat(row: Row) -> Chat:
    """A row of `COLUMNS` as a fact."""
    return Chat(
        peer=row[0], kind=row[1], creator_id=row[2], created=row[3], members=row[4], admins=row[5], banned=row[6],
        restricted=row[7], version=row[8], top_id=row[9], top_date=row[10], changed=row[11], total=row[12], profile=_decode(row[13]),
    )  # fmt: skip


async def add(db: Db, made: Chat) -> None:
    """A new chat; raises the engine's constraint error when the number is taken."""
    await db.run(
        "INSERT INTO chat (id, kind, creator_id, created, members, admins, banned, restricted, version, top_id, top_date, changed,"
        " total, profile) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.peer, made.kind, made.creator_id, made.created, made.members, made.admins, made.banned, made.restricted,
        made.version, made.top_id, made.top_date, made.changed, made.total, _encode(made.profile),
    )  # fmt: skip


async def last_number(db: Db, *, channel: bool) -> int:
    """The highest number of a group or of a channel, as clients count them; 0 when there is none."""
    if channel:
        row = await db.one("SELECT id FROM chat WHERE id <= ? ORDER BY id LIMIT 1", -CHANNEL_OFFSET)
        return -row[0] - CHANNEL_OFFSET if row else 0
    row = await db.one("SELECT id FROM chat WHERE id > ? ORDER BY id LIMIT 1", -CHANNEL_OFFSET)
    return -row[0] if row else 0


async def find(db: Db, id: int) -> Chat | None:
    row = await db.one(f"SELECT {COLUMNS} FROM chat c WHERE c.id = ?", id)
    return chat(row) if row else None


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, Chat]:
    """Those of `ids` that exist."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT {COLUMNS} FROM chat c WHERE c.id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: chat(row) for row in rows}


async def set_profile(db: Db, id: int, profile: ChatProfile) -> None:
    await db.run("UPDATE chat SET profile = ? WHERE id = ?", _encode(profile), id)


async def set_creator(db: Db, id: int, user_id: int) -> None:
    await db.run("UPDATE chat SET creator_id = ?, version = version + 1 WHERE id = ?", user_id, id)


async def count(db: Db, id: int, *, members: int = 0, admins: int = 0, banned: int = 0, restricted: int = 0) -> None:
    """Move the counters, and the version with them."""
    await db.run(
        "UPDATE chat SET members = members + ?, admins = admins + ?, banned = banned + ?, restricted = restricted + ?,"
        " version = version + 1 WHERE id = ?",
        members, admins, banned, restricted, id,
    )  # fmt: skip


async def set_top(db: Db, id: int, top_id: int, top_date: int, now: int, more: int) -> None:
    """The newest message of a supergroup or channel, and how many messages more (or fewer) it has; `now` is when its log grew."""
    await db.run(
        "UPDATE chat SET top_id = ?, top_date = ?, changed = ?, total = total + ? WHERE id = ?",
        top_id,
        top_date,
        now,
        more,
        id,
    )


async def set_changed(db: Db, id: int, now: int) -> None:
    """The log of a supergroup or channel grew, without a new message."""
    await db.run("UPDATE chat SET changed = ? WHERE id = ?", now, id)


async def changed_since(db: Db, user_id: int, date: int) -> list[tuple[int, int]]:
    """(peer, pts) of the supergroups and channels of somebody whose logs grew at `date` or later."""
    rows = await db.all(
        "SELECT c.id, b.pts FROM membership m JOIN chat c ON c.id = m.chat JOIN box b ON b.id = c.id"
        " WHERE m.user_id = ? AND c.changed >= ? ORDER BY c.id",
        user_id, date,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


async def standing(db: Db, user_id: int) -> dict[int, int]:
    """The pts of every supergroup and channel that somebody is in."""
    rows = await db.all(
        "SELECT m.chat, b.pts FROM membership m JOIN box b ON b.id = m.chat WHERE m.user_id = ?", user_id
    )
    return {row[0]: row[1] for row in rows}
