"""Windows over a chat's messages (https://core.telegram.org/api/offsets)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.messages import direct, directlines
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Message
from angarium.store import boxes, chats, dialogs, messages, selections, threads
from angarium.store.selections import Selection

END = 2**62
PAGE = 100
"""Messages in one answer at most."""

SPAN = 100_000
"""Ids in one of the parts in which an export reads a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From the message before `offset_id` (or `offset_date`), `add_offset` further into the past, `limit` messages; only ids
    between `min_id` and `max_id`, both excluded."""

    offset_id: int = 0
    offset_date: int = 0
    add_offset: int = 0
    limit: int = 20
    max_id: int = 0
    min_id: int = 0
    min_date: int = 0
    max_date: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Messages, newest first; `count` = how many there are in all; `offset` = how many come before those older
    than the one that was asked from. (TDLib asks from a message, with that message in the window, and wants its place: at least 1.)"""

    messages: list[Message]
    facts: Facts
    count: int
    complete: bool
    offset: int | None = None


async def id_at(tx: Tx, box: int, peer: int, date: int) -> int:
    """The lowest id of a chat whose message is from `date` or later; above the highest when there is none. Ids and dates grow
    together, so that a handful of look-ups by id finds it."""
    low, high = await messages.ends(tx, Box(box), Peer(peer))
    high += 1
    while low < high:
        middle = (low + high) // 2
        found = await messages.stand(tx, Box(box), Peer(peer), middle)
        if found is None or found[1] >= date:
            high = middle
        else:
            low = found[0] + 1
    return low


async def bounds(tx: Tx, chosen: Selection, window: Window) -> tuple[int, int, int]:
    """(anchor, lowest, highest): the window starts before `anchor`; ids lie between `lowest` and `highest`, both excluded."""
    anchor = window.offset_id if window.offset_id > 0 else END
    lowest, highest = max(window.min_id, chosen.floor), window.max_id if window.max_id > 0 else END
    peer = chosen.box if chosen.saved_from is not None else chosen.peer
    if peer is not None:
        if window.offset_id <= 0 and window.offset_date > 0:
            anchor = await id_at(tx, chosen.box, peer, window.offset_date)
        if window.min_date > 0:
            lowest = max(lowest, await id_at(tx, chosen.box, peer, window.min_date) - 1)
        if window.max_date > 0:
            highest = min(highest, await id_at(tx, chosen.box, peer, window.max_date + 1))
    return anchor, lowest, highest


async def window(tx: Tx, chosen: Selection, wanted: Window) -> list[Message]:
    """The messages of a window, newest first."""
    limit = max(0, min(wanted.limit, PAGE))
    anchor, lowest, highest = await bounds(tx, chosen, wanted)
    # Nothing is newer than the newest: without a place to start from, the window does not reach upwards.
    add = max(-PAGE if anchor < END else 0, wanted.add_offset)
    if add >= 0:
        top = min(anchor, highest)
        if add:
            last = await selections.skip(tx, chosen, top, lowest, add)
            if last is None:
                return []
            top = last
        return await selections.page_before(tx, chosen, top, lowest, limit) if limit else []
    newer = await selections.page_from(tx, chosen, max(anchor, lowest + 1), highest, -add) if anchor < highest else []
    rest = limit + add  # how far the window reaches below the anchor
    if rest <= 0:
        # It lies wholly above the anchor: its newest `limit` of the `-add` next ones.
        return newer[:limit]
    older = await selections.page_before(tx, chosen, min(anchor, highest), lowest, rest)
    return newer + older


async def select(tx: Tx, viewer_id: UserId, peer: Peer, **chosen: Any) -> Selection:
    """Messages of a chat that the viewer may read; what was before them in a group that hides its history from newcomers is left
    out. Refuses what `guards.require_open` does."""
    floor = 0
    if not is_user(peer):
        standing = await guards.require_reader(tx, viewer_id, peer)
        floor = standing.floor
        if standing.topic:
            chosen["saved_from"] = standing.topic
    return Selection(box=guards.box_of(viewer_id, peer), peer=peer, floor=floor, **chosen)


async def page(tx: Tx, viewer_id: int, chosen: Selection, wanted: Window) -> Page:
    """A window with all that it takes to show it."""
    found = await window(tx, chosen, wanted)
    total = await count(tx, chosen)
    facts = await gathered.gather(tx, viewer_id, found, users=_peers(chosen))
    offset = None
    if found and (wanted.offset_id or wanted.add_offset or wanted.offset_date):
        above = wanted.offset_id if wanted.offset_id > 0 else found[0].id + 1
        offset = await selections.count(tx, chosen, above=above) if not chosen.is_whole_chat else None
    return Page(found, facts, total, len(found) >= total, offset)


