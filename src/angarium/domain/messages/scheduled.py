"""Messages sent later (https://core.telegram.org/api/scheduled-messages)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import deadlines, dues
from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.messages import channel, prices, sending
from angarium.domain.messages.edits import Change, changed_content
from angarium.domain.messages.private import Pair
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.people import privacy
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ScheduledAdded, ScheduledDeleted
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_chat, is_user
from angarium.model.messages import Content, Message, Reply
from angarium.store import boxes, messages
from angarium.store import scheduled as stored

WHEN_ONLINE = 0x7FFFFFFE
FARTHEST = 366 * 86400
SOON = 10  # closer than this is now


async def schedule(
    tx: Tx, sender_id: UserId, peer: Peer, content: Content, random_id: int, date: int, replies: Replies | None,
    *, send_as: Peer | None = None,
) -> Sent:  # fmt: skip
    """Let a message wait until `date`; one that is due within seconds goes out at once. It goes out in the name of `send_as`.

    Refuses SCHEDULE_DATE_TOO_LATE, SCHEDULE_STATUS_PRIVATE, SCHEDULE_TOO_MUCH, and what sending refuses.
    """
    if earlier := await stored.find_by_random(tx, Box(sender_id), random_id):
        return await _as_sent(tx, earlier, again=True)
    if gone := await sending.find_earlier(tx, sender_id, peer, random_id):
        return await sending.repeat(tx, sender_id, gone, random_id)
    if date <= tx.now + SOON:
        return await sending.send(tx, sender_id, peer, content, random_id, replies=replies, send_as=send_as)
    target = await sending.require_target(tx, sender_id, peer, content, replies)
    if isinstance(target, guards.Standing) and target.chat.profile.monoforum:
        raise Refusal("CHANNEL_MONOFORUM_UNSUPPORTED")
    sender = await _sender(tx, target, Peer(sender_id), send_as)
    content = await sending.with_known_emoji(tx, content)
    _check_date(tx, target, date)
    if date == WHEN_ONLINE and isinstance(target, Pair) and target.other.online_until > tx.now:
        return await sending.send(tx, sender_id, peer, content, random_id, replies=replies, send_as=send_as)
    if await stored.count(tx, Box(sender_id), peer) >= tx.house.config.limits.scheduled:
        raise Refusal("SCHEDULE_TOO_MUCH")
    message = Message(
        box=Box(sender_id), id=MsgId(await boxes.advance_scheduled(tx, sender_id)), peer=peer, sender=sender, date=date,
        content=replace(content, reply=replies.own if replies else None), out=True, random_id=random_id,
    )  # fmt: skip
    await stored.add(tx, message)
    await _wait(tx, message)
    sent = await _as_sent(tx, message)
    await tx.log(sender_id, ScheduledAdded(id=message.id), sent.facts)
    return sent


async def _sender(tx: Tx, target: sending.Target, own: Peer, send_as: Peer | None) -> Peer:
    """In whose name a message waits; who has chosen nobody is themselves until it goes out. Refuses SEND_AS_PEER_INVALID."""
    if send_as in (None, own):
        return own
    if not isinstance(target, guards.Standing) or not target.chat.is_channel:
        raise Refusal("SEND_AS_PEER_INVALID")
    return await channel.choose_sender(tx, target, send_as)


def _check_date(tx: Tx, target: sending.Target, date: int) -> None:
    if date == WHEN_ONLINE:
        if not isinstance(target, Pair) or target.is_self or not _shows_presence(target):
            raise Refusal("SCHEDULE_STATUS_PRIVATE")
    elif date > tx.now + FARTHEST:
        raise Refusal("SCHEDULE_DATE_TOO_LATE")


def _shows_presence(pair: Pair) -> bool:
    return privacy.allows(pair.other, "last_seen", pair.sender.id, pair.theirs)


async def _wait(tx: Tx, message: Message) -> None:
    if message.date == WHEN_ONLINE:
        await stored.wait_for(tx, message.peer, message.box, message.id)
    else:
        await dues.put(tx, message.box, deadlines.SENDS, message.id, message.date)


async def _stop_waiting(tx: Tx, message: Message) -> None:
    await stored.stop_waiting(tx, message.peer, message.box, message.id)
    await dues.remove(tx, message.box, deadlines.SENDS, message.id)


async def _as_sent(tx: Tx, message: Message, *, again: bool = False) -> Sent:
    facts = await gathered.gather(tx, message.box, [message])
    facts.scheduled, facts.messages = {message.id: message}, {}
    return Sent(message, 0, facts, again)


async def listing(tx: Tx, owner_id: UserId, peer: Peer) -> tuple[list[Message], Facts]:
    """What waits in a chat, the last to be sent first. Refuses what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    found = await stored.of_chat(tx, Box(owner_id), peer)
    return found, await gathered.gather(tx, owner_id, found, users=(peer,))


