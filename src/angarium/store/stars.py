"""Purses and movements of stars, and the reactions that were paid with them. Everything is keyed by its owner."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from angarium.model.ids import Box
from angarium.model.stars import Entry, Purse, Reactor
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode

TOLD = "stars granted"
"""Kind of `due`: the operator gave stars, of which their owner is still to hear."""


async def find_purse(db: Db, owner_id: int) -> Purse | None:
    row = await db.one("SELECT stars, month, last_id FROM star_purse WHERE owner_id = ?", owner_id)
    return Purse(*row) if row else None


async def open_purse(db: Db, owner_id: int, month: int) -> None:
    await db.run("INSERT INTO star_purse (owner_id, stars, month, last_id) VALUES (?, 0, ?, 0)", owner_id, month)


async def set_month(db: Db, owner_id: int, month: int) -> None:
    await db.run("UPDATE star_purse SET month = ? WHERE owner_id = ?", month, owner_id)


async def move(db: Db, owner_id: int, entry: Entry) -> Purse | None:
    """Write one movement into somebody's purse; None, and nothing is changed, when there is not enough in it."""
    row = await db.one(
        "UPDATE star_purse SET stars = stars + ?, last_id = last_id + 1 WHERE owner_id = ? AND stars + ? >= 0"
        " RETURNING stars, month, last_id",
        entry.stars, owner_id, entry.stars,
    )  # fmt: skip
    if row is None:
        return None
    purse = Purse(*row)
    kept = replace(entry, id=purse.last_id)
    await db.run(
        "INSERT INTO star_entry (owner_id, id, charge, stars, body) VALUES (?, ?, ?, ?, ?)",
        owner_id, kept.id, kept.charge, kept.stars, _encode(kept),
    )  # fmt: skip
    return purse


def _entries(rows: list[Row]) -> list[Entry]:
    return [_decode(row[0]) for row in rows]


async def find_entries(
    db: Db, owner_id: int, *, after: int, limit: int, ascending: bool, inbound: bool, outbound: bool
) -> list[Entry]:
    """One page of somebody's movements behind entry `after` (0 = from the beginning), newest first or the other way round; only what
    came in or what went out, unless both are asked for or neither is."""
    way = "" if inbound == outbound else " AND stars > 0" if inbound else " AND stars < 0"
    if ascending:
        return _entries(
            await db.all(
                f"SELECT body FROM star_entry WHERE owner_id = ? AND id > ?{way} ORDER BY id LIMIT ?",
                owner_id, after, limit,
            )
        )  # fmt: skip
    return _entries(
        await db.all(
            f"SELECT body FROM star_entry WHERE owner_id = ? AND id < ?{way} ORDER BY id DESC LIMIT ?",
            owner_id, after or 2**62, limit,
        )
    )  # fmt: skip


async def sum_of_gains(db: Db, owner_id: int) -> int:
    """All that ever came into a purse."""
    row = await db.one("SELECT sum(stars) FROM star_entry WHERE owner_id = ? AND stars > 0", owner_id)
    return int(row[0] or 0) if row else 0


async def find_charge(db: Db, owner_id: int, charge: str) -> list[Entry]:
    """What somebody's purse knows of one charge: the payment, and what was given back of it."""
    return _entries(
        await db.all("SELECT body FROM star_entry WHERE owner_id = ? AND charge = ? ORDER BY id", owner_id, charge)
    )


# --- paid reactions


async def put_reactor(db: Db, box: Box, message_id: int, user_id: int, stars: int, shown: int) -> None:
    """Add to what somebody paid for a reaction, and in whose name they are shown."""
    await db.run(
        "INSERT INTO paid_reaction (box, message_id, user_id, stars, shown) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (box, message_id, user_id) DO UPDATE SET stars = paid_reaction.stars + ?, shown = excluded.shown",
        box, message_id, user_id, stars, shown, stars,
    )  # fmt: skip


async def find_reactor(db: Db, box: Box, message_id: int, user_id: int) -> Reactor | None:
    row = await db.one(
        "SELECT user_id, stars, shown FROM paid_reaction WHERE box = ? AND message_id = ? AND user_id = ?",
        box, message_id, user_id,
    )  # fmt: skip
    return Reactor(*row) if row else None


async def find_reactors(db: Db, box: Box, ids: Iterable[int]) -> dict[int, list[Reactor]]:
    """Who paid for reactions on these posts, those who paid most first."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT message_id, user_id, stars, shown FROM paid_reaction WHERE box = ? AND message_id IN ({marks(len(wanted))})",
        box, *wanted,
    )  # fmt: skip
    found: dict[int, list[Reactor]] = {}
    for message_id, *reactor in sorted(rows, key=lambda row: (-row[2], row[1])):
        found.setdefault(message_id, []).append(Reactor(*reactor))
    return found


# --- paid messages


async def add_revenue(db: Db, owner_id: int, payer_id: int, stars: int) -> None:
    """Somebody has earned this by a message of a person."""
    await db.run(
        "INSERT INTO message_revenue (owner_id, payer_id, stars) VALUES (?, ?, ?)"
        " ON CONFLICT (owner_id, payer_id) DO UPDATE SET stars = message_revenue.stars + ?",
        owner_id, payer_id, stars, stars,
    )  # fmt: skip


async def find_revenue(db: Db, owner_id: int, payer_id: int) -> int:
    row = await db.one("SELECT stars FROM message_revenue WHERE owner_id = ? AND payer_id = ?", owner_id, payer_id)
    return int(row[0]) if row else 0


async def forget_revenue(db: Db, owner_id: int, payer_id: int) -> None:
    await db.run("DELETE FROM message_revenue WHERE owner_id = ? AND payer_id = ?", owner_id, payer_id)
