"""Passing messages on (https://core.telegram.org/method/messages.forwardMessages)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import keyboards
from angarium.domain.chats import guards
from angarium.domain.messages import replies, scheduled, sending
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import MsgId, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content, Forward, Media, Message, SuggestedPost
from angarium.store import messages, polls

AT_ONCE = 100


PASSED_ON: list[Callable[[Tx, Message], Awaitable[None]]] = []
"""Who is told of every message that is passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to pass on: without naming the author, without captions, silently, protected, later."""

    drop_author: bool = False
    drop_captions: bool = False
    silent: bool = False
    noforwards: bool = False
    schedule_date: int = 0
    send_as: Peer | None = None
    replies: Replies | None = None
    topic: int = 0  # in a channel's direct messages: with whom
    suggested: SuggestedPost | None = None
    paid_stars: int = 0  # what the sender agrees to pay for each
    effect: int = 0
    start: int | None = None  # from which second a video is played; None = as before


async def forward(
    tx: Tx, sender_id: UserId, source: Peer, ids: Sequence[int], random_ids: Sequence[int], target: Peer, manner: Manner
) -> list[Sent]:
    """Send copies of messages into another chat, in the order given; albums stay albums. Refuses what `copies` does, and what sending
    refuses, SLOWMODE_MULTI_MSGS_DISABLED."""
    if len(ids) > 1 and not is_user(target):
        guards.check_many(await guards.require_open(tx, sender_id, target))
    made = await copies(tx, sender_id, source, ids, random_ids, target, manner)
    return [
        await _send(tx, sender_id, target, content, random_id, manner)
        for content, random_id in zip(made, random_ids, strict=True)
    ]


async def copies(
    tx: Tx, sender_id: UserId, source: Peer, ids: Sequence[int], random_ids: Sequence[int], target: Peer, manner: Manner
) -> list[Content]:
    """What is passed on. Refuses MESSAGE_IDS_EMPTY, RANDOM_ID_INVALID, MESSAGE_ID_INVALID, CHAT_FORWARDS_RESTRICTED,
    QUIZ_ANSWER_MISSING."""
    if not ids:
        raise Refusal("MESSAGE_IDS_EMPTY")
    if len(ids) != len(random_ids) or len(ids) > AT_ONCE or len(set(random_ids)) != len(random_ids):
        raise Refusal("RANDOM_ID_INVALID")
    found = await messages.find_many(tx, guards.box_of(sender_id, source), ids)
    floor = 0
    if not is_user(source):
        standing = await guards.require_reader(tx, sender_id, source)
        floor = standing.floor
        found = {id: message for id, message in found.items() if not message.content.topic or standing.shows(message)}
        if standing.chat.profile.noforwards:
            raise Refusal("CHAT_FORWARDS_RESTRICTED")
    albums: dict[int, int] = {}
    made: list[Content] = []
    for id in ids:
        message = found.get(id)
        if message is None or message.peer != source or message.content.action is not None or message.id <= floor:
            raise Refusal("MESSAGE_ID_INVALID")
        if message.content.noforwards or (message.content.media is not None and message.content.media.ttl_seconds):
            raise Refusal("CHAT_FORWARDS_RESTRICTED")
        if manner.drop_author:
            await _check_quiz(tx, sender_id, message)
        made.append(await _copy(tx, sender_id, message, target, manner, albums))
        for watch in PASSED_ON:
            await watch(tx, message)
    return made


async def _check_quiz(tx: Tx, sender_id: UserId, message: Message) -> None:
    """A quiz becomes one's own only once one knows the answer (https://core.telegram.org/api/poll). Refuses QUIZ_ANSWER_MISSING."""
    media = message.content.media
    if media is None or media.kind != "poll" or message.author == sender_id:
        return
    poll, _ = (await polls.find_many(tx, (media.extra_id,)))[media.extra_id]
    if poll.quiz and not poll.closed and media.extra_id not in await polls.chosen(tx, sender_id, (media.extra_id,)):
        raise Refusal("QUIZ_ANSWER_MISSING")


async def _send(tx: Tx, sender_id: UserId, target: Peer, content: Content, random_id: int, manner: Manner) -> Sent:
    if manner.schedule_date:
        return await scheduled.schedule(
            tx, sender_id, target, content, random_id, manner.schedule_date, manner.replies, send_as=manner.send_as
        )
    return await sending.send(tx, sender_id, target, content, random_id, replies=manner.replies, send_as=manner.send_as)


async def _copy(
    tx: Tx, sender_id: UserId, message: Message, target: Peer, manner: Manner, albums: dict[int, int]
) -> Content:
    old = message.content
    bare = manner.drop_captions and old.media is not None and old.media.kind != "web_page"
    grouped = old.grouped_id and albums.setdefault(old.grouped_id, tx.chance.long())
    return Content(
        text="" if bare else old.text,
        entities=() if bare else old.entities,
        media=_started(old.media, manner.start),
        grouped_id=grouped,
        via_bot=old.via_bot,
        silent=manner.silent,
        topic=manner.topic,
        suggested=manner.suggested,
        noforwards=manner.noforwards,
        invert_media=old.invert_media,
        no_webpage=old.no_webpage,
        paid_stars=manner.paid_stars,
        effect=manner.effect,
        markup=old.markup if old.via_bot else keyboards.forwarded(old.markup),
        forward=None if manner.drop_author or bare else await _header(tx, sender_id, message, target),
    )


def _started(media: Media | None, start: int | None) -> Media | None:
    """A video that is to be played from another second on."""
    if media is None or media.form != "video" or start is None or not 0 <= start < 2**31:
        return media
    return replace(media, start=start)


async def _header(tx: Tx, sender_id: UserId, message: Message, target: Peer) -> Forward | None:
    """Where it came from. One's own words need no header in another chat, but are filed by it in Saved Messages."""
    old = message.content.forward
    author: Peer | None
    if old is None and message.content.post:
        author, name = Peer(message.box), ""  # a post is its channel's, whoever's profile stands beside it
    else:
        author, name = await replies.shown_author(tx, sender_id, message)
    header = Forward(
        date=old.date if old else message.date,
        sender=author,
        name=name,
        channel_post=old.channel_post if old else message.id if message.content.post else MsgId(0),
        post_author=old.post_author
        if old
        else message.content.post_author
        if is_channel(message.sender) or message.content.post
        else "",
        imported=old.imported if old else False,
    )
    return await _filed(tx, sender_id, message, header) if is_saved(sender_id, target) else header


async def _filed(tx: Tx, saver_id: UserId, message: Message, header: Forward) -> Forward:
    """The header in Saved Messages, which also says from which chat it was saved, whether it was the saver's own there, and who had
    passed it on and when (https://core.telegram.org/constructor/messageFwdHeader)."""
    old = message.content.forward
    if is_saved(message.box, message.peer):
        if old is None:
            return replace(header, saved_peer=message.peer, saved_id=message.id)
        return replace(  # a copy within Saved Messages stays where it was filed
            header, saved_peer=old.saved_peer or message.peer, saved_id=old.saved_id, saved_out=old.saved_out,
            saved_sender=old.saved_sender, saved_name=old.saved_name, saved_date=old.saved_date,
        )  # fmt: skip
    header = replace(header, saved_peer=message.peer, saved_id=message.id, saved_out=message.author == saver_id)
    if old is None:
        return header
    bare = replace(message, content=replace(message.content, forward=None))
    sender, name = await replies.shown_author(tx, saver_id, bare)
    return replace(header, saved_sender=sender, saved_name=name, saved_date=message.date)
