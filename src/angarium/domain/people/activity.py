"""Who does something that others see is here, whatever their program says of them: writing, typing, reacting.

Written down in memory only, so that a message costs no more for it; the next sweep makes it part of their presence
(`accounts/presence.py`)."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.model.messages import Content


def note(tx: Tx, user_id: UserId) -> None:
    """Somebody has just done something that others see."""
    tx.house.acted[user_id] = tx.now


def note_sent(tx: Tx, sender_id: UserId, content: Content) -> None:
    """The same for what was sent, unless it was a bot that spoke for them."""
    if not content.business_bot and not content.automatic:
        note(tx, sender_id)
