"""A bag of facts that belong together: an event and everything needed to tell it to one viewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Facts:
    """Keyed by id; what belongs to a message by its box and id. Built once, then only read. `viewer_id` is whom it is for; 0 = anybody
    in a supergroup or channel, and then `related` are those who know the people in it better than anybody does."""

    viewer_id: int = 0
    messages: dict[MessageKey, Message] = field(default_factory=dict)
    scheduled: dict[int, Message] = field(default_factory=dict)  # their ids count apart
    users: dict[int, UserView] = field(default_factory=dict)
    chats: dict[int, ChatView] = field(default_factory=dict)
    members: dict[int, list[Participant]] = field(default_factory=dict)  # of basic groups, where an event tells them
    photos: dict[int, Photo] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    reactions: dict[MessageKey, ReactionTally] = field(default_factory=dict)
    mentions: dict[MessageKey, bool] = field(default_factory=dict)  # that name the viewer; whether it is unread
    named: dict[MessageKey, dict[int, bool]] = field(
        default_factory=dict
    )  # for anybody: whom it names, and for whom that is unread
    counters: dict[MessageKey, PostCounter] = field(default_factory=dict)
    threads: dict[MessageKey, Thread] = field(default_factory=dict)  # that begin with a message, or comment on it
    polls: dict[int, PollView] = field(default_factory=dict)
    todos: dict[int, Todo] = field(default_factory=dict)
    pages: dict[int, WebPage] = field(default_factory=dict)
    invoices: dict[int, Invoice] = field(default_factory=dict)
    paid: dict[int, PaidView] = field(default_factory=dict)
    unseen_votes: dict[int, int] = field(
        default_factory=dict
    )  # by chat: the viewer's polls with votes that they have not seen
    references: dict[int, bytes] = field(default_factory=dict)  # file references, by the id of the photo or document
    themes: dict[int, Theme] = field(default_factory=dict)  # that people made
    sticker_sets: dict[int, tuple[StickerSet, Installed | None]] = field(default_factory=dict)  # as the viewer has them
    stories: dict[StoryKey, StoryView] = field(default_factory=dict)
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

    __slots__ = ("_make",)

    def __init__(self, message: Message, make: Callable[[], dict[int, UserView]]) -> None:
        self._make: Callable[[], dict[int, UserView]] | None = None
        super().__init__(message.box, messages={message.key: message})
        self._make = make

    def __getattribute__(self, name: str) -> object:
        if name == "users" and self._make is not None:
            make, self._make = self._make, None
            self.users = make()
        return super().__getattribute__(name)
