"""A bag of facts that belong together: an event and everything needed to tell it to one viewer."""

from __future__ import annotations

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
