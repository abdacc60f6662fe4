"""How often posts were seen and passed on (https://core.telegram.org/method/messages.getMessagesViews)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.messages import channel, deletions, forwards
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.events import PostForwarded, PostSeen
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Message, PostCounter
from angarium.store import activity, counters, messages

AT_ONCE = 100
REMEMBERED = 2000
"""Posts of one channel that somebody can look at on one day so that it counts."""

HOUR, DAY = 3600, 86400


@dataclass(frozen=True, slots=True)
class Seen:
    """Messages in the order asked for, None where there is none, and what it takes to say how often they were seen."""

    messages: list[Message | None]
    facts: Facts


def origin_of(message: Message) -> tuple[Peer, MsgId] | None:
    """The channel's post that a message is, or is a copy of."""
    forward = message.content.forward
    if forward is not None and forward.channel_post and forward.sender is not None and is_channel(forward.sender):
        return forward.sender, forward.channel_post
    return (message.peer, message.id) if message.content.post and message.content.action is None else None


async def look(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int], *, increment: bool) -> Seen:
    """How often messages were seen; with `increment` the viewer has just seen them, which counts once a day. Refuses what
    `guards.require_open` does."""
    standing = None if is_user(peer) else await guards.require_open(tx, viewer_id, peer)
    wanted = ids[:AT_ONCE]
    found = await messages.find_many(tx, guards.box_of(viewer_id, peer), wanted)
    here = {id: message for id, message in found.items() if message.peer == peer}
    if increment:
        await _count(tx, viewer_id, list(here.values()), standing)
    facts = await gathered.gather(tx, viewer_id, list(here.values()))
    return Seen([here.get(id) for id in wanted], facts)


def _way(standing: guards.Standing | None, post_of: Peer) -> str:
    """By what way somebody sees the posts of a channel, as `activity` counts it: in it, or where they were passed on to."""
    if standing is None:
        return "from_private"
    if standing.chat.peer == post_of:
        return "from_followers" if standing.is_present else "from_search"
    return "from_channels" if standing.chat.is_broadcast else "from_groups"


async def _count(tx: Tx, viewer_id: UserId, found: Sequence[Message], seen_in: guards.Standing | None) -> None:
    by_channel: dict[Peer, set[int]] = {}
    for message in found:
        if (origin := origin_of(message)) is not None:
            by_channel.setdefault(origin[0], set()).add(origin[1])
    day = tx.now // DAY
    for peer, posts in by_channel.items():
        before = await activity.seen(tx, viewer_id, peer, day)
        fresh = sorted(posts - before)[: max(REMEMBERED - len(before), 0)]
        fresh = [id for id in fresh if id in await messages.find_many(tx, Box(peer), fresh)]
        if fresh:
            await activity.mark_seen(tx, viewer_id, peer, day, before.union(fresh))
            await _see(tx, peer, fresh, _way(seen_in, peer))


async def _see(tx: Tx, peer: Peer, ids: list[int], way: str) -> None:
    await counters.add(tx, peer, ids, views=1)
    await activity.add(tx, peer, tx.now // HOUR, views=len(ids), **{way: len(ids)})
    await activity.add_post_views(tx, peer, ids, tx.now // HOUR)
    if tx.heard(peer):
        for id, counter in (await counters.find_many(tx, peer, ids)).items():
            if is_told(counter.views):
                tx.passing(peer, PostSeen(peer=peer, id=MsgId(id), views=counter.views), Facts())


def is_told(number: int) -> bool:
    """Whether readers hear that a counter has come to this number: of small ones each, of large ones those whose second digit is new,
    so that a post which everybody reads costs some hundred updates and not one for each reader."""
    return number < 20 or number % 10 ** (len(str(number)) - 2) == 0


async def note_forward(tx: Tx, message: Message) -> None:
    """A message was passed on: if it is a channel's post, or a copy of one, that is the post's merit."""
    origin = origin_of(message)
    if origin is None:
        return
    peer, id = origin
    if id not in await messages.find_many(tx, Box(peer), (id,)):
        return
    await counters.add(tx, peer, (id,), forwards=1)
    await activity.add(tx, peer, tx.now // HOUR, forwards=1)
    if tx.heard(peer):
        counter = (await counters.find_many(tx, peer, (id,))).get(id) or PostCounter()
        if is_told(counter.forwards):
            tx.passing(peer, PostForwarded(peer=peer, id=id, forwards=counter.forwards), Facts())


async def note_copy(tx: Tx, chat: Chat, message: Message) -> None:
    """A post came into a public chat: whoever leads its channel can see where."""
    forward = message.content.forward
    if forward is None or not forward.channel_post or forward.sender in (None, chat.peer) or not chat.profile.usernames:
        return
    assert forward.sender is not None
    if is_channel(forward.sender) and chat.profile.linked != forward.sender:
        await activity.note_copy(tx, forward.sender, forward.channel_post, message.date, chat.peer, message.id)


async def forget(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Posts are gone, and what was counted of them."""
    if posts := [message.id for message in gone if message.content.post]:
        await activity.forget_posts(tx, box, posts)


forwards.PASSED_ON.append(note_forward)
channel.POSTED.append(note_copy)
deletions.ERASED.append(forget)
