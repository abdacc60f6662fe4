"""Threads of supergroups (https://core.telegram.org/api/threads), topics of forums (https://core.telegram.org/api/forum)."""

from __future__ import annotations

import msgspec

from angarium.model.ids import MsgId
from angarium.model.messages import Draft, NotifySettings

GENERAL = MsgId(1)
"""The topic of everything that is said in a forum outside of its topics. Message 1 of a supergroup says that it was made."""


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered below a message. `chat` is the discussion group when the message is a channel's post, 0 otherwise; `recent`
    are those who wrote there last, latest first; `read_max_id` is how far the viewer has read it."""

    box: int
    top_id: int
    replies: int = 0
    max_id: int = 0
    topic: bool = False
    recent: tuple[int, ...] = ()
    chat: int = 0
    read_max_id: int = 0


class ThreadState(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's own side of a thread."""

    owner_id: int
    box: int
    top_id: int
    read_inbox_max_id: int = 0
    read_outbox_max_id: int = 0
    draft: Draft | None = None
    notify: NotifySettings | None = None


class Carried(msgspec.Struct, frozen=True):
    """A channel's post and its copy in the discussion group; `root` is the copy of the album's first."""

    channel: int
    post: int
    chat: int
    id: int
    root: int


class Topic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`pinned_order` 0 = not pinned; larger = higher."""

    id: int
    title: str
    creator: int
    date: int
    icon_color: int = 0
    icon_emoji_id: int = 0
    closed: bool = False
    hidden: bool = False
    pinned_order: int = 0
