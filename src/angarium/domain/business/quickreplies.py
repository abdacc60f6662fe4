"""Quick replies (https://core.telegram.org/api/business#quick-reply-shortcuts): messages that are kept under a shortcut and sent from
there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.messages import sending
from angarium.domain.messages.edits import Change, changed_content
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.business import QuickMessage, QuickReply
from angarium.model.errors import Refusal
from angarium.model.events import (
    QuickRepliesChanged,
    QuickReplyChanged,
    QuickReplyDeleted,
    QuickReplyMessageChanged,
    QuickReplyMessagesDeleted,
)
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId
from angarium.model.messages import Content, Message
from angarium.store import boxes, business

MOST, MESSAGES = 100, 20
"""Shortcuts of one account, and messages of one shortcut; help.getAppConfig tells clients the same numbers."""

_SHORTCUT = re.compile(r"[\w\u00b7\u200c]{1,32}")


def as_message(owner_id: int, quick: QuickMessage) -> Message:
    """A message of a shortcut in the form of others: one's own, to oneself."""
    return Message(
        box=Box(owner_id), id=quick.id, peer=Peer(owner_id), sender=Peer(owner_id), date=quick.date, content=quick.content,
        out=True, edit_date=quick.edit_date,
    )  # fmt: skip


async def gather(tx: Tx, owner_id: UserId, found: Sequence[QuickMessage]) -> Facts:
    """What it takes to show messages of shortcuts."""
    facts = await gathered.gather(tx, owner_id, [as_message(owner_id, one) for one in found])
    facts.messages = {}
    return facts


async def listing(tx: Tx, owner_id: UserId) -> tuple[list[QuickReply], dict[int, QuickMessage]]:
    """The shortcuts in their order, and the last message of each."""
    found = await business.replies(tx, owner_id)
    tops: dict[int, QuickMessage] = {}
    for reply in found:
        for message in await business.messages(tx, owner_id, reply.id):
            tops[reply.id] = message
    return found, tops


def check_shortcut(shortcut: str) -> str:
    """Refuses SHORTCUT_INVALID."""
    if not _SHORTCUT.fullmatch(shortcut):
        raise Refusal("SHORTCUT_INVALID")
    return shortcut


async def check_free(tx: Tx, owner_id: UserId, shortcut: str) -> None:
    """Refuses SHORTCUT_INVALID, SHORTCUT_OCCUPIED."""
    check_shortcut(shortcut)
    if await find(tx, owner_id, name=shortcut) is not None:
        raise Refusal("SHORTCUT_OCCUPIED")


async def find(tx: Tx, owner_id: UserId, *, id: int = 0, name: str = "") -> QuickReply | None:
    for reply in await business.replies(tx, owner_id):
        if reply.id == id or (name and reply.shortcut.casefold() == name.casefold()):
            return reply
    return None


async def require(tx: Tx, owner_id: UserId, id: int) -> QuickReply:
    """Refuses SHORTCUT_INVALID."""
    reply = await find(tx, owner_id, id=id)
    if reply is None:
        raise Refusal("SHORTCUT_INVALID")
    return reply


async def keep(
    tx: Tx, owner_id: UserId, reply: QuickReply | None, name: str, content: Content, random_id: int
) -> tuple[int, QuickMessage]:
    """Add a message to a shortcut, or to a new one of this name; the shortcut's id and the message. Refuses SHORTCUT_INVALID,
    QUICK_REPLIES_TOO_MUCH, REPLY_MESSAGES_TOO_MUCH."""
    if reply is not None and (again := await business.find_by_random(tx, owner_id, reply.id, random_id)):
        return reply.id, again
    if reply is None:
        reply = await _begin(tx, owner_id, check_shortcut(name))
    if reply.count >= MESSAGES:
        raise Refusal("REPLY_MESSAGES_TOO_MUCH")
    kept = replace(content, reply=None, ttl_period=0)
    message = QuickMessage(id=MsgId(await boxes.advance_scheduled(tx, owner_id)), date=tx.now, content=kept)
    await business.put_message(tx, owner_id, reply.id, random_id, message)
    if not reply.count:
        await tx.log(owner_id, QuickReplyChanged(reply=QuickReply(reply.id, reply.shortcut, message.id, 1)))
    await _tell(tx, owner_id, reply.id, message)
    return reply.id, message


async def _begin(tx: Tx, owner_id: UserId, shortcut: str) -> QuickReply:
    known = await business.replies(tx, owner_id)
    if len(known) >= MOST:
        raise Refusal("QUICK_REPLIES_TOO_MUCH")
    id = max((reply.id for reply in known), default=0) + 1
    await business.put_reply(tx, owner_id, id, shortcut, len(known) + 1)
    return QuickReply(id, shortcut)


