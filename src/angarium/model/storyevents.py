"""What happens to stories; see `model.events`."""

from __future__ import annotations

from angarium.model.ids import Peer
from angarium.model.logged import Base
from angarium.model.stories import Stealth


class StoryChanged(Base, frozen=True):
    """A story is new, different or gone. Those who posted it find it in their log; others are told in passing, and find it when they
    look."""

    peer: Peer
    story_id: int


class StoriesRead(Base, frozen=True):
    """The reader has seen a peer's stories up to `max_id`."""

    peer: Peer
    max_id: int


class StoryReacted(Base, frozen=True):
    """To who posted it: somebody (`peer`) said something to a story."""

    peer: Peer
    story_id: int
    reaction: str


class StoryLiked(Base, frozen=True):
    """To the other devices of who reacted; `reaction` is "" when it was taken back."""

    peer: Peer
    story_id: int
    reaction: str


class StealthChanged(Base, frozen=True):
    stealth: Stealth


StoryEvent = StoryChanged | StoriesRead | StoryReacted | StoryLiked | StealthChanged
