"""A bag of facts that belong together: an event and everything needed to tell it to one viewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from angarium.model.files import Document, Photo
from angarium.model.messages import Message, ReactionTally
from angarium.model.users import UserView


@dataclass(slots=True)
class Facts:
    """Keyed by id; messages by the id in the viewer's box. Built once, then only read."""

    messages: dict[int, Message] = field(default_factory=dict)
    scheduled: dict[int, Message] = field(default_factory=dict)  # their ids count apart
    users: dict[int, UserView] = field(default_factory=dict)
    photos: dict[int, Photo] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    reactions: dict[int, ReactionTally] = field(default_factory=dict)  # by message id
    references: dict[int, bytes] = field(default_factory=dict)  # file references, by the id of the photo or document

    def merge(self, other: Facts) -> None:
        for name in ("messages", "scheduled", "users", "photos", "documents", "reactions", "references"):
            getattr(self, name).update(getattr(other, name))


class LateFacts(Facts):
    """Facts about one message whose people are worked out when somebody looks at them: a sender with one device online needs none."""

    __slots__ = ("_make",)

    def __init__(self, message: Message, make: Callable[[], dict[int, UserView]]) -> None:
        self._make: Callable[[], dict[int, UserView]] | None = None
        super().__init__(messages={message.id: message})
        self._make = make

    def __getattribute__(self, name: str) -> object:
        if name == "users" and self._make is not None:
            make, self._make = self._make, None
            self.users = make()
        return super().__getattribute__(name)
