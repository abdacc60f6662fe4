"""Fetches things from outside for the messenger: pages that people link to, translations, the words of recordings. What comes in is
bounded and never trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Unreachable(Exception):
    """Nothing could be fetched, or it may not be: the reason is for the log."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, cut at the limit; `url` is where it lay after redirects."""

    url: str
    content_type: str
    charset: str
    body: bytes


class Pages(Protocol):
    """One seam: the web, or a small site in tests."""

    async def fetch(self, url: str, kinds: tuple[str, ...], limit: int) -> Fetched:
        """At most `limit` bytes of a body whose content type begins with one of `kinds`. Raises Unreachable."""
        ...

    def stop(self) -> None:
        """Give up what is being fetched: whoever waits for it is cancelled."""
        ...


class NotTranslated(Exception):
    """The provider did not translate; the reason is for the log."""


class Translator(Protocol):
    """One seam: a program that translates."""

    async def translate(self, text: str, language: str) -> str:
        """`text` in another language (a code such as "en"); marked up as HTML, as it was. Raises NotTranslated."""
        ...


class NotTranscribed(Exception):
    """The provider did not write anything down; the reason is for the log."""


class Listener(Protocol):
    """One seam: a program that writes down what is said."""

    async def transcribe(self, body: bytes, name: str, mime_type: str) -> str:
        """The words of a recording. Raises NotTranscribed."""
        ...


class NotAnswered(Exception):
    """The provider did not help; the reason is for the log."""


class Assistant(Protocol):
    """One seam: a program that helps with words."""

    async def answer(self, task: str, text: str) -> str:
        """What becomes of `text`. Raises NotAnswered."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """What there is of them; None = the operator wants none."""

    pages: Pages | None = None
    translator: Translator | None = None
    listener: Listener | None = None
    assistant: Assistant | None = None
