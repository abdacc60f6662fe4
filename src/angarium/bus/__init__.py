"""Bells: says which box grew, and to where; the log is the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from angarium.model.bells import Bell, Topic

Ear = Callable[[Bell], None]


class Bus(Protocol):
    """One seam: in process, or between workers."""

    def ring(self, bell: Bell) -> None: ...

    def listen(self, topic: Topic, ear: Ear) -> None: ...

    def leave(self, topic: Topic, ear: Ear) -> None: ...

    def heard(self, topic: Topic) -> bool:
        """Whether anyone listens; nothing need be prepared for a topic that nobody hears."""
        ...
