"""Codes that prove a phone number or a mail address: one waiting for each address and purpose."""

from __future__ import annotations

from angarium.model.accounts import Code
from angarium.model.ids import KeyId
from angarium.store.db import Db

_COLUMNS = "phone, purpose, hash, code, channel, key_id, created, expires_at, attempts, sends"


async def put(db: Db, code: Code) -> None:
    await db.run(
        f"INSERT INTO code ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (phone, purpose) DO UPDATE SET hash = excluded.hash, code = excluded.code, channel = excluded.channel,"
        " key_id = excluded.key_id, created = excluded.created, expires_at = excluded.expires_at,"
        " attempts = excluded.attempts, sends = excluded.sends",
        code.phone, code.purpose, code.hash, code.code, code.channel, code.key_id, code.created, code.expires_at, code.attempts,
        code.sends,
    )  # fmt: skip


async def find(db: Db, phone: str, purpose: str) -> Code | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM code WHERE phone = ? AND purpose = ?", phone, purpose)
    if row is None:
        return None
    return Code(
        phone=row[0], purpose=row[1], hash=row[2], code=row[3], channel=row[4], key_id=KeyId(row[5]), created=row[6],
        expires_at=row[7], attempts=row[8], sends=row[9],
    )  # fmt: skip


async def remove(db: Db, phone: str, purpose: str) -> None:
    await db.run("DELETE FROM code WHERE phone = ? AND purpose = ?", phone, purpose)


async def remove_by_code(db: Db, phone: str, purpose: str, codes: tuple[str, ...]) -> None:
    """Void the waiting code if it is one of these."""
    for code in codes:
        await db.run("DELETE FROM code WHERE phone = ? AND purpose = ? AND code = ?", phone, purpose, code)


async def remove_expired(db: Db, now: int) -> None:
    await db.run("DELETE FROM code WHERE expires_at <= ?", now)
