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


ThreadEvent = (
    DiscussionRead | DiscussionOutboxRead | ForumViewChanged | TopicPinned | TopicsReordered | PostSeen | PostForwarded
)
