"""messages.*: looking into chats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from angarium.domain.groups import showcases
from angarium.domain.messages import histories, reactions, reads
from angarium.domain.messages.histories import Page, Selection, Window
from angarium.domain.threads import lists
from angarium.model.facts import Facts
from angarium.model.ids import is_channel, is_user
from angarium.model.messages import Message
from angarium.rpc.peers import read_peer, read_thread, read_topic, read_user
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.topics import render_topic
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

WITH_TOPICS = 150
"""The first layer whose lists of messages have topics beside them."""

Listing = functions.messages.GetHistory | functions.messages.GetSavedHistory | functions.messages.GetReplies


def read_window(req: Listing) -> Window:
    return Window(
        offset_id=req.offset_id,
        offset_date=req.offset_date,
        add_offset=req.add_offset,
        limit=req.limit,
        max_id=req.max_id,
        min_id=req.min_id,
    )


async def list_topics(call: Call, found: Sequence[Message], facts: Facts) -> list[types.TypeForumTopic]:
    """The topics in which messages of forums were said, for clients that look for them beside the messages."""
    if call.caller.layer < WITH_TOPICS:
        return []
    return [
        render_topic(one, peer, facts) for peer, one in await lists.of_messages(call.tx, call.user_id, found, facts)
    ]


def render_page(
    page: Page, asked: int = 0, *, inexact: bool = False, next_rate: int = 0, pts: int = 0,
    topics: Sequence[types.TypeForumTopic] = (),
) -> types.messages.TypeMessages:  # fmt: skip
    """A list of messages, or that it is what the client has (`asked`: its hash). `pts` is that of a supergroup or channel."""
    if asked and page.messages and asked == hash_of(message.id for message in page.messages):
        return types.messages.MessagesNotModified(count=page.count)
    parts: dict[str, Any] = {
        "messages": [render_message(message, page.facts) for message in page.messages],
        "topics": list(topics),
        "chats": render_chats(page.facts),
        "users": render_users(page.facts),
    }
    if pts:
        return types.messages.ChannelMessages(
            **parts, pts=pts, count=page.count, inexact=inexact, offset_id_offset=page.offset
        )
    if page.complete:
        return types.messages.Messages(**parts)
    return types.messages.MessagesSlice(
        **parts, count=page.count, inexact=inexact, next_rate=next_rate or None, offset_id_offset=page.offset
    )


async def show_page(
    call: Call, page: Page, asked: int = 0, *, inexact: bool = False, pts: int = 0
) -> types.messages.TypeMessages:
    """The same of a chat that may be a forum: with the topics beside the messages."""
    topics = await list_topics(call, page.messages, page.facts)
    return render_page(page, asked, inexact=inexact, pts=pts, topics=topics)


@method("messages.getHistory", bots=False)
async def get_history(call: Call, req: functions.messages.GetHistory) -> types.messages.TypeMessages:
    chosen = await histories.select(call.tx, call.user_id, read_peer(call, req.peer))
    page = await histories.page(call.tx, call.user_id, chosen, read_window(req))
    pts = await histories.pts(call.tx, chosen.box, call.user_id) if is_channel(chosen.box) else 0
    return await show_page(call, page, req.hash, pts=pts)


@method("messages.getPersonalChannelHistory", users=False)
async def get_personal_channel_history(
    call: Call, req: functions.messages.GetPersonalChannelHistory
) -> types.messages.TypeMessages:
    window = Window(limit=req.limit, max_id=req.max_id, min_id=req.min_id)
    page = await showcases.history(call.tx, call.user_id, read_user(call, req.user_id), window)
    return render_page(page, req.hash) if page else types.messages.Messages(messages=[], topics=[], chats=[], users=[])


@method("messages.getSavedHistory", bots=False)
async def get_saved_history(call: Call, req: functions.messages.GetSavedHistory) -> types.messages.TypeMessages:
    if req.parent_peer is not None:
        parent = read_peer(call, req.parent_peer)
        topic = await histories.select_topic(call.tx, call.user_id, parent, read_peer(call, req.peer))
        page = await histories.page(call.tx, call.user_id, topic, read_window(req))
        return render_page(page, req.hash, pts=await histories.pts(call.tx, parent))
    chosen = Selection(box=call.user_id, peer=call.user_id, saved_from=read_peer(call, req.peer))
    return render_page(await histories.page(call.tx, call.user_id, chosen, read_window(req)), req.hash)


@method("messages.getMessages")
async def get_messages(call: Call, req: functions.messages.GetMessages) -> types.messages.TypeMessages:
    ids = [one.id if isinstance(one, types.InputMessageID) else 0 for one in req.id]
    for at, one in enumerate(req.id):
        if isinstance(one, types.InputMessageReplyTo):
            ids[at] = await histories.answered(call.tx, call.user_id, one.id)
    found, facts = await histories.pick(call.tx, call.user_id, ids)
    shown = [render_message(one, facts) if isinstance(one, Message) else types.MessageEmpty(id=one) for one in found]
    return types.messages.Messages(messages=shown, topics=[], chats=render_chats(facts), users=render_users(facts))


@method("messages.getUnreadMentions", bots=False)
async def get_unread_mentions(call: Call, req: functions.messages.GetUnreadMentions) -> types.messages.TypeMessages:
    """https://core.telegram.org/api/mentions"""
    peer = read_peer(call, req.peer)
    within = {"thread": read_thread(peer, req.top_msg_id), "mentions_of": call.user_id}
    chosen = await histories.select(call.tx, call.user_id, peer, **within)
    window = Window(
        offset_id=req.offset_id, add_offset=req.add_offset, limit=req.limit, max_id=req.max_id, min_id=req.min_id
    )
    return await show_page(call, await histories.page(call.tx, call.user_id, chosen, window))


