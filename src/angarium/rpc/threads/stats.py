"""stats.*: statistics of supergroups and channels (https://core.telegram.org/api/stats). The two graphs that are in view at first are
told at once, the others when somebody looks at them. Instant View is not served here: that it is read, is never told."""

from __future__ import annotations

from angarium.domain.stories import statistics as stories
from angarium.domain.threads import graphs, statistics, tallies
from angarium.domain.threads.charts import Chart
from angarium.domain.threads.graphs import Pair
from angarium.model.ids import Peer
from angarium.rpc.peers import read_channel, read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.graphs import render_graph
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

__all__ = ["tallies"]

AT_ONCE = ("growth", "followers", "members", "mute", "top_hours")
"""COMPAT(Web A): it takes these as they are, and the others, stories too, only by a token."""

STORIES = "story_"


def _pair(pair: Pair) -> types.StatsAbsValueAndPrev:
    return types.StatsAbsValueAndPrev(current=float(pair.now), previous=float(pair.before))


def _graph(call: Call, peer: Peer, drawn: dict[str, Chart], name: str) -> types.TypeStatsGraph:
    chart = drawn.get(name)
    if chart is None or chart.is_empty or name in AT_ONCE:
        return render_graph(chart)
    return types.StatsGraphAsync(token=graphs.make_token(call.tx, call.user_id, peer, name))


def _of_stories(told: stories.ChannelStories) -> dict[str, Chart]:
    return {"story_interactions": told.interactions, "story_reactions": told.emotions}


@method("stats.getBroadcastStats", bots=False)
async def get_broadcast_stats(call: Call, req: functions.stats.GetBroadcastStats) -> types.stats.BroadcastStats:
    peer = read_channel(call, req.channel)
    found = await statistics.of_channel(call.tx, call.user_id, peer)
    told = await stories.of_channel(call.tx, peer, found.since)
    found.graphs.update(_of_stories(told))
    return types.stats.BroadcastStats(
        period=types.StatsDateRangeDays(min_date=found.since, max_date=found.until),
        followers=_pair(found.followers),
        views_per_post=_pair(found.views),
        shares_per_post=_pair(found.shares),
        reactions_per_post=_pair(found.reactions),
        views_per_story=_pair(told.views),
        shares_per_story=_pair(told.shares),
        reactions_per_story=_pair(told.reactions),
        enabled_notifications=types.StatsPercentValue(part=float(found.notified), total=float(found.asked)),
        growth_graph=_graph(call, peer, found.graphs, "growth"),
        followers_graph=_graph(call, peer, found.graphs, "followers"),
        mute_graph=_graph(call, peer, found.graphs, "mute"),
        top_hours_graph=_graph(call, peer, found.graphs, "top_hours"),
        interactions_graph=_graph(call, peer, found.graphs, "interactions"),
        iv_interactions_graph=_graph(call, peer, found.graphs, "iv_interactions"),
        views_by_source_graph=_graph(call, peer, found.graphs, "views_by_source"),
        new_followers_by_source_graph=_graph(call, peer, found.graphs, "new_followers_by_source"),
        languages_graph=_graph(call, peer, found.graphs, "languages"),
        reactions_by_emotion_graph=_graph(call, peer, found.graphs, "reactions_by_emotion"),
        story_interactions_graph=_graph(call, peer, found.graphs, "story_interactions"),
        story_reactions_by_emotion_graph=_graph(call, peer, found.graphs, "story_reactions"),
        recent_posts_interactions=[
            types.PostInteractionCountersMessage(
                msg_id=post.id, views=post.views, forwards=post.forwards, reactions=post.reactions
            )
            for post in found.posts
        ]
        + [
            types.PostInteractionCountersStory(
                story_id=story.id, views=story.views, forwards=story.forwards, reactions=story.reactions
            )
            for story in told.recent
        ],
    )


@method("stats.getMegagroupStats", bots=False)
async def get_megagroup_stats(call: Call, req: functions.stats.GetMegagroupStats) -> types.stats.MegagroupStats:
    peer = read_channel(call, req.channel)
    found = await statistics.of_group(call.tx, call.user_id, peer)
    return types.stats.MegagroupStats(
        period=types.StatsDateRangeDays(min_date=found.since, max_date=found.until),
        members=_pair(found.members),
        messages=_pair(found.messages),
        viewers=_pair(found.viewers),
        posters=_pair(found.posters),
        growth_graph=_graph(call, peer, found.graphs, "growth"),
        members_graph=_graph(call, peer, found.graphs, "members"),
        new_members_by_source_graph=_graph(call, peer, found.graphs, "new_members_by_source"),
        languages_graph=_graph(call, peer, found.graphs, "languages"),
        messages_graph=_graph(call, peer, found.graphs, "messages"),
        actions_graph=_graph(call, peer, found.graphs, "actions"),
        top_hours_graph=_graph(call, peer, found.graphs, "top_hours"),
        weekdays_graph=_graph(call, peer, found.graphs, "weekdays"),
        top_posters=[
            types.StatsGroupTopPoster(user_id=one.user_id, messages=one.messages, avg_chars=one.letters // one.messages)
            for one in found.writers
        ],
        top_admins=[
            types.StatsGroupTopAdmin(user_id=one.user_id, deleted=0, kicked=one.kicked, banned=one.banned)
            for one in found.admins
        ],
        top_inviters=[types.StatsGroupTopInviter(user_id=id, invitations=number) for id, number in found.inviters],
        users=render_users(found.facts),
    )


@method("stats.loadAsyncGraph", bots=False)
async def load_async_graph(call: Call, req: functions.stats.LoadAsyncGraph) -> types.TypeStatsGraph:
    name, peer = graphs.read_token(call.tx, call.user_id, req.token)
    if name.startswith(STORIES):
        since = (await graphs.survey(call.tx, call.user_id, peer)).since
        return render_graph(_of_stories(await stories.of_channel(call.tx, peer, since))[name])
    chart = await graphs.load(call.tx, call.user_id, peer, name, req.x)
    return render_graph(chart, graphs.make_token(call.tx, call.user_id, peer, name))


@method("stats.getMessageStats", bots=False)
async def get_message_stats(call: Call, req: functions.stats.GetMessageStats) -> types.stats.MessageStats:
    peer = read_channel(call, req.channel)
    views, reactions = await statistics.of_message(call.tx, call.user_id, peer, req.msg_id)
    return types.stats.MessageStats(views_graph=render_graph(views), reactions_by_emotion_graph=render_graph(reactions))


@method("stats.getPollStats", bots=False)
async def get_poll_stats(call: Call, req: functions.stats.GetPollStats) -> types.stats.PollStats:
    votes = await statistics.of_poll(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    return types.stats.PollStats(votes_graph=render_graph(votes))


@method("stats.getMessagePublicForwards", bots=False)
async def get_message_public_forwards(
    call: Call, req: functions.stats.GetMessagePublicForwards
) -> types.stats.PublicForwards:
    peer = read_channel(call, req.channel)
    found = await statistics.forwards(call.tx, call.user_id, peer, req.msg_id, req.offset, req.limit)
    return types.stats.PublicForwards(
        count=found.count,
        forwards=[types.PublicForwardMessage(message=render_message(one, found.facts)) for one in found.messages],
        next_offset=found.next or None,
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )
