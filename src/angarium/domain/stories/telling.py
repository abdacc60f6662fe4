"""Who hears of a story: whoever posted it finds it in their log; of those who have them among their contacts, those who are online and
may see it are told in passing, as are the members of a supergroup or channel. Nothing is written for anybody."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.house import House
from angarium.domain.people import rings
from angarium.domain.work import Tx
from angarium.model.events import StoryChanged
from angarium.model.ids import Peer, UserId, is_user
from angarium.model.stories import Story
from angarium.model.users import Relation
from angarium.store import accounts, chats, relations, stories

AT_ONCE = 64
"""People who are told within the change's own unit of work; more are told by an errand."""


async def tell(tx: Tx, story: Story, *, before: Story | None = None) -> None:
    """A story is new, gone, or not what it was `before`."""
    event = StoryChanged(peer=story.box, story_id=story.id)
    if not is_user(story.box):
        if tx.heard(story.box):
            tx.passing(story.box, event, await gathered.for_anybody(tx, [], users=(story.box,), happened=(event,)))
        return
    await tell_owner(tx, event)
    listening = [id for id in await relations.known_by(tx, story.box) if tx.heard(id) and id != story.box]
    links = await relations.between(tx, story.box, listening[:AT_ONCE])
    if len(listening) <= AT_ONCE:
        await _pass(tx, _who_sees(listening, links, story, before), event)
    else:
        house = tx.house
        tx.after_commit(lambda: _pass_many(house, listening, story, before, event))


async def tell_owner(tx: Tx, event: StoryChanged) -> None:
    """Something that only those who posted it see is different."""
    if is_user(event.peer):
        facts = await gathered.gather(tx, event.peer, [], happened=(event,)) if tx.heard(event.peer) else None
        await tx.log(event.peer, event, facts)


def _who_sees(
    ids: Sequence[int], links: dict[tuple[int, int], Relation], story: Story, before: Story | None
) -> list[int]:
    seen = [one for one in (story, before) if one is not None]
    return [id for id in ids if any(rings.sees(one, id, links.get((story.box, UserId(id)))) for one in seen)]


async def _pass(tx: Tx, ids: Sequence[int], event: StoryChanged) -> None:
    for id in ids:
        tx.passing(id, event, await gathered.gather(tx, id, [], users=(event.peer,), happened=(event,)))


async def _pass_many(house: House, ids: Sequence[int], story: Story, before: Story | None, event: StoryChanged) -> None:
    for start in range(0, len(ids), AT_ONCE):
        async with house.work.begin() as tx:
            some = ids[start : start + AT_ONCE]
            links = await relations.between(tx, story.box, some)
            await _pass(tx, _who_sees(some, links, story, before), event)


async def note_active(tx: Tx, peer: Peer) -> None:
    """Remember until when somebody has stories to show, so that nobody else's are looked for."""
    until = max((story.expires for story in await stories.active(tx, (peer,), tx.now)), default=0)
    if is_user(peer):
        user = await accounts.find(tx, peer)
        if user is not None and user.profile.stories_until != until:
            await accounts.set_profile(tx, peer, replace(user.profile, stories_until=until))
        return
    chat = await chats.find(tx, peer)
    if chat is not None and chat.profile.stories_until != until:
        await chats.set_profile(tx, peer, replace(chat.profile, stories_until=until))
