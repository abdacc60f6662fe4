"""Chats with notification settings of their own."""

from __future__ import annotations

import msgspec

from angarium.model.messages import NotifySettings
from angarium.store.db import Db

_decode = msgspec.msgpack.Decoder(NotifySettings).decode


async def find_all(db: Db, owner_id: int) -> list[tuple[int, NotifySettings]]:
    """(peer, settings), by peer."""
    rows = await db.all(
        "SELECT peer, notify FROM dialog WHERE owner_id = ? AND notify IS NOT NULL ORDER BY peer", owner_id
    )
    return [(row[0], _decode(row[1])) for row in rows]


async def of_members(db: Db, chat: int, limit: int) -> list[NotifySettings | None]:
    """What the members of a chat who came last have set for it; None where they have nothing of their own."""
    rows = await db.all(
        "SELECT d.notify FROM participant p JOIN dialog d ON d.owner_id = p.user_id AND d.peer = p.chat"
        " WHERE p.chat = ? AND p.present = TRUE ORDER BY p.date DESC, p.user_id DESC LIMIT ?",
        chat, limit,
    )  # fmt: skip
    return [_decode(row[0]) if row[0] is not None else None for row in rows]
