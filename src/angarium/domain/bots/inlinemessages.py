"""Messages that people sent through a bot: the bot may change them; and those that a web app prepares for its user to send."""

from __future__ import annotations

from hmac import compare_digest

from msgspec.structs import replace

from angarium.domain.bots import inline, instances
from angarium.domain.messages import copies, edits
from angarium.domain.messages.edits import Change
from angarium.domain.work import Tx
from angarium.model.bots import InlineAnswer
from angarium.model.errors import Refusal
from angarium.model.ids import Box, MsgId, UserId
from angarium.model.messages import Message
from angarium.store import accounts, messages, relations
from angarium.store import bots as stored

PREPARED = 3600
"""Seconds for which a prepared message can be sent."""


async def require(tx: Tx, bot_id: UserId, box: int, id: int, shown: int) -> Message:
    """A message that was sent through this bot. Refuses MESSAGE_ID_INVALID."""
    right = instances.inline_hash(tx.house.secret, bot_id, box, id)
    if not compare_digest(right.to_bytes(8, "little", signed=True), shown.to_bytes(8, "little", signed=True)):
        raise Refusal("MESSAGE_ID_INVALID")
    message = await messages.find(tx, Box(box), MsgId(id))
    if message is None or not instances.is_through(message, bot_id):
        raise Refusal("MESSAGE_ID_INVALID")
    return message


async def edit(tx: Tx, bot_id: UserId, box: int, id: int, shown: int, change: Change) -> None:
    """Change such a message in every box that has it. Refuses MESSAGE_ID_INVALID, and what `edits.changed_content` does."""
    message = await require(tx, bot_id, box, id, shown)
    await rewrite(tx, message, change)


async def rewrite(tx: Tx, message: Message, change: Change) -> None:
    """The same for a message that is known to be the bot's to change."""
    content = edits.changed_content(tx, message.content, change)
    hidden = change.is_quiet
    with tx.unasked():
        await edits.rewrite(tx, replace(message, content=content, edit_date=tx.now, edit_hidden=hidden))
        for copy in await copies.of(tx, message):
            theirs = replace(content, reply=copy.content.reply)
            await edits.rewrite(tx, replace(copy, content=theirs, edit_date=tx.now, edit_hidden=hidden))


async def prepare(tx: Tx, bot_id: UserId, user_id: UserId, answer: InlineAnswer) -> tuple[str, int]:
    """Keep a message for somebody to send: its name, and until when. Refuses USER_ID_INVALID for whoever has not started the bot."""
    user = await accounts.find(tx, user_id)
    towards = await relations.find(tx, user_id, bot_id)
    if user is None or user.profile.deleted or towards is None or not towards.bot_may_write:
        raise Refusal("USER_ID_INVALID")
    query_id = inline.new_query_id(tx, bot_id)
    until = tx.now + PREPARED
    await stored.put_query(tx, bot_id, "inline", query_id, until, answer)
    return f"{query_id:x}", until


async def require_prepared(tx: Tx, bot_id: UserId, user_id: UserId, name: str) -> tuple[int, InlineAnswer]:
    """Refuses BOT_INVALID, RESULT_ID_INVALID."""
    try:
        query_id = int(name, 16)
    except ValueError:
        raise Refusal("RESULT_ID_INVALID") from None
    found = await inline.find(tx, query_id) if 0 <= query_id < 1 << 63 else None
    if found is None or query_id >> 32 != bot_id or found.asker_id != user_id or not found.results:
        raise Refusal("RESULT_ID_INVALID")
    return query_id, found
