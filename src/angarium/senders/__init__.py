"""Carries login codes and notices out of the house: to the console, by mail, by an HTTP SMS service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to bring to a person outside the messenger. `to` is a phone number (digits) or a mail address."""

    to: str
    subject: str
    text: str
    code: str = ""


class SendFailed(Exception):
    """The way out did not take the notice; the next one may be tried."""


class Sender(Protocol):
    """One way out."""

    async def send(self, notice: Notice) -> None:
        """Hand the notice over. Raises SendFailed."""
        ...
