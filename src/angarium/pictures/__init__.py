"""Makes the sizes of a picture in a process of its own, with bounded memory and time: nothing from outside is decoded in the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Made:
    """One size: a JPEG, for type "i" a stripped thumbnail (https://core.telegram.org/api/files#stripped-thumbnails), of a sticker a
    WebP."""

    type: str
    width: int
    height: int
    body: bytes
    duration: float = 0.0  # seconds, of what moves or sounds


SHAPE, BROKEN, ABSENT = "shape", "broken", "absent"


class BadPicture(Exception):
    """The bytes are no picture that can be shown: too large or too narrow (SHAPE), or not readable at all (BROKEN); or what reads
    videos is not installed (ABSENT)."""


class Pictures(Protocol):
    """One seam: processes of our own, or the same code inline in tests."""

    async def make(self, plan: str, body: bytes) -> list[Made]:
        """The sizes of a `plan` ("photo", "profile" or "thumb"), the stripped one first, the largest last; or a sticker ("sticker",
        "emoji", "sticker_thumb") after its thumbnail; or a profile photo of an emoji ("backdrop") or a picture of a place
        ("map"), whose bodies are packed. Raises BadPicture."""
        ...

    async def watch(self, plan: str, path: Path) -> list[Made]:
        """A video's frame and sound ("look"), a recording's waveform ("listen"), a GIF as MPEG-4 ("gif"), of a file on this machine:
        pictures/videos.py. Raises BadPicture."""
        ...

    async def close(self) -> None: ...
