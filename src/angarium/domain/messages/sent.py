"""What sending gives back, and how an answered message is named in each box."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.model.facts import Facts
from angarium.model.messages import Message, Reply


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender is told: their copy, the pts it took, and the facts to show it. `again` = it had been sent before."""

    message: Message
    pts: int
    facts: Facts
    again: bool = False


@dataclass(frozen=True, slots=True)
class Replies:
    """An answered message as the boxes name it: the sender's own (a channel's for all), and the other person's, None where it cannot
    be named. In a basic group `number` finds it in every box. `author` is whose message it was."""

    own: Reply | None
    other: Reply | None
    number: int = 0
    author: int = 0
