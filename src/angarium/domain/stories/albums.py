"""Albums of stories on a profile (https://core.telegram.org/api/stories#story-albums)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.stories import places, telling
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import StoryChanged
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.model.stories import Story, StoryAlbum
from angarium.store import stories, storyalbums

TITLE = 64
"""Characters of an album's title at most."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Albums, each with the newest story in it, and what it takes to show them."""

    albums: list[tuple[StoryAlbum, Story | None]]
    facts: Facts


async def create(tx: Tx, user_id: UserId, peer: Peer, title: str, ids: Sequence[int]) -> Shelf:
    """A new album with these stories. Refuses what `places.require_lead` does, STORIES_TOO_MUCH, STORY_ID_INVALID, TITLE_INVALID."""
    await places.require_lead(tx, user_id, peer, places.EDIT)
    if len(await storyalbums.find_all(tx, peer)) >= tx.house.config.limits.story_albums:
        raise Refusal("STORIES_TOO_MUCH")
    made = await storyalbums.add(tx, peer, _clean(title))
    await put_into(tx, peer, made.id, ids)
    await _tell(tx, peer, ids)
    return await _shelf(tx, user_id, peer, [made])


async def update(
    tx: Tx,
    user_id: UserId,
    peer: Peer,
    id: int,
    *,
    title: str | None,
    add: Sequence[int],
    drop: Sequence[int],
    order: Sequence[int],
) -> Shelf:
    """Another title, other stories, another order. Refuses what `create` does."""
    await places.require_lead(tx, user_id, peer, places.EDIT)
    album = await _require(tx, peer, id)
    if title is not None:
        await storyalbums.rename(tx, peer, id, _clean(title))
    if drop or order:
        held = await _all(tx, peer, id)
        kept = [one for one in held if one not in set(drop)]
        first = [one for one in dict.fromkeys(order) if one in set(kept)]
        await storyalbums.set_stories(tx, peer, id, [*first, *(one for one in kept if one not in set(first))])
    if add:
        await put_into(tx, peer, id, add)
    await _tell(tx, peer, [*add, *drop])
    album = await storyalbums.find(tx, peer, id) or album
    return await _shelf(tx, user_id, peer, [album])


async def put_into(tx: Tx, peer: Peer, id: int, ids: Sequence[int]) -> None:
    """Stories to the front of an album; they are on the profile from then on. Refuses STORY_ID_INVALID, STORIES_TOO_MUCH."""
    await _require(tx, peer, id)
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > places.AT_ONCE or len(await stories.find_many(tx, [(peer, one) for one in wanted])) < len(wanted):
        raise Refusal("STORY_ID_INVALID")
    held = await _all(tx, peer, id)
    order = [*wanted, *(one for one in held if one not in set(wanted))]
    if len(order) > tx.house.config.limits.story_album_stories:
        raise Refusal("STORIES_TOO_MUCH")
    await storyalbums.set_stories(tx, peer, id, order)
    await stories.set_pinned(tx, peer, wanted, pinned=True)


async def reorder(tx: Tx, user_id: UserId, peer: Peer, order: Iterable[int]) -> None:
    """Those that are not named come last, in the order they had. Refuses what `places.require_lead` does."""
    await places.require_lead(tx, user_id, peer, places.EDIT)
    known = [album.id for album in await storyalbums.find_all(tx, peer)]
    first = [id for id in dict.fromkeys(order) if id in known]
    await storyalbums.reorder(tx, peer, [*first, *(id for id in known if id not in first)])


async def delete(tx: Tx, user_id: UserId, peer: Peer, id: int) -> None:
    """The stories stay. Refuses what `create` does."""
    await places.require_lead(tx, user_id, peer, places.EDIT)
    await _require(tx, peer, id)
    held = await _all(tx, peer, id)
    await storyalbums.remove(tx, peer, id)
    await _tell(tx, peer, held[: places.AT_ONCE])


async def listing(tx: Tx, viewer_id: UserId, peer: Peer) -> Shelf:
    """All albums of a profile. Refuses what `places.require_open` does."""
    await places.require_open(tx, viewer_id, peer)
    return await _shelf(tx, viewer_id, peer, await storyalbums.find_all(tx, peer))


async def page(
    tx: Tx, viewer_id: UserId, peer: Peer, id: int, offset: int, limit: int
) -> tuple[int, list[Story], Facts]:
    """How many stories an album has, and some of them. Refuses what `listing` does, and STORY_ID_INVALID."""
    await places.require_open(tx, viewer_id, peer)
    await _require(tx, peer, id)
    ids = await storyalbums.stories(tx, peer, id, max(0, min(offset, 2**31)), max(1, min(limit, places.AT_ONCE)))
    known = await stories.find_many(tx, [(peer, one) for one in ids])
    found = [known[peer, one] for one in ids if (peer, one) in known]
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,), posted=found)
    return await storyalbums.count(tx, peer, id), [one for one in found if one.key in facts.stories], facts


async def _require(tx: Tx, peer: Peer, id: int) -> StoryAlbum:
    album = await storyalbums.find(tx, peer, id)
    if album is None:
        raise Refusal("STORY_ID_INVALID")
    return album


async def _all(tx: Tx, peer: Peer, id: int) -> list[int]:
    return await storyalbums.stories(tx, peer, id, 0, tx.house.config.limits.story_album_stories)


async def _shelf(tx: Tx, viewer_id: UserId, peer: Peer, albums: Sequence[StoryAlbum]) -> Shelf:
    covers = {album.id: await storyalbums.stories(tx, peer, album.id, 0, 1) for album in albums}
    known = await stories.find_many(tx, [(peer, ids[0]) for ids in covers.values() if ids])
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,), posted=list(known.values()))
    shown = {album.id: known.get((peer, ids[0])) for album in albums if (ids := covers[album.id])}
    return Shelf([(album, shown.get(album.id)) for album in albums], facts)


async def _tell(tx: Tx, peer: Peer, ids: Sequence[int]) -> None:
    for id in dict.fromkeys(ids):
        await telling.tell_owner(tx, StoryChanged(peer=peer, story_id=id))


def _clean(title: str) -> str:
    """Refuses TITLE_INVALID."""
    title = " ".join(title.split())
    if not 0 < len(title) <= TITLE:
        raise Refusal("TITLE_INVALID")
    return title
