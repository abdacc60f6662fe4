"""Pinned messages (https://core.telegram.org/api/pin)."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import forums, guards, journal
from angarium.domain.messages import copies, directlines, private, sending
from angarium.domain.messages.deletions import Affected
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import MessagesPinned
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_chat, is_saved, is_user
from angarium.model.messages import Action, Content, Message, Reply
from angarium.store import boxes, chats, messages, selections
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
    if not is_user(peer):
        await guards.require_may(tx, owner_id, peer, "pin_messages" if not await _posts(tx, peer) else "edit_messages")
    message = await messages.find(tx, guards.box_of(owner_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.content.action is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if message.pinned != unpin:
        raise Refusal("CHAT_NOT_MODIFIED")
    if not is_user(peer):
        return await _pin_for_all(tx, owner_id, message, unpin=unpin, silent=silent)
    both = not one_side and not is_saved(owner_id, peer) and message.pair_id != 0
    event = MessagesPinned(peer=peer, ids=(message.id,), pinned=not unpin)
    pts = await _set(tx, owner_id, event)
    if both:
        await _set(tx, peer, MessagesPinned(peer=Peer(owner_id), ids=(message.pair_id,), pinned=not unpin))
    if unpin or not both:
        return Pinned(event, pts)
    pair = await private.require_pair(tx, owner_id, peer)
    if (pair.mine is not None and pair.mine.blocked) or (pair.theirs is not None and pair.theirs.blocked):
        return Pinned(event, pts)
    notice = Content(action=Action(kind="PinMessage"), silent=silent)
    named = Replies(Reply(id=message.id), Reply(id=message.pair_id))
    return Pinned(event, pts, await private.deliver(tx, pair, notice, None, named))


async def _posts(tx: Tx, peer: Peer) -> bool:
    """In channels the right to edit posts is the right to pin them (https://core.telegram.org/api/pin)."""
    chat = await chats.find(tx, peer)
    return chat is not None and chat.is_broadcast


async def _pin_for_all(tx: Tx, owner_id: UserId, message: Message, *, unpin: bool, silent: bool) -> Pinned:
    """In a group or channel a pin is everyone's."""
    event = MessagesPinned(peer=message.peer, ids=(message.id,), pinned=not unpin)
    pts = await _set(tx, message.box, event)
    await journal.note_pinned(tx, message, owner_id, pinned=not unpin)
    for copy in await copies.of(tx, message):
        await _set(tx, copy.box, replace(event, ids=(copy.id,)))
    if unpin:
        return Pinned(event, pts)
    notice = Content(action=Action(kind="PinMessage"), silent=silent, topic=message.content.topic)
    reply: Reply | None = Reply(id=message.id)
    if is_channel(message.peer):
        reply = await forums.placed(tx, message.peer, Reply(id=message.id), message, 0)
    named = Replies(reply, None, message.pair_id if is_chat(message.peer) else 0)
    target = await sending.get_target(tx, owner_id, message.peer)
    return Pinned(event, pts, await sending.deliver(tx, target, notice, None, named))


async def _set(tx: Tx, box: int, event: MessagesPinned) -> int:
    change = {"add": messages.PINNED} if event.pinned else {"drop": messages.PINNED}
    await messages.set_flags(tx, Box(box), event.ids, **change)
    if not is_channel(box):
        return await tx.log(box, event, count=len(event.ids))
    await chats.set_changed(tx, box, tx.now)
    pts = await tx.log(box, event, await gathered.for_events(tx, box, [event], 0), count=len(event.ids))
    concerned = await messages.find_many(tx, Box(box), event.ids)
    await directlines.echo(tx, event, list(concerned.values()))
    return pts


async def unpin_all(tx: Tx, owner_id: UserId, peer: Peer, thread: int = 0, topic: int | None = None) -> Affected:
    """Unpin everything in a chat, or in one thread or topic of it, for both sides (https://core.telegram.org/method/messages.unpinAllMessages)."""
    if not is_user(peer):
        await guards.require_may(tx, owner_id, peer, "pin_messages" if not await _posts(tx, peer) else "edit_messages")
    box = guards.box_of(owner_id, peer)
    chosen = Selection(box=box, peer=peer, pinned=True, thread=thread, saved_from=topic)
    ids = await selections.ids_before(tx, chosen, 2**62, 0, AT_ONCE)
    if not ids:
        return Affected((await boxes.find(tx, box)).pts, 0)
    found = await messages.find_many(tx, box, ids)
    pts = await _set(tx, box, MessagesPinned(peer=peer, ids=tuple(MsgId(id) for id in ids), pinned=False))
    if is_chat(peer):
        for message in found.values():
            for copy in await copies.of(tx, message):
                await _set(tx, copy.box, MessagesPinned(peer=peer, ids=(copy.id,), pinned=False))
    if not is_user(peer):
        return Affected(pts, len(ids), await selections.count(tx, chosen))
    theirs = tuple(message.pair_id for message in found.values() if message.pair_id)
    if theirs and not is_saved(owner_id, peer):
        known = await messages.find_many(tx, Box(peer), theirs)
        if still := tuple(copy.id for copy in known.values() if copy.pinned):
            await _set(tx, peer, MessagesPinned(peer=Peer(owner_id), ids=still, pinned=False))
    return Affected(pts, len(ids), await selections.count(tx, chosen))
