"""Messages: one row in each box that holds one."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import Box, MsgId, Peer
from angarium.model.messages import Content, Message
from angarium.store import spans
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Content).decode

OUT, PINNED, MENTIONED, MEDIA_UNREAD, REACTED, EDIT_HIDDEN = 1, 2, 4, 8, 16, 32
COLUMNS = "box, id, peer, sender, date, flags, pair_id, random_id, edit_date, expires_at, content"

# What a search filter looks for (https://core.telegram.org/type/MessagesFilter): one number for each message, 0 = plain text.
KINDS = {
    "photo": 1, "video": 2, "document": 3, "music": 4, "voice": 5, "round": 6, "gif": 7, "url": 8,
    "contact": 9, "geo": 10, "service": 11, "sticker": 12, "poll": 13, "call": 14, "chat_photo": 15,
}  # fmt: skip


def flags_of(message: Message) -> int:
    return (
        message.out * OUT
        | message.pinned * PINNED
        | message.mentioned * MENTIONED
        | message.media_unread * MEDIA_UNREAD
        | message.reacted * REACTED
        | message.edit_hidden * EDIT_HIDDEN
    )


def message(row: Row) -> Message:
    """A row of `COLUMNS` as a fact."""
    box, id_, peer, sender, date, flags, pair_id, random_id, edit_date, expires_at, content = row
    return Message(
        box=box, id=id_, peer=peer, sender=sender, date=date, content=_decode(content), out=flags & OUT != 0,
        random_id=random_id, pair_id=pair_id, edit_date=edit_date, edit_hidden=flags & EDIT_HIDDEN != 0,
        pinned=flags & PINNED != 0, mentioned=flags & MENTIONED != 0, media_unread=flags & MEDIA_UNREAD != 0,
        reacted=flags & REACTED != 0, expires_at=expires_at,
    )  # fmt: skip


async def add(db: Db, rows: Iterable[tuple[Message, int]]) -> None:
    """Insert messages, each with its search kind (`KINDS`). A random_id that the box already has violates a constraint."""
    await db.many(
        "INSERT INTO message (box, id, peer, sender, date, flags, kind, pair_id, random_id, edit_date, expires_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (m.box, m.id, m.peer, m.sender, m.date, flags_of(m), kind, m.pair_id, m.random_id, m.edit_date, m.expires_at,
             _encode(m.content))
            for m, kind in rows
        ],
    )  # fmt: skip


async def find(db: Db, box: Box, id: MsgId) -> Message | None:
    row = await db.one(f"SELECT {COLUMNS} FROM message WHERE box = ? AND id = ?", box, id)
    return message(row) if row else None


async def find_many(db: Db, box: Box, ids: Iterable[int]) -> dict[int, Message]:
    """Those of `ids` that the box (still) has."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT {COLUMNS} FROM message WHERE box = ? AND id IN ({marks(len(wanted))})", box, *wanted)
    return {row[1]: message(row) for row in rows}


async def find_by_random(db: Db, box: Box, random_id: int, peer: Peer) -> Message | None:
    """The message that this client already sent under `random_id`."""
    row = await db.one(
        f"SELECT {COLUMNS} FROM message WHERE box = ? AND random_id = ? AND peer = ?", box, random_id, peer
    )
    return message(row) if row else None


async def copies(db: Db, peer: Peer, number: int, boxes: Iterable[int]) -> dict[int, int]:
    """The id of a basic group's message in each of its members' boxes that has it."""
    wanted = tuple(boxes)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT box, id FROM message WHERE box IN ({marks(len(wanted))}) AND peer = ? AND pair_id = ? AND peer < 0 AND pair_id > 0",
        *wanted, peer, number,
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


async def copy_ids(db: Db, box: int, peer: Peer, numbers: Iterable[int]) -> list[int]:
    """The ids in one member's box of a basic group's messages with these numbers."""
    wanted = tuple(numbers)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT id FROM message WHERE box = ? AND peer = ? AND pair_id IN ({marks(len(wanted))}) AND peer < 0 AND pair_id > 0",
        box, peer, *wanted,
    )  # fmt: skip
    return [row[0] for row in rows]


async def find_copies(db: Db, peer: Peer, number: int, boxes: Iterable[int]) -> list[Message]:
    """A basic group's message as it stands in its members' boxes."""
    wanted = tuple(boxes)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT {COLUMNS} FROM message WHERE box IN ({marks(len(wanted))}) AND peer = ? AND pair_id = ? AND peer < 0 AND pair_id > 0",
        *wanted, peer, number,
    )  # fmt: skip
    return [message(row) for row in rows]


async def replace(db: Db, changed: Message, kind: int) -> None:
    """Write back what may change: content, marks, dates."""
    await db.run(
        "UPDATE message SET flags = ?, kind = ?, edit_date = ?, expires_at = ?, content = ?, pair_id = ? WHERE box = ? AND id = ?",
        flags_of(changed), kind, changed.edit_date, changed.expires_at, _encode(changed.content), changed.pair_id,
        changed.box, changed.id,
    )  # fmt: skip


