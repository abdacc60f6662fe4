"""Events in threads and topics, and of the counters of posts, as updates."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.threadevents import DirectFreed, DirectRead
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


@renders(events.DiscussionRead)
def _discussion_read(event: events.DiscussionRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadChannelDiscussionInbox(
            channel_id=number_of(event.peer), top_msg_id=event.top_id, read_max_id=event.max_id,
            broadcast_id=number_of(event.channel) if event.channel else None, broadcast_post=event.post or None,
        ),
    )  # fmt: skip


@renders(events.DiscussionOutboxRead)
def _discussion_outbox_read(event: events.DiscussionOutboxRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadChannelDiscussionOutbox(
            channel_id=number_of(event.peer), top_msg_id=event.top_id, read_max_id=event.max_id
        ),
    )


@renders(DirectRead)
def _direct_read(event: DirectRead, told: Told) -> Sequence[types.TypeUpdate]:
    made = types.UpdateReadMonoForumOutbox if event.out else types.UpdateReadMonoForumInbox
    topic = render_peer(event.topic)
    return (made(channel_id=number_of(event.peer), saved_peer_id=topic, read_max_id=event.max_id),)


@renders(DirectFreed)
def _direct_freed(event: DirectFreed, told: Told) -> Sequence[types.TypeUpdate]:
    topic = render_peer(event.topic)
    return (
        types.UpdateMonoForumNoPaidException(
            exception=event.free, channel_id=number_of(event.peer), saved_peer_id=topic
        ),
    )


@renders(events.ForumViewChanged)
def _forum_view_changed(event: events.ForumViewChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannelViewForumAsMessages(channel_id=number_of(event.peer), enabled=event.as_messages),)


def _forum(peer: int) -> types.PeerChannel:
    """Not as bytes: older layers have it in another form (tl/adapters/fallbacks.py)."""
    return types.PeerChannel(channel_id=number_of(peer))


@renders(events.TopicPinned)
def _topic_pinned(event: events.TopicPinned, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdatePinnedForumTopic(pinned=event.pinned, peer=_forum(event.peer), topic_id=event.id),)


@renders(events.TopicsReordered)
def _topics_reordered(event: events.TopicsReordered, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdatePinnedForumTopics(peer=_forum(event.peer), order=list(event.order)),)


@renders(events.PostSeen)
def _post_seen(event: events.PostSeen, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannelMessageViews(channel_id=number_of(event.peer), id=event.id, views=event.views),)


@renders(events.PostForwarded)
def _post_forwarded(event: events.PostForwarded, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannelMessageForwards(channel_id=number_of(event.peer), id=event.id, forwards=event.forwards),)
