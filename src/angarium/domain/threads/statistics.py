"""Statistics of supergroups and channels (https://core.telegram.org/api/stats): the last week, held against the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain import offsets
from angarium.domain.chats import guards
from angarium.domain.contents import polls
from angarium.domain.threads import charts
from angarium.domain.threads.charts import Chart
from angarium.domain.threads.graphs import CHANNEL_GRAPHS, GROUP_GRAPHS, SAMPLED, WEEK, Pair, survey, survey_one
from angarium.domain.work import Tx
from angarium.model.chats import BANNED, MEGAGROUP
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_user
from angarium.model.messages import Message, PostCounter
from angarium.store import activity, counters, messages, participants, selections
from angarium.store import notify as stored
from angarium.store import polls as votes
from angarium.store.activity import Writer
from angarium.store.selections import Selection

RECENT, TOP = 20, 10


@dataclass(frozen=True, slots=True)
class Post:
    id: int
    views: int
    forwards: int
    reactions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStatistics:
    since: int
    until: int
    followers: Pair
    views: Pair
    shares: Pair
    reactions: Pair
    notified: int
    asked: int
    posts: list[Post]
    graphs: dict[str, Chart]


@dataclass(frozen=True, slots=True)
class Admin:
    user_id: int
    kicked: int
    banned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStatistics:
    since: int
    until: int
    members: Pair
    messages: Pair
    viewers: Pair
    posters: Pair
    writers: list[Writer]
    admins: list[Admin]
    inviters: list[tuple[int, int]]
    graphs: dict[str, Chart]
    facts: Facts


async def of_channel(tx: Tx, user_id: UserId, peer: Peer) -> ChannelStatistics:
    """https://core.telegram.org/method/stats.getBroadcastStats. Refuses CHAT_ADMIN_REQUIRED, BROADCAST_REQUIRED."""
    ground = await survey(tx, user_id, peer)
    if not ground.chat.is_broadcast:
        raise Refusal("BROADCAST_REQUIRED")
    settings = await stored.of_members(tx, peer, SAMPLED)
    muted = sum(1 for one in settings if one is not None and ((one.mute_until or 0) > tx.now or one.silent))
    return ChannelStatistics(
        since=ground.since,
        until=tx.now,
        followers=ground.grown(),
        views=ground.each("views"),
        shares=ground.each("forwards"),
        reactions=ground.reactions(),
        notified=len(settings) - muted,
        asked=len(settings),
        posts=await _recent_posts(tx, peer),
        graphs={name: await draw(tx, ground) for name, draw in CHANNEL_GRAPHS.items()},
    )


async def _recent_posts(tx: Tx, peer: Peer) -> list[Post]:
    found = await selections.page_before(tx, Selection(box=peer, peer=peer), 2**62, 0, RECENT)
    ids = [message.id for message in found if message.content.action is None]
    counted, reacted = (
        await counters.find_many(tx, peer, ids),
        await activity.reacted(tx, peer, [int(id) for id in ids]),
    )
    none = PostCounter()
    return [
        Post(id, max(counted.get(id, none).views, 1), counted.get(id, none).forwards, reacted.get(id, 0)) for id in ids
    ]


async def of_group(tx: Tx, user_id: UserId, peer: Peer) -> GroupStatistics:
    """https://core.telegram.org/method/stats.getMegagroupStats. Refuses CHAT_ADMIN_REQUIRED, MEGAGROUP_REQUIRED."""
    ground = await survey(tx, user_id, peer)
    if ground.chat.kind != MEGAGROUP:
        raise Refusal("MEGAGROUP_REQUIRED")
    today = ground.span.last
    now = await activity.people(tx, peer, today - WEEK + 1, today + 1)
    before = await activity.people(tx, peer, today - 2 * WEEK + 1, today - WEEK + 1)
    writers = [one for one in now if one.messages][:TOP]
    admins = await _admins(tx, peer, ground.since)
    invited = await _inviters(tx, peer, ground.since)
    people = {one.user_id for one in writers} | {one.user_id for one in admins} | {id for id, _ in invited}
    return GroupStatistics(
        since=ground.since,
        until=tx.now,
        members=ground.grown(),
        messages=ground.pair("messages"),
        viewers=Pair(len(now), len(before)),
        posters=Pair(sum(1 for one in now if one.messages), sum(1 for one in before if one.messages)),
        writers=writers,
        admins=admins,
        inviters=invited,
        graphs={name: await draw(tx, ground) for name, draw in GROUP_GRAPHS.items()},
        facts=await gathered.gather(tx, user_id, [], users=people),
    )