async def remove(db: Db, box: Box, ids: Iterable[int]) -> None:
    await db.many("DELETE FROM message WHERE box = ? AND id = ?", [(box, id) for id in ids])


async def top_id(db: Db, box: Box, peer: Peer) -> tuple[int, int]:
    """Id and date of the newest message of a chat; (0, 0) when it is empty."""
    row = await db.one("SELECT id, date FROM message WHERE box = ? AND peer = ? ORDER BY id DESC LIMIT 1", box, peer)
    return (row[0], row[1]) if row else (0, 0)


async def count_unread(db: Db, box: Box, peer: Peer, after: int) -> int:
    """Incoming messages of a chat with id > `after`, without what was brought into it."""
    found = 0
    for start, end in await spans.gaps(db, box, peer, after):
        row = await db.one(
            "SELECT count(*) FROM message WHERE box = ? AND peer = ? AND id > ? AND id <= ? AND flags % 2 = 0",
            box, peer, start, end,
        )  # fmt: skip
        found += int(row[0]) if row else 0
    return found


MOST_UNREAD = 2000
"""Unread messages of a supergroup or channel are counted up to here."""


async def count_others(db: Db, box: Box, after: int, reader: int) -> int:
    """Messages of a supergroup or channel with id > `after` that somebody else wrote, without what was brought into it, up to
    `MOST_UNREAD`."""
    found = 0
    for start, end in await spans.gaps(db, box, box, after):
        row = await db.one(
            "SELECT count(*) FROM (SELECT id FROM message WHERE box = ? AND peer = ? AND id > ? AND id <= ? AND sender <> ?"
            " ORDER BY id LIMIT ?) AS newer",
            box, box, start, end, reader, MOST_UNREAD - found,
        )  # fmt: skip
        found += int(row[0]) if row else 0
    return found


async def authors(db: Db, box: Box, peer: Peer, after: int, until: int, limit: int = 200) -> dict[int, int]:
    """Who wrote the newest messages with `after` < id <= `until` of a group, and the newest id of each."""
    rows = await db.all(
        "SELECT sender, max(id) FROM (SELECT sender, id FROM message WHERE box = ? AND peer = ? AND id > ? AND id <= ?"
        " ORDER BY id DESC LIMIT ?) AS newer GROUP BY sender",
        box, peer, after, until, limit,
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


async def stand(db: Db, box: Box, peer: Peer, start: int) -> tuple[int, int] | None:
    """Id and date of the oldest message of a chat with id >= `start`."""
    row = await db.one(
        "SELECT id, date FROM message WHERE box = ? AND peer = ? AND id >= ? ORDER BY id LIMIT 1", box, peer, start
    )
    return (row[0], row[1]) if row else None


async def ends(db: Db, box: Box, peer: Peer) -> tuple[int, int]:
    """Lowest and highest id of a chat; (0, -1) when it is empty."""
    low = await db.one("SELECT id FROM message WHERE box = ? AND peer = ? ORDER BY id LIMIT 1", box, peer)
    high, _ = await top_id(db, box, peer)
    return (low[0], high) if low else (0, -1)


async def set_flags(db: Db, box: Box, ids: Iterable[int], *, add: int = 0, drop: int = 0) -> None:
    """Set and clear marks (`PINNED`, `MEDIA_UNREAD`, `REACTED` …)."""
    await db.many(
        "UPDATE message SET flags = (flags | ?) & ~? WHERE box = ? AND id = ?", [(add, drop, box, id) for id in ids]
    )


async def scan(db: Db, box: Box, after: int, before: int, limit: int, *, newest: bool) -> list[Message]:
    """Messages of all chats with `after` < id < `before`: from the newest, or from the oldest."""
    order = "DESC" if newest else "ASC"
    rows = await db.all(
        f"SELECT {COLUMNS} FROM message WHERE box = ? AND id > ? AND id < ? ORDER BY id {order} LIMIT ?",
        box, after, before, limit,
    )  # fmt: skip
    return [message(row) for row in rows]


async def last_incoming(db: Db, box: Box, peer: Peer, until: int) -> Message | None:
    """The newest message that the other side wrote, with id <= `until`."""
    row = await db.one(
        f"SELECT {COLUMNS} FROM message WHERE box = ? AND peer = ? AND id <= ? AND flags % 2 = 0 ORDER BY id DESC LIMIT 1",
        box, peer, until,
    )  # fmt: skip
    return message(row) if row else None


async def forget_pairs(db: Db, box: Box, ids: Iterable[int]) -> None:
    """The other side's copies of these messages are gone."""
    await db.many("UPDATE message SET pair_id = 0 WHERE box = ? AND id = ?", [(box, id) for id in ids])
