"""Notes of fact-checkers below posts (https://core.telegram.org/api/factcheck). Checkers are those whom the operator
names, and the accounts of this server's support."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.contents import copies, places
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.messages import FactCheck, Message
from angarium.store import accounts, messages

LENGTH = 1024
"""Characters at most (https://core.telegram.org/api/config#factcheck-length-limit)."""


async def is_checker(tx: Tx, user_id: UserId) -> bool:
    """Whether somebody may write such notes."""
    user = await accounts.find(tx, user_id)
    return user is not None and (user.profile.fact_checker or user.profile.support)


async def listing(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int]) -> list[FactCheck | None]:
    """The notes of some messages, None where there is none. Refuses what `places.require_box` does."""
    box = await places.require_box(tx, viewer_id, peer)
    found = await messages.find_many(tx, box, ids)
    return [found[id].content.fact_check if id in found and found[id].peer == peer else None for id in ids]


async def put(
    tx: Tx, checker_id: UserId, peer: Peer, id: int, text: FormattedText | None
) -> tuple[Message, int, Facts]:
    """Write a note below a channel's post, or take it away (None). Refuses CHAT_ACTION_FORBIDDEN, MESSAGE_ID_INVALID,
    MESSAGE_EMPTY, MESSAGE_TOO_LONG, MESSAGE_NOT_MODIFIED."""
    if not await is_checker(tx, checker_id):
        raise Refusal("CHAT_ACTION_FORBIDDEN")
    message = await places.require_message(tx, checker_id, peer, id)
    if not message.content.post:
        raise Refusal("CHAT_ACTION_FORBIDDEN")
    if text is not None and not 1 <= len(text.text) <= LENGTH:
        raise Refusal("MESSAGE_TOO_LONG" if text.text else "MESSAGE_EMPTY")
    note = None if text is None else FactCheck(text=text, number=tx.chance.long())
    if note is None and message.content.fact_check is None:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    changed = replace(message, content=replace(message.content, fact_check=note))
    pts, facts = await copies.show_again(tx, checker_id, changed)
    return changed, pts, facts
