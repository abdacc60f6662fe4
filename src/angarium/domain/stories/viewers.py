"""Who looked at a story, what they said, and where it was passed on to; told to whoever leads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain import offsets
from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_user
from angarium.model.messages import Message
from angarium.model.stories import Story, StoryView, StoryViewer
from angarium.store import messages, relations, stories, storyviews

FURTHEST = 2**62
SCANNED = 2000
"""Of those who looked, so many are gone through for one page when a name is searched for."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a story was passed on to: a message, or a story of somebody's."""

    date: int
    message: Message | None = None
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Viewers:
    """A page of those who looked and of where it was passed on to; `next` is where to go on, empty at the end. `blocked` are those who
    may not write to the viewer's owner any more, `kept_out` those who see none of their stories."""

    story: Story
    rows: list[StoryViewer | Copy]
    count: int
    next: str
    facts: Facts
    blocked: frozenset[int] = frozenset()
    kept_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of those who looked are asked for, and in which order; `reaction`: those who said this, any = "*"."""

    query: str = ""
    contacts: bool = False
    reactions_first: bool = False
    forwards_first: bool = False
    reaction: str = ""
    offset: str = ""
    limit: int = 50


async def of_stories(tx: Tx, user_id: UserId, peer: Peer, ids: Sequence[int]) -> tuple[list[StoryView | None], Facts]:
    """The counters of stories in the order asked for (https://core.telegram.org/method/stories.getStoriesViews). Refuses
    STORY_ID_EMPTY, STORY_ID_INVALID, and what `places.require_open` does."""
    wanted = places.check_ids(ids)
    await places.require_open(tx, user_id, peer)
    known = await stories.find_many(tx, [(peer, id) for id in wanted])
    facts = await gathered.gather(tx, user_id, [], posted=list(known.values()))
    return [facts.stories.get((peer, id)) for id in wanted], facts


async def listing(tx: Tx, user_id: UserId, peer: Peer, id: int, question: Question) -> Viewers:
    """A page of those who looked (https://core.telegram.org/method/stories.getStoryViewsList), or of those who said something
    (getStoryReactionsList). Refuses what `places.require_led` does."""
    story = await places.require_led(tx, user_id, peer, id)
    limit = max(1, min(question.limit, 100))
    rows: list[StoryViewer | Copy] = []
    facts = Facts(user_id)
    phases = _phases(question, story)
    phase, place = _read_place(question.offset, phases)
    reached: tuple[int, int, int] | None = place
    while phase < len(phases) and len(rows) < limit:
        found, reached = await _PHASES[phases[phase]](tx, user_id, story, question, place, limit - len(rows), facts)
        rows += found
        if reached is None:
            phase, place = phase + 1, (FURTHEST, FURTHEST, FURTHEST)
        else:
            place = reached
            if len(found) < limit - len(rows) or question.query:
                break
    following = "" if phase >= len(phases) else f"{phase}." + ".".join(str(part) for part in place)
    people = [row.user_id for row in rows if isinstance(row, StoryViewer)]
    facts.merge(await gathered.gather(tx, user_id, [], users=people))
    links = await relations.between(tx, user_id, people)
    mine = {one: links[user_id, UserId(one)] for one in people if (user_id, UserId(one)) in links}
    return Viewers(
        story, rows, await _count(tx, story, question, rows), following, facts,
        frozenset(one for one, link in mine.items() if link.blocked),
        frozenset(one for one, link in mine.items() if link.blocked_stories),
    )  # fmt: skip


def _phases(question: Question, story: Story) -> list[str]:
    """What the list consists of, in its order."""
    if question.reaction:
        people = ["reacted"]
    elif question.reactions_first:
        people = ["reacted", "plain"]
    else:
        people = ["all"]
    if question.query or question.contacts:
        return people
    return ["copies", *people] if question.forwards_first else [*people, "copies"]


def _read_place(offset: str, phases: Sequence[str]) -> tuple[int, tuple[int, int, int]]:
    phase, _, place = offset.partition(".")
    known = int(phase) if phase.isascii() and phase.isdecimal() and len(phase) < 3 else 0
    return min(known, len(phases)), offsets.before(place)


Page = tuple[list["StoryViewer | Copy"], "tuple[int, int, int] | None"]


async def _people(
    tx: Tx,
    user_id: UserId,
    story: Story,
    question: Question,
    place: tuple[int, int, int],
    limit: int,
    reacted: bool | None,
) -> Page:
    """People beyond a place, and where they end; None = there are no more."""
    found: list[StoryViewer | Copy] = []
    picky = bool(question.query or question.contacts or question.reaction not in ("", "*"))
    batch, scanned, before = (100 if picky else limit), 0, place[:2]
    while scanned < SCANNED:
        rows = await storyviews.page(tx, story.box, story.id, (before[0], before[1]), batch, reacted=reacted)
        wanted = await _wanted(tx, user_id, question, rows)
        for row in rows:
            before = (row.date, row.user_id)
            if row.user_id in wanted:
                found.append(row)
                if len(found) == limit:
                    return found, (*before, 0)
        scanned += batch
        if len(rows) < batch:
            return found, None
    return found, (before[0], before[1], 0)


async def _wanted(tx: Tx, user_id: UserId, question: Question, rows: Sequence[StoryViewer]) -> set[int]:
    """Those among these people who are asked for."""
    ids = {row.user_id for row in rows if question.reaction in ("", "*", row.reaction)}
    if question.contacts and ids:
        ids &= await storyviews.contacts_among(tx, user_id, ids)
    if question.query and ids:
        views = (await gathered.gather(tx, user_id, [], users=ids)).users
        said = question.query.casefold()
        ids = {
            id
            for id in ids
            if id in views
            and said
            in f"{views[id].first_name} {views[id].last_name} {' '.join(views[id].user.profile.usernames)}".casefold()
        }
    return ids


async def _all(
    tx: Tx, user_id: UserId, story: Story, question: Question, place: tuple[int, int, int], limit: int, facts: Facts
) -> Page:
    return await _people(tx, user_id, story, question, place, limit, None)


async def _reacted(
    tx: Tx, user_id: UserId, story: Story, question: Question, place: tuple[int, int, int], limit: int, facts: Facts
) -> Page:
    return await _people(tx, user_id, story, question, place, limit, True)


async def _plain(
    tx: Tx, user_id: UserId, story: Story, question: Question, place: tuple[int, int, int], limit: int, facts: Facts
) -> Page:
    return await _people(tx, user_id, story, question, place, limit, False)


async def _copies(
    tx: Tx, user_id: UserId, story: Story, question: Question, place: tuple[int, int, int], limit: int, facts: Facts
) -> Page:
    rows, found = await copies(tx, user_id, story, place, limit, facts)
    return list(found), None if len(rows) < limit else rows[-1]


async def copies(
    tx: Tx, user_id: UserId, story: Story, place: tuple[int, int, int], limit: int, facts: Facts
) -> tuple[list[tuple[int, int, int]], list[Copy]]:
    """Where a story was passed on to beyond a place: every row, and those that the viewer may see."""
    rows = await storyviews.copies(tx, story.box, story.id, place, limit)
    chats = {chat for _, chat, _, again in rows if not again}
    facts.merge(await gathered.gather(tx, user_id, [], users=chats))
    said: dict[tuple[int, int], Message] = {}
    for chat in (chat for chat in chats if chat in facts.chats and facts.chats[chat].chat.profile.usernames):
        ids = [MsgId(copy) for _, there, copy, again in rows if there == chat and not again]
        said.update({(chat, id): message for id, message in (await messages.find_many(tx, Box(chat), ids)).items()})
    posted = await stories.find_many(tx, [(chat, copy) for _, chat, copy, again in rows if again])
    facts.merge(await gathered.gather(tx, user_id, list(said.values()), posted=list(posted.values())))
    found: list[Copy] = []
    for date, chat, copy, again in rows:
        if again and (chat, copy) in facts.stories:
            found.append(Copy(date, story=posted[chat, copy]))
        elif not again and (chat, copy) in said:
            found.append(Copy(date, message=said[chat, copy]))
    return [(date, chat, copy) for date, chat, copy, _ in rows], found


async def _count(tx: Tx, story: Story, question: Question, rows: Sequence[StoryViewer | Copy]) -> int:
    if question.query:
        return len(rows)
    if question.contacts and is_user(story.box):
        return await storyviews.count_contacts(tx, story.box, story.id)
    others = await storyviews.count_copies(tx, story.box, story.id)
    if question.reaction == "*":
        return story.reactions + others
    if question.reaction:
        said = await storyviews.tally(tx, story.box, (story.id,))
        return dict(said.get(story.id, ())).get(question.reaction, 0) + others
    return story.views + others


_PHASES = {"all": _all, "reacted": _reacted, "plain": _plain, "copies": _copies}
