"""The topics of a channel's direct messages, as its admins have them in a list, and what has been read of them
(https://core.telegram.org/api/monoforum)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.messages import directlines, prices
from angarium.domain.work import Tx
from angarium.model.directs import DirectState, DirectTopic
from angarium.model.errors import Refusal
from angarium.model.events import ChannelOutboxRead, ChannelRead, DialogMarked
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.model.threadevents import DirectFreed, DirectRead
from angarium.store import chats, dialogs, directs, messages, participants, reactions, saved

PAGE = 100
UNREAD_TOPICS = 100
"""Topics, the latest, in which a channel's unread direct messages are counted."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic with what is new in it for one admin."""

    topic: DirectTopic
    state: DirectState
    top_id: int
    unread: int
    reactions: int


@dataclass(frozen=True, slots=True)
class Page:
    dialogs: list[Listed]
    messages: list[Message]
    facts: Facts
    count: int


async def require_leader(tx: Tx, user_id: UserId, peer: Peer) -> Standing:
    """A channel's direct messages, for those who answer them. Refuses PARENT_PEER_INVALID, CHAT_ADMIN_REQUIRED, and what
    `guards.require_reader` does."""
    if not is_channel(peer):
        raise Refusal("PARENT_PEER_INVALID")
    standing = await guards.require_reader(tx, user_id, peer)
    if not standing.chat.profile.monoforum:
        raise Refusal("PARENT_PEER_INVALID")
    if standing.topic:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return standing


async def _require(tx: Tx, user_id: UserId, peer: Peer, topic: int) -> DirectTopic:
    """One topic. Refuses USER_ID_INVALID, and what `require_leader` does."""
    await require_leader(tx, user_id, peer)
    found = await directs.find(tx, peer, topic)
    if found is None:
        raise Refusal("USER_ID_INVALID")
    return found


async def page(tx: Tx, user_id: UserId, peer: Peer, before: int, limit: int) -> Page:
    """Topics whose newest message is older than id `before` (0 = from the top). Refuses what `require_leader` does."""
    await require_leader(tx, user_id, peer)
    rows = await saved.page(tx, Box(peer), before or 2**62, max(1, min(limit, PAGE)))
    return await _complete(tx, user_id, peer, rows, await saved.count(tx, Box(peer)))


async def pick(tx: Tx, user_id: UserId, peer: Peer, users: Sequence[Peer]) -> Page:
    """Topics by the people. Refuses what `require_leader` does."""
    await require_leader(tx, user_id, peer)
    rows = await saved.find_many(tx, Box(peer), users[:PAGE])
    return await _complete(tx, user_id, peer, rows, len(rows))


async def _complete(tx: Tx, user_id: UserId, peer: Peer, rows: list[tuple[Peer, int, int]], total: int) -> Page:
    tops = await messages.find_many(tx, Box(peer), [top for _, top, _ in rows])
    people = [int(row[0]) for row in rows]
    topics = await directs.find_many(tx, peer, people)
    states = await directs.find_states(tx, user_id, peer, people)
    channel = await chats.find(tx, peer)
    unseen = await reactions.unread_by(tx, peer, channel.profile.direct or 0) if channel is not None else []
    listed = []
    for person, top, _ in rows:
        state = states.get(person) or DirectState(owner_id=user_id, box=peer, user_id=person)
        listed.append(
            Listed(
                topics[person], state, top,
                unread=await directs.count_said(tx, peer, person, state.read_inbox, by_user=True),
                reactions=len(await directs.holds(tx, peer, person, unseen)),
            )
        )  # fmt: skip
    users = {peer, *people, *gathered.peers_in_drafts(one.state.draft for one in listed)}
    facts = await gathered.gather(tx, user_id, list(tops.values()), users=users)
    return Page(listed, list(tops.values()), facts, total)


async def count_unread(tx: Tx, user_id: UserId, peer: Peer) -> int:
    """What people wrote to a channel that one of its admins has not read."""
    rows = await saved.page(tx, Box(peer), 2**62, UNREAD_TOPICS)
    states = await directs.find_states(tx, user_id, peer, [row[0] for row in rows])
    read = {person: states[person].read_inbox if person in states else 0 for person, _, _ in rows}
    return sum(
        [
            await directs.count_said(tx, peer, person, read[person], by_user=True)
            for person, top, _ in rows
            if top > read[person]
        ]
    )


