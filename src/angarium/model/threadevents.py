"""What can happen in threads, topics and to the counters of posts."""

from __future__ import annotations

from angarium.model.ids import MsgId, Peer
from angarium.model.logged import Base


class DiscussionRead(Base, frozen=True):
    """The reader has read a thread of a supergroup; `channel` and `post` tell of what post it is the discussion, 0 of none."""

    peer: Peer
    top_id: MsgId
    max_id: MsgId
    channel: int = 0
    post: MsgId = MsgId(0)


class DiscussionOutboxRead(Base, frozen=True):
    """Somebody has read what the reader wrote in a thread."""

    peer: Peer
    top_id: MsgId
    max_id: MsgId


class ForumViewChanged(Base, frozen=True):
    """The reader sees a forum as one list of messages, or by its topics."""

    peer: Peer
    as_messages: bool


class TopicPinned(Base, frozen=True):
    peer: Peer
    id: MsgId
    pinned: bool


class TopicsReordered(Base, frozen=True):
    peer: Peer
    order: tuple[MsgId, ...]


class PostSeen(Base, frozen=True):
    peer: Peer
    id: MsgId
    views: int


class PostForwarded(Base, frozen=True):
    peer: Peer
    id: MsgId
    forwards: int


class DirectRead(Base, frozen=True):
    """To an admin: they have read what somebody wrote to their channel, or (`out`) somebody has read what the channel wrote."""

    peer: Peer
    topic: int
    max_id: MsgId
    out: bool = False


class DirectFreed(Base, frozen=True):
    """To an admin: somebody need not pay for what they write to their channel, or must again."""

    peer: Peer
    topic: int
    free: bool


ThreadEvent = (
    DiscussionRead
    | DiscussionOutboxRead
    | ForumViewChanged
    | TopicPinned
    | TopicsReordered
    | PostSeen
    | PostForwarded
    | DirectRead
    | DirectFreed
)
