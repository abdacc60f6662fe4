"""All copies of one message: shown again when what they share has changed, and answered by a service message."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.messages import copies, edits, replies, sending
from angarium.domain.messages.replies import Answered
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import UserId
from angarium.model.messages import Content, Message


async def show_again(tx: Tx, user_id: UserId, message: Message) -> tuple[int, Facts]:
    """What hangs on a message has changed: everyone who has a copy sees it anew. Returns the pts of its own box, and what it takes to
    show it to `user_id`."""
    done = await edits.rewrite(tx, message, user_id)
    for other in await copies.of(tx, message):
        content = replace(message.content, reply=other.content.reply)
        same = replace(other, content=content, edit_date=message.edit_date, edit_hidden=message.edit_hidden)
        await edits.rewrite(tx, same)
    return done


async def say(tx: Tx, user_id: UserId, message: Message, content: Content) -> Sent:
    """A service message by `user_id` in the chat of a message, as an answer to it. The caller has checked that it may be."""
    answered = await replies.resolve(tx, user_id, message.peer, Answered(message.id))
    return await sending.deliver(tx, await sending.get_target(tx, user_id, message.peer), content, None, answered)
