"""Topics of forums (https://core.telegram.org/api/forum). The older channels.* forms are raised to these by tl/adapters/topics."""

from __future__ import annotations

from typing import Any

from angarium.domain.groups.overviews import Overview
from angarium.domain.threads import lists, topics
from angarium.model.events import Event
from angarium.model.facts import Facts
from angarium.model.ids import Peer
from angarium.rpc.groups import full
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.peers import read_channel, read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.topics import render_topics
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


async def _say_view(call: Call, seen: Overview) -> dict[str, Any]:
    """How the caller sees a forum, for its full information."""
    chat = seen.view.chat
    shown = chat.profile.forum and await topics.is_shown_as_messages(call.tx, call.user_id, chat.peer)
    return {"view_forum_as_messages": True} if shown else {}


full.EXTRAS.append(_say_view)


async def _render_event(call: Call, peer: Peer, event: Event | None) -> types.Updates:
    told = render_event(event, Facts(), call.user_id, 0, 0, peer) if event is not None else ()
    return await render_changed(call, peer, updates=told)


@method("channels.toggleForum", writes=True, bots=False)
async def toggle_forum(call: Call, req: functions.channels.ToggleForum) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await topics.toggle(call.tx, call.user_id, peer, enabled=req.enabled, tabs=req.tabs)
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.toggleViewForumAsMessages", writes=True, bots=False)
async def toggle_view_forum_as_messages(
    call: Call, req: functions.channels.ToggleViewForumAsMessages
) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    event = await topics.show_as_messages(call.tx, call.user_id, peer, enabled=req.enabled)
    return await _render_event(call, peer, event)


@method("messages.createForumTopic", writes=True, flood="send")
async def create_forum_topic(call: Call, req: functions.messages.CreateForumTopic) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    send_as = read_peer(call, req.send_as) if req.send_as is not None else None
    color, icon = req.icon_color or 0, req.icon_emoji_id or 0
    sent = await topics.create(call.tx, call.user_id, peer, req.title, color, icon, req.random_id, send_as)
    return await render_changed(call, peer, sent)


@method("messages.editForumTopic", writes=True)
async def edit_forum_topic(call: Call, req: functions.messages.EditForumTopic) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    sent = await topics.edit(
        call.tx, call.user_id, peer, req.topic_id, title=req.title, icon=req.icon_emoji_id, closed=req.closed, hidden=req.hidden
    )  # fmt: skip
    return await render_changed(call, peer, sent)


@method("messages.getForumTopics", bots=False)
async def get_forum_topics(call: Call, req: functions.messages.GetForumTopics) -> types.messages.ForumTopics:
    offset = (max(req.offset_id, 0), max(req.offset_topic, 0))
    return render_topics(
        await lists.page(call.tx, call.user_id, read_peer(call, req.peer), req.q or "", offset, req.limit)
    )


@method("messages.getForumTopicsByID")
async def get_forum_topics_by_id(call: Call, req: functions.messages.GetForumTopicsByID) -> types.messages.ForumTopics:
    return render_topics(await lists.pick(call.tx, call.user_id, read_peer(call, req.peer), req.topics))


@method("messages.updatePinnedForumTopic", writes=True)
async def update_pinned_forum_topic(call: Call, req: functions.messages.UpdatePinnedForumTopic) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    event = await topics.pin(call.tx, call.user_id, peer, req.topic_id, pinned=req.pinned)
    return await _render_event(call, peer, event)


@method("messages.reorderPinnedForumTopics", writes=True)
async def reorder_pinned_forum_topics(
    call: Call, req: functions.messages.ReorderPinnedForumTopics
) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    event = await topics.reorder(call.tx, call.user_id, peer, req.order, force=req.force)
    return await _render_event(call, peer, event)


@method("messages.deleteTopicHistory", writes=True)
async def delete_topic_history(
    call: Call, req: functions.messages.DeleteTopicHistory
) -> types.messages.AffectedHistory:
    done = await topics.delete(call.tx, call.user_id, read_peer(call, req.peer), req.top_msg_id)
    return types.messages.AffectedHistory(pts=done.pts, pts_count=done.count, offset=done.offset)
