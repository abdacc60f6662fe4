"""Where a message lies, and which copies there are of it."""

from __future__ import annotations

from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Message
from angarium.store import messages


async def require_box(tx: Tx, viewer_id: UserId, peer: Peer) -> Box:
    """Where a chat lies that somebody may look into. Refuses what `guards.require_open` does."""
    if not is_user(peer):
        await guards.require_open(tx, viewer_id, peer)
    return guards.box_of(viewer_id, peer)


async def require_message(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> Message:
    """A message that somebody may see, no service message. Refuses MESSAGE_ID_INVALID, and what `guards.require_open` does."""
    seen_from = 0
    if not is_user(peer):
        standing = await guards.require_open(tx, viewer_id, peer)
        seen_from = standing.me.available_min_id if standing.me else 0
    message = await messages.find(tx, guards.box_of(viewer_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.content.action is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if is_channel(peer) and message.id <= seen_from:
        raise Refusal("MESSAGE_ID_INVALID")
    return message
