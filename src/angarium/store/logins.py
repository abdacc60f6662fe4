"""Authorizations: the devices of an account."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.accounts import Authorization, Device
from angarium.model.ids import AuthorizationId
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Device).decode
_COLUMNS = "user_id, id, key_id, hash, layer, created, active, address, confirmed, calls_disabled, secret_chats_disabled, device"


def _login(row: Row) -> Authorization:
    return Authorization(
        user_id=row[0], id=row[1], key_id=row[2], hash=row[3], layer=row[4], created=row[5], active=row[6], address=row[7],
        confirmed=bool(row[8]), calls_disabled=bool(row[9]), secret_chats_disabled=bool(row[10]), device=_decode(row[11]),
    )  # fmt: skip


async def put(db: Db, login: Authorization) -> None:
    await db.run(
        f"INSERT INTO login ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (user_id, id) DO UPDATE SET layer = excluded.layer, active = excluded.active, address = excluded.address,"
        " confirmed = excluded.confirmed, calls_disabled = excluded.calls_disabled,"
        " secret_chats_disabled = excluded.secret_chats_disabled, device = excluded.device",
        login.user_id, login.id, login.key_id, login.hash, login.layer, login.created, login.active, login.address,
        login.confirmed, login.calls_disabled, login.secret_chats_disabled, _encode(login.device),
    )  # fmt: skip


async def find(db: Db, user_id: int, id: AuthorizationId) -> Authorization | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM login WHERE user_id = ? AND id = ?", user_id, id)
    return _login(row) if row else None


async def find_all(db: Db, user_id: int) -> list[Authorization]:
    """The devices of an account, latest active first."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM login WHERE user_id = ? ORDER BY active DESC, id", user_id)
    return [_login(row) for row in rows]


async def languages(db: Db, users: Iterable[int]) -> dict[int, str]:
    """What the newest device of each of these people speaks ("en", "de-at" …), as far as they have one that says so."""
    wanted = tuple(users)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = await db.all(
            f"SELECT user_id, device FROM login WHERE user_id IN ({marks(len(some))}) ORDER BY active", *some
        )
        found |= {row[0]: code for row in rows if (code := _decode(row[1]).lang_code)}
    return found


async def remove(db: Db, user_id: int, id: AuthorizationId) -> None:
    await db.run("DELETE FROM login WHERE user_id = ? AND id = ?", user_id, id)


async def set_active(db: Db, user_id: int, id: AuthorizationId, at: int) -> None:
    await db.run("UPDATE login SET active = ? WHERE user_id = ? AND id = ?", at, user_id, id)


async def count(db: Db, user_id: int) -> int:
    row = await db.one("SELECT count(*) FROM login WHERE user_id = ?", user_id)
    return int(row[0]) if row else 0
