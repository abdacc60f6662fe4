"""The directory of usernames (https://core.telegram.org/api/usernames): each names one peer."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.model.ids import CHANNEL_OFFSET
from angarium.store.db import Db


@dataclass(frozen=True, slots=True)
class Username:
    """`shown` is the name as its owner writes it; `position` 0 is the editable one."""

    shown: str
    position: int
    active: bool


async def find(db: Db, name: str) -> int | None:
    """Whom an active name stands for, whatever its case."""
    row = await db.one("SELECT peer FROM username WHERE name = ? AND active = TRUE", name.lower())
    return int(row[0]) if row else None


async def find_owner(db: Db, name: str) -> int | None:
    """Whose a name is, active or not."""
    row = await db.one("SELECT peer FROM username WHERE name = ?", name.lower())
    return int(row[0]) if row else None


async def find_all(db: Db, peer: int) -> list[Username]:
    """Every name of a peer, in its order."""
    rows = await db.all("SELECT shown, position, active FROM username WHERE peer = ? ORDER BY position, name", peer)
    return [Username(row[0], row[1], bool(row[2])) for row in rows]


async def put(db: Db, peer: int, name: Username) -> None:
    await db.run(
        "INSERT INTO username (name, peer, position, active, shown) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET peer = excluded.peer, position = excluded.position, active = excluded.active,"
        " shown = excluded.shown",
        name.shown.lower(), peer, name.position, name.active, name.shown,
    )  # fmt: skip


async def remove(db: Db, name: str) -> None:
    await db.run("DELETE FROM username WHERE name = ?", name.lower())


async def remove_all(db: Db, peer: int) -> None:
    await db.run("DELETE FROM username WHERE peer = ?", peer)


async def public_channels(db: Db, limit: int) -> list[int]:
    """Supergroups and channels that have a name, the newest first."""
    rows = await db.all(
        "SELECT DISTINCT peer FROM username WHERE peer < ? AND active = TRUE ORDER BY peer LIMIT ?",
        -CHANNEL_OFFSET,
        limit,
    )
    return [row[0] for row in rows]


async def beginning(db: Db, start: str, limit: int) -> list[int]:
    """Peers whose active names begin so, by name."""
    rows = await db.all(
        "SELECT peer FROM username WHERE name >= ? AND name < ? AND active = TRUE ORDER BY name LIMIT ?",
        start.lower(), start.lower() + "\uffff", limit,
    )  # fmt: skip
    return [row[0] for row in rows]
