"""Guest mode: a bot that is named in a chat answers there although it is not in it (https://core.telegram.org/api/bots/guest-mode)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.bots import inline
from angarium.domain.chats import guards
from angarium.domain.files.kinds import search_kind
from angarium.domain.messages import channel, group, naming, private, robots
from angarium.domain.messages.replies import Answered, resolve
from angarium.domain.messages.sent import Replies
from angarium.domain.people import sanctions
from angarium.domain.work import Tx
from angarium.model.bots import GuestQuery, InlineResult
from angarium.model.errors import Refusal
from angarium.model.events import GuestAsked, NewMessage
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Content, Message
from angarium.model.users import User
from angarium.store import accounts, boxes, dialogs, messages, participants
from angarium.store import bots as stored

MOST = 3
"""Bots that one message can call."""

KEPT = 600
"""Seconds in which a called bot may answer."""


@robots.watches
async def call(tx: Tx, message: Message) -> None:
    """Tell the bots that a message names."""
    content = message.content
    if content.forward is not None or content.via_bot or content.noforwards or content.guest_from:
        return
    named = await naming.named_in(tx, content, None, message.author)
    people = await accounts.find_many(tx, sorted(named)[:50])
    called = [user for user in people.values() if user.profile.face is not None and user.profile.face.guest]
    for bot in called[:MOST]:
        if await _may_come(tx, message, bot):
            await _ask(tx, message, bot.id)


async def _may_come(tx: Tx, message: Message, bot: User) -> bool:
    """Not into its own chat, nor where it is anyway, nor where what is said shall stay."""
    if is_user(message.peer):
        return message.peer != Peer(bot.id)
    standing = await guards.find(tx, bot.id, message.peer)
    return standing is not None and not standing.is_present and not standing.chat.profile.noforwards


async def _ask(tx: Tx, message: Message, bot_id: UserId) -> None:
    query_id = inline.new_query_id(tx, bot_id)
    user_id = UserId(message.author)
    query = GuestQuery(user_id=user_id, peer=message.peer, id=message.id)
    await stored.put_query(tx, bot_id, "guest", query_id, tx.now + KEPT, query)
    reply = message.content.reply
    answered = (
        await messages.find(tx, message.box, reply.id) if reply is not None and reply.id and not reply.peer else None
    )
    event = GuestAsked(
        query_id=query_id, user_id=user_id, peer=message.peer, message=_plain(message),
        answered=_plain(answered) if answered is not None else None,
    )  # fmt: skip
    await tx.log(bot_id, event)


def _plain(message: Message) -> Message:
    """As a stranger reads it."""
    content = replace(message.content, reply=None, guest_from=0)
    return replace(
        message, content=content, out=True, random_id=None, mentioned=False, reacted=False, media_unread=False
    )


async def answer(tx: Tx, bot_id: UserId, query_id: int, result: InlineResult) -> Message:
    """The bot answers, once; the copy by which it may change its answer. Refuses QUERY_ID_INVALID, REPLY_MESSAGE_ID_INVALID when
    the call is gone, and what keeps whoever called it from writing there by now: USER_IS_BLOCKED, CHAT_WRITE_FORBIDDEN and the like."""
    asked = await stored.find_query(tx, bot_id, "guest", query_id, tx.now, GuestQuery)
    if asked is None:
        raise Refusal("QUERY_ID_INVALID")
    await stored.remove_query(tx, bot_id, "guest", query_id)
    content = replace(inline.content_of(bot_id, result, None), via_bot=0, guest_from=asked.user_id)
    sanctions.check_frozen(tx, asked.user_id, asked.peer)
    replies = await resolve(tx, asked.user_id, asked.peer, Answered(MsgId(asked.id)))
    if is_user(asked.peer):
        await private.require_open(tx, asked.user_id, asked.peer, content)
        return await _put(tx, bot_id, asked, content, replies)
    chat = (await guards.require_sender(tx, asked.user_id, asked.peer, content)).chat
    standing = guards.Standing(chat, bot_id, await participants.find(tx, asked.peer, bot_id))
    with tx.unasked():
        if is_channel(asked.peer):
            sent = await channel.post(tx, standing, content, None, replies, Peer(bot_id))
        else:
            sent = await group.deliver(tx, chat, bot_id, content, None, replies)
    return sent.message


async def _put(tx: Tx, bot_id: UserId, asked: GuestQuery, content: Content, replies: Replies) -> Message:
    """Into both boxes of a private chat, in which neither has said it."""
    owners = [(asked.user_id, asked.peer, replies.own)]
    if not is_saved(asked.user_id, asked.peer):
        owners.append((UserId(asked.peer), Peer(asked.user_id), replies.other))
    places = [await boxes.advance(tx, owner, ids=1, pts=1) for owner, _, _ in owners]
    copies = [
        Message(
            box=Box(owner), id=MsgId(place.last_id), peer=peer, sender=Peer(bot_id), date=tx.now,
            content=replace(content, reply=reply),
        )
        for (owner, peer, reply), place in zip(owners, places, strict=True)
    ]  # fmt: skip
    if len(copies) == 2:
        copies = [replace(copies[0], pair_id=copies[1].id), replace(copies[1], pair_id=copies[0].id)]
    await messages.add(tx, [(copy, search_kind(content)) for copy in copies])
    for copy, place in zip(copies, places, strict=True):
        await dialogs.touch(tx, copy.box, copy.peer, copy.id, tx.now, unread=1)
        told = NewMessage(id=copy.id)
        await boxes.log_pts(tx, [(copy.box, place.pts, 1, tx.now, told)])
        if tx.heard(copy.box):
            tx.logged(copy.box, "pts", place.pts, 1, told, await gathered.gather(tx, copy.box, [copy]))
    return copies[0]