async def pick(tx: Tx, owner_id: UserId, peer: Peer, ids: Sequence[int]) -> tuple[list[Message], Facts]:
    """Waiting messages of a chat by id. Refuses what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    return await _pick(tx, owner_id, peer, ids)


async def _pick(tx: Tx, owner_id: UserId, peer: Peer, ids: Sequence[int]) -> tuple[list[Message], Facts]:
    """The same, also of a chat that its owner has left."""
    known = await stored.find_many(tx, Box(owner_id), ids[:100])
    found = [message for message in known.values() if message.peer == peer]
    return found, await gathered.gather(tx, owner_id, found, users=(peer,))


async def edit(tx: Tx, owner_id: UserId, peer: Peer, id: int, change: Change, date: int) -> Sent:
    """Change a waiting message, or when it goes out. Refuses MESSAGE_ID_INVALID and what `schedule` refuses."""
    message = (await stored.find_many(tx, Box(owner_id), (id,))).get(id)
    if message is None or message.peer != peer:
        raise Refusal("MESSAGE_ID_INVALID")
    moved = date not in (0, message.date)
    if moved:
        _check_date(tx, await sending.get_target(tx, owner_id, peer), date)
        await _stop_waiting(tx, message)
    untouched = moved and change == Change(no_webpage=change.no_webpage, invert_media=change.invert_media)
    content = message.content if untouched else changed_content(tx, message.content, change)
    after = replace(message, content=content, date=date or message.date, edit_date=tx.now)
    await stored.replace(tx, after)
    if moved:
        await _wait(tx, after)
    sent = await _as_sent(tx, after)
    await tx.log(owner_id, ScheduledAdded(id=after.id), sent.facts)
    return sent


async def delete(tx: Tx, owner_id: UserId, peer: Peer, ids: Sequence[int]) -> ScheduledDeleted:
    found, _ = await _pick(tx, owner_id, peer, ids)
    return await _remove(tx, found, peer, ())


async def _remove(tx: Tx, found: list[Message], peer: Peer, sent_ids: tuple[MsgId, ...]) -> ScheduledDeleted:
    for message in found:
        await _stop_waiting(tx, message)
    event = ScheduledDeleted(peer=peer, ids=tuple(message.id for message in found), sent_ids=sent_ids)
    if found:
        await stored.remove(tx, found[0].box, event.ids)
        await tx.log(found[0].box, event)
    return event


async def send_now(tx: Tx, owner_id: UserId, peer: Peer, ids: Sequence[int]) -> tuple[list[Sent], ScheduledDeleted]:
    """Send waiting messages at once (https://core.telegram.org/method/messages.sendScheduledMessages)."""
    found, _ = await _pick(tx, owner_id, peer, ids)
    if not found:
        raise Refusal("MESSAGE_ID_INVALID")
    sent = []
    for message in sorted(found, key=lambda one: one.id):
        replies = await _replies(tx, message)
        target = await sending.require_target(tx, owner_id, peer, message.content, replies)
        content = await prices.pay(tx, target, replace(message.content, from_scheduled=True, reply=None))
        send_as = message.sender if message.sender != Peer(owner_id) else None
        sent.append(await sending.deliver(tx, target, content, message.random_id, replies, send_as=send_as))
    return sent, await _remove(tx, sorted(found, key=lambda one: one.id), peer, tuple(one.message.id for one in sent))


async def _replies(tx: Tx, message: Message) -> Replies | None:
    """The answered message, if it is still there, as both boxes name it now; the topic of a forum it is said in all the same."""
    reply = message.content.reply
    if reply is None:
        return None
    if reply.peer is not None or not reply.id:
        return Replies(reply, replace(reply, id=MsgId(0), peer=None))
    answered = await messages.find(tx, guards.box_of(message.box, message.peer), reply.id)
    if answered is None:
        topic = Reply(id=reply.top_id or reply.id, forum_topic=True)
        return Replies(topic, None) if reply.forum_topic else None
    if not is_user(message.peer):
        number = answered.pair_id if is_chat(message.peer) else MsgId(0)
        return Replies(reply, None, number, answered.author)
    other: Reply | None = replace(reply, id=answered.pair_id) if answered.pair_id else None
    return Replies(reply, other)


@dues.happens(deadlines.SENDS)
async def send_due(tx: Tx, box: int, id: int) -> None:
    """Its time has come. What may not be sent any more (the other side blocked us, say) is dropped."""
    message = (await stored.find_many(tx, Box(box), (id,))).get(id)
    if message is None:
        return
    try:
        await send_now(tx, UserId(box), message.peer, (id,))
    except Refusal:
        await _remove(tx, [message], message.peer, ())


async def send_waiting(tx: Tx, user_id: UserId) -> None:
    """Somebody has come online: what waited for that goes out."""
    with tx.unasked():
        for box, id in await stored.waiting_for(tx, user_id):
            await send_due(tx, box, id)
