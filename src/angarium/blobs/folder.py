"""Blobs in a folder: plain files, two levels of folders, each body once."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
from pathlib import Path

from angarium.blobs import MissingPart


class FolderBlobs:
    """Bodies under `root/ab/cdef…`, uploads under way under `root/uploads/<owner>/<upload>/<part>`. Disk work runs in threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._uploads = root / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _path(self, name: str) -> Path:
        if len(name) != 64 or not all(letter in "0123456789abcdef" for letter in name):
            raise FileNotFoundError(name)
        return self._root / name[:2] / name[2:]

    async def put(self, body: bytes) -> str:
        return await asyncio.to_thread(self._put, body)

    def _put(self, body: bytes) -> str:
        name = hashlib.sha256(body).hexdigest()
        if not self._path(name).exists():
            temporary = self._uploads / f"{name}.{os.getpid()}"
            with temporary.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            self._settle(temporary, name)
        return name

    def _settle(self, temporary: Path, name: str) -> None:
        """Move a complete, synced file to its place, so that a body is there whole or not at all."""
        target = self._path(name)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(temporary, target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    async def read(self, name: str, offset: int, limit: int) -> bytes:
        return await asyncio.to_thread(self._read, name, offset, limit)

    def _read(self, name: str, offset: int, limit: int) -> bytes:
        descriptor = os.open(self._path(name), os.O_RDONLY)
        try:
            return os.pread(descriptor, limit, offset)
        finally:
            os.close(descriptor)

    async def size(self, name: str) -> int:
        return self._path(name).stat().st_size

    def _folder(self, owner_id: int, upload_id: int) -> Path:
        return self._uploads / str(owner_id) / str(upload_id)

    async def add_part(self, owner_id: int, upload_id: int, part: int, body: bytes) -> None:
        await asyncio.to_thread(self._add_part, self._folder(owner_id, upload_id), part, body)

    def _add_part(self, folder: Path, part: int, body: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = folder / f"{part}.new"
        temporary.write_bytes(body)
        os.replace(temporary, folder / str(part))

    async def finish(self, owner_id: int, upload_id: int, parts: int) -> tuple[str, int]:
        return await asyncio.to_thread(self._finish, self._folder(owner_id, upload_id), parts)

    def _finish(self, folder: Path, parts: int) -> tuple[str, int]:
        for part in range(parts):
            if not (folder / str(part)).exists():
                raise MissingPart(part)
        digest, size = hashlib.sha256(), 0
        temporary = folder / "whole"
        with temporary.open("wb") as file:
            for part in range(parts):
                body = (folder / str(part)).read_bytes()
                digest.update(body)
                size += len(body)
                file.write(body)
            file.flush()
            os.fsync(file.fileno())
        name = digest.hexdigest()
        if self._path(name).exists():
            temporary.unlink()
        else:
            self._settle(temporary, name)
        shutil.rmtree(folder)
        return name, size

    async def drop(self, owner_id: int, upload_id: int) -> None:
        await asyncio.to_thread(shutil.rmtree, self._folder(owner_id, upload_id), True)