async def _tell(tx: Tx, owner_id: UserId, shortcut_id: int, message: QuickMessage) -> None:
    facts = await gather(tx, owner_id, [message])
    await tx.log(owner_id, QuickReplyMessageChanged(shortcut_id=shortcut_id, message=message), facts)


async def pick(tx: Tx, owner_id: UserId, id: int, wanted: Sequence[int] | None) -> list[QuickMessage]:
    """The messages of a shortcut, or some of them. Refuses SHORTCUT_INVALID."""
    await require(tx, owner_id, id)
    found = await business.messages(tx, owner_id, id)
    return found if wanted is None else [message for message in found if message.id in set(wanted)]


async def edit(tx: Tx, owner_id: UserId, shortcut_id: int, id: int, change: Change) -> QuickMessage:
    """Refuses SHORTCUT_INVALID, MESSAGE_ID_INVALID and what edits refuse."""
    found = await pick(tx, owner_id, shortcut_id, (id,))
    if not found:
        raise Refusal("MESSAGE_ID_INVALID")
    after = changed_content(tx, found[0].content, change)
    message = replace(found[0], content=after, edit_date=tx.now)
    await business.put_message(tx, owner_id, shortcut_id, 0, message)
    await _tell(tx, owner_id, shortcut_id, message)
    return message


async def rename(tx: Tx, owner_id: UserId, id: int, shortcut: str) -> None:
    """Refuses SHORTCUT_INVALID, SHORTCUT_OCCUPIED."""
    reply = await require(tx, owner_id, id)
    if shortcut.casefold() != reply.shortcut.casefold():
        await check_free(tx, owner_id, shortcut)
    order = [known.id for known in await business.replies(tx, owner_id)]
    await business.put_reply(tx, owner_id, id, check_shortcut(shortcut), order.index(id) + 1)
    await tx.log(owner_id, QuickReplyChanged(reply=QuickReply(id, shortcut, reply.top_id, reply.count)))


async def delete(tx: Tx, owner_id: UserId, id: int) -> None:
    """With its messages. Refuses SHORTCUT_INVALID."""
    await require(tx, owner_id, id)
    await business.remove_reply(tx, owner_id, id)
    await tx.log(owner_id, QuickReplyDeleted(id=id))


async def delete_messages(tx: Tx, owner_id: UserId, id: int, wanted: Sequence[int]) -> tuple[MsgId, ...]:
    """The shortcut goes with its last message. Refuses SHORTCUT_INVALID. Which were deleted."""
    gone = tuple(message.id for message in await pick(tx, owner_id, id, wanted))
    if gone:
        await business.remove_messages(tx, owner_id, id, gone)
        await tx.log(owner_id, QuickReplyMessagesDeleted(shortcut_id=id, ids=gone))
    if not await business.messages(tx, owner_id, id):
        await delete(tx, owner_id, id)
    return gone


async def reorder(tx: Tx, owner_id: UserId, order: Sequence[int]) -> None:
    """What is not named comes after. Refuses SHORTCUT_INVALID for one that is not there."""
    known = {reply.id: reply for reply in await business.replies(tx, owner_id)}
    if any(id not in known for id in order):
        raise Refusal("SHORTCUT_INVALID")
    after = list(dict.fromkeys((*order, *known)))
    for at, id in enumerate(after, 1):
        await business.put_reply(tx, owner_id, id, known[id].shortcut, at)
    await tx.log(owner_id, QuickRepliesChanged(replies=tuple(known[id] for id in after)))


async def send(
    tx: Tx, owner_id: UserId, peer: Peer, id: int, wanted: Sequence[int], random_ids: Sequence[int]
) -> list[Sent]:
    """Send messages of a shortcut to a chat. Refuses SHORTCUT_INVALID, MESSAGE_ID_INVALID, RANDOM_ID_INVALID and what sending refuses."""
    found = {message.id: message for message in await pick(tx, owner_id, id, wanted)}
    if len(wanted) != len(random_ids) or len(set(random_ids)) != len(random_ids):
        raise Refusal("RANDOM_ID_INVALID")
    if not wanted or any(one not in found for one in wanted):
        raise Refusal("MESSAGE_ID_INVALID")
    albums: dict[int, int] = {}
    sent = []
    for one, random_id in zip(wanted, random_ids, strict=True):
        content = found[MsgId(one)].content
        if content.grouped_id:
            content = replace(content, grouped_id=albums.setdefault(content.grouped_id, tx.chance.long()))
        sent.append(await sending.send(tx, owner_id, peer, content, random_id))
    return sent
