"""Blobs in a folder: plain files, two levels of folders, each body once."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import threading
from pathlib import Path

from angarium.blobs.upload import Upload

CHUNK = 1 << 20
MAX_NAME = 64


class FolderBlobs:
    """Bodies under `root/ab/cdef…`, uploads under way under `root/uploads/<owner>/<upload>/`. Disk work runs in threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._uploads = root / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _path(self, name: str) -> Path:
        if len(name) != MAX_NAME or not all(letter in "0123456789abcdef" for letter in name):
            raise FileNotFoundError(name)
        return self._root / name[:2] / name[2:]

    # --- bodies

    async def put(self, body: bytes) -> str:
        return await asyncio.to_thread(self._put, body)

    def _put(self, body: bytes) -> str:
        name = hashlib.sha256(body).hexdigest()
        if not self._path(name).exists():
            # The same body may come twice at once: each writer has a file of its own.
            temporary = self._uploads / f"{name}.{os.getpid()}.{threading.get_ident()}"
            temporary.write_bytes(body)
            self._settle(temporary, name)
        return name

    def _settle(self, temporary: Path, name: str) -> None:
        """Move a complete file to its place once its bytes are on the disk, so that a body is there whole or not at all."""
        _sync(temporary)
        target = self._path(name)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(temporary, target)
        _sync(target.parent)

    async def read(self, name: str, offset: int, limit: int) -> bytes:
        return await asyncio.to_thread(self._read, name, offset, limit)

    def _read(self, name: str, offset: int, limit: int) -> bytes:
        descriptor = os.open(self._path(name), os.O_RDONLY)
        try:
            return os.pread(descriptor, limit, offset)
        finally:
            os.close(descriptor)

    def find_path(self, name: str) -> Path | None:
        path = self._path(name)
        return path if path.exists() else None

    async def size(self, name: str) -> int:
        return self._path(name).stat().st_size

    # --- uploads under way

    def _upload(self, owner_id: int, upload_id: int) -> Upload:
        return Upload(self._uploads / str(owner_id) / str(upload_id))

    async def add_part(self, owner_id: int, upload_id: int, part: int, body: bytes, parts: int | None) -> None:
        await asyncio.to_thread(self._upload(owner_id, upload_id).add, part, body, parts)

    async def finish(self, owner_id: int, upload_id: int, parts: int) -> tuple[str, int]:
        return await asyncio.to_thread(self._finish, self._upload(owner_id, upload_id), parts)

    def _finish(self, upload: Upload, parts: int) -> tuple[str, int]:
        whole = upload.join(parts)
        digest, size = hashlib.sha256(), 0
        with whole.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        name = digest.hexdigest()
        if not self._path(name).exists():
            self._settle(whole, name)
        upload.remove()
        return name, size

    async def take(self, owner_id: int, upload_id: int, parts: int, most: int) -> bytes | None:
        return await asyncio.to_thread(self._take, self._upload(owner_id, upload_id), parts, most)

    def _take(self, upload: Upload, parts: int, most: int) -> bytes | None:
        whole = upload.join(parts)
        body = whole.read_bytes() if whole.stat().st_size <= most else None
        upload.remove()
        return body

    async def unfinished(self, owner_id: int) -> int:
        return await asyncio.to_thread(_weigh, self._uploads / str(owner_id))

    async def sweep(self, before: float) -> None:
        await asyncio.to_thread(self._sweep, before)

    def _sweep(self, before: float) -> None:
        for folder in self._uploads.glob("*/*"):
            if folder.is_dir() and folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _weigh(folder: Path) -> int:
    return sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file()) if folder.exists() else 0
