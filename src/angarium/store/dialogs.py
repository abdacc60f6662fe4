"""Dialogs: one row for each chat in a person's list."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import CHANNEL_OFFSET, MsgId, Peer
from angarium.model.messages import Dialog, Draft, NotifySettings
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_draft = msgspec.msgpack.Decoder(Draft).decode
_decode_notify = msgspec.msgpack.Decoder(NotifySettings).decode

COLUMNS = (
    "owner_id, peer, top_id, top_date, read_inbox, read_outbox, unread_count, unread_mentions, unread_reactions, unread_mark,"
    " folder_id, pinned_order, ttl_period, total, draft, notify"
)


def dialog(row: Row) -> Dialog:
    """A row of `COLUMNS` as a fact."""
    return Dialog(
        owner_id=row[0], peer=row[1], top_id=row[2], top_date=row[3], read_inbox_max_id=row[4], read_outbox_max_id=row[5],
        unread_count=row[6], unread_mentions=row[7], unread_reactions=row[8], unread_mark=bool(row[9]), folder_id=row[10],
        pinned_order=row[11], ttl_period=row[12], total=row[13], draft=_decode_draft(row[14]) if row[14] is not None else None,
        notify=_decode_notify(row[15]) if row[15] is not None else None,
    )  # fmt: skip


async def find(db: Db, owner_id: int, peer: Peer) -> Dialog | None:
    row = await db.one(f"SELECT {COLUMNS} FROM dialog WHERE owner_id = ? AND peer = ?", owner_id, peer)
    return dialog(row) if row else None


async def find_many(db: Db, owner_id: int, peers: Iterable[int]) -> dict[int, Dialog]:
    wanted = tuple(peers)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {COLUMNS} FROM dialog WHERE owner_id = ? AND peer IN ({marks(len(wanted))})", owner_id, *wanted
    )
    return {row[1]: dialog(row) for row in rows}


async def touch(
    db: Db, owner_id: int, peer: Peer, top_id: int, top_date: int, *, unread: int = 0, mentions: int = 0
) -> Dialog:
    """A new message came: move the chat up, making it when there was none. Returns the row as it is now."""
    found = await move_up(db, owner_id, peer, top_id, top_date, unread=unread, mentions=mentions)
    if found is None:
        found = Dialog(
            owner_id=owner_id, peer=peer, top_id=MsgId(top_id), top_date=top_date, unread_count=unread,
            unread_mentions=mentions, total=1,
        )  # fmt: skip
        await put(db, found)
    return found


async def move_up(
    db: Db, owner_id: int, peer: Peer, top_id: int, top_date: int, *, unread: int = 0, mentions: int = 0
) -> Dialog | None:
    """A new message came: move the chat up. None when there is no such chat yet."""
    row = await db.one(
        "UPDATE dialog SET top_id = ?, top_date = ?, total = total + 1, unread_count = unread_count + ?,"
        f" unread_mentions = unread_mentions + ? WHERE owner_id = ? AND peer = ? RETURNING {COLUMNS}",
        top_id, top_date, unread, mentions, owner_id, peer,
    )  # fmt: skip
    return dialog(row) if row else None


async def put(db: Db, changed: Dialog) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO dialog ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, peer) DO UPDATE SET top_id = excluded.top_id, top_date = excluded.top_date,"
        " read_inbox = excluded.read_inbox, read_outbox = excluded.read_outbox, unread_count = excluded.unread_count,"
        " unread_mentions = excluded.unread_mentions, unread_reactions = excluded.unread_reactions,"
        " unread_mark = excluded.unread_mark, folder_id = excluded.folder_id, pinned_order = excluded.pinned_order,"
        " ttl_period = excluded.ttl_period, total = excluded.total, draft = excluded.draft, notify = excluded.notify",
        changed.owner_id, changed.peer, changed.top_id, changed.top_date, changed.read_inbox_max_id, changed.read_outbox_max_id,
        changed.unread_count, changed.unread_mentions, changed.unread_reactions, changed.unread_mark, changed.folder_id,
        changed.pinned_order, changed.ttl_period, changed.total, _encode(changed.draft) if changed.draft else None,
        _encode(changed.notify) if changed.notify else None,
    )  # fmt: skip


async def read_own(db: Db, owner_id: int, peer: Peer, id: int) -> None:
    """Whoever writes to a supergroup or channel has read what was before."""
    await db.run(
        "UPDATE dialog SET read_inbox = ?, unread_mark = ? WHERE owner_id = ? AND peer = ? AND read_inbox < ?",
        id, False, owner_id, peer, id,
    )  # fmt: skip


async def remove(db: Db, owner_id: int, peer: Peer) -> None:
    await db.run("DELETE FROM dialog WHERE owner_id = ? AND peer = ?", owner_id, peer)


async def page(
    db: Db, owner_id: int, folder_id: int, before: tuple[int, int], limit: int, *, pinned: bool
) -> list[Dialog]:
    """Chats with a message, newest first, beyond the keyset `before` = (date, top id); `pinned` ones among them or not."""
    unpinned = "" if pinned else " AND pinned_order = 0"
    rows = await db.all(
        f"SELECT {COLUMNS} FROM dialog WHERE owner_id = ? AND folder_id = ? AND (top_date, top_id) < (?, ?) AND top_id > 0{unpinned}"
        " ORDER BY top_date DESC, top_id DESC LIMIT ?",
        owner_id, folder_id, *before, limit,
    )  # fmt: skip
    return [dialog(row) for row in rows]


async def pinned(db: Db, owner_id: int, folder_id: int) -> list[Dialog]:
    """Pinned chats, topmost first."""
    rows = await db.all(
        f"SELECT {COLUMNS} FROM dialog WHERE owner_id = ? AND folder_id = ? AND pinned_order > 0 ORDER BY pinned_order DESC",
        owner_id, folder_id,
    )  # fmt: skip
    return [dialog(row) for row in rows]


async def channels(db: Db, owner_id: int, folder_id: int) -> list[Dialog]:
    """The supergroups and channels of a folder, each with its newest message; only those that have one, and not those that somebody has
    settings or a draft for without being in them."""
    columns = ", ".join(f"d.{name.strip()}" for name in COLUMNS.split(","))
    rows = await db.all(
        f"SELECT {columns}, c.top_id, c.top_date FROM dialog d JOIN chat c ON c.id = d.peer"
        " JOIN membership m ON m.user_id = d.owner_id AND m.chat = d.peer"
        " WHERE d.owner_id = ? AND d.peer < ? AND d.folder_id = ? AND c.top_id > 0 AND d.top_id = 0",
        owner_id, -CHANNEL_OFFSET, folder_id,
    )  # fmt: skip
    return [dialog((*row[:2], row[16], row[17], *row[4:16])) for row in rows]


async def set_pinned_order(db: Db, owner_id: int, orders: Iterable[tuple[int, int]]) -> None:
    """Store (peer, order) pairs; order 0 = not pinned."""
    await db.many(
        "UPDATE dialog SET pinned_order = ? WHERE owner_id = ? AND peer = ?",
        [(order, owner_id, peer) for peer, order in orders],
    )


async def drafts(db: Db, owner_id: int) -> list[Dialog]:
    """Chats with a draft."""
    rows = await db.all(
        f"SELECT {COLUMNS} FROM dialog WHERE owner_id = ? AND draft IS NOT NULL ORDER BY peer", owner_id
    )
    return [dialog(row) for row in rows]


async def marked(db: Db, owner_id: int) -> list[Peer]:
    """Chats that their owner marked as unread."""
    rows = await db.all("SELECT peer FROM dialog WHERE owner_id = ? AND unread_mark = TRUE ORDER BY peer", owner_id)
    return [row[0] for row in rows]


async def count(db: Db, owner_id: int, folder_id: int) -> int:
    """Chats of a folder that have a message."""
    row = await db.one(
        "SELECT count(*) FROM dialog WHERE owner_id = ? AND folder_id = ? AND (top_date, top_id) > (0, 0)",
        owner_id,
        folder_id,
    )
    far = await db.one(
        "SELECT count(*) FROM dialog d JOIN chat c ON c.id = d.peer"
        " JOIN membership m ON m.user_id = d.owner_id AND m.chat = d.peer"
        " WHERE d.owner_id = ? AND d.peer < ? AND d.folder_id = ? AND c.top_id > 0 AND d.top_id = 0",
        owner_id, -CHANNEL_OFFSET, folder_id,
    )  # fmt: skip
    return int(row[0] if row else 0) + int(far[0] if far else 0)


async def unread(db: Db, owner_id: int, folder_id: int) -> tuple[int, int]:
    """Chats with unread messages in a folder, and the messages."""
    row = await db.one(
        "SELECT count(*), coalesce(sum(unread_count), 0) FROM dialog WHERE owner_id = ? AND folder_id = ? AND unread_count > 0",
        owner_id, folder_id,
    )  # fmt: skip
    return (int(row[0]), int(row[1])) if row else (0, 0)
