"""All copies of one message: shown again when what they share has changed, and answered by a service message."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as replace_fields

from angarium.domain.messages import edits, replies, sending
from angarium.domain.messages.replies import Answered
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content, Message
from angarium.store import messages


async def of(tx: Tx, message: Message) -> list[Message]:
    """A message and its copies in other boxes, itself first."""
    if is_channel(message.box) or is_saved(message.box, message.peer):
        return [message]
    if is_user(message.peer):
        other = await messages.find(tx, Box(message.peer), message.pair_id) if message.pair_id else None
        return [message, other] if other else [message]
    return [message]


async def show_again(tx: Tx, user_id: UserId, message: Message) -> tuple[int, Facts]:
    """What hangs on a message has changed: everyone who has a copy sees it anew. Returns the pts of its own box, and what it takes to
    show it."""
    own, *others = await of(tx, message)
    done = await edits.rewrite(tx, own)
    for other in others:
        await edits.rewrite(tx, other)
    return done


async def say(tx: Tx, user_id: UserId, message: Message, content: Content) -> Sent:
    """A service message by `user_id` in the chat of a message, as an answer to it."""
    answered = await replies.resolve(tx, user_id, Peer(message.peer), Answered(message.id))
    sent = await sending.send(tx, user_id, Peer(message.peer), content, tx.chance.long(), replies=answered)
    return replace(sent, message=replace_fields(sent.message, random_id=None))
