"""Search in all chats of somebody, and in public posts. What a search costs is bounded: it looks into so many chats of their own box,
and into the channels in which something happened last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import budgets
from angarium.domain import facts as gathered
from angarium.domain.budgets import Allowance
from angarium.domain.house import House
from angarium.domain.messages import histories, searches
from angarium.domain.messages.histories import Page, Window
from angarium.domain.texts import words
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.ids import Box, UserId, is_channel
from angarium.model.messages import Message
from angarium.store import budgets as spent
from angarium.store import chats, dialogs, messages, participants, search, usernames
from angarium.store.search import Hunt
from angarium.store.selections import Selection

CHANNELS = 50
"""Supergroups and channels that one search looks into: those in which something was said last."""

PUBLIC = 1000
"""Public ones among which they are chosen."""

CAUGHT_UP = 10
"""Of them, how many are brought up to date by a search whose index has not seen everything."""

TIES = 20
"""Hits fetched beyond a page, for those of the second in which the page before ended."""

SEARCHES = Allowance(100, 100)
"""Searches for words in public posts, for one account a day (https://core.telegram.org/api/search#posts-search)."""


@dataclass(frozen=True, slots=True)
class Offset:
    """The last message of the page before."""

    date: int
    box: int
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`where` is "users", "groups", "channels" or "" for all; `hashtag` stands without its sign."""

    query: str = ""
    hashtag: str = ""
    kinds: tuple[int, ...] = ()
    folder: int | None = None
    where: str = ""
    min_date: int = 0
    max_date: int = 0
    limit: int = 20
    after: Offset | None = None

    @property
    def text(self) -> str:
        return f"{self.query} {self.hashtag}".strip()


@dataclass(frozen=True, slots=True)
class Place:
    """One box to look into, from its message after `floor` on."""

    box: Box
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    page: Page
    inexact: bool


async def own_places(tx: Tx, user_id: UserId, wanted: Wanted) -> list[Place]:
    """Somebody's own box, which holds private chats and basic groups, and the supergroups and channels they are in."""
    places = [] if wanted.where == "channels" else [Place(Box(user_id))]
    if wanted.where == "users":
        return places
    mine = await chats.find_many(tx, [id for id in await participants.chats_of(tx, user_id) if is_channel(id)])
    fitting = [chat for chat in mine.values() if not wanted.where or chat.is_broadcast == (wanted.where == "channels")]
    latest = _latest(fitting)
    known = await participants.of_user(tx, user_id, [chat.peer for chat in latest])
    for chat in latest:
        if wanted.folder is not None:
            dialog = await dialogs.find(tx, user_id, chat.peer)
            if dialog is None or dialog.folder_id != wanted.folder:
                continue
        places.append(Place(Box(chat.peer), known[chat.peer].available_min_id))
    return places


async def public_places(tx: Tx) -> list[Place]:
    """Public channels in which something was posted last."""
    known = await chats.find_many(tx, await usernames.public_channels(tx, PUBLIC))
    open_ones = [chat for chat in known.values() if chat.is_broadcast and not chat.profile.restricted]
    return [Place(Box(chat.peer)) for chat in _latest(open_ones)]


def _latest(found: list[Chat]) -> list[Chat]:
    alive = [chat for chat in found if not chat.profile.deleted]
    return sorted(alive, key=lambda chat: chat.top_date, reverse=True)[:CHANNELS]


async def catch_up(house: House, places: Sequence[Place]) -> None:
    """Bring the index of some of these up to date: of the first wholly, of each other by one step, which takes in what is new."""
    async with house.work.read() as tx:
        behind = [place.box for place in places if not await searches.is_complete(tx, place.box)]
    for at, box in enumerate(behind[:CAUGHT_UP]):
        if at == 0:
            await searches.catch_up(house, box)
            continue
        async with house.work.begin() as tx:
            await searches.advance(tx, box)


async def find(tx: Tx, viewer_id: UserId, places: Sequence[Place], wanted: Wanted) -> Found:
    """A page of hits of all places, newest first."""
    limit = max(1, min(wanted.limit or 20, histories.PAGE))
    hits: list[Message] = []
    total = 0
    for place in places:
        found, count = await _look(tx, place, wanted, limit + TIES)
        hits += found
        total += count
    if wanted.after is not None:
        last = (wanted.after.date, wanted.after.box, wanted.after.id)
        hits = [hit for hit in hits if _order(hit) < last and (hit.box != last[1] or hit.id < last[2])]
    hits.sort(key=_order, reverse=True)
    shown = hits[:limit]
    facts = await gathered.gather(tx, viewer_id, shown)
    complete = wanted.after is None and len(hits) <= limit and total <= len(hits)
    return Found(Page(shown, facts, max(total, len(shown)), complete), inexact=total > len(hits))


def _order(message: Message) -> tuple[int, int, int]:
    return message.date, message.box, message.id


async def _look(tx: Tx, place: Place, wanted: Wanted, limit: int) -> tuple[list[Message], int]:
    """The newest hits of one box, and how many there are."""
    until = wanted.max_date or 2**62
    if wanted.after is not None:
        until = min(until, wanted.after.date)
    side = {"users": 1, "groups": -1}.get(wanted.where, 0) if not is_channel(place.box) else 0
    if not wanted.text:
        return await _of_kind(tx, place, wanted, until, limit, side)
    known = await search.reach(tx, place.box)
    terms = words.of_query(wanted.text)
    if known is None or not terms:
        return [], 0
    own = not is_channel(place.box)
    hunt = Hunt(
        words=terms, kinds=wanted.kinds, after=place.floor, min_date=wanted.min_date, max_date=until, side=side,
        folder=wanted.folder if own else None,
    )  # fmt: skip
    ids = await search.ids(tx, place.box, known.slot, hunt, limit)
    there = await messages.find_many(tx, place.box, ids)
    found = [there[id] for id in ids if id in there and _has_tag(there[id], wanted.hashtag)]
    return found, await search.count(tx, place.box, known.slot, hunt) if len(ids) == limit else len(found)


async def _of_kind(
    tx: Tx, place: Place, wanted: Wanted, until: int, limit: int, side: int
) -> tuple[list[Message], int]:
    """Messages of some kinds without words."""
    peer = place.box if is_channel(place.box) else None
    chosen = Selection(box=place.box, peer=peer, kinds=wanted.kinds, floor=place.floor, side=side)
    before = 0
    if wanted.after is not None and wanted.after.box == place.box:
        before = wanted.after.id
    span = {} if peer is None else {"min_date": wanted.min_date, "max_date": until if until < 2**62 else 0}
    window = Window(offset_id=before, limit=limit, **span)
    found = [one for one in await histories.window(tx, chosen, window) if wanted.min_date <= one.date <= until]
    return found, await histories.count(tx, chosen)


def _has_tag(message: Message, tag: str) -> bool:
    """Whether a text carries a hashtag as it was asked for."""
    if not tag:
        return True
    units = message.content.text.encode("utf-16-le")
    marked = [one for one in message.content.entities if one.kind in ("Hashtag", "Cashtag")]
    spans = (units[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le", "replace") for one in marked)
    return any(span.lstrip("#$").split("@")[0].casefold() == tag.casefold() for span in spans)


def _budget(user_id: UserId) -> str:
    return f"posts:{user_id}"


async def spend(tx: Tx, user_id: UserId) -> None:
    """Refuses FLOOD_WAIT_%d."""
    await budgets.spend(tx, _budget(user_id), SEARCHES)


async def left(tx: Tx, user_id: UserId) -> tuple[int, int]:
    """How many searches of public posts somebody has left today, and when there will be another one if there is none."""
    remains = await budgets.left(tx, _budget(user_id), SEARCHES)
    if remains:
        return remains, 0
    per_search = SEARCHES.seconds / SEARCHES.amount
    full_at = await spent.full_at(tx, _budget(user_id)) / 1000
    return 0, int(full_at - (SEARCHES.burst - 1) * per_search) + 1
