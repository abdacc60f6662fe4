"""The seam between queries and engines: what every query function is handed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]


class Db(Protocol):
    """One transaction or snapshot. SQL is the subset that SQLite and PostgreSQL share, with `?` for arguments."""

    async def one(self, sql: str, *args: Any) -> Row | None:
        """The first row, or None."""
        ...

    async def all(self, sql: str, *args: Any) -> list[Row]: ...

    async def run(self, sql: str, *args: Any) -> None: ...

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same statement once per row."""
        ...


def marks(count: int) -> str:
    """`?,?,?` for an IN list of `count` values; callers bound the count."""
    return ",".join("?" * count)


class StoreTooNew(Exception):
    """The database was written by a newer version of Angarium; this one refuses to touch it."""
