"""Changing what was sent, in both boxes (https://core.telegram.org/method/messages.editMessage)."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.files.kinds import kind_of
from angarium.domain.messages import searches
from angarium.domain.messages.sending import with_known_emoji
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import MessageEdited
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_saved
from angarium.model.messages import Content, Media, Message
from angarium.store import messages

EDIT_TIME = 48 * 3600  # edit_time_limit of https://core.telegram.org/constructor/config, in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit says; None = as it was. `media` replaces the file."""

    text: FormattedText | None = None
    media: Media | None = None
    no_webpage: bool = False
    invert_media: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    message: Message
    pts: int
    facts: Facts


async def require_editable(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> Message:
    """A message that its author may still change.

    Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED.
    """
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    if message is None or message.peer != peer:
        raise Refusal("MESSAGE_ID_INVALID")
    if not message.out:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    if message.content.action is not None or message.content.forward is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if message.date + EDIT_TIME < tx.now and not is_saved(owner_id, peer):  # Saved Messages can be edited for ever
        raise Refusal("MESSAGE_EDIT_TIME_EXPIRED")
    return message


def changed_content(content: Content, change: Change) -> Content:
    """The content after an edit. Refuses MESSAGE_NOT_MODIFIED, MESSAGE_EMPTY, MEDIA_PREV_INVALID."""
    if change.media is not None and content.media is None:
        raise Refusal("MEDIA_PREV_INVALID")
    after = replace(
        content,
        text=content.text if change.text is None else change.text.text,
        entities=content.entities if change.text is None else change.text.entities,
        media=change.media or content.media,
        no_webpage=change.no_webpage or (change.text is None and content.no_webpage),
        invert_media=change.invert_media,
    )
    if not after.text and after.media is None:
        raise Refusal("MESSAGE_EMPTY")
    if after == content:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    return after


async def edit(tx: Tx, owner_id: UserId, peer: Peer, id: int, change: Change) -> Edited:
    """Change a message for both sides."""
    message = await require_editable(tx, owner_id, peer, id)
    content = await with_known_emoji(tx, changed_content(message.content, change))
    own = replace(message, content=content, edit_date=tx.now, edit_hidden=False)
    pts, facts = await rewrite(tx, own)
    if own.pair_id:
        copy = await messages.find(tx, Box(peer), own.pair_id)
        if copy is not None:
            theirs = replace(content, reply=copy.content.reply)
            await rewrite(tx, replace(copy, content=theirs, edit_date=tx.now, edit_hidden=False))
    return Edited(own, pts, facts)


async def rewrite(tx: Tx, changed: Message) -> tuple[int, Facts]:
    """Store one changed copy and tell its box; returns pts and what it takes to show it."""
    await messages.replace(tx, changed, messages.KINDS.get(kind_of(changed.content), 0))
    await searches.touch(tx, changed)
    facts = await gathered.gather(tx, changed.box, [changed])
    return await tx.log(changed.box, MessageEdited(id=changed.id), facts), facts
