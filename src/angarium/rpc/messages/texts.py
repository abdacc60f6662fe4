"""What clients write, read into facts: text with formatting, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain import access
from angarium.domain.messages import replies, sending
from angarium.domain.messages.replies import Answered
from angarium.domain.messages.sent import Replies
from angarium.domain.texts import texts
from angarium.model.entities import Entity, FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import MsgId, Peer, is_channel
from angarium.model.messages import SuggestedPost
from angarium.rpc.peers import read_peer
from angarium.rpc.render.entities import PLAIN
from angarium.rpc.router import Call
from angarium.tl import types

_KINDS = {kind: name for name, kind in PLAIN.items()}
_SCHEMES = ("http://", "https://", "tg://", "ton://", "mailto:", "tel:")


def read_text(
    call: Call, text: str, entities: Iterable[types.TypeMessageEntity] | None, limit: int = 0
) -> FormattedText:
    """A text as it will be stored; may come out empty. Refuses MESSAGE_TOO_LONG, ENTITY_BOUNDS_INVALID."""
    claims = read_entities(call, entities) if entities else ()
    return texts.clean(text, claims, limit or call.house.config.limits.message_length)


def read_caption(call: Call, text: str, entities: Iterable[types.TypeMessageEntity] | None) -> FormattedText:
    """Refuses MEDIA_CAPTION_TOO_LONG, ENTITY_BOUNDS_INVALID."""
    try:
        return read_text(call, text, entities, call.house.config.limits.caption_length)
    except Refusal as refusal:
        raise Refusal("MEDIA_CAPTION_TOO_LONG") if refusal.name == "MESSAGE_TOO_LONG" else refusal from None


def read_entities(call: Call, given: Iterable[types.TypeMessageEntity]) -> tuple[Entity, ...]:
    """What a client sent; unknown kinds, bad links and people whose access hash is wrong are left out, as Telegram does."""
    return tuple(read for entity in given if (read := _read(call, entity)) is not None)


def _read(call: Call, entity: types.TypeMessageEntity) -> Entity | None:
    if (kind := _KINDS.get(type(entity))) is not None:
        return Entity(kind, entity.offset, entity.length)
    match entity:
        case types.MessageEntityPre():
            return Entity("Pre", entity.offset, entity.length, value=entity.language[:64])
        case types.MessageEntityTextUrl():
            url = _read_url(entity.url)
            return Entity("TextUrl", entity.offset, entity.length, value=url) if url else None
        case types.MessageEntityCustomEmoji():
            return Entity("CustomEmoji", entity.offset, entity.length, target=entity.document_id)
        case types.MessageEntityBlockquote():
            return Entity("Blockquote", entity.offset, entity.length, collapsed=entity.collapsed)
        case types.InputMessageEntityMentionName():
            return _read_mention(call, entity)
    return None


def _read_mention(call: Call, entity: types.InputMessageEntityMentionName) -> Entity | None:
    match entity.user_id:
        case types.InputUserSelf():
            return Entity("MentionName", entity.offset, entity.length, target=call.user_id)
        case types.InputUser() as user:
            if user.user_id == call.user_id or access.holds(
                call.house.secret, call.user_id, "user", user.user_id, user.access_hash
            ):
                return Entity("MentionName", entity.offset, entity.length, target=user.user_id)
    return None


def _read_url(url: str) -> str:
    """With a scheme that can be opened; "" for what is no link."""
    url = url.strip()
    if not url or len(url) > 4096 or any(letter.isspace() for letter in url):
        return ""
    if url.lower().startswith(_SCHEMES):
        return url
    return "" if ":" in url.split("/")[0].split("?")[0].rpartition(".")[0] or "." not in url else f"http://{url}"


def read_answered(call: Call, given: types.TypeInputReplyTo | None) -> Answered | None:
    """What a message answers; None when nothing. Refuses PEER_ID_INVALID."""
    match given:
        case types.InputReplyToMessage() if given.reply_to_msg_id > 0:
            peer = read_peer(call, given.reply_to_peer_id) if given.reply_to_peer_id is not None else None
            return Answered(
                MsgId(given.reply_to_msg_id), peer, given.quote_text or "", read_entities(call, given.quote_entities or ()),
                given.quote_offset or 0, given.todo_item_id or 0, (given.poll_option or b"")[:100], top_id=given.top_msg_id or 0,
            )  # fmt: skip
        case types.InputReplyToStory():
            return Answered(MsgId(0), read_peer(call, given.peer), story=given.story_id)
        case _:
            return None


def read_direct(call: Call, peer: Peer, given: types.TypeInputReplyTo | None) -> Peer | None:
    """With whom, in a channel's direct messages; None = nobody is named. Refuses PEER_ID_INVALID."""
    named = getattr(given, "monoforum_peer_id", None)
    return read_peer(call, named) if named is not None and is_channel(peer) else None


def read_suggested(given: types.TypeSuggestedPost | None) -> SuggestedPost | None:
    """What a channel is offered to post. Refuses SUGGESTED_POST_AMOUNT_INVALID for what is not in stars."""
    if given is None:
        return None
    price = given.price
    if price is not None and not isinstance(price, types.StarsAmount):
        raise Refusal("SUGGESTED_POST_AMOUNT_INVALID")
    return SuggestedPost(stars=price.amount if price is not None else 0, date=given.schedule_date or 0)


async def read_replies(
    call: Call, peer: Peer, given: types.TypeInputReplyTo | None, random_id: int = 0
) -> Replies | None:
    """The answered message as both boxes name it. Refuses REPLY_MESSAGE_ID_INVALID, QUOTE_TEXT_INVALID; but not for what was sent
    already under this random_id: since then the answered message may have gone."""
    answered = read_answered(call, given) if given is not None else None
    if answered and random_id and await sending.was_sent(call.tx, call.user_id, peer, random_id):
        return None
    return await replies.resolve(call.tx, call.user_id, peer, answered) if answered else None
