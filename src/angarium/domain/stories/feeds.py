"""What there is to see: of everyone whom somebody follows, of one profile, in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from angarium.domain import facts as gathered
from angarium.domain.annexes import stories as shown
from angarium.domain.chats import rights
from angarium.domain.people import rings
from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_saved, is_user
from angarium.model.stories import Stealth, Story, StoryReader
from angarium.store import chats, participants, relations, stories, storyviews

PAGE = 30
"""People and channels on one page."""

WHOLE = 100
"""Stories that a page shows whole; of more, clients ask for those that are looked at."""

MOST = 1000
"""People and channels of whom one call tells how far somebody has read them."""

_encode = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Row:
    """The active stories of one peer, oldest first, and how far the viewer has read them."""

    peer: Peer
    stories: list[Story]
    reader: StoryReader


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of everyone's stories. `rows` is None when nothing is different from what the client has; of those in `skipped` it asks
    for the stories one by one."""

    state: str
    stealth: Stealth
    rows: list[Row] | None
    count: int
    more: bool
    facts: Facts
    skipped: frozenset[tuple[int, int]] = frozenset()


async def everyone(tx: Tx, viewer_id: UserId, state: str, *, next: bool, hidden: bool) -> Feed:
    """https://core.telegram.org/method/stories.getAllStories: of contacts, of supergroups and channels, and one's own; those with the
    newest first."""
    all_hidden, stealth = await storyviews.find_account(tx, viewer_id)
    rows = [
        row
        for row in await _rows(tx, viewer_id)
        if (row.reader.hidden or (all_hidden and not is_saved(viewer_id, row.peer))) == hidden
    ]
    rows.sort(key=_order, reverse=True)
    digest = _digest(rows)
    known, _, place = state.partition(".")
    if not next and known == digest:
        return Feed(state, stealth, None, len(rows), False, Facts(viewer_id))
    after = _read_place(place) if next else None
    rest = [row for row in rows if after is None or _order(row) < after]
    page, more = rest[:PAGE], len(rest) > PAGE
    # What is not told whole is skipped: the newest stories of everyone come first.
    latest = sorted((story for row in page for story in row.stories), key=lambda one: one.date, reverse=True)
    whole = latest[:WHOLE]
    facts = await gathered.gather(tx, viewer_id, [], users=[row.peer for row in page], posted=whole)
    reached = f"{digest}.{page[-1].stories[-1].date}:{page[-1].peer}" if page else state if next else digest
    skipped = frozenset(story.key for story in latest[WHOLE:])
    return Feed(reached, stealth, page, len(rows), more, facts, skipped)


def _order(row: Row) -> tuple[int, int]:
    return row.stories[-1].date, row.peer


def _read_place(place: str) -> tuple[int, int] | None:
    date, _, peer = place[:60].partition(":")
    try:
        return int(date), int(peer)
    except ValueError:
        return None


def _digest(rows: Sequence[Row]) -> str:
    """What a client must have seen to know all of this."""
    said = [(row.peer, row.reader.max_id, [(one.id, one.content) for one in row.stories]) for row in rows]
    return blake2b(_encode(said), digest_size=8).hexdigest()


async def _rows(tx: Tx, viewer_id: UserId) -> list[Row]:
    """Everyone whom somebody follows, and who has stories that they may see."""
    people = [viewer_id, *await relations.contacts(tx, viewer_id)]
    followed = await participants.chats_of(tx, viewer_id)
    by_box: dict[int, list[Story]] = {}
    for story in await stories.active(tx, [*people, *followed], tx.now):
        by_box.setdefault(story.box, []).append(story)
    links = await relations.between(tx, viewer_id, [box for box in by_box if is_user(box) and box != viewer_id])
    readers = await storyviews.readers(tx, viewer_id, by_box)
    rows = []
    for box, found in by_box.items():
        seen = (
            [one for one in found if rings.sees(one, viewer_id, links.get((box, viewer_id)))] if is_user(box) else found
        )
        if seen:
            rows.append(Row(Peer(box), seen, readers.get(box, StoryReader())))
    return rows


