"""Messages of supergroups and channels: one copy in the chat's own box, whatever the number of members."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import blake2b

from msgspec.structs import replace

from angarium.domain import deadlines
from angarium.domain import facts as gathered
from angarium.domain.chats import rights
from angarium.domain.chats.guards import Standing
from angarium.domain.files.kinds import kind_of, search_kind
from angarium.domain.messages import directlines, naming, newfacts
from angarium.domain.messages.group import with_ttl
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.chats import CREATOR, Chat
from angarium.model.errors import Refusal
from angarium.model.events import NewMessage
from angarium.model.ids import Box, MsgId, Peer
from angarium.model.messages import Content, Message
from angarium.store import accounts, boxes, chats, dialogs, mentions, messages, participants

Watcher = Callable[[Tx, Chat, Message], Awaitable[None]]
POSTED: list[Watcher] = []
"""Who is told of every message of a supergroup or channel, in the same unit of work and before its readers hear of it."""


def own_random(author: int, random_id: int) -> int:
    """Members choose random ids apart from each other, but share the box: under this number theirs is kept."""
    digest = blake2b(b"%d %d" % (author, random_id), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


async def choose_sender(tx: Tx, standing: Standing, send_as: Peer | None) -> Peer:
    """In whose name somebody writes (https://core.telegram.org/api/channel#sending-messages-as-a-channel). Refuses SEND_AS_PEER_INVALID."""
    chat = standing.chat
    if chat.profile.monoforum and chat.profile.direct is not None:
        return Peer(standing.user_id) if standing.topic else chat.profile.direct
    if chat.is_broadcast:
        if send_as == standing.user_id and chat.profile.signature_profiles:
            return Peer(standing.user_id)
        if send_as not in (None, chat.peer, standing.user_id):
            raise Refusal("SEND_AS_PEER_INVALID")
        return chat.peer if not chat.profile.signature_profiles else Peer(standing.user_id)
    anonymous = "anonymous" in rights.of(chat, standing.me)
    if send_as is None or send_as == standing.user_id:
        return chat.peer if anonymous else Peer(standing.user_id)
    if send_as == chat.peer and anonymous:
        return chat.peer
    owned = await participants.find(tx, send_as, standing.user_id)
    channel = await chats.find(tx, send_as)
    if channel is None or not channel.is_broadcast or owned is None or not owned.present or owned.status != CREATOR:
        raise Refusal("SEND_AS_PEER_INVALID")
    return send_as


async def post(
    tx: Tx, standing: Standing, content: Content, random_id: int | None, replies: Replies | None, sender: Peer
) -> Sent:
    """Put a message into a supergroup or channel. The caller has checked that it may be."""
    chat, author = standing.chat, standing.user_id
    if replies is not None:
        content = replace(content, reply=replies.own)
    content, expires_at = with_ttl(content, chat.profile.ttl_period, tx.now)
    content = await _signed(tx, standing, content, sender)
    number = own_random(author, random_id) if random_id is not None else None
    message, pts = await put(tx, chat, content, sender, random_id=number, expires_at=expires_at)
    if not (chat.is_broadcast or chat.profile.monoforum):
        await _note_people(tx, standing, message, replies)
    if not (chat.profile.forum or chat.profile.monoforum):
        await dialogs.read_own(tx, author, message.peer, message.id)
    await _note(tx, chat, message)
    own, heard = await newfacts.of_post(tx, chat, standing.me, message)
    tx.logged(chat.peer, "pts", pts, 1, NewMessage(id=message.id), heard)
    if chat.profile.monoforum and standing.topic:
        pts = await directlines.pts_for(tx, standing)
    return Sent(replace(message, random_id=random_id), pts, own)


async def put(
    tx: Tx,
    chat: Chat,
    content: Content,
    sender: Peer,
    *,
    random_id: int | None = None,
    expires_at: int = 0,
    pinned: bool = False,
) -> tuple[Message, int]:
    """Write a message into a chat's box and its log, telling nobody yet; the message, and where pts stands."""
    place = await boxes.advance(tx, chat.peer, ids=1, pts=1)
    message = Message(
        box=Box(chat.peer), id=MsgId(place.last_id), peer=chat.peer, sender=sender, date=tx.now, content=content,
        random_id=random_id, expires_at=expires_at, pinned=pinned,
        media_unread=not chat.is_broadcast and kind_of(content) in ("voice", "round"),
    )  # fmt: skip
    await messages.add(tx, ((message, search_kind(content)),))
    await boxes.log_pts(tx, [(chat.peer, place.pts, 1, tx.now, NewMessage(id=message.id))])
    await chats.set_top(tx, chat.peer, message.id, tx.now, tx.now, 1)
    if expires_at:
        await deadlines.set_expiry(tx, ((message.box, message.id),), expires_at)
    return message, place.pts


async def tell(tx: Tx, chat: Chat, message: Message, pts: int) -> None:
    """Let everyone hear of what was put into a chat: first those who keep account of it, then its readers."""
    await _note(tx, chat, message)
    if tx.heard(chat.peer):
        facts = await gathered.for_anybody(tx, [message])
        tx.logged(chat.peer, "pts", pts, 1, NewMessage(id=message.id), facts)


async def _note(tx: Tx, chat: Chat, message: Message) -> None:
    """Those who keep account of messages do so."""
    for watch in POSTED:
        await watch(tx, chat, message)
    if message.content.topic:
        await directlines.arrive(tx, chat, message)


async def _signed(tx: Tx, standing: Standing, content: Content, sender: Peer) -> Content:
    """Who wrote it, where the chat is shown as the sender; channels may sign posts, anonymous admins show their rank."""
    chat, author = standing.chat, standing.user_id
    name = ""
    if chat.is_broadcast and chat.profile.signatures and content.action is None:
        user = await accounts.find(tx, author)
        name = f"{user.profile.first_name} {user.profile.last_name}".strip() if user else ""
    elif sender == chat.peer and standing.me is not None and not chat.profile.monoforum:
        name = standing.me.rank
    return replace(
        content,
        post=chat.is_broadcast,
        author=author if sender != author else 0,
        post_author=name or content.post_author,
    )


async def _note_people(tx: Tx, standing: Standing, message: Message, replies: Replies | None) -> None:
    """Whoever is named hears of it; slow mode begins for the author."""
    peer, author = message.peer, standing.user_id
    named = await naming.named_in(tx, message.content, replies, author)
    if named:
        there = await participants.find_many(tx, peer, named)
        told = sorted(id for id, one in there.items() if one.present)
        await mentions.add(tx, [(id, peer, message.id) for id in told])
        for id in told:
            if (found := await dialogs.find(tx, id, peer)) is not None:
                await dialogs.put(tx, replace(found, unread_mentions=found.unread_mentions + 1))
    if standing.chat.profile.slow_mode and message.content.action is None:
        await participants.set_last_sent(tx, peer, author, tx.now)


async def settle(tx: Tx, chat: Chat, *, fewer: int) -> None:
    """After messages went: what is the newest one now, and how many are left."""
    top_id, top_date = await messages.top_id(tx, Box(chat.peer), chat.peer)
    await chats.set_top(tx, chat.peer, top_id, top_date, tx.now, -fewer)
