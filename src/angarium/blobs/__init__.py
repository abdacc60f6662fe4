"""File bodies, on disk or in S3, named by the SHA-256 of their content."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Blobs(Protocol):
    """One seam: a folder, or an S3 bucket. Names are SHA-256 in lower-case hex; a body is stored once and never changes."""

    async def put(self, body: bytes) -> str:
        """Store a small body (a thumbnail, a picture); returns its name once it is durable."""
        ...

    async def read(self, name: str, offset: int, limit: int) -> bytes:
        """At most `limit` bytes from `offset`; b"" beyond the end. Raises FileNotFoundError."""
        ...

    def find_path(self, name: str) -> Path | None:
        """Where the body lies on this machine; None when it lies elsewhere or is not there."""
        ...

    async def size(self, name: str) -> int:
        """Bytes of the body. Raises FileNotFoundError."""
        ...

    async def add_part(self, owner_id: int, upload_id: int, part: int, body: bytes, parts: int | None) -> None:
        """Keep one part of an upload under way; a repeated part replaces the former. `parts` is how many there will be, known from
        the start for large files: their parts go straight to their place."""
        ...

    async def finish(self, owner_id: int, upload_id: int, parts: int) -> tuple[str, int]:
        """Join the parts 0..parts-1 into a durable body: (name, size). Raises MissingPart."""
        ...

    async def take(self, owner_id: int, upload_id: int, parts: int, most: int) -> bytes | None:
        """The parts 0..parts-1 together, of which nothing stays: for what is read once. None for more than `most` bytes. Raises
        MissingPart."""
        ...

    async def unfinished(self, owner_id: int) -> int:
        """Bytes of this owner's uploads under way."""
        ...

    async def sweep(self, before: float) -> None:
        """Forget uploads that nobody has touched since `before` (epoch seconds)."""
        ...


class MissingPart(Exception):
    """A part of the upload has not arrived; `part` is its number."""

    def __init__(self, part: int) -> None:
        super().__init__(part)
        self.part = part
