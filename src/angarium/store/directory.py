"""Words of names: under which an owner finds their contacts, and under which everyone finds people with a username."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.store.db import Db

_END = "\U0010ffff"


async def set_contact(db: Db, owner_id: int, other_id: int, words: Iterable[str]) -> None:
    """The words of one contact, in place of those before."""
    await db.run("DELETE FROM contact_word WHERE owner_id = ? AND other_id = ?", owner_id, other_id)
    await db.many(
        "INSERT INTO contact_word (owner_id, word, other_id) VALUES (?, ?, ?)",
        [(owner_id, word, other_id) for word in set(words)],
    )


async def set_person(db: Db, user_id: int, words: Iterable[str]) -> None:
    """The words under which everyone finds somebody, in place of those before."""
    await db.run("DELETE FROM name_word WHERE user_id = ?", user_id)
    await db.many("INSERT INTO name_word (word, user_id) VALUES (?, ?)", [(word, user_id) for word in set(words)])


async def find_contacts(db: Db, owner_id: int, start: str, limit: int) -> list[int]:
    """Contacts with a word that begins so."""
    rows = await db.all(
        "SELECT DISTINCT other_id FROM contact_word WHERE owner_id = ? AND word >= ? AND word < ? ORDER BY other_id LIMIT ?",
        owner_id, start, start + _END, limit,
    )  # fmt: skip
    return [row[0] for row in rows]


async def find_people(db: Db, start: str, limit: int) -> list[int]:
    """People with a username and a word that begins so."""
    rows = await db.all(
        "SELECT user_id FROM name_word WHERE word >= ? AND word < ? ORDER BY word, user_id LIMIT ?",
        start,
        start + _END,
        limit,
    )
    return list(dict.fromkeys(row[0] for row in rows))
