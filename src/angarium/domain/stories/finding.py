"""Public stories found by their hashtags and places (https://core.telegram.org/method/stories.searchPosts)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain import offsets
from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.stories import MediaArea, Story
from angarium.store import stories

MOST_WORDS = 50
LONGEST = 100
SCANNED = 500
"""Stories that are looked at for one page: among them are some that have expired, or that the viewer may not see."""


def word_of_tag(tag: str) -> str:
    """ "" for what is no hashtag."""
    plain = tag.strip().lstrip("#$").partition("@")[0].casefold()
    return f"#{plain}" if 0 < len(plain) <= LONGEST and not any(letter.isspace() for letter in plain) else ""


def word_of_area(area: MediaArea) -> str:
    """By what a place is found; "" for what is none."""
    match area.kind:
        case "venue" if area.venue_id:
            return f"venue:{area.provider[:LONGEST]}:{area.venue_id[:LONGEST]}"
        case "geo" | "venue" if area.city or area.country:
            return f"place:{area.country}:{area.state}:{area.city}:{area.street}"[:400].casefold()
        case "geo" | "venue":
            return f"geo:{area.latitude:.3f}:{area.longitude:.3f}"
        case "gift":
            return f"gift:{area.url[:LONGEST]}"
        case _:
            return ""


def _words(story: Story) -> Iterator[str]:
    content = story.content
    units = content.text.encode("utf-16-le")
    for entity in content.entities:
        if entity.kind in ("Hashtag", "Cashtag"):
            said = units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "ignore")
            yield word_of_tag(said)
    for area in content.areas:
        yield word_of_area(area)


async def note(tx: Tx, story: Story) -> None:
    """Let a story be found by what it says now, if it is for everyone."""
    words = [word for word in dict.fromkeys(_words(story)) if word] if story.is_public else []
    await stories.set_words(tx, story, words[:MOST_WORDS])


@dataclass(frozen=True, slots=True)
class Found:
    """A page of stories; `next` is where to go on, empty at the end."""

    stories: list[Story]
    facts: Facts
    count: int
    next: str


async def search(tx: Tx, viewer_id: UserId, word: str, peer: Peer | None, offset: str, limit: int) -> Found:
    """Stories that the viewer may see, latest first; with `peer` of one alone. Refuses what `places.require_open` does."""
    if peer is not None:
        await places.require_open(tx, viewer_id, peer)
    limit, before = max(1, min(limit, 50)), offsets.before(offset)
    found: list[Story] = []
    facts = Facts(viewer_id)
    scanned, more = 0, True
    while more and len(found) < limit and scanned < SCANNED:
        rows = await stories.find_word(tx, word, before, limit, peer or 0)
        scanned, more = scanned + limit, len(rows) == limit
        known = await stories.find_many(tx, [(box, id) for _, box, id in rows])
        page = [known[box, id] for _, box, id in rows if (box, id) in known]
        facts.merge(await gathered.gather(tx, viewer_id, [], posted=page))
        for row in rows:
            if len(found) == limit:
                more = True
                break
            before = row
            story = known.get((row[1], row[2]))
            if story is not None and story.key in facts.stories:
                found.append(story)
    following = ".".join(str(part) for part in before) if more else ""
    return Found(found, facts, await stories.count_word(tx, word, peer or 0), following)
