"""Pinned messages (https://core.telegram.org/api/pin)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.messages import sending
from angarium.domain.messages.deletions import Affected
from angarium.domain.messages.sending import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import MessagesPinned
from angarium.model.ids import Box, MsgId, Peer, UserId, is_saved
from angarium.model.messages import Action, Content, Reply
from angarium.store import boxes, messages, selections
from angarium.store.selections import Selection

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Pinned:
    """The events of the caller's own box: (event, pts); and the service message that says it, if there is one."""

    event: MessagesPinned
    pts: int
    notice: Sent | None = None


async def pin(
    tx: Tx, owner_id: UserId, peer: Peer, id: int, *, unpin: bool = False, silent: bool = False, one_side: bool = False
) -> Pinned:
    """Pin or unpin a message, for both sides unless `one_side`. Refuses MESSAGE_ID_INVALID, CHAT_NOT_MODIFIED."""
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    if message is None or message.peer != peer or message.content.action is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if message.pinned != unpin:
        raise Refusal("CHAT_NOT_MODIFIED")
    both = not one_side and not is_saved(owner_id, peer) and message.pair_id != 0
    event = MessagesPinned(peer=peer, ids=(message.id,), pinned=not unpin)
    pts = await _set(tx, owner_id, event)
    if both:
        await _set(tx, peer, MessagesPinned(peer=Peer(owner_id), ids=(message.pair_id,), pinned=not unpin))
    if unpin or not both:
        return Pinned(event, pts)
    pair = await sending.require_pair(tx, owner_id, peer)
    if (pair.mine is not None and pair.mine.blocked) or (pair.theirs is not None and pair.theirs.blocked):
        return Pinned(event, pts)
    notice = Content(action=Action(kind="PinMessage"), silent=silent)
    named = Replies(Reply(id=message.id), Reply(id=message.pair_id))
    return Pinned(event, pts, await sending.deliver(tx, pair, notice, None, named))


async def _set(tx: Tx, box: int, event: MessagesPinned) -> int:
    change = {"add": messages.PINNED} if event.pinned else {"drop": messages.PINNED}
    await messages.set_flags(tx, Box(box), event.ids, **change)
    return await tx.log(box, event, count=len(event.ids))


async def unpin_all(tx: Tx, owner_id: UserId, peer: Peer) -> Affected:
    """Unpin everything in a chat, for both sides (https://core.telegram.org/method/messages.unpinAllMessages)."""
    chosen = Selection(box=owner_id, peer=peer, pinned=True)
    ids = await selections.ids_before(tx, chosen, 2**62, 0, AT_ONCE)
    if not ids:
        return Affected((await boxes.find(tx, owner_id)).pts, 0)
    found = await messages.find_many(tx, Box(owner_id), ids)
    pts = await _set(tx, owner_id, MessagesPinned(peer=peer, ids=tuple(MsgId(id) for id in ids), pinned=False))
    theirs = tuple(message.pair_id for message in found.values() if message.pair_id)
    if theirs and not is_saved(owner_id, peer):
        copies = await messages.find_many(tx, Box(peer), theirs)
        if still := tuple(copy.id for copy in copies.values() if copy.pinned):
            await _set(tx, peer, MessagesPinned(peer=Peer(owner_id), ids=still, pinned=False))
    return Affected(pts, len(ids), await selections.count(tx, chosen))
