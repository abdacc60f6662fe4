"""Quick replies, links to chats, and when somebody was last answered by itself."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.business import ChatLink, QuickMessage, QuickReply
from angarium.model.ids import MsgId
from angarium.store.db import Db
from angarium.store.messages import OUT

_encode = msgspec.msgpack.Encoder().encode
_decode_message = msgspec.msgpack.Decoder(QuickMessage).decode
_decode_link = msgspec.msgpack.Decoder(ChatLink).decode


async def replies(db: Db, owner_id: int) -> list[QuickReply]:
    """All shortcuts of somebody, in their order; they are few."""
    rows = await db.all(
        "SELECT r.id, r.shortcut, max(m.id), count(m.id) FROM quick_reply r"
        " LEFT JOIN quick_message m ON m.owner_id = r.owner_id AND m.shortcut_id = r.id"
        " WHERE r.owner_id = ? GROUP BY r.id, r.shortcut, r.position ORDER BY r.position, r.id",
        owner_id,
    )
    return [QuickReply(row[0], row[1], MsgId(row[2] or 0), row[3]) for row in rows]


async def put_reply(db: Db, owner_id: int, id: int, shortcut: str, position: int) -> None:
    await db.run(
        "INSERT INTO quick_reply (owner_id, id, shortcut, position) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, id) DO UPDATE SET shortcut = excluded.shortcut, position = excluded.position",
        owner_id, id, shortcut, position,
    )  # fmt: skip


async def remove_reply(db: Db, owner_id: int, id: int) -> None:
    await db.run("DELETE FROM quick_reply WHERE owner_id = ? AND id = ?", owner_id, id)
    await db.run("DELETE FROM quick_message WHERE owner_id = ? AND shortcut_id = ?", owner_id, id)


async def messages(db: Db, owner_id: int, shortcut_id: int) -> list[QuickMessage]:
    """Of one shortcut, first to last."""
    rows = await db.all(
        "SELECT body FROM quick_message WHERE owner_id = ? AND shortcut_id = ? ORDER BY id", owner_id, shortcut_id
    )
    return [_decode_message(row[0]) for row in rows]


async def put_message(db: Db, owner_id: int, shortcut_id: int, random_id: int, message: QuickMessage) -> None:
    await db.run(
        "INSERT INTO quick_message (owner_id, shortcut_id, id, random_id, body) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, shortcut_id, id) DO UPDATE SET body = excluded.body",
        owner_id, shortcut_id, message.id, random_id, _encode(message),
    )  # fmt: skip


async def find_by_random(db: Db, owner_id: int, shortcut_id: int, random_id: int) -> QuickMessage | None:
    row = await db.one(
        "SELECT body FROM quick_message WHERE owner_id = ? AND shortcut_id = ? AND random_id = ?",
        owner_id, shortcut_id, random_id,
    )  # fmt: skip
    return _decode_message(row[0]) if row else None


async def remove_messages(db: Db, owner_id: int, shortcut_id: int, ids: Iterable[int]) -> None:
    await db.many(
        "DELETE FROM quick_message WHERE owner_id = ? AND shortcut_id = ? AND id = ?",
        [(owner_id, shortcut_id, id) for id in ids],
    )


async def links(db: Db, owner_id: int) -> list[ChatLink]:
    rows = await db.all("SELECT body FROM business_link WHERE owner_id = ? ORDER BY slug", owner_id)
    return [_decode_link(row[0]) for row in rows]


async def find_link_owner(db: Db, slug: str) -> int | None:
    row = await db.one("SELECT owner_id FROM business_link_slug WHERE slug = ?", slug)
    return int(row[0]) if row else None


async def put_link(db: Db, owner_id: int, link: ChatLink) -> None:
    await db.run(
        "INSERT INTO business_link (owner_id, slug, body) VALUES (?, ?, ?)"
        " ON CONFLICT (owner_id, slug) DO UPDATE SET body = excluded.body",
        owner_id, link.slug, _encode(link),
    )  # fmt: skip
    await db.run(
        "INSERT INTO business_link_slug (slug, owner_id) VALUES (?, ?) ON CONFLICT (slug) DO NOTHING",
        link.slug,
        owner_id,
    )


async def remove_link(db: Db, owner_id: int, slug: str) -> None:
    await db.run("DELETE FROM business_link WHERE owner_id = ? AND slug = ?", owner_id, slug)
    await db.run("DELETE FROM business_link_slug WHERE slug = ?", slug)


async def answered(db: Db, owner_id: int, peer: int, kind: str) -> int:
    """When somebody was last answered so (epoch seconds); 0 = never."""
    row = await db.one(
        "SELECT date FROM business_answer WHERE owner_id = ? AND peer = ? AND kind = ?", owner_id, peer, kind
    )
    return int(row[0]) if row else 0


async def set_answered(db: Db, owner_id: int, peer: int, kind: str, date: int) -> None:
    await db.run(
        "INSERT INTO business_answer (owner_id, peer, kind, date) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, peer, kind) DO UPDATE SET date = excluded.date",
        owner_id, peer, kind, date,
    )  # fmt: skip


async def previous_date(db: Db, box: int, peer: int, before_id: int) -> int:
    """When the message before this one was written in a chat; 0 = it is the first."""
    row = await db.one(
        "SELECT date FROM message WHERE box = ? AND peer = ? AND id < ? ORDER BY id DESC LIMIT 1", box, peer, before_id
    )
    return int(row[0]) if row else 0


async def last_heard(db: Db, box: int, peer: int) -> int:
    """When somebody last wrote in a private chat, looking at the latest messages of it; 0 = not lately."""
    rows = await db.all(
        "SELECT date, flags FROM message WHERE box = ? AND peer = ? ORDER BY id DESC LIMIT 50", box, peer
    )
    return next((int(row[0]) for row in rows if not row[1] & OUT), 0)
