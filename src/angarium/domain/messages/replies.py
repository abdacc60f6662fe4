"""Answers to messages, with quotes and across chats (https://core.telegram.org/api/threads, /api/links#replies)."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.annexes import stories as shown
from angarium.domain.chats import forums, guards
from angarium.domain.messages.sent import Replies
from angarium.domain.people import privacy
from angarium.domain.texts.texts import find_quote
from angarium.domain.work import Tx
from angarium.model.entities import Entity, FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import MsgId, Peer, UserId, is_channel, is_chat, is_user
from angarium.model.messages import Media, Message, Reply
from angarium.store import accounts, chats, messages, stories

QUOTE_LENGTH = 1024  # quote_length_max of https://core.telegram.org/api/config
_SHOWN_ELSEWHERE = frozenset({"photo", "document", "contact", "geo", "venue", "dice", "story"})
"""What an answer across chats shows of the answered message: what stays as it was sent."""
_QUOTED = frozenset({"Bold", "Italic", "Underline", "Strike", "Spoiler", "CustomEmoji"})


@dataclass(frozen=True, slots=True)
class Answered:
    """What a client says that its message answers. `peer` is the other chat when it answers across chats."""

    id: MsgId
    peer: Peer | None = None
    quote: str = ""
    quote_entities: tuple[Entity, ...] = ()
    quote_offset: int = 0
    todo_item: int = 0
    poll_option: bytes = b""
    top_id: int = 0  # the thread or topic in which it is said
    story: int = 0  # the story of `peer` that is answered instead of a message


async def resolve(tx: Tx, sender_id: UserId, peer: Peer, wanted: Answered) -> Replies:
    """The answered message as both boxes name it. Refuses TOPIC_DELETED, REPLY_MESSAGE_ID_INVALID, QUOTE_TEXT_INVALID."""
    if wanted.story:
        return await _to_story(tx, sender_id, peer, wanted)
    source, standing = wanted.peer or peer, None
    if is_channel(source):
        standing = await guards.require_reader(tx, sender_id, source)
        await forums.require_topic(tx, standing.chat, wanted.top_id)
    answered = await messages.find(tx, guards.box_of(sender_id, source), wanted.id)
    if (
        answered is None
        or answered.peer != source
        or (standing is not None and not standing.shows(answered))
        or (answered.content.action is not None and wanted.quote)
    ):
        raise Refusal("REPLY_MESSAGE_ID_INVALID")
    quote, offset = _quote(answered, wanted)
    if answered.peer == peer:
        item, option = _part(answered, wanted)
        own = Reply(id=answered.id, quote=quote, quote_offset=offset, todo_item=item, poll_option=option)
        if is_chat(peer):
            return Replies(own, None, answered.pair_id, answered.author)
        if is_channel(peer):
            return Replies(await forums.placed(tx, peer, own, answered, wanted.top_id), None, author=answered.author)
        other = replace(own, id=answered.pair_id) if answered.pair_id else None
        return Replies(own, other)
    across = await _across(tx, sender_id, answered, quote, offset)
    if is_channel(peer) and across.own is not None:
        return Replies(await forums.placed(tx, peer, across.own, None, wanted.top_id), None)
    return across


async def _to_story(tx: Tx, sender_id: UserId, peer: Peer, wanted: Answered) -> Replies:
    """An answer to somebody's story goes to them (https://core.telegram.org/api/stories#reply). Refuses STORY_ID_INVALID."""
    story = await stories.find(tx, peer, wanted.story)
    if story is None or wanted.peer != peer or not await shown.views(tx, sender_id, [story]):
        raise Refusal("STORY_ID_INVALID")
    reply = Reply(peer=peer, story=story.id)
    return Replies(reply, reply, author=story.author)


def _part(answered: Message, wanted: Answered) -> tuple[int, bytes]:
    """The item of a to-do list or the option of a poll that is answered; nothing where there are none."""
    kind = answered.content.media.kind if answered.content.media else ""
    return wanted.todo_item if kind == "todo" else 0, wanted.poll_option if kind == "poll" else b""


def _quote(answered: Message, wanted: Answered) -> tuple[FormattedText | None, int]:
    if not wanted.quote:
        return None, 0
    offset = find_quote(answered.content.text, wanted.quote, wanted.quote_offset)
    if offset is None or len(wanted.quote) > QUOTE_LENGTH:
        raise Refusal("QUOTE_TEXT_INVALID")
    return FormattedText(
        wanted.quote, tuple(entity for entity in wanted.quote_entities if entity.kind in _QUOTED)
    ), offset


async def _across(tx: Tx, sender_id: UserId, answered: Message, quote: FormattedText | None, offset: int) -> Replies:
    """The reader does not see the answered chat, so the answer says itself from whom, from when and what it was
    (https://core.telegram.org/constructor/messageReplyHeader)."""
    if answered.content.noforwards or await _is_protected(tx, answered.peer):
        raise Refusal("REPLY_MESSAGE_ID_INVALID")
    author, name = await shown_author(tx, sender_id, answered)
    origin = {
        "origin_name": name,
        "origin_from": author,
        "origin_date": answered.date,
        "quote": quote,
        "quote_offset": offset,
        "media": _shown_media(answered),
    }
    own = Reply(id=answered.id, peer=answered.peer, **origin)  # type: ignore[arg-type]
    if is_channel(answered.peer):
        return Replies(own, own)
    return Replies(own, Reply(**origin))  # type: ignore[arg-type]


def _shown_media(answered: Message) -> Media | None:
    """What the answered message carries, for those who cannot look there; what vanishes after a look is not taken along."""
    media = answered.content.media
    if media is None or media.kind not in _SHOWN_ELSEWHERE or media.ttl_seconds:
        return None
    return media


async def _is_protected(tx: Tx, peer: Peer) -> bool:
    """Whether a group or channel does not let its messages be taken elsewhere."""
    chat = await chats.find(tx, peer) if peer < 0 else None
    return chat is not None and chat.profile.noforwards


async def shown_author(tx: Tx, teller_id: UserId, message: Message) -> tuple[Peer | None, str]:
    """Who may be named as a message's author when `teller_id` shows it elsewhere: the account, or only its name
    (https://core.telegram.org/constructor/inputPrivacyKeyForwards)."""
    forward = message.content.forward
    if forward is not None:
        return forward.sender, forward.name
    if not is_user(message.sender):
        return message.sender, ""
    author = await accounts.find(tx, message.sender)
    if author is None:
        return None, "Deleted Account"
    towards = await privacy.towards(tx, author, teller_id)
    if privacy.allows(author, "forwards", teller_id, towards):
        return Peer(author.id), ""
    return None, f"{author.profile.first_name} {author.profile.last_name}".strip()
