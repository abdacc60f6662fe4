"""State and difference: what a session missed (https://core.telegram.org/api/updates). Pushes and differences read the same log."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards, hearing, views
from angarium.domain.chats.guards import Standing
from angarium.domain.messages import dialogs as listed
from angarium.domain.messages import directlines, histories
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import (
    DialogMarked,
    DraftChanged,
    HistoryTtlChanged,
    NewMessage,
    PeerSettingsChanged,
    ReactionsChanged,
    RequestsChanged,
    UserChanged,
)
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Dialog, Message
from angarium.store import boxes, chats, dialogs, directs, participants
from angarium.store.boxes import Logged

TOO_LONG = 5000
"""Events of a supergroup or channel after which it is told anew."""

CHANNEL_SLICE = 100
"""Events in one difference of a supergroup or channel."""

FRESH = 50
"""Events at the end of a supergroup's or channel's log that are told to whoever has come in since they asked last."""

ENTERED = 20
"""Supergroups and channels of which so much is told at once; the newest, when somebody has come into more."""

SLICE = 500
"""Events in one difference; a client asks again for the rest."""


@dataclass(frozen=True, slots=True)
class State:
    pts: int
    seq: int
    date: int
    unread: int = 0
    qts: int = boxes.FIRST_QTS  # a bot's; of a person each device has its own


@dataclass(frozen=True, slots=True)
class Difference:
    """`logged` moved pts, `numbered` a bot's qts, `passing` seq, each in order; the state after them. `final` = nothing is left;
    `too_long` = only the state is told."""

    logged: list[Logged]
    numbered: list[Logged]
    passing: list[Logged]
    facts: Facts
    state: State
    final: bool = True
    too_long: bool = False
    channels: list[tuple[int, int]] = field(default_factory=list)  # (peer, pts) of those that grew since
    fresh: dict[Peer, tuple[list[Logged], Facts]] = field(
        default_factory=dict
    )  # of those come into since: what happened there


async def state(tx: Tx, box: int) -> State:
    counters = await boxes.find(tx, box)
    _, unread = await dialogs.unread(tx, box, 0)
    return State(counters.pts, counters.seq, tx.now, unread, counters.qts)


async def difference(
    tx: Tx, box: int, pts: int, date: int, qts: int, limit: int = SLICE, qts_limit: int = SLICE
) -> Difference:
    """Everything after `pts`, to a bot everything after `qts`, and what else happened since `date`. Events of the last second may be
    told twice: they are idempotent. Of a bot's line only what the log still has is told: nothing could be fetched in its place."""
    now = await state(tx, box)
    pts = max(pts, boxes.FIRST_PTS)
    logged = await boxes.pts_since(tx, box, pts, limit)
    if now.pts < pts or (
        now.pts > pts and (now.pts - pts > boxes.KEPT or not logged or logged[0].position - logged[0].count > pts)
    ):
        return Difference([], [], [], Facts(), now, too_long=True)
    numbered = await boxes.qts_since(tx, box, max(qts, boxes.FIRST_QTS), qts_limit) if qts < now.qts else []
    channels = await _grown(tx, box, date)
    reached = logged[-1].position if logged else now.pts
    told = numbered[-1].position if numbered else now.qts
    final = (reached, told) == (now.pts, now.qts)
    passing = await boxes.seq_since_date(tx, box, date, boxes.KEPT + 1) if final else []
    if len(passing) > boxes.KEPT or (passing and passing[0].position > 1 and await _is_cut(tx, box, passing[0])):
        return Difference([], [], [], Facts(), now, too_long=True)
    passing = _latest(passing)
    known = await gathered.for_events(tx, box, [row.event for row in (*logged, *numbered, *passing)])
    if not final:
        now = State(reached, now.seq, date, now.unread, told)
    known.chats.update(await views.views(tx, box, [peer for peer, _ in channels]))
    seen = _without_gone(box, logged, known)
    if not final:
        return Difference(seen, numbered, passing, known, now, final)
    fresh = await _fresh(tx, box, channels, date)
    grown = [one for one in channels if one[0] not in fresh]
    return Difference(seen, numbered, passing, known, now, final, channels=grown, fresh=fresh)


async def _fresh(
    tx: Tx, user_id: int, grown: list[tuple[int, int]], date: int
) -> dict[Peer, tuple[list[Logged], Facts]]:
    """What happened in those of these channels that somebody has come into at `date` or later, from that second on, and what it
    takes to show it. Left out is where that is more than FRESH, and all but ENTERED of them.

    COMPAT(mtcute, Telethon): they know no pts of such a channel. The one takes that of updateChannelTooLong for its own, the other
    passes over it, and what was posted since they came in would be lost to both."""
    mine = await participants.of_user(tx, user_id, [peer for peer, _ in grown])
    since = sorted((me.date, -peer) for peer, me in mine.items() if me.present and me.date >= date)
    came = {-peer: day for day, peer in since[-ENTERED:]}
    fresh: dict[Peer, tuple[list[Logged], Facts]] = {}
    for peer, pts in ((Peer(at), pts) for at, pts in grown):
        standing = await guards.find(tx, user_id, peer) if peer in came else None
        if standing is None or standing.topic:
            continue
        logged = await boxes.pts_since(tx, peer, pts - FRESH, FRESH)
        recent = [row for row in logged if row.date >= came[peer]]
        if not recent or (len(recent) == len(logged) and recent[0].position - recent[0].count > boxes.FIRST_PTS):
            continue
        fresh[peer] = await _as_heard(tx, UserId(user_id), standing, recent)
    return fresh


