"""The data folder: what lies where, and who holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from angarium.admin.config import FILE
from angarium.admin.faults import InUse
from angarium.model.config import Config


class Folder:
    """Names everything in the data folder; making a Folder touches nothing."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.config = self.path / FILE
        self.database = self.path / "angarium.db"
        self.key = self.path / "server.key"
        self.secret = self.path / "secret.key"
        self.files = self.path / "files"
        self.pieces = self.path / "pieces"
        self.tls = self.path / "tls"
        self.lock = self.path / "lock"

    def make(self) -> None:
        """Make the folder, for its owner alone; raises OSError."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep other servers out of this folder; raises `InUse`. A crash lets go, since the system keeps the lock."""
        self.make()
        handle = os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InUse(f"another Angarium is running on {self.path}") from None
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
            yield
        finally:
            os.close(handle)

    def is_held(self) -> bool:
        """Whether a server is running on this folder."""
        try:
            with self.lock.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def certificate(self, config: Config) -> tuple[Path, Path] | None:
        """The certificate chain and its key, or None when this server has none."""
        if config.tls.certificate:
            return self.path / config.tls.certificate, self.path / config.tls.key
        chain, key = self.tls / "server.pem", self.tls / "server.key"
        return (chain, key) if chain.exists() and key.exists() else None


def write_safely(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a small file whole or not at all: beside it, synced, then renamed over it."""
    beside = path.with_name(f".{path.name}.new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make renames in a folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
