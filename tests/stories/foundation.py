"""A database as a first start makes it, made once by each process of tests: a world begins with a copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from angarium.admin.folder import Folder
from angarium.store import backup


@cache
def empty_database() -> bytes:
    """What every migration together leaves in the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        backup.update(path)
        return path.read_bytes()


def lay(folder: Folder) -> None:
    """Give a data folder its database, unless it has one."""
    folder.make()
    if not folder.database.exists():
        folder.database.write_bytes(empty_database())
