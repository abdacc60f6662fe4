"""Changing what was sent, in both boxes (https://core.telegram.org/method/messages.editMessage)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards, journal
from angarium.domain.files.kinds import ALBUMS, look_of, search_kind
from angarium.domain.messages import copies, directlines, listeners, searches
from angarium.domain.messages.sending import with_known_emoji
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import MessageEdited
from angarium.model.facts import Facts
from angarium.model.ids import MsgId, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content, Media, Message
from angarium.store import chats, messages

EDIT_TIME = 48 * 3600  # edit_time_limit of https://core.telegram.org/constructor/config, in seconds


EDITED: list[Callable[[Tx, Message], Awaitable[None]]] = []
"""Who is told of every message of a supergroup or channel that was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit says; None = as it was. `media` replaces the file, `markup` a bot's keyboard (b"" takes it away)."""

    text: FormattedText | None = None
    media: Media | None = None
    page: Media | None = None
    no_webpage: bool = False
    invert_media: bool = False
    markup: bytes | None = None

    @property
    def is_quiet(self) -> bool:
        """Nobody need see that the message was edited: only its buttons were."""
        return self.text is None and self.media is None


@dataclass(frozen=True, slots=True)
class Edited:
    message: Message
    pts: int
    facts: Facts


async def require_editable(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> Message:
    """A message that its author may still change.

    Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED, and what `guards.check_editor` does.
    """
    standing = None if is_user(peer) else await guards.require_reader(tx, owner_id, peer)
    message = await messages.find(tx, guards.box_of(owner_id, peer), MsgId(id))
    if (
        message is None
        or message.peer != peer
        or (standing is not None and standing.topic and not standing.shows(message))
    ):
        raise Refusal("MESSAGE_ID_INVALID")
    by_right = message.content.post and standing is not None and standing.has("edit_messages")
    if message.author != owner_id and not by_right:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    if standing is not None and message.content.post and not (by_right or standing.has("post_messages")):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    if standing is not None:
        guards.check_editor(standing, message.content, tx.now)
        await guards.check_limited(tx, standing)
    if message.content.action is not None or message.content.forward is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    # Saved Messages and posts of channels can be edited for ever, and bots keep their keyboards up to date
    for_ever = is_saved(owner_id, peer) or message.content.post or message.content.markup
    if message.date + EDIT_TIME < tx.now and not for_ever:
        raise Refusal("MESSAGE_EDIT_TIME_EXPIRED")
    return message


def _check_media(content: Content, media: Media) -> None:
    """Whether a file may come to a text, or another one into its place: of what somebody threw, said or shared this way nothing
    becomes anything else (https://core.telegram.org/bots/api#editmessagemedia)."""
    before = look_of(content.media)
    if look_of(media) not in ALBUMS:
        raise Refusal("MEDIA_NEW_INVALID")
    if media.ttl_seconds:
        raise Refusal("MEDIA_TTL_INVALID")
    if content.media is not None and not content.is_text and (before not in ALBUMS or content.media.ttl_seconds):
        raise Refusal("MEDIA_PREV_INVALID")
    if content.grouped_id and ALBUMS.get(before) != ALBUMS[look_of(media)]:
        raise Refusal("MEDIA_GROUPED_INVALID")


def changed_content(tx: Tx, content: Content, change: Change) -> Content:
    """The content after an edit. Refuses MESSAGE_NOT_MODIFIED, MESSAGE_EMPTY, MEDIA_NEW_INVALID, MEDIA_PREV_INVALID,
    MEDIA_TTL_INVALID, MEDIA_GROUPED_INVALID, MEDIA_CAPTION_TOO_LONG."""
    if change.media is not None:
        _check_media(content, change.media)
    after = replace(
        content,
        text=content.text if change.text is None else change.text.text,
        entities=content.entities if change.text is None else change.text.entities,
        media=_changed_media(content, change),
        no_webpage=change.no_webpage or (change.text is None and content.no_webpage),
        invert_media=change.invert_media,
        markup=content.markup if change.markup is None else change.markup,
    )
    if not after.text and after.media is None:
        raise Refusal("MESSAGE_EMPTY")
    if after == content:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    if not (change.is_quiet or after.is_text) and len(after.text) > tx.house.config.limits.caption_length:
        raise Refusal("MEDIA_CAPTION_TOO_LONG")
    return after


def _changed_media(content: Content, change: Change) -> Media | None:
    """The preview of a text goes with the text; a file stays unless there is another one."""
    if change.media is not None:
        return change.media
    if content.is_text and (change.text is not None or change.page is not None or change.no_webpage):
        return change.page
    return content.media


async def edit(tx: Tx, owner_id: UserId, peer: Peer, id: int, change: Change) -> Edited:
    """Change a message for both sides. Refuses what `require_editable` and `changed_content` do."""
    message = await require_editable(tx, owner_id, peer, id)
    content = await with_known_emoji(tx, changed_content(tx, message.content, change))
    if change.media is not None and not is_user(peer):
        guards.check_editor(await guards.require_reader(tx, owner_id, peer), content, tx.now)
    hidden = change.is_quiet
    own = replace(message, content=content, edit_date=tx.now, edit_hidden=hidden)
    if not hidden:
        await journal.note_edited(tx, message, own, owner_id)
    pts, facts = await rewrite(tx, own, owner_id)
    for copy in await copies.of(tx, own):
        theirs = replace(content, reply=copy.content.reply)
        await rewrite(tx, replace(copy, content=theirs, edit_date=tx.now, edit_hidden=hidden))
    return Edited(own, pts, facts)


async def rewrite(tx: Tx, changed: Message, viewer_id: int = 0) -> tuple[int, Facts]:
    """Store one changed copy and tell its box; returns pts and what it takes to show it to the viewer, or the box's owner."""
    await messages.replace(tx, changed, search_kind(changed.content))
    await searches.touch(tx, changed)
    event = MessageEdited(id=changed.id)
    if not is_channel(changed.box):
        facts = await gathered.gather(tx, changed.box, [changed])
        if is_user(changed.peer):
            await listeners.tell_edited(tx, facts.users[changed.box].user, changed)
        return await tx.log(changed.box, event, facts), facts
    await chats.set_changed(tx, changed.box, tx.now)
    for watch in EDITED:
        await watch(tx, changed)
    told = await gathered.for_anybody(tx, [changed]) if tx.heard(changed.box) else None
    pts = await tx.log(changed.box, event, told)
    if changed.content.topic:
        lines = await directlines.echo(tx, event, [changed])
        pts = lines.get(viewer_id, pts)
    return pts, await gathered.gather(tx, viewer_id or changed.author, [changed])
