"""stories.* and stats.*: who looked at stories, and how they do."""

from __future__ import annotations

from angarium.domain.stories import statistics, viewers
from angarium.domain.stories.viewers import Copy, Question, Viewers
from angarium.model.facts import Facts
from angarium.model.stories import StoryViewer
from angarium.rpc.messages.reactions import read_reaction
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.graphs import render_graph
from angarium.rpc.render.messages import render_message, render_reaction
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.stories import render_story, render_views
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

QUERY = 100


@method("stories.getStoriesViews", bots=False)
async def get_stories_views(call: Call, req: functions.stories.GetStoriesViews) -> types.stories.StoryViews:
    found, facts = await viewers.of_stories(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return types.stories.StoryViews(views=[render_views(view) for view in found], users=render_users(facts))


@method("stories.getStoryViewsList", bots=False)
async def get_story_views_list(call: Call, req: functions.stories.GetStoryViewsList) -> types.stories.StoryViewsList:
    question = Question(
        query=(req.q or "").strip()[:QUERY],
        contacts=req.just_contacts,
        reactions_first=req.reactions_first,
        forwards_first=req.forwards_first,
        offset=req.offset,
        limit=req.limit,
    )
    found = await viewers.listing(call.tx, call.user_id, read_peer(call, req.peer), req.id, question)
    return types.stories.StoryViewsList(
        count=found.count,
        views_count=found.story.views,
        forwards_count=found.story.forwards,
        reactions_count=found.story.reactions,
        views=[_render_viewer(row, found) for row in found.rows],
        chats=render_chats(found.facts),
        users=render_users(found.facts),
        next_offset=found.next or None,
    )


def _render_viewer(row: StoryViewer | Copy, found: Viewers) -> types.TypeStoryView:
    if isinstance(row, StoryViewer):
        return types.StoryView(
            user_id=row.user_id,
            date=row.date,
            reaction=render_reaction(row.reaction) if row.reaction else None,
            blocked=row.user_id in found.blocked,
            blocked_my_stories_from=row.user_id in found.kept_out,
        )
    if row.message is not None:
        return types.StoryViewPublicForward(message=render_message(row.message, found.facts))
    assert row.story is not None
    return types.StoryViewPublicRepost(
        peer_id=render_peer(row.story.box), story=render_story(row.story, found.facts)
    )  # fmt: skip


@method("stories.getStoryReactionsList", bots=False)
async def get_story_reactions_list(
    call: Call, req: functions.stories.GetStoryReactionsList
) -> types.stories.StoryReactionsList:
    question = Question(
        reaction=read_reaction(req.reaction) or "*",
        forwards_first=req.forwards_first,
        offset=req.offset or "",
        limit=req.limit,
    )
    found = await viewers.listing(call.tx, call.user_id, read_peer(call, req.peer), req.id, question)
    return types.stories.StoryReactionsList(
        count=found.count,
        reactions=[_render_reaction(row, found.facts) for row in found.rows],
        chats=render_chats(found.facts),
        users=render_users(found.facts),
        next_offset=found.next or None,
    )


def _render_reaction(row: StoryViewer | Copy, facts: Facts) -> types.TypeStoryReaction:
    if isinstance(row, StoryViewer):
        return types.StoryReaction(
            peer_id=render_peer(row.user_id), date=row.date, reaction=render_reaction(row.reaction)
        )  # fmt: skip
    if row.message is not None:
        return types.StoryReactionPublicForward(message=render_message(row.message, facts))
    assert row.story is not None
    return types.StoryReactionPublicRepost(peer_id=render_peer(row.story.box), story=render_story(row.story, facts))


@method("stats.getStoryStats", bots=False)
async def get_story_stats(call: Call, req: functions.stats.GetStoryStats) -> types.stats.StoryStats:
    views, said = await statistics.of_story(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return types.stats.StoryStats(views_graph=render_graph(views), reactions_by_emotion_graph=render_graph(said))


@method("stats.getStoryPublicForwards", bots=False)
async def get_story_public_forwards(
    call: Call, req: functions.stats.GetStoryPublicForwards
) -> types.stats.PublicForwards:
    peer = read_peer(call, req.peer)
    count, found, following, facts = await statistics.forwards(
        call.tx, call.user_id, peer, req.id, req.offset, req.limit
    )
    return types.stats.PublicForwards(
        count=count,
        forwards=[_render_forward(row, facts) for row in found],
        next_offset=following or None,
        chats=render_chats(facts),
        users=render_users(facts),
    )


def _render_forward(row: Copy, facts: Facts) -> types.TypePublicForward:
    if row.message is not None:
        return types.PublicForwardMessage(message=render_message(row.message, facts))
    assert row.story is not None
    return types.PublicForwardStory(peer=render_peer(row.story.box), story=render_story(row.story, facts))
