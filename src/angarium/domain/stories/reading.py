"""Looking at stories: what one has read, who is counted, and how not to be seen (https://core.telegram.org/api/stories#stealth-mode)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.annexes import stories as shown
from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged, StealthChanged, StoriesRead, UserChanged
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_channel, is_saved
from angarium.model.stories import Stealth, Story, StoryReader, StoryViewer
from angarium.store import stories, storyviews

PAST, FUTURE, COOLDOWN = 300, 1500, 10_800
"""Seconds: how far back looks are forgotten, for how long further ones are not noted, after how long one may ask again."""

ERASED = 1000
"""Looks that are forgotten at once."""


async def read(tx: Tx, viewer_id: UserId, peer: Peer, max_id: int) -> list[int]:
    """Everything up to `max_id` has been seen; returns what was not before (https://core.telegram.org/method/stories.readStories).
    Refuses STORIES_NEVER_CREATED, and what `places.require_open` does."""
    await places.require_open(tx, viewer_id, peer)
    last = await stories.last_id(tx, peer)
    if not last:
        raise Refusal("STORIES_NEVER_CREATED")
    max_id = min(max_id, last)
    reader = (await storyviews.readers(tx, viewer_id, (peer,))).get(peer, StoryReader())
    if max_id <= reader.max_id:
        return []
    await storyviews.put_reader(tx, viewer_id, peer, replace(reader, max_id=max_id))
    event = StoriesRead(peer=peer, max_id=max_id)
    facts = await gathered.gather(tx, viewer_id, [], users=(peer,)) if tx.heard(viewer_id) else None
    await tx.log(viewer_id, event, facts)
    fresh = [one for one in await stories.active(tx, (peer,), tx.now) if reader.max_id < one.id <= max_id]
    seen = await shown.views(tx, viewer_id, fresh)
    await _count(tx, viewer_id, [story for story in fresh if story.key in seen])
    return [story.id for story in fresh if story.key in seen]


async def look(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int]) -> None:
    """Count that somebody looked (https://core.telegram.org/method/stories.incrementStoryViews). Refuses STORY_ID_EMPTY,
    STORY_ID_INVALID, and what `places.require_open` does."""
    wanted = places.check_ids(ids)
    await places.require_open(tx, viewer_id, peer)
    found = await stories.find_many(tx, [(peer, id) for id in wanted])
    seen = await shown.views(tx, viewer_id, list(found.values()))
    await _count(tx, viewer_id, [view.story for view in seen.values()])


async def _count(tx: Tx, viewer_id: UserId, found: Sequence[Story]) -> None:
    """Nobody counts twice, nor on their own profile, nor unseen."""
    others = [story for story in found if not is_saved(viewer_id, story.box)]
    if not others or (await storyviews.find_account(tx, viewer_id))[1].until > tx.now:
        return
    known = await storyviews.seen_by(tx, others[0].box, [story.id for story in others], viewer_id)
    for story in others:
        if story.id not in known:
            await note(tx, story, StoryViewer(viewer_id, tx.now))


async def note(tx: Tx, story: Story, viewer: StoryViewer) -> None:
    """Somebody is among those who looked."""
    await storyviews.put(tx, story.box, story.id, viewer)
    await stories.count_more(tx, story.box, story.id, views=1)
    await storyviews.add_hour(tx, story.box, story.id, tx.now // 3600)


async def all_read(tx: Tx, viewer_id: UserId, most: int) -> tuple[list[StoriesRead], Facts]:
    """How far somebody has read everyone (https://core.telegram.org/method/stories.getAllReadPeerStories)."""
    found = [StoriesRead(peer=Peer(box), max_id=id) for box, id in await storyviews.all_read(tx, viewer_id, most)]
    return found, await gathered.gather(tx, viewer_id, [], users=[event.peer for event in found])


async def hide_looks(tx: Tx, user_id: UserId, *, past: bool, future: bool) -> Stealth:
    """Forget the looks of the last minutes, and note none of the next ones. Refuses FLOOD_WAIT_%d for who asks again too soon."""
    all_hidden, stealth = await storyviews.find_account(tx, user_id)
    if stealth.cooldown > tx.now:
        raise Refusal("FLOOD_WAIT_%d", stealth.cooldown - tx.now)
    if past:
        for box, id in await storyviews.since(tx, user_id, tx.now - PAST, ERASED):
            await storyviews.remove(tx, box, id, user_id)
            await stories.count_more(tx, box, id, views=-1)
    made = Stealth(tx.now + FUTURE if future else 0, tx.now + COOLDOWN)
    await storyviews.put_account(tx, user_id, made, all_hidden=all_hidden)
    await tx.log(user_id, StealthChanged(made))
    return made


async def hide_peer(tx: Tx, viewer_id: UserId, peer: Peer, *, hidden: bool) -> None:
    """Put the stories of somebody away, or bring them back. Refuses what `places.require_open` does."""
    await places.require_open(tx, viewer_id, peer)
    reader = (await storyviews.readers(tx, viewer_id, (peer,))).get(peer, StoryReader())
    if reader.hidden == hidden:
        return
    await storyviews.put_reader(tx, viewer_id, peer, replace(reader, hidden=hidden))
    await tx.log(viewer_id, ChannelChanged(peer=peer) if is_channel(peer) else UserChanged(user_id=peer, what="user"))


async def hide_all(tx: Tx, viewer_id: UserId, *, hidden: bool) -> None:
    """Put everybody's stories away, or bring back those that were not put away one by one."""
    _, stealth = await storyviews.find_account(tx, viewer_id)
    await storyviews.put_account(tx, viewer_id, stealth, all_hidden=hidden)
