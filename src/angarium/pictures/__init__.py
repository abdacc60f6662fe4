"""Makes the sizes of a picture in a process of its own, with bounded memory and time: nothing from outside is decoded in the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Made:
    """One size: a JPEG, or for type "i" a stripped thumbnail (https://core.telegram.org/api/files#stripped-thumbnails)."""

    type: str
    width: int
    height: int
    body: bytes


SHAPE, BROKEN = "shape", "broken"


class BadPicture(Exception):
    """The bytes are no picture that can be shown: too large or too narrow (SHAPE), or not readable at all (BROKEN)."""


class Pictures(Protocol):
    """One seam: processes of our own, or the same code inline in tests."""

    async def make(self, plan: str, body: bytes) -> list[Made]:
        """The sizes of a `plan` ("photo", "profile" or "thumb"), the stripped one first, the largest last. Raises BadPicture."""
        ...

    async def close(self) -> None: ...
