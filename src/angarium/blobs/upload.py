"""One upload under way on disk: parts in any order, from any number of connections, through a restart."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from angarium.blobs import MissingPart

WHOLE, SEEN, LAST = "whole", "seen", "last"


class Upload:
    """Parts of a small file (their number is not known before the end) are files of their own. Those of a large one go straight to
    their place in `whole`, and a byte in `seen` says that they are there; its last part, which alone may be shorter and so does not
    tell the size of a part, waits in `last` until the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, part: int, body: bytes, parts: int | None) -> None:
        try:
            self._put(part, body, parts)
        except FileNotFoundError:  # its first part makes the folder
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._put(part, body, parts)

    def _put(self, part: int, body: bytes, parts: int | None) -> None:
        if parts is None or part == parts - 1:
            name = LAST if parts is not None else str(part)
            temporary = self._folder / f"{name}.{os.getpid()}.new"
            temporary.write_bytes(body)
            os.replace(temporary, self._folder / name)
        else:
            self._write_at(WHOLE, body, part * len(body))
            self._write_at(SEEN, b"\1", part)

    def _write_at(self, name: str, body: bytes, offset: int) -> None:
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(descriptor, body, offset)
        finally:
            os.close(descriptor)

    def join(self, parts: int) -> Path:
        """The whole file, still in the upload's folder. Raises MissingPart."""
        if (self._folder / LAST).exists() or (self._folder / SEEN).exists():
            self._require_seen(parts)
            with (self._folder / WHOLE).open("ab") as whole:
                whole.write((self._folder / LAST).read_bytes())
            (self._folder / LAST).unlink()
        else:
            for part in range(parts):
                if not (self._folder / str(part)).exists():
                    raise MissingPart(part)
            with (self._folder / WHOLE).open("wb") as whole:
                for part in range(parts):
                    whole.write((self._folder / str(part)).read_bytes())
        return self._folder / WHOLE

    def _require_seen(self, parts: int) -> None:
        marks = (self._folder / SEEN).read_bytes() if (self._folder / SEEN).exists() else b""
        for part in range(parts - 1):
            if part >= len(marks) or not marks[part]:
                raise MissingPart(part)
        if not (self._folder / LAST).exists():
            raise MissingPart(parts - 1)

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
