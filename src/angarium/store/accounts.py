"""Accounts, their settings and the directories that find them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from angarium.model.ids import UserId
from angarium.model.users import Profile, User
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_profile = msgspec.msgpack.Decoder(Profile).decode
_COLUMNS = "a.id, a.phone, a.created, a.profile, p.seen, p.online_until"
_JOIN = "account a LEFT JOIN presence p ON p.user_id = a.id"

T = TypeVar("T")


def _user(row: Row) -> User:
    return User(
        id=UserId(row[0]),
        phone=row[1],
        created=row[2],
        profile=_decode_profile(row[3]),
        seen=row[4] or 0,
        online_until=row[5] or 0,
    )


async def add(db: Db, user: User) -> None:
    """A new account; raises the engine's constraint error when the id or the phone is taken."""
    await db.run(
        "INSERT INTO account (id, phone, created, profile) VALUES (?, ?, ?, ?)",
        user.id, user.phone, user.created, _encode(user.profile),
    )  # fmt: skip
    if user.phone:
        await db.run("INSERT INTO phone (phone, user_id) VALUES (?, ?)", user.phone, user.id)


async def find(db: Db, user_id: int) -> User | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM {_JOIN} WHERE a.id = ?", user_id)
    return _user(row) if row else None


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, User]:
    """Those of `ids` that exist. At most a few hundred ids at once."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT {_COLUMNS} FROM {_JOIN} WHERE a.id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _user(row) for row in rows}


async def set_profile(db: Db, user_id: int, profile: Profile) -> None:
    await db.run("UPDATE account SET profile = ? WHERE id = ?", _encode(profile), user_id)


async def set_phone(db: Db, user_id: int, old: str, new: str) -> None:
    """Move an account to another number ("" = to none)."""
    await db.run("UPDATE account SET phone = ? WHERE id = ?", new, user_id)
    await db.run("DELETE FROM phone WHERE phone = ?", old)
    if new:
        await db.run("INSERT INTO phone (phone, user_id) VALUES (?, ?)", new, user_id)


async def find_by_phone(db: Db, phone: str) -> UserId | None:
    row = await db.one("SELECT user_id FROM phone WHERE phone = ?", phone)
    return UserId(row[0]) if row else None


async def find_by_phones(db: Db, phones: Iterable[str]) -> dict[str, UserId]:
    wanted = tuple(phones)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT phone, user_id FROM phone WHERE phone IN ({marks(len(wanted))})", *wanted)
    return {phone: UserId(user_id) for phone, user_id in rows}


async def set_presence(db: Db, user_id: int, seen: int, online_until: int) -> None:
    await db.run(
        "INSERT INTO presence (user_id, seen, online_until) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET seen = excluded.seen, online_until = excluded.online_until",
        user_id, seen, online_until,
    )  # fmt: skip


async def find_setting(db: Db, owner_id: int, name: str, kind: type[T]) -> T | None:
    """One stored setting of an account, decoded as `kind`."""
    row = await db.one("SELECT value FROM setting WHERE owner_id = ? AND name = ?", owner_id, name)
    return msgspec.msgpack.decode(row[0], type=kind) if row else None


async def set_setting(db: Db, owner_id: int, name: str, value: object) -> None:
    await db.run(
        "INSERT INTO setting (owner_id, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (owner_id, name) DO UPDATE SET value = excluded.value",
        owner_id, name, _encode(value),
    )  # fmt: skip


async def remove_setting(db: Db, owner_id: int, name: str) -> None:
    await db.run("DELETE FROM setting WHERE owner_id = ? AND name = ?", owner_id, name)