async def of_peer(tx: Tx, viewer_id: UserId, peer: Peer) -> tuple[Row, Facts]:
    """The active stories of one peer. Refuses what `places.require_open` does."""
    await places.require_open(tx, viewer_id, peer)
    found = await stories.active(tx, (peer,), tx.now)
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,), posted=found)
    reader = (await storyviews.readers(tx, viewer_id, (peer,))).get(peer, StoryReader())
    return Row(peer, [story for story in found if story.key in facts.stories], reader), facts


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories of one peer; `top` are those at the head of the profile."""

    stories: list[Story]
    count: int
    facts: Facts
    top: list[int]


async def archive(tx: Tx, user_id: UserId, peer: Peer, before: int, limit: int) -> Page:
    """All that was ever posted, for those who lead it. Refuses what `places.require_lead` does."""
    await places.require_lead(tx, user_id, peer)
    return await _page(tx, user_id, peer, before, limit, pinned=False)


async def profile(tx: Tx, viewer_id: UserId, peer: Peer, before: int, limit: int) -> Page:
    """What stays on a profile. Refuses what `places.require_open` does."""
    await places.require_open(tx, viewer_id, peer)
    return await _page(tx, viewer_id, peer, before, limit, pinned=True)


async def _page(tx: Tx, viewer_id: UserId, peer: Peer, before: int, limit: int, *, pinned: bool) -> Page:
    limit = max(1, min(limit, places.AT_ONCE))
    found = await stories.page(tx, peer, before if before > 0 else 2**62, limit, pinned=pinned)
    top = await stories.top(tx, peer) if pinned else []
    if top and before <= 0:  # they come with the first page, wherever they stand
        known = await stories.find_many(tx, [(peer, id) for id in top])
        found = [known[peer, id] for id in top] + [one for one in found if one.id not in top]
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,), posted=found)
    seen = [story for story in found if story.key in facts.stories]
    return Page(
        seen, await stories.count(tx, peer, pinned=pinned), facts, [id for id in top if (peer, id) in facts.stories]
    )


async def pick(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int]) -> Page:
    """Those of `ids` that somebody may see. Refuses STORY_ID_EMPTY, STORY_ID_INVALID, and what `places.require_open` does."""
    wanted = places.check_ids(ids)
    await places.require_open(tx, viewer_id, peer)
    known = await stories.find_many(tx, [(peer, id) for id in wanted])
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,), posted=list(known.values()))
    seen = [known[peer, id] for id in wanted if (peer, id) in facts.stories]
    return Page(seen, len(seen), facts, [])


async def has_profile(tx: Tx, viewer_id: UserId, peer: Peer) -> bool:
    """Whether there is something on a profile that somebody may see; looks at the latest alone."""
    if not await stories.has_pinned(tx, peer):
        return False
    latest = await stories.page(tx, peer, 2**62, PAGE, pinned=True)
    return bool(await shown.views(tx, viewer_id, latest))


async def newest(tx: Tx, viewer_id: UserId, peers: Sequence[Peer]) -> list[int]:
    """The newest active story of each of these (https://core.telegram.org/method/stories.getPeerMaxIDs); 0 = none."""
    facts = await gathered.gather(tx, viewer_id, [], users=peers[: PAGE * 4])
    found = []
    for peer in peers[: PAGE * 4]:
        mark = facts.users[peer].stories if peer in facts.users else None
        if peer in facts.chats and facts.chats[peer].open:
            mark = facts.chats[peer].stories
        found.append(mark.max_id if mark is not None else 0)
    return found


async def may_post(tx: Tx, user_id: UserId) -> Facts:
    """The supergroups and channels in whose name somebody may post (https://core.telegram.org/method/stories.getChatsToSend)."""
    led = await participants.chats_of(tx, user_id, admin=True)
    found = await chats.find_many(tx, led)
    mine = await participants.of_user(tx, user_id, found)
    allowed = [
        peer
        for peer, chat in found.items()
        if chat.is_channel and not chat.profile.deleted and places.POST in rights.of(chat, mine.get(peer))
    ]
    return await gathered.gather(tx, user_id, [], users=allowed)