async def read(tx: Tx, user_id: UserId, peer: Peer, topic: int, max_id: int) -> None:
    """An admin has read a topic up to `max_id` (0 = all); whoever writes there learns of it. Refuses what `_require` does."""
    await _require(tx, user_id, peer, topic)
    known = (await directs.find_states(tx, user_id, peer, (topic,))).get(topic)
    known = known or DirectState(owner_id=user_id, box=peer, user_id=topic)
    top = next((row[1] for row in await saved.find_many(tx, Box(peer), (topic,))), 0)
    reach = min(max_id, top) if max_id > 0 else top
    if known.unread_mark:
        await mark(tx, user_id, peer, topic, unread=False)
    if reach <= known.read_inbox:
        return
    await directs.put_state(tx, replace(known, read_inbox=reach, unread_mark=False))
    await tx.log(user_id, DirectRead(peer=peer, topic=topic, max_id=MsgId(reach)))
    said = await directs.last_said(tx, peer, topic, reach, by_user=True)
    theirs = await dialogs.find(tx, topic, peer)
    if said and theirs is not None and theirs.read_outbox_max_id < said:
        await dialogs.put(tx, replace(theirs, read_outbox_max_id=MsgId(said)))
        await tx.log(topic, ChannelOutboxRead(peer=peer, max_id=MsgId(said)))


async def read_own(tx: Tx, standing: Standing, max_id: int) -> bool:
    """Somebody has read what a channel wrote them; its admins learn of it."""
    peer, user_id = standing.chat.peer, standing.topic
    found = await dialogs.find(tx, user_id, peer)
    if found is None:
        return False
    reach = max(min(max_id, found.top_id) if max_id > 0 else found.top_id, found.read_inbox_max_id)
    if reach == found.read_inbox_max_id and not found.unread_mark:
        return False
    if found.unread_mark:
        await tx.log(user_id, DialogMarked(peer=peer, unread=False))
    left = await directs.count_said(tx, peer, user_id, reach, by_user=False)
    await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach), unread_count=left, unread_mark=False))
    if reach == found.read_inbox_max_id:
        return True
    pts = await directlines.pts_for(tx, standing)
    event = ChannelRead(peer=peer, max_id=MsgId(reach), still_unread=left, pts=pts, folder_id=found.folder_id)
    await tx.log(user_id, event)
    topic = await directs.find(tx, peer, user_id)
    said = await directs.last_said(tx, peer, user_id, reach, by_user=False)
    if topic is not None and said > topic.read_user:
        await directs.put(tx, replace(topic, read_user=said))
        for admin in await participants.present_ids(tx, peer):
            await tx.log(admin, DirectRead(peer=peer, topic=user_id, max_id=MsgId(said), out=True))
    return True


async def mark(tx: Tx, user_id: UserId, peer: Peer, topic: int, *, unread: bool) -> None:
    """An admin's own mark on a topic. Refuses what `_require` does."""
    await _require(tx, user_id, peer, topic)
    known = (await directs.find_states(tx, user_id, peer, (topic,))).get(topic)
    known = known or DirectState(owner_id=user_id, box=peer, user_id=topic)
    if known.unread_mark != unread:
        await directs.put_state(tx, replace(known, unread_mark=unread))
        await tx.log(user_id, DialogMarked(peer=peer, unread=unread, topic=topic))


async def marked(tx: Tx, user_id: UserId, peer: Peer) -> list[int]:
    """Topics that an admin marked. Refuses what `require_leader` does."""
    await require_leader(tx, user_id, peer)
    return await directs.marked(tx, user_id, peer)


async def free(tx: Tx, user_id: UserId, peer: Peer, topic: int, *, free: bool, refund: bool) -> None:
    """Somebody need not pay for writing to a channel, or must again (https://core.telegram.org/api/paid-messages); with `refund` they
    get back what they have paid. Refuses BALANCE_TOO_LOW, and what `_require` does."""
    known = await _require(tx, user_id, peer, topic)
    if refund:
        await prices.give_back(tx, await _channel_of(tx, peer), UserId(topic))
    if known.free != free:
        await directs.put(tx, replace(known, free=free))
        for admin in await participants.present_ids(tx, peer):
            await tx.log(admin, DirectFreed(peer=peer, topic=topic, free=free))


async def revenue(tx: Tx, user_id: UserId, peer: Peer, topic: int) -> int:
    """What somebody has paid for writing to a channel. Refuses what `_require` does."""
    await _require(tx, user_id, peer, topic)
    return await prices.earned(tx, await _channel_of(tx, peer), UserId(topic))


async def _channel_of(tx: Tx, peer: Peer) -> Peer:
    """Whose direct messages they are."""
    chat = await chats.find(tx, peer)
    return (chat.profile.direct if chat is not None else None) or peer
