"""Portable SQL: what stands in the store runs on SQLite and on PostgreSQL, and a key begins with its shard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.sources import read_source

TYPES = {"BIGINT", "TEXT", "BYTEA", "BOOLEAN"}
# A box, an owner, a person; or what names a row of a directory (phone numbers, content hashes, auth keys).
SHARDS = {
    "chat",
    "owner_id",
    "channel_id",
    "user_id",
    "box",
    "phone",
    "hash",
    "key_id",
    "file_id",
    "word",
    "poll_id",
    "page_id",
}
ENGINES = {"sqlite.py", "postgres.py", "schema.py", "search.py", "backup.py"}  # only these may differ between databases

_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|PRAGMA|REPLACE|VACUUM)\b")
_BANNED = {
    r"\bTRIGGER\b": "triggers",
    r"\bSEQUENCE\b|\bSERIAL\b|\bIDENTITY\b|\bAUTOINCREMENT\b|nextval": "sequences: counters are rows of their shard",
    r"\bPROCEDURE\b|\bFUNCTION\b": "stored procedures",
    r"\bLISTEN\b|\bNOTIFY\b|advisory_lock": "PostgreSQL's own signals and locks",
    r"\bnow\(|CURRENT_(TIMESTAMP|DATE|TIME)|\b(date|datetime|strftime|julianday|unixepoch|to_timestamp|age)\(": "the database's clock",
    r"\brandom\(|randomblob\(|gen_random": "the database's chance",
    r"\bINSERT OR\b|\bREPLACE INTO\b|\bIFNULL\(|\bGLOB\b|\browid\b|last_insert_rowid|\bPRAGMA\b|\bVACUUM\b": "words of SQLite alone",
    r"\bILIKE\b|::|\$\d|\bunnest\(|\bSKIP LOCKED\b|= ?ANY ?\(": "words of PostgreSQL alone",
    r"\b(min|max)\([^()]*,": "min and max of two values, which PostgreSQL calls LEAST and GREATEST: use CASE",
}
_COLUMN = re.compile(r"^\s*(\w+)\s+([A-Za-z]+)", re.M)
_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*?)\n\);", re.S)
_PRIMARY = re.compile(r"PRIMARY KEY \(([^)]*)\)")
_UNIQUE = re.compile(r"CREATE UNIQUE INDEX \w+ ON (\w+) \((\w+)")


def find_faults(root: Path) -> Iterator[str]:
    """Statements in the store that only one database would run, and keys that no shard could hold."""
    store = root / "src" / "angarium" / "store"
    for path in sorted(store.rglob("*.py")):
        if path.name not in ENGINES:
            for line, statement in _statements(path):
                for fault in _judge_statement(statement):
                    yield f"{path.relative_to(root)}:{line}: {fault}"
    shards: dict[str, str] = {}
    for path in sorted((store / "migrations").glob("*.sql")):
        text = re.sub(r"--[^\n]*", "", path.read_text("utf-8"))
        for fault in (*_judge_statement(text), *_judge_tables(text, shards)):
            yield f"{path.relative_to(root)}: {fault}"


def _statements(path: Path) -> Iterator[tuple[int, str]]:
    for text in read_source(path).texts:
        statement = text.fill("?")
        if _SQL.match(statement):
            yield text.line, statement


def _judge_statement(sql: str) -> Iterator[str]:
    for pattern, what in _BANNED.items():
        if found := re.search(pattern, sql, re.I if pattern.isupper() else 0):
            yield f"`{found.group(0)}`: {what}"
    if re.search(r"\bLIMIT\b", sql) and not re.search(r"\bORDER BY\b", sql):
        yield "LIMIT without ORDER BY: any rows could come"


def _judge_tables(text: str, shards: dict[str, str]) -> Iterator[str]:
    for table, body in _TABLE.findall(text):
        columns = re.sub(r"^\s*(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK)\b.*$", "", body, flags=re.M)
        for column, kind in _COLUMN.findall(columns):
            if kind not in TYPES:
                yield f"{table}.{column} is {kind}: only {', '.join(sorted(TYPES))}"
        primary = _PRIMARY.search(body)
        if primary is None:
            yield f"{table} has no primary key"
            continue
        key = [name.strip() for name in primary.group(1).split(",")]
        shards[table] = key[0]
        if len(key) > 1 and key[0] not in SHARDS:
            yield f"{table}: its key begins with {key[0]}, which is no shard ({', '.join(sorted(SHARDS))})"
    for table, first in _UNIQUE.findall(text):
        if shards.get(table) != first:
            yield f"{table}: a unique index begins with {first}, not with the shard {shards.get(table)}"
