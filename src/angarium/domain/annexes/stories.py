"""Stories into a bag of facts, each as far as the viewer may see it; `domain/facts.py` calls it on its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain.chats import rights
from angarium.domain.chats import views as chats
from angarium.domain.people import rings
from angarium.domain.work import Tx
from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.ids import is_user
from angarium.model.stories import Story, StoryKey, StoryView
from angarium.store import relations, stories, storyalbums, storyviews

RIGHTS = frozenset({"post_stories", "edit_stories", "delete_stories"})
"""Whoever has one of these leads the stories of a supergroup or channel."""

RECENT = 3
"""Of those who looked last, so many are shown."""


async def add(tx: Tx, facts: Facts, posted: Sequence[Story], happened: Iterable[events.Event] = ()) -> set[int]:
    """Stories themselves, and those that events speak of. Returns the peers that they name."""
    wanted = {(int(event.peer), event.story_id) for event in happened if isinstance(event, events.StoryChanged)}
    known = {story.key: story for story in posted}
    if missing := wanted - known.keys():
        known.update(await stories.find_many(tx, missing))
    if not known:
        return set()
    made = await views(tx, facts.viewer_id, list(known.values()))
    facts.stories.update(made)
    return {peer for view in made.values() for peer in _named(view)}


async def views(tx: Tx, viewer_id: int, found: Sequence[Story]) -> dict[StoryKey, StoryView]:
    """Those of `found` that somebody may see now, as they see them; viewer 0 is anybody."""
    by_box: dict[int, list[Story]] = {}
    for story in found:
        by_box.setdefault(story.box, []).append(story)
    links = await relations.between(tx, viewer_id, [box for box in by_box if is_user(box) and box != viewer_id])
    known = await chats.views(tx, viewer_id, by_box)
    made: dict[StoryKey, StoryView] = {}
    for box, posted in by_box.items():
        if is_user(box):
            leads, seen = (
                box == viewer_id,
                [one for one in posted if rings.sees(one, viewer_id, links.get((box, viewer_id)))],
            )
        else:
            view = known.get(box)
            leads = view is not None and bool(RIGHTS & rights.of(view.chat, view.me)) and bool(viewer_id)
            seen = posted if view is not None and view.open else []
        shown = [one for one in seen if leads or one.pinned or one.expires > tx.now]
        if shown:
            made.update(await _views_of(tx, viewer_id, box, shown, leads=leads))
    return made


async def _views_of(
    tx: Tx, viewer_id: int, box: int, shown: Sequence[Story], *, leads: bool
) -> dict[StoryKey, StoryView]:
    """The stories of one box."""
    ids = [story.id for story in shown]
    said = await storyviews.seen_by(tx, box, ids, viewer_id) if viewer_id else {}
    told = leads or not is_user(box)
    tallies = await storyviews.tally(tx, box, ids) if told and any(story.reactions for story in shown) else {}
    albums = await storyalbums.albums_of(tx, box, ids)
    return {
        story.key: StoryView(
            story=story,
            leads=leads,
            shared=not viewer_id,
            reaction=said.get(story.id, ""),
            tally=tuple(tallies.get(story.id, ())),
            recent=tuple(await storyviews.recent(tx, box, story.id, RECENT))
            if leads and is_user(box) and story.views
            else (),
            albums=tuple(albums.get(story.id, ())),
        )
        for story in shown
    }


def _named(view: StoryView) -> set[int]:
    """Everyone whom a story names."""
    story, content = view.story, view.story.content
    named = {int(story.box), *view.recent}
    named.update(area.peer for area in content.areas)
    named.update(entity.target for entity in content.entities if entity.kind == "MentionName")
    if content.signed:
        named.add(story.author)
    if content.origin is not None:
        named.add(content.origin.peer or 0)
    if view.leads:
        named.update(id for rule in content.privacy if rule.whom == "users" for id in rule.ids)
    return named - {0}


def files_in(facts: Facts) -> tuple[set[int], set[int]]:
    """Photos and documents that stories show."""
    photos: set[int] = set()
    documents: set[int] = set()
    for view in facts.stories.values():
        content = view.story.content
        (photos if content.media.kind == "photo" else documents).add(content.media.file_id)
        photos.add(content.media.cover_id)
        documents.add(content.music)
    return photos - {0}, documents - {0}
