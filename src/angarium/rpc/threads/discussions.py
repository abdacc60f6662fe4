"""Threads, and the comments on a channel's posts (https://core.telegram.org/api/threads, /api/discussion)."""

from __future__ import annotations

from angarium.domain.messages import histories
from angarium.domain.threads import counting, discussions, reading
from angarium.model.ids import Peer
from angarium.rpc.messages.histories import read_window, show_page
from angarium.rpc.peers import read_channel, read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

__all__ = ["counting"]


def _read_optional(call: Call, given: types.TypeInputChannel) -> Peer | None:
    return None if isinstance(given, types.InputChannelEmpty) else read_channel(call, given)


@method("channels.setDiscussionGroup", writes=True, bots=False)
async def set_discussion_group(call: Call, req: functions.channels.SetDiscussionGroup) -> bool:
    broadcast, group = _read_optional(call, req.broadcast), _read_optional(call, req.group)
    await discussions.link(call.tx, call.user_id, broadcast, group)
    return True


@method("channels.getGroupsForDiscussion", bots=False)
async def get_groups_for_discussion(
    call: Call, req: functions.channels.GetGroupsForDiscussion
) -> types.messages.TypeChats:
    ids, facts = await discussions.groups_for(call.tx, call.user_id)
    return types.messages.Chats(chats=render_chats(facts, ids))


@method("messages.getDiscussionMessage", bots=False)
async def get_discussion_message(
    call: Call, req: functions.messages.GetDiscussionMessage
) -> types.messages.DiscussionMessage:
    found = await discussions.find(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    return types.messages.DiscussionMessage(
        messages=[render_message(message, found.facts) for message in found.messages],
        max_id=found.thread.max_id or None,
        read_inbox_max_id=found.state.read_inbox_max_id or None,
        read_outbox_max_id=found.state.read_outbox_max_id or None,
        unread_count=found.unread,
        chats=render_chats(found.facts),
        users=render_users(found.facts),
    )


@method("messages.getReplies", bots=False)
async def get_replies(call: Call, req: functions.messages.GetReplies) -> types.messages.TypeMessages:
    box, page = await reading.replies(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id, read_window(req))
    return await show_page(call, page, req.hash, pts=await histories.pts(call.tx, box))


@method("messages.readDiscussion", writes=True, bots=False)
async def read_discussion(call: Call, req: functions.messages.ReadDiscussion) -> bool:
    return await reading.read(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id, req.read_max_id)
