"""Search in messages. The index is made lazily, newest messages first: sending pays nothing for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from angarium.domain import dues
from angarium.domain import facts as gathered
from angarium.domain.house import House
from angarium.domain.messages.histories import Page
from angarium.domain.texts import words
from angarium.domain.work import Tx
from angarium.model.ids import Box
from angarium.model.messages import Message
from angarium.store import boxes, files, messages, polls, search, todos
from angarium.store.search import Hunt, Reach

BATCH = 500
"""Messages that one unit of work adds to the index."""

AT_SEARCH = 8
"""Units of work that a search may spend on catching up before it answers from what is there."""

DEED = "search"


async def catch_up(house: House, box: int) -> None:
    """Bring the index of a box up to date, as far as a search may wait for it; the rest follows in idle seconds."""
    for _ in range(AT_SEARCH):
        async with house.work.read() as tx:
            if await is_complete(tx, Box(box)):
                return
        async with house.work.begin() as tx:
            done = await advance(tx, Box(box))
            if not done:
                await dues.put(tx, box, DEED, 0, tx.now + 1)
        if done:
            return


async def is_complete(tx: Tx, box: Box) -> bool:
    """Whether every message of a box is in the index."""
    known = await search.reach(tx, box)
    return known is not None and known.low == 0 and known.high > (await boxes.find(tx, box)).last_id


async def advance(tx: Tx, box: Box) -> bool:
    """One step: what is new first, then further into the past. True when everything is in."""
    last = (await boxes.find(tx, box)).last_id
    known = await search.reach(tx, box) or await search.begin(tx, box, last + 1)
    high = known.high
    if high <= last:
        found = await messages.scan(tx, box, high - 1, last + 1, BATCH, newest=False)
        await _index(tx, known.slot, found)
        high = found[-1].id + 1 if len(found) == BATCH else last + 1
    low = known.low
    if high > last and low > 0:
        found = await messages.scan(tx, box, 0, low, BATCH, newest=True)
        await _index(tx, known.slot, found)
        low = found[-1].id if len(found) == BATCH else 0
    await search.set_reach(tx, box, Reach(known.slot, low, high))
    return high > last and low == 0


@dues.happens(DEED)
async def go_on(tx: Tx, box: int, id: int) -> None:
    """A step in an idle second."""
    if not await advance(tx, Box(box)):
        await dues.put(tx, box, DEED, 0, tx.now + 1)


async def _index(tx: Tx, slot: int, found: list[Message]) -> None:
    documents = {m.content.media.file_id for m in found if m.content.media and m.content.media.kind == "document"}
    named = await files.find_documents(tx, documents - {0})
    asked = await _asked(tx, found)
    rows = []
    for message in found:
        media = message.content.media
        document = named.get(media.file_id) if media else None
        names = [f"{one.file_name} {one.title} {one.performer}" for one in document.attributes] if document else []
        if media:
            names.append(f"{media.first_name} {media.last_name} {media.title} {media.address}")
            names += asked.get((media.kind, media.extra_id), ())
        rows.append((int(message.id), int(message.peer), words.of_text(" ".join((message.content.text, *names)))))
    await search.add(tx, slot, rows)


async def _asked(tx: Tx, found: list[Message]) -> dict[tuple[str, int], list[str]]:
    """The words of polls and to-do lists, which lie apart from their messages."""
    wanted: dict[str, set[int]] = {"poll": set(), "todo": set()}
    for message in found:
        if message.content.media is not None and message.content.media.kind in wanted:
            wanted[message.content.media.kind].add(message.content.media.extra_id)
    said = {
        ("poll", id): [poll.question.text, *(answer.text.text for answer in poll.answers)]
        for id, (poll, _) in (await polls.find_many(tx, wanted["poll"])).items()
    }
    lists = await todos.find_many(tx, wanted["todo"])
    return said | {
        ("todo", id): [one.title.text, *(item.title.text for item in one.items)] for id, one in lists.items()
    }


async def touch(tx: Tx, message: Message) -> None:
    """A message was changed: what the index says of it is renewed, if it says anything."""
    known = await search.reach(tx, message.box)
    if known is not None and known.low <= message.id < known.high:
        await search.forget(tx, message.box, (message.id,))
        await _index(tx, known.slot, [message])


@dataclass(frozen=True, slots=True)
class Found:
    page: Page
    inexact: bool


async def find(tx: Tx, viewer_id: int, box: int, hunt: Hunt, limit: int, skip: int = 0) -> Found:
    """Messages that have all the words, newest first. `hunt.words` is the query as typed."""
    hunt = _worded(hunt)
    known = await search.reach(tx, Box(box))
    if known is None or not hunt.words:
        return Found(Page([], await gathered.gather(tx, viewer_id, []), 0, complete=True), inexact=False)
    ids = await search.ids(tx, Box(box), known.slot, hunt, max(0, min(limit, 100)), max(skip, 0))
    total = await search.count(tx, Box(box), known.slot, hunt)
    there = await messages.find_many(tx, Box(box), ids)
    found = [there[id] for id in ids if id in there]
    facts = await gathered.gather(tx, viewer_id, found)
    return Found(Page(found, facts, max(total, len(found)), len(found) >= total), total >= search.MOST)


def _worded(hunt: Hunt) -> Hunt:
    return replace(hunt, words=[word for typed in hunt.words for word in words.of_query(typed)])


__all__ = ["Found", "Hunt", "advance", "catch_up", "find", "is_complete", "touch"]
