"""Two-step verification: one record for each account that has it."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import Password
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Password).decode


async def find(db: Db, user_id: int) -> Password | None:
    row = await db.one("SELECT body FROM password WHERE user_id = ?", user_id)
    return _decode(row[0]) if row else None


async def put(db: Db, user_id: int, password: Password) -> None:
    await db.run(
        "INSERT INTO password (user_id, body) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET body = excluded.body",
        user_id, _encode(password),
    )  # fmt: skip


async def remove(db: Db, user_id: int) -> None:
    await db.run("DELETE FROM password WHERE user_id = ?", user_id)
