"""Imported numbers that nobody here has yet, and who waits for them."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.store.db import Db


async def add(db: Db, owner_id: int, rows: Iterable[tuple[str, str, str]]) -> None:
    """Remember (phone, first name, last name) of people who are not here."""
    found = list(rows)
    await db.many(
        "INSERT INTO phone_book (owner_id, phone, first_name, last_name) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, phone) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name",
        [(owner_id, *row) for row in found],
    )
    await db.many(
        "INSERT INTO phone_wanted (phone, owner_id) VALUES (?, ?) ON CONFLICT (phone, owner_id) DO NOTHING",
        [(row[0], owner_id) for row in found],
    )


async def count(db: Db, owner_id: int) -> int:
    row = await db.one("SELECT count(*) FROM phone_book WHERE owner_id = ?", owner_id)
    return int(row[0]) if row else 0


async def find_all(db: Db, owner_id: int) -> list[tuple[str, str, str]]:
    """(phone, first name, last name), by phone."""
    rows = await db.all(
        "SELECT phone, first_name, last_name FROM phone_book WHERE owner_id = ? ORDER BY phone", owner_id
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def find(db: Db, owner_id: int, phone: str) -> tuple[str, str] | None:
    row = await db.one("SELECT first_name, last_name FROM phone_book WHERE owner_id = ? AND phone = ?", owner_id, phone)
    return (row[0], row[1]) if row else None


async def wanted_by(db: Db, phone: str, limit: int) -> list[int]:
    """Some of those who have imported this number."""
    rows = await db.all("SELECT owner_id FROM phone_wanted WHERE phone = ? ORDER BY owner_id LIMIT ?", phone, limit)
    return [row[0] for row in rows]


async def remove(db: Db, owner_id: int, phones: Iterable[str]) -> None:
    found = list(phones)
    await db.many("DELETE FROM phone_book WHERE owner_id = ? AND phone = ?", [(owner_id, phone) for phone in found])
    await db.many("DELETE FROM phone_wanted WHERE phone = ? AND owner_id = ?", [(phone, owner_id) for phone in found])


async def clear(db: Db, owner_id: int) -> None:
    await db.run(
        "DELETE FROM phone_wanted WHERE phone IN (SELECT phone FROM phone_book WHERE owner_id = ?) AND owner_id = ?",
        owner_id, owner_id,
    )  # fmt: skip
    await db.run("DELETE FROM phone_book WHERE owner_id = ?", owner_id)