def _peers(chosen: Selection) -> tuple[int, ...]:
    return (chosen.peer,) if chosen.peer is not None else ()


async def split(tx: Tx, user_id: UserId) -> list[tuple[int, int]]:
    """The ids of a box in spans, both ends included, the oldest first; the last one is open for what is yet to come."""
    last = (await boxes.find(tx, user_id)).last_id
    starts = range(1, max(last, 1) + 1, SPAN)
    return [(start, start + SPAN - 1 if start != starts[-1] else 2**31 - 1) for start in starts]


async def count(tx: Tx, chosen: Selection) -> int:
    """How many messages a list has; a whole chat's number is kept with the chat."""
    if chosen.is_whole_chat and chosen.out is None and chosen.peer is not None:
        if is_channel(chosen.box):
            chat = await chats.find(tx, chosen.box)
            return chat.total if chat and not chosen.floor else await selections.count(tx, chosen)
        found = await dialogs.find(tx, chosen.box, Peer(chosen.peer))
        return found.total if found else 0
    if chosen.thread and not (
        chosen.kinds or chosen.pinned or chosen.sender or chosen.mentions_of or chosen.unseen_reactions
    ):
        thread = await threads.find(tx, chosen.box, chosen.thread)
        return thread.replies if thread is not None else 0
    return await selections.count(tx, chosen)


async def pick(
    tx: Tx, viewer_id: UserId, ids: list[int], peer: Peer | None = None
) -> tuple[list[Message | int], Facts]:
    """Messages by id, in the order asked for; a bare id where there is none. `peer` is a supergroup or channel; None = the viewer's
    own box. Refuses what `guards.require_open` does."""
    box, standing = Box(viewer_id), None
    if peer is not None:
        standing, box = await guards.require_reader(tx, viewer_id, peer), Box(peer)
    found = await messages.find_many(tx, box, ids[:PAGE])
    if standing is not None:
        found = {id: message for id, message in found.items() if standing.shows(message)}
    facts = await gathered.gather(tx, viewer_id, list(found.values()), users=(peer,) if peer is not None else ())
    return [found.get(id, id) for id in ids[:PAGE]], facts


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that have messages, latest first: (day since 1970 in UTC, lowest id, highest id, how many); of each its newest message."""

    days: list[tuple[int, int, int, int]]
    messages: list[Message]
    facts: Facts
    count: int


async def calendar(tx: Tx, viewer_id: int, chosen: Selection, offset_id: int, offset_date: int) -> Calendar:
    """Messages of one kind by day, `PAGE` days at once (https://core.telegram.org/method/messages.getSearchResultsCalendar)."""
    anchor, _, _ = await bounds(tx, chosen, Window(offset_id=offset_id, offset_date=offset_date))
    days = (await selections.days(tx, chosen, anchor))[:PAGE]
    known = await messages.find_many(tx, Box(chosen.box), [high for _, _, high, _ in days])
    found = [known[high] for _, _, high, _ in days if high in known]
    return Calendar(days, found, await gathered.gather(tx, viewer_id, found), await count(tx, chosen))


async def live_places(tx: Tx, viewer_id: UserId, peer: Peer, limit: int) -> Page:
    """Messages of a chat with a live location that has not ended."""
    recent = await window(tx, await select(tx, viewer_id, peer, kinds=(messages.KINDS["geo"],)), Window(limit=PAGE))
    found = [
        message
        for message in recent
        if (media := message.content.media) and media.kind == "geo_live" and message.date + media.period > tx.now
    ][: max(limit, 0)]
    return Page(found, await gathered.gather(tx, viewer_id, found, users=(peer,)), len(found), complete=True)


async def select_topic(tx: Tx, viewer_id: UserId, peer: Peer, topic: Peer) -> Selection:
    """What somebody and a channel wrote each other, for its admins. Refuses what `direct.require_leader` does."""
    await direct.require_leader(tx, viewer_id, peer)
    return Selection(box=peer, peer=peer, saved_from=topic)


async def answered(tx: Tx, box: int, id: int) -> int:
    """The id of the message that a message answers; 0 when it answers none."""
    message = await messages.find(tx, Box(box), MsgId(id))
    return message.content.reply.id if message and message.content.reply else 0


async def pts(tx: Tx, box: int, viewer_id: int = 0) -> int:
    """Where the log of a box stands, as far as `viewer_id` hears it."""
    standing = await guards.find(tx, viewer_id, box) if viewer_id and is_channel(box) else None
    return await directlines.pts_for(tx, standing) if standing is not None else (await boxes.find(tx, box)).pts


__all__ = [
    "Page",
    "Selection",
    "Window",
    "answered",
    "bounds",
    "count",
    "id_at",
    "live_places",
    "page",
    "pick",
    "pts",
    "select",
    "window",
]
