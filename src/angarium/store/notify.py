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