async def _grown(tx: Tx, user_id: int, date: int) -> list[tuple[int, int]]:
    """(peer, pts) of the supergroups and channels of somebody whose logs grew at `date` or later, as they hear them."""
    found = await chats.changed_since(tx, user_id, date)
    own = await directs.of_user(tx, user_id, date)
    leads = await participants.of_user(tx, user_id, [topic.box for topic in own])
    alone = [topic for topic in own if topic.box not in leads or not leads[topic.box].present]
    return found + [(topic.box, (await boxes.find(tx, topic.line)).pts) for topic in alone]


@dataclass(frozen=True, slots=True)
class ChannelDifference:
    """What happened in a supergroup or channel; when that is too long to tell, its chat as it is now, with its newest messages."""

    logged: list[Logged]
    facts: Facts
    pts: int
    final: bool = True
    dialog: Dialog | None = None
    newest: list[Message] = field(default_factory=list)


async def channel_difference(tx: Tx, viewer_id: UserId, peer: Peer, pts: int, limit: int) -> ChannelDifference:
    """https://core.telegram.org/method/updates.getChannelDifference. Refuses PERSISTENT_TIMESTAMP_EMPTY,
    PERSISTENT_TIMESTAMP_INVALID, and what `guards.require_open` does."""
    if pts <= 0:
        raise Refusal("PERSISTENT_TIMESTAMP_EMPTY")
    standing = await guards.require_reader(tx, viewer_id, peer)
    line = directs.line_of(peer, standing.topic) if standing.topic else peer
    now = await directlines.pts_for(tx, standing)
    if pts > now and standing.chat.profile.monoforum:  # of whoever does not lead it any more
        return await _too_long(tx, viewer_id, peer, now)
    if pts > now:
        raise Refusal("PERSISTENT_TIMESTAMP_INVALID")
    logged = await boxes.pts_since(tx, line, max(pts, boxes.FIRST_PTS), limit)
    if (now > pts and not logged) or (logged and logged[0].position - logged[0].count > pts) or now - pts > TOO_LONG:
        return await _too_long(tx, viewer_id, peer, now)
    told, known = await _as_heard(tx, viewer_id, standing, logged)
    reached = logged[-1].position if logged else now
    return ChannelDifference(told, known, reached, final=reached >= now)


async def _as_heard(tx: Tx, viewer_id: UserId, standing: Standing, logged: list[Logged]) -> tuple[list[Logged], Facts]:
    """What happened in a supergroup or channel as somebody may hear it, and what it takes to show it."""
    peer = standing.chat.peer
    floor = standing.floor
    if floor:
        logged = [Logged(row.position, row.count, row.date, views.veiled(row.event, floor)) for row in logged]
    known = await gathered.for_events(tx, peer, [row.event for row in logged], viewer_id)
    if not standing.topic and (ear := await hearing.find_ear(tx, viewer_id)) is not None:
        known.messages = {one.key: one for one in await hearing.heard_by(tx, ear, peer, list(known.messages.values()))}
    return _without_gone(peer, logged, known), known


async def _too_long(tx: Tx, viewer_id: UserId, peer: Peer, pts: int) -> ChannelDifference:
    page = await listed.pick(tx, viewer_id, (peer,))
    chosen = await histories.select(tx, viewer_id, peer)
    newest = await histories.page(tx, viewer_id, chosen, histories.Window(limit=20))
    newest.facts.merge(page.facts)
    return ChannelDifference([], newest.facts, pts, dialog=replace(page.dialogs[0], pts=pts), newest=newest.messages)


async def _is_cut(tx: Tx, box: int, first: Logged) -> bool:
    """Whether the log begins with this event although there were others before it."""
    return await boxes.first_seq(tx, box) == first.position


def _latest(passing: list[Logged]) -> list[Logged]:
    """Of events that replace each other only the last: a draft, the reactions on a message, somebody's name."""
    kept: dict[object, Logged] = {}
    for row in passing:
        event = row.event
        match event:
            case DraftChanged():
                key: object = (type(event), event.peer, event.top_id, event.topic)
            case DialogMarked():
                key = (type(event), event.peer, event.topic)
            case HistoryTtlChanged() | PeerSettingsChanged() | RequestsChanged():
                key = (type(event), event.peer)
            case ReactionsChanged():
                key = (type(event), event.peer, event.id)
            case UserChanged():
                key = (type(event), event.user_id, event.what)
            case _:
                key = row.position
        kept.pop(key, None)
        kept[key] = row
    return list(kept.values())


_LINES = {"pts": boxes.pts_since, "qts": boxes.qts_since, "seq": boxes.seq_since}


async def since(
    tx: Tx, box: int, line: str, position: int, limit: int, viewer_id: int | None = None
) -> tuple[list[Logged], Facts]:
    """What a pusher that fell behind has to tell, oldest first."""
    logged = await _LINES[line](tx, box, position, limit)
    return logged, await gathered.for_events(tx, box, [row.event for row in logged], viewer_id)


def _without_gone(box: int, logged: list[Logged], known: Facts) -> list[Logged]:
    """New messages that have been deleted since are not told; the log's MessagesDeleted after them is."""
    return [row for row in logged if not isinstance(row.event, NewMessage) or (box, row.event.id) in known.messages]
