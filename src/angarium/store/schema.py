"""Migrations: append-only SQL files, each applied once in one transaction; a newer database is refused."""

from __future__ import annotations

import re
from importlib import resources

import apsw

from angarium.store import search
from angarium.store.db import StoreTooNew

_END_OF_TABLE = re.compile(r"(CREATE TABLE [^;]*?)\n\);", re.S)


def migrations() -> list[tuple[int, str, str]]:
    """(version, name, SQL) of every migration, oldest first."""
    folder = resources.files(__package__) / "migrations"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name[:4]), name, (folder / name).read_text("utf-8")) for name in found]


def for_sqlite(sql: str) -> str:
    """The portable SQL with every table clustered by its primary key, which SQLite otherwise does only for rowids."""
    return _END_OF_TABLE.sub(r"\1\n) WITHOUT ROWID;", sql)


def version(connection: apsw.Connection) -> int:
    """The version the database is at; 0 = empty."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def pending(connection: apsw.Connection) -> list[tuple[int, str, str]]:
    """What is still to be applied; raises `StoreTooNew` for a database from the future."""
    known, at = migrations(), version(connection)
    if known and at > known[-1][0]:
        raise StoreTooNew(f"the database is at version {at}, this Angarium knows {known[-1][0]}")
    return [row for row in known if row[0] > at]


def migrate(connection: apsw.Connection) -> list[str]:
    """Apply what is pending in one transaction; returns the names. The caller makes the backup first."""
    todo = pending(connection)
    with connection:
        for number, _, sql in todo:
            connection.execute(for_sqlite(sql))
            connection.execute(f"PRAGMA user_version={number}")
        search.create(connection)
    return [name for _, name, _ in todo]
