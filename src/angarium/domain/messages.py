"""Sending: one message into each box that gets it, once, however often the client repeats itself."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from angarium.domain import facts as gathered
from angarium.domain import people, privacy
from angarium.domain.kinds import kind_of
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import NewMessage
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId
from angarium.model.messages import Content, Dialog, Message
from angarium.model.users import Relation, User
from angarium.store import accounts, boxes, dialogs, messages, relations


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender is told: their copy, the pts it took, and the facts to show it. `again` = it had been sent before."""

    message: Message
    pts: int
    facts: Facts
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two people of a private chat; the same person twice in Saved Messages."""

    sender: User
    other: User
    mine: Relation | None  # what the other is to the sender
    theirs: Relation | None  # what the sender is to the other

    @property
    def is_self(self) -> bool:
        return self.sender.id == self.other.id


async def send(tx: Tx, sender_id: UserId, peer: Peer, content: Content, random_id: int) -> Sent:
    """Put a message into both boxes of a private chat (https://core.telegram.org/method/messages.sendMessage).

    A random_id that this sender used before in this chat returns the first message and touches nothing.
    Refuses PEER_ID_INVALID, USER_IS_BLOCKED, YOU_BLOCKED_USER, INPUT_USER_DEACTIVATED, VOICE_MESSAGES_FORBIDDEN.
    """
    if earlier := await messages.find_by_random(tx, Box(sender_id), random_id, peer):
        return await _repeat(tx, earlier)
    pair = await _require_pair(tx, sender_id, peer)
    check_may_send(pair.sender, pair.other, pair.mine, pair.theirs, content)
    return await deliver(tx, pair, content, random_id)


async def _repeat(tx: Tx, earlier: Message) -> Sent:
    pts = (await boxes.find(tx, earlier.box)).pts
    return Sent(earlier, pts, await gathered.gather(tx, earlier.box, [earlier]), again=True)


async def _require_pair(tx: Tx, sender_id: UserId, peer: Peer) -> _Pair:
    users = await accounts.find_many(tx, {sender_id, peer})
    sender, other = users.get(sender_id), users.get(peer)
    if sender is None or other is None:
        raise Refusal("PEER_ID_INVALID")
    links = {} if sender_id == peer else await relations.between(tx, sender_id, (peer,))
    return _Pair(sender, other, links.get((sender_id, peer)), links.get((peer, sender_id)))


def check_may_send(sender: User, other: User, mine: Relation | None, theirs: Relation | None, content: Content) -> None:
    """Whether one person may write this to another."""
    if other.profile.deleted:
        raise Refusal("INPUT_USER_DEACTIVATED")
    if mine is not None and mine.blocked:
        raise Refusal("YOU_BLOCKED_USER")
    if theirs is not None and theirs.blocked:
        raise Refusal("USER_IS_BLOCKED")
    if kind_of(content) in ("voice", "round") and not privacy.allows(other, "voice_messages", sender.id, theirs):
        raise Refusal("VOICE_MESSAGES_FORBIDDEN")


async def deliver(tx: Tx, pair: _Pair, content: Content, random_id: int | None) -> Sent:
    """Write both copies, move both dialogs and logs. The caller has checked that it may be."""
    me, other = pair.sender, pair.other
    my_box = await boxes.advance(tx, me.id, ids=1, pts=1)
    mine = await dialogs.touch(tx, me.id, Peer(other.id), my_box.last_id, tx.now)
    content, expires_at = _with_ttl(content, mine, tx.now)
    kind = messages.KINDS.get(kind_of(content), 0)
    own = Message(
        box=Box(me.id), id=MsgId(my_box.last_id), peer=Peer(other.id), sender=Peer(me.id), date=tx.now, content=content, out=True,
        random_id=random_id, expires_at=expires_at, media_unread=not pair.is_self and kind_of(content) in ("voice", "round"),
    )  # fmt: skip
    if pair.is_self:
        await messages.add(tx, [(own, kind)])
        await boxes.log_pts(tx, [(me.id, my_box.pts, 1, tx.now, NewMessage(own.id))])
        return await _tell(tx, pair, own, my_box.pts)
    their_box = await boxes.advance(tx, other.id, ids=1, pts=1)
    await dialogs.touch(tx, other.id, Peer(me.id), their_box.last_id, tx.now, unread=1)
    own = msgspec.structs.replace(own, pair_id=MsgId(their_box.last_id))
    copy = msgspec.structs.replace(
        own, box=Box(other.id), id=MsgId(their_box.last_id), peer=Peer(me.id), out=False, random_id=None, pair_id=own.id,
        content=await _content_for_other(tx, own),
    )  # fmt: skip
    await messages.add(tx, [(own, kind), (copy, kind)])
    await boxes.log_pts(
        tx,
        [(me.id, my_box.pts, 1, tx.now, NewMessage(own.id)), (other.id, their_box.pts, 1, tx.now, NewMessage(copy.id))],
    )
    if tx.heard(other.id):
        facts = await _facts(tx, pair, copy, other, me, pair.theirs, pair.mine)
        tx.logged(other.id, "pts", their_box.pts, 1, NewMessage(copy.id), facts)
    return await _tell(tx, pair, own, my_box.pts)


async def _tell(tx: Tx, pair: _Pair, own: Message, pts: int) -> Sent:
    facts = await _facts(tx, pair, own, pair.sender, pair.other, pair.mine, pair.theirs)
    tx.logged(pair.sender.id, "pts", pts, 1, NewMessage(own.id), facts)
    return Sent(own, pts, facts)


async def _facts(
    tx: Tx, pair: _Pair, message: Message, viewer: User, other: User, mine: Relation | None, theirs: Relation | None
) -> Facts:
    """What `viewer` needs to be shown the message; asks the database only for what goes beyond the two of them."""
    if gathered.needs_more(message):
        return await gathered.gather(tx, message.box, [message])
    return Facts(
        messages={message.id: message},
        users={
            viewer.id: people.view(tx, viewer, viewer, None, None),
            other.id: people.view(tx, viewer, other, mine, theirs),
        },
    )


def _with_ttl(content: Content, dialog: Dialog, now: int) -> tuple[Content, int]:
    """Messages of a chat with an auto-delete timer carry its period and go when it is over."""
    if not dialog.ttl_period or content.action is not None:
        return content, 0
    return msgspec.structs.replace(content, ttl_period=dialog.ttl_period), now + dialog.ttl_period


async def _content_for_other(tx: Tx, own: Message) -> Content:
    """The same content with the replied-to message named as the other box names it."""
    reply = own.content.reply
    if reply is None or not reply.id or reply.peer is not None:
        return own.content
    answered = await messages.find(tx, own.box, reply.id)
    other_id = answered.pair_id if answered else MsgId(0)
    return msgspec.structs.replace(own.content, reply=msgspec.structs.replace(reply, id=other_id) if other_id else None)