@method("messages.readMentions", writes=True, bots=False)
async def read_mentions(call: Call, req: functions.messages.ReadMentions) -> types.messages.AffectedHistory:
    peer = read_peer(call, req.peer)
    pts, count = await reads.read_mentions(call.tx, call.user_id, peer, read_thread(peer, req.top_msg_id))
    return types.messages.AffectedHistory(pts=pts, pts_count=count, offset=0)


@method("messages.getUnreadReactions", bots=False)
async def get_unread_reactions(call: Call, req: functions.messages.GetUnreadReactions) -> types.messages.TypeMessages:
    peer = read_peer(call, req.peer)
    topic = read_topic(call, peer, req.saved_peer_id)
    within: dict[str, Any] = {
        "thread": read_thread(peer, req.top_msg_id),
        "unseen_reactions": True,
        "saved_from": topic,
    }
    if not is_user(peer) and topic is None:  # everyone has those to their own messages to look at
        within["sender"] = call.user_id
    chosen = await histories.select(call.tx, call.user_id, peer, **within)
    window = Window(
        offset_id=req.offset_id, add_offset=req.add_offset, limit=req.limit, max_id=req.max_id, min_id=req.min_id
    )
    return await show_page(call, await histories.page(call.tx, call.user_id, chosen, window))


@method("messages.readReactions", writes=True, bots=False)
async def read_reactions(call: Call, req: functions.messages.ReadReactions) -> types.messages.AffectedHistory:
    peer = read_peer(call, req.peer)
    topic = read_topic(call, peer, req.saved_peer_id)
    await reactions.read(call.tx, call.user_id, peer, read_thread(peer, req.top_msg_id), topic or 0)
    return await _affected_nothing(call)


async def _affected_nothing(call: Call) -> types.messages.AffectedHistory:
    """Nothing that moves pts has happened."""
    return types.messages.AffectedHistory(pts=await histories.pts(call.tx, call.user_id), pts_count=0, offset=0)
