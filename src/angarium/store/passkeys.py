"""Passkeys of accounts."""

from __future__ import annotations

import msgspec

from angarium.model.passkeys import Passkey
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Passkey).decode


async def listing(db: Db, user_id: int) -> list[Passkey]:
    """All of one account; they are few."""
    rows = await db.all("SELECT body FROM passkey WHERE user_id = ? ORDER BY id", user_id)
    return [_decode(row[0]) for row in rows]


async def put(db: Db, user_id: int, made: Passkey) -> None:
    await db.run(
        "INSERT INTO passkey (user_id, id, body) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id, id) DO UPDATE SET body = excluded.body",
        user_id, made.id, _encode(made),
    )  # fmt: skip


async def remove(db: Db, user_id: int, id: str) -> None:
    await db.run("DELETE FROM passkey WHERE user_id = ? AND id = ?", user_id, id)
