"""To-do lists."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.todos import Todo
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Todo).decode


async def put(db: Db, todo: Todo) -> None:
    await db.run(
        "INSERT INTO todo (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        todo.id, _encode(todo),
    )  # fmt: skip


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, Todo]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM todo WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode(row[1]) for row in rows}