async def _admins(tx: Tx, peer: Peer, since: int) -> list[Admin]:
    """Whoever shut people out lately, and took rights from them."""
    kicked, banned = await _by_admin(tx, peer, BANNED, since), await _by_admin(tx, peer, "restricted", since)
    found = [Admin(id, kicked.get(id, 0), banned.get(id, 0)) for id in kicked.keys() | banned.keys()]
    return sorted(found, key=lambda one: (-one.kicked - one.banned, one.user_id))[:TOP]


async def _by_admin(tx: Tx, peer: Peer, status: str, since: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in await participants.with_status(tx, peer, status, SAMPLED):
        if one.date >= since and one.kicked_by:
            found[one.kicked_by] = found.get(one.kicked_by, 0) + 1
    return found


async def _inviters(tx: Tx, peer: Peer, since: int) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for one in await participants.present(tx, peer, SAMPLED):
        if one.date >= since and one.inviter_id > 0 and one.inviter_id != one.user_id:
            found[one.inviter_id] = found.get(one.inviter_id, 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]


# --- one message ----------------------------------------------------------------------------------------------------------------------


async def of_message(tx: Tx, user_id: UserId, peer: Peer, id: int) -> tuple[Chart, Chart]:
    """Views and reactions of one post (https://core.telegram.org/method/stats.getMessageStats). Refuses CHAT_ADMIN_REQUIRED,
    MESSAGE_ID_INVALID."""
    post = await _require_post(tx, user_id, peer, id)
    seen, said = await activity.post_views(tx, peer, id), await activity.reactions_on(tx, peer, id)
    return survey_one(post.date, seen, said)


async def _require_post(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Message:
    await guards.require_admin(tx, user_id, peer)
    message = await messages.find(tx, Box(peer), MsgId(id))
    if message is None or message.content.action is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    return message


async def of_poll(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Chart:
    """The votes for each answer of a poll by the hour, or by the day (https://core.telegram.org/method/stats.getPollStats); told to whoever
    asked, and to those who lead the chat. Refuses MESSAGE_ID_INVALID, CHAT_ADMIN_REQUIRED."""
    message, poll, _ = await polls.require_in(tx, user_id, peer, id)
    if message.author != user_id:
        if is_user(peer):
            raise Refusal("MESSAGE_ID_INVALID")
        await guards.require_admin(tx, user_id, peer)
    rows = await votes.votes_by_hour(tx, poll.id)
    first, last = message.date // 3600, max((hour for hour, _, _ in rows), default=0)
    step = 1 if last - first < 48 else 24
    span = range(first // step, max(last // step, first // step + 1) + 1)
    lines = []
    for answer in poll.answers:
        cast: dict[int, int] = {}
        for hour, option, number in rows:
            if option == answer.option:
                cast[hour // step] = cast.get(hour // step, 0) + number
        lines.append(charts.Line(answer.text.text, [cast.get(at, 0) for at in span]))
    return Chart(title="Votes", x=[at * step * 3_600_000 for at in span], lines=lines)


@dataclass(frozen=True, slots=True)
class Forwards:
    """Where a post was passed on to in public; `next` is where to go on, empty at the end."""

    messages: Sequence[Message]
    facts: Facts
    count: int
    next: str


async def forwards(tx: Tx, user_id: UserId, peer: Peer, id: int, offset: str, limit: int) -> Forwards:
    """https://core.telegram.org/method/stats.getMessagePublicForwards. Refuses CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID."""
    await _require_post(tx, user_id, peer, id)
    before = offsets.before(offset)
    limit = max(1, min(limit, 100))
    rows = await activity.copies(tx, peer, id, before, limit)
    chats = {chat for _, chat, _ in rows}
    facts = await gathered.gather(tx, user_id, [], users=chats)
    open_ = {chat for chat in chats if chat in facts.chats and facts.chats[chat].chat.profile.usernames}
    found: list[Message] = []
    for _, chat, copy in rows:
        if chat in open_:
            found += (await messages.find_many(tx, Box(chat), (copy,))).values()
    facts.merge(await gathered.gather(tx, user_id, found, users=open_))
    following = ".".join(str(part) for part in rows[-1]) if len(rows) == limit else ""
    return Forwards(found, facts, await activity.count_copies(tx, peer, id), following)
