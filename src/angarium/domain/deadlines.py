"""What time does to messages: timers of chats, and media that destroys itself."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain import dues
from angarium.domain.work import Tx
from angarium.model.ids import Box, MsgId

EXPIRES = "message"  # a message whose chat deletes it
DESTRUCTS = "media"  # media that was viewed and now goes
SENDS = "scheduled"  # a scheduled message whose time comes


async def set_expiry(tx: Tx, placed: Iterable[tuple[Box, MsgId]], at: int) -> None:
    """These messages go at `at`."""
    for box, id in placed:
        await dues.put(tx, box, EXPIRES, id, at)
