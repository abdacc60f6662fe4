"""Copies of a database that is in use, and what a database file is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import apsw

from angarium.model.errors import StorageUnavailable
from angarium.store import schema
from angarium.store.sqlite import connect

PAGES = 512  # copied at a time, between two reports of progress

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One database file: its schema version, rows by table, and what SQLite finds wrong with it ("" = nothing)."""

    version: int
    counts: dict[str, int]
    fault: str


def copy(source: Path, target: Path, progress: Progress) -> None:
    """Write one committed state of `source` to the new file `target`; a server may go on writing meanwhile.

    The open snapshot is what keeps the copy from starting anew at every commit of the server
    (https://www.sqlite.org/backup.html).
    """
    try:
        origin = connect(source, readonly=True)
        copied = apsw.Connection(str(target))
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        with copied.backup("main", origin, "main") as work:
            while not work.done:
                work.step(PAGES)
                progress(work.page_count - work.remaining, work.page_count)
        copied.execute("PRAGMA journal_mode=DELETE").fetchall()
        copied.close()
        origin.close()
    except apsw.Error as fault:
        raise StorageUnavailable(str(fault)) from fault


def inspect(path: Path, *, thorough: bool) -> Inspection:
    """Read a database file; `thorough` compares every index with its table. Raises `StorageUnavailable` when it is none."""
    try:
        connection = connect(path, readonly=True)
        connection.execute("BEGIN")
        check = "integrity_check" if thorough else "quick_check"
        told = [row[0] for row in connection.execute(f"PRAGMA {check}(5)")]
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        counts = {}
        for table in tables:
            row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            counts[table] = int(row[0]) if row else 0
        found = Inspection(schema.version(connection), counts, "" if told == ["ok"] else "; ".join(map(str, told)))
        connection.close()
    except apsw.Error as fault:
        raise StorageUnavailable(str(fault)) from fault
    return found


def newest() -> int:
    """The schema version that this Angarium writes."""
    return schema.migrations()[-1][0]


def is_current(path: Path) -> bool:
    """Whether no migration is pending. Raises `StorageUnavailable`, and `StoreTooNew` for a database from the future."""
    try:
        connection = connect(path, readonly=True)
        pending = schema.pending(connection)
        connection.close()
    except apsw.Error as fault:
        raise StorageUnavailable(f"{path} cannot be read: {fault}") from fault
    return not pending


def update(path: Path) -> None:
    """Make the database, or bring it to this version, a copy being kept first. Raises `StorageUnavailable` and `StoreTooNew`."""
    try:
        connection = connect(path)
        try:
            at = schema.version(connection)
            if at and schema.pending(connection):
                connection.execute("VACUUM INTO ?", (str(path.with_suffix(f".before-{at:04}.db")),))
            schema.migrate(connection)
        finally:
            connection.close()
    except apsw.Error as fault:
        raise StorageUnavailable(f"{path} cannot be brought up to date: {fault}") from fault
