"""What people are to each other: contacts, blocks, close friends."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.users import Relation
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Relation).decode


async def find(db: Db, owner_id: int, other_id: int) -> Relation | None:
    row = await db.one("SELECT body FROM relation WHERE owner_id = ? AND other_id = ?", owner_id, other_id)
    return _decode(row[0]) if row else None


async def between(db: Db, user_id: int, others: Iterable[int]) -> dict[tuple[int, int], Relation]:
    """Both directions between one person and others, keyed (owner, other)."""
    ids = tuple(others)
    if not ids:
        return {}
    into = marks(len(ids))
    rows = await db.all(
        f"SELECT owner_id, other_id, body FROM relation WHERE owner_id = ? AND other_id IN ({into})"
        f" UNION ALL SELECT owner_id, other_id, body FROM relation WHERE owner_id IN ({into}) AND other_id = ?",
        user_id, *ids, *ids, user_id,
    )  # fmt: skip
    return {(row[0], row[1]): _decode(row[2]) for row in rows}


async def put(db: Db, relation: Relation, *, blocked_at: int = 0) -> None:
    """Store one direction and the mirror that tells the other side who knows them."""
    await db.run(
        "INSERT INTO relation (owner_id, other_id, contact, blocked, blocked_at, blocked_stories, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, other_id) DO UPDATE SET contact = excluded.contact, blocked = excluded.blocked,"
        " blocked_stories = excluded.blocked_stories,"
        " blocked_at = CASE WHEN excluded.blocked_at > 0 THEN excluded.blocked_at ELSE relation.blocked_at END, body = excluded.body",
        relation.owner_id, relation.other_id, relation.contact, relation.blocked, blocked_at, relation.blocked_stories,
        _encode(msgspec.structs.replace(relation, meets=()) if relation.meets else relation),
    )  # fmt: skip
    if relation.contact:
        await db.run(
            "INSERT INTO known_by (user_id, by_id) VALUES (?, ?) ON CONFLICT (user_id, by_id) DO NOTHING",
            relation.other_id, relation.owner_id,
        )  # fmt: skip
    else:
        await db.run("DELETE FROM known_by WHERE user_id = ? AND by_id = ?", relation.other_id, relation.owner_id)


async def contacts(db: Db, owner_id: int) -> list[int]:
    """Ids of everyone in the address book, ascending."""
    rows = await db.all(
        "SELECT other_id FROM relation WHERE owner_id = ? AND contact = TRUE ORDER BY other_id", owner_id
    )
    return [row[0] for row in rows]


async def known_by(db: Db, user_id: int) -> list[int]:
    """Ids of everyone who has this person in their address book."""
    rows = await db.all("SELECT by_id FROM known_by WHERE user_id = ? ORDER BY by_id", user_id)
    return [row[0] for row in rows]


async def blocked(
    db: Db, owner_id: int, offset: int, limit: int, *, stories: bool = False
) -> tuple[int, list[tuple[int, int]]]:
    """How many are blocked (or kept from the stories), and one page of (id, when), latest first."""
    which = "blocked_stories = TRUE" if stories else "blocked = TRUE"
    count = await db.one(f"SELECT count(*) FROM relation WHERE owner_id = ? AND {which}", owner_id)
    rows = await db.all(
        f"SELECT other_id, blocked_at FROM relation WHERE owner_id = ? AND {which}"
        " ORDER BY blocked_at DESC, other_id LIMIT ? OFFSET ?",
        owner_id, limit, offset,
    )  # fmt: skip
    return (int(count[0]) if count else 0), [(row[0], row[1]) for row in rows]


async def find_all(db: Db, owner_id: int) -> list[Relation]:
    """Everyone the owner has a relation to."""
    rows = await db.all("SELECT body FROM relation WHERE owner_id = ? ORDER BY other_id", owner_id)
    return [_decode(row[0]) for row in rows]


async def remove_all(db: Db, user_id: int) -> None:
    """Forget what an account was to others and others to it."""
    known_by = "(SELECT by_id FROM known_by WHERE user_id = ?)"
    await db.run(f"DELETE FROM contact_word WHERE other_id = ? AND owner_id IN {known_by}", user_id, user_id)
    await db.run(f"DELETE FROM relation WHERE other_id = ? AND owner_id IN {known_by}", user_id, user_id)
    await db.run("DELETE FROM known_by WHERE user_id = ? OR by_id = ?", user_id, user_id)
    await db.run("DELETE FROM relation WHERE owner_id = ?", user_id)


async def related(db: Db, ids: Iterable[int]) -> set[int]:
    """Everyone who has one of `ids` in their address book, or is something to one of them."""
    wanted = tuple(ids)
    if not wanted:
        return set()
    into = marks(len(wanted))
    rows = await db.all(
        f"SELECT by_id FROM known_by WHERE user_id IN ({into}) UNION SELECT other_id FROM relation WHERE owner_id IN ({into})",
        *wanted, *wanted,
    )  # fmt: skip
    return {row[0] for row in rows}
