"""Tokens that somebody shows to be let in: for a login by QR code, for taking a login along, for a link to a person."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import Token
from angarium.model.ids import KeyId, UserId
from angarium.store.db import Db, Row

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Token).decode
_COLUMNS = "token, purpose, key_id, user_id, expires_at, body"


def _token(row: Row) -> Token:
    return msgspec.structs.replace(
        _decode(row[5]),
        token=row[0], purpose=row[1], key_id=KeyId(row[2]),
        user_id=UserId(row[3]) if row[3] is not None else None, expires_at=row[4],
    )  # fmt: skip


async def put(db: Db, token: Token) -> None:
    await db.run(
        f"INSERT INTO token ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id, expires_at = excluded.expires_at, body = excluded.body",
        token.token, token.purpose, token.key_id, token.user_id, token.expires_at, _encode(token),
    )  # fmt: skip


async def find(db: Db, token: bytes, purpose: str) -> Token | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM token WHERE token = ? AND purpose = ?", token, purpose)
    return _token(row) if row else None


async def find_by_key(db: Db, key_id: KeyId, purpose: str) -> Token | None:
    """The newest token that was made for a key."""
    row = await db.one(
        f"SELECT {_COLUMNS} FROM token WHERE key_id = ? AND purpose = ? ORDER BY expires_at DESC LIMIT 1",
        key_id,
        purpose,
    )
    return _token(row) if row else None


async def remove(db: Db, token: bytes) -> None:
    await db.run("DELETE FROM token WHERE token = ?", token)


async def remove_expired(db: Db, now: int) -> None:
    await db.run("DELETE FROM token WHERE expires_at <= ?", now)
