"""Who may see a story, and the rings around the pictures of those who have some to show (https://core.telegram.org/api/stories)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from angarium.domain.people import privacy
from angarium.domain.work import Tx
from angarium.model.rings import StoryMark
from angarium.model.stories import Story
from angarium.model.users import PrivacyRule, Relation
from angarium.store import stories, storyviews

EVERYONE = PrivacyRule(True, "all")


def sees(story: Story, viewer_id: int, towards: Relation | None) -> bool:
    """Whether somebody may see a user's story; `towards` is what they are to the user. Viewer 0 is anybody."""
    if story.box == viewer_id:
        return True
    if not viewer_id:
        return all(rule == EVERYONE for rule in story.content.privacy)
    if towards is not None and (towards.blocked or towards.blocked_stories):
        return False
    return privacy.permits(story.content.privacy, viewer_id, towards)


async def of_people(
    tx: Tx, viewer_id: int, ids: Iterable[int], links: Mapping[tuple[int, int], Relation]
) -> dict[int, StoryMark]:
    """The rings of people who have active stories, as one viewer sees them. Two queries."""
    wanted = list(ids)
    newest: dict[int, int] = dict.fromkeys(wanted, 0)
    for story in await stories.active(tx, wanted, tx.now):
        if sees(story, viewer_id, links.get((story.box, viewer_id))):
            newest[story.box] = story.id
    return await _marks(tx, viewer_id, newest)


async def of_chats(tx: Tx, viewer_id: int, peers: Iterable[int]) -> dict[int, StoryMark]:
    """The same of supergroups and channels that the viewer may look into."""
    newest = {story.box: story.id for story in await stories.active(tx, peers, tx.now)}
    return await _marks(tx, viewer_id, {int(peer): id for peer, id in newest.items()})


async def _marks(tx: Tx, viewer_id: int, newest: dict[int, int]) -> dict[int, StoryMark]:
    readers = await storyviews.readers(tx, viewer_id, newest)
    return {box: StoryMark(id, box in readers and readers[box].hidden) for box, id in newest.items()}
