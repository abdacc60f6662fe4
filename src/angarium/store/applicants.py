"""Permissions to sign up: invites that are used up, numbers that were approved or wait for it."""

from __future__ import annotations

from angarium.store.db import Db


async def find_state(db: Db, phone: str) -> str:
    """ "waiting", "approved", "declined", or "" for a number nobody has decided on."""
    row = await db.one("SELECT state FROM applicant WHERE phone = ?", phone)
    return str(row[0]) if row else ""


async def put(db: Db, phone: str, first_name: str, last_name: str, created: int, state: str) -> None:
    await db.run(
        "INSERT INTO applicant (phone, first_name, last_name, created, state) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (phone) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, state = excluded.state",
        phone, first_name, last_name, created, state,
    )  # fmt: skip


async def remove(db: Db, phone: str) -> None:
    await db.run("DELETE FROM applicant WHERE phone = ?", phone)


async def take_invite(db: Db, code: str, now: int) -> bool:
    """Use an invite once; False when there is none, or it is over or used up."""
    row = await db.one(
        "UPDATE invite SET uses_left = uses_left - 1 WHERE code = ? AND uses_left > 0 AND (expires_at = 0 OR expires_at > ?)"
        " RETURNING code",
        code, now,
    )  # fmt: skip
    return row is not None
