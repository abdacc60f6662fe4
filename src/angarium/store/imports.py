"""Histories that are brought from other messengers, until they are in their chats."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.messages import Media
from angarium.store.db import Db, Row, marks

_FIELDS = "box, id, owner_id, peer, app, started, files, parts, done, said, last, told"
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Media).decode
_TABLES = ("history_import", "history_import_part", "history_import_file")


class Import(msgspec.Struct, frozen=True, array_like=True):
    """`files` is how many may come with it; `done` of its `parts` are in the chat. `last` is the newest message that it brought, `said` the
    newest that somebody wrote, as readers number them; `told` the last member of whom it was noted that they need not read it."""

    box: int
    id: int
    owner_id: int
    peer: int
    app: str
    started: bool
    files: int
    parts: int
    done: int = 0
    said: int = 0
    last: int = 0
    told: int = 0


def _read(row: Row) -> Import:
    box, id, owner_id, peer, app, started, files, parts, done, said, last, told = row
    return Import(box, id, owner_id, peer, app, bool(started), files, parts, done, said, last, told)


async def find(db: Db, box: int, id: int) -> Import | None:
    row = await db.one(f"SELECT {_FIELDS} FROM history_import WHERE box = ? AND id = ?", box, id)
    return _read(row) if row else None


async def of_box(db: Db, box: int) -> list[Import]:
    """All that are not done yet."""
    rows = await db.all(f"SELECT {_FIELDS} FROM history_import WHERE box = ? ORDER BY id", box)
    return [_read(row) for row in rows]


async def put(db: Db, one: Import) -> None:
    """Write a whole row."""
    await db.run(
        f"INSERT INTO history_import ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (box, id) DO UPDATE SET"
        " started = excluded.started, parts = excluded.parts, done = excluded.done, said = excluded.said,"
        " last = excluded.last, told = excluded.told",
        *msgspec.structs.astuple(one),
    )


async def remove(db: Db, box: int, id: int) -> None:
    """With what is left of its parts and files."""
    for table in _TABLES:
        await db.run(f"DELETE FROM {table} WHERE box = ? AND id = ?", box, id)


async def add_parts(db: Db, box: int, id: int, first: int, bodies: Iterable[bytes]) -> None:
    """Further parts, numbered from `first` on."""
    await db.many(
        "INSERT INTO history_import_part (box, id, number, body) VALUES (?, ?, ?, ?)",
        [(box, id, number, body) for number, body in enumerate(bodies, first)],
    )


async def take_part(db: Db, box: int, id: int, number: int) -> bytes | None:
    """A part, which is not kept any longer."""
    where = "FROM history_import_part WHERE box = ? AND id = ? AND number = ?"
    row = await db.one(f"SELECT body {where}", box, id, number)
    await db.run(f"DELETE {where}", box, id, number)
    return bytes(row[0]) if row else None


async def put_file(db: Db, box: int, id: int, name: str, media: Media) -> None:
    """A file, under the name that the messages call it by."""
    await db.run(
        "INSERT INTO history_import_file (box, id, name, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (box, id, name) DO UPDATE SET body = excluded.body",
        box, id, name, _encode(media),
    )  # fmt: skip


async def count_files(db: Db, box: int, id: int) -> int:
    row = await db.one("SELECT count(*) FROM history_import_file WHERE box = ? AND id = ?", box, id)
    return int(row[0]) if row else 0


async def find_files(db: Db, box: int, id: int, names: Iterable[str]) -> dict[str, Media]:
    wanted = tuple(names)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT name, body FROM history_import_file WHERE box = ? AND id = ? AND name IN ({marks(len(wanted))})",
        box, id, *wanted,
    )  # fmt: skip
    return {row[0]: _decode(row[1]) for row in rows}
