"""A bag of facts that belong together: an event and everything needed to tell it to one viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from angarium.model.chats import ChatView, Participant
from angarium.model.files import Document, Photo
from angarium.model.ids import MessageKey
from angarium.model.looks import Theme
from angarium.model.messages import Message, PostCounter, ReactionTally
from angarium.model.paidmedia import PaidView
from angarium.model.payments import Invoice
from angarium.model.polls import PollView
from angarium.model.stickers import Installed, StickerSet
from angarium.model.stories import StoryKey, StoryView
from angarium.model.threads import Thread
from angarium.model.todos import Todo
from angarium.model.users import UserView
from angarium.model.webpages import WebPage


class Facts(msgspec.Struct):
    """Keyed by id; what belongs to a message by its box and id. Built once, then only read. `viewer_id` is whom it is for; 0 = anybody
    in a supergroup or channel, and then `related` are those who know the people in it better than anybody does."""

    viewer_id: int = 0
    messages: dict[MessageKey, Message] = {}
    scheduled: dict[int, Message] = {}  # their ids count apart
    users: dict[int, UserView] = {}
    chats: dict[int, ChatView] = {}
    members: dict[int, list[Participant]] = {}  # of basic groups, where an event tells them
    photos: dict[int, Photo] = {}
    documents: dict[int, Document] = {}
    reactions: dict[MessageKey, ReactionTally] = {}
    mentions: dict[MessageKey, bool] = {}  # that name the viewer; whether it is unread
    named: dict[MessageKey, dict[int, bool]] = {}  # for anybody: whom it names, and for whom that is unread
    counters: dict[MessageKey, PostCounter] = {}
    threads: dict[MessageKey, Thread] = {}  # that begin with a message, or comment on it
    polls: dict[int, PollView] = {}
    todos: dict[int, Todo] = {}
    pages: dict[int, WebPage] = {}
    invoices: dict[int, Invoice] = {}
    paid: dict[int, PaidView] = {}
    unseen_votes: dict[int, int] = {}  # by chat: the viewer's polls with votes that they have not seen
    references: dict[int, bytes] = {}  # file references, by the id of the photo or document
    themes: dict[int, Theme] = {}  # that people made
    sticker_sets: dict[int, tuple[StickerSet, Installed | None]] = {}  # as the viewer has them
    stories: dict[StoryKey, StoryView] = {}
    related: frozenset[int] = frozenset()
    shared: bool = False  # gathered once for many viewers: whose reactions are whose is left out

    def merge(self, other: Facts) -> None:
        """Add what another bag for the same viewer holds."""
        self.viewer_id = self.viewer_id or other.viewer_id
        for name in _MERGED:
            getattr(self, name).update(getattr(other, name))


_MERGED = (
    "messages", "scheduled", "users", "chats", "members", "photos", "documents", "reactions", "mentions",
    "counters", "threads", "polls", "todos", "pages", "invoices", "paid", "references", "stories",
)  # fmt: skip


class LateFacts(Facts):
    """Facts about one message whose people are worked out when somebody looks at them: a sender with one device online needs none."""

    make: Callable[[], dict[int, UserView]] | None = None

    @property  # type: ignore[misc]  # a field's place, with a look before it
    def users(self) -> dict[int, UserView]:
        if self.make is not None:
            make, self.make = self.make, None
            self.users = make()
        found: dict[int, UserView] = _USERS.__get__(self)
        return found

    @users.setter
    def users(self, users: dict[int, UserView]) -> None:
        _USERS.__set__(self, users)


_USERS: Any = Facts.__dict__["users"]
"""Where every bag keeps its people."""
