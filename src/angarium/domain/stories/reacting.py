"""Reactions to stories (https://core.telegram.org/method/stories.sendReaction)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.messages import reactions
from angarium.domain.stories import places, reading
from angarium.domain.work import Tx
from angarium.model.events import StoryLiked, StoryReacted
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_saved, is_user
from angarium.model.stories import StoryViewer
from angarium.store import stories, storyviews


async def react(tx: Tx, user_id: UserId, peer: Peer, id: int, reaction: str, *, recent: bool) -> Facts:
    """Say something to a story, or take it back (""). Who posted it hears of it; who reacts has looked, too. Refuses REACTION_INVALID,
    and what `places.require_visible` does."""
    story = (await places.require_visible(tx, user_id, peer, id)).story
    if reaction:
        await reactions.check(tx, [reaction])
    before = await storyviews.find(tx, peer, id, user_id)
    if before is None:
        before = StoryViewer(user_id, tx.now)
        await reading.note(tx, story, before)
    event = StoryLiked(peer=peer, story_id=id, reaction=reaction)
    facts = await gathered.gather(tx, user_id, [], users=(peer,))
    if before.reaction == reaction:
        return facts
    await storyviews.put(tx, peer, id, replace(before, reaction=reaction))
    for said, change in ((before.reaction, -1), (reaction, 1)):
        if said:
            await storyviews.count_reaction(tx, peer, id, said, change)
    await stories.count_more(tx, peer, id, reactions=bool(reaction) - bool(before.reaction))
    if reaction and recent:
        await reactions.remember(tx, user_id, [reaction])
    await tx.log(user_id, event, facts)
    if reaction and is_user(peer) and not is_saved(user_id, peer):
        told = await gathered.gather(tx, peer, [], users=(user_id,)) if tx.heard(peer) else None
        await tx.log(peer, StoryReacted(peer=Peer(user_id), story_id=id, reaction=reaction), told)
    return facts
