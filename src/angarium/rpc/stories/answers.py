"""What the methods of this package have in common: stories and pages of them as answers."""

from __future__ import annotations

from angarium.domain.facts import gather
from angarium.domain.stories.feeds import Page
from angarium.model.events import StoryChanged
from angarium.model.ids import is_user
from angarium.model.stories import Story
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.stories import render_story
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call
from angarium.tl import types


async def answer_changed(call: Call, story: Story, *first: types.TypeUpdate) -> types.Updates:
    """A story as it is now, as an update to whoever changed it."""
    event = StoryChanged(peer=story.box, story_id=story.id)
    facts = await gather(call.tx, call.user_id, [], users=(story.box,), happened=(event,))
    if is_user(story.box) and story.box != int(call.user_id):  # a bot posted it for somebody
        own = await gather(call.tx, story.box, [], happened=(event,))
        own.users, own.chats = {}, {}
        facts.merge(own)
    return render_updates([*first, *render_event(event, facts, call.user_id, 0, 0)], facts, call.tx.now)


def answer_page(page: Page) -> types.stories.Stories:
    return types.stories.Stories(
        count=page.count,
        stories=[render_story(story, page.facts) for story in page.stories],
        pinned_to_top=page.top or None,
        chats=render_chats(page.facts),
        users=render_users(page.facts),
    )
