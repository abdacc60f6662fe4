"""Pieces of files in a folder of bounded size: what nobody has read for the longest time makes room. Nothing here is the only copy."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from contextlib import suppress
from itertools import count
from pathlib import Path


class Pieces:
    """Pieces under `root/ab/abcdef….7`, `most` bytes of them. Disk work runs in threads; what is there is known in memory."""

    def __init__(self, root: Path, most: int) -> None:
        self._root, self._most = root, most
        self._sizes: OrderedDict[str, int] = OrderedDict()  # least lately used first
        self._arrivals = count()
        self.used = 0
        """Bytes that lie here."""
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._find_what_is_there()

    def _find_what_is_there(self) -> None:
        """After a restart: in the order of their arrival. What had not arrived wholly goes."""
        for unfinished in self._root.glob("*.new"):
            unfinished.unlink(missing_ok=True)
        for _, size, name in sorted((at.stat().st_mtime, at.stat().st_size, at.name) for at in self._root.glob("??/*")):
            self._sizes[name] = size
            self.used += size

    def __len__(self) -> int:
        return len(self._sizes)

    async def put(self, file: str, number: int, body: bytes) -> None:
        """Keep a piece; raises OSError. What lay under its name is replaced."""
        name = f"{file}.{number}"
        await asyncio.to_thread(self._write, name, body)
        self.used += len(body) - self._sizes.pop(name, 0)
        self._sizes[name] = len(body)
        gone = []
        while self.used > self._most and self._sizes:
            oldest, size = self._sizes.popitem(last=False)
            self.used -= size
            gone.append(oldest)
        if gone:
            await asyncio.to_thread(self._remove, gone)

    async def read(self, file: str, number: int, offset: int, limit: int) -> bytes | None:
        """At most `limit` bytes from `offset` of a piece; None when it is not here."""
        name = f"{file}.{number}"
        if name not in self._sizes:
            return None
        self._sizes.move_to_end(name)
        try:
            return await asyncio.to_thread(self._read, name, offset, limit)
        except FileNotFoundError:  # made room in this moment, or was taken away by hand
            self.used -= self._sizes.pop(name, 0)
            return None

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name

    def _write(self, name: str, body: bytes) -> None:
        path, arriving = self._path(name), self._root / f"{next(self._arrivals)}.new"
        with arriving.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())  # or a power cut leaves a piece that is full of zeros, and no client takes it
        path.parent.mkdir(exist_ok=True, mode=0o700)
        arriving.replace(path)

    def _read(self, name: str, offset: int, limit: int) -> bytes:
        descriptor = os.open(self._path(name), os.O_RDONLY)
        try:
            return os.pread(descriptor, limit, offset)
        finally:
            os.close(descriptor)

    def _remove(self, names: list[str]) -> None:
        for name in names:
            with suppress(FileNotFoundError):
                self._path(name).unlink()
