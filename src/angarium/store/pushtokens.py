"""Where sleeping devices are woken: one token for each device and kind of push service."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import PushToken
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PushToken).decode


async def put(db: Db, user_id: int, login_id: int, token: PushToken) -> None:
    await db.run(
        "INSERT INTO push_token (user_id, login_id, kind, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, login_id, kind) DO UPDATE SET body = excluded.body",
        user_id, login_id, token.kind, _encode(token),
    )  # fmt: skip


async def find_all(db: Db, user_id: int) -> list[tuple[int, PushToken]]:
    """(device, token) of an account."""
    rows = await db.all("SELECT login_id, body FROM push_token WHERE user_id = ? ORDER BY login_id, kind", user_id)
    return [(row[0], _decode(row[1])) for row in rows]


async def find(db: Db, user_id: int, login_id: int, kind: int) -> PushToken | None:
    row = await db.one(
        "SELECT body FROM push_token WHERE user_id = ? AND login_id = ? AND kind = ?", user_id, login_id, kind
    )
    return _decode(row[0]) if row else None


async def remove(db: Db, user_id: int, login_id: int, kind: int | None = None) -> None:
    """One token of a device, or all of them."""
    if kind is None:
        await db.run("DELETE FROM push_token WHERE user_id = ? AND login_id = ?", user_id, login_id)
    else:
        await db.run("DELETE FROM push_token WHERE user_id = ? AND login_id = ? AND kind = ?", user_id, login_id, kind)
