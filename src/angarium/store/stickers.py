"""Sticker sets that people made, how they are found, and which sets people have installed, archived or thrown out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.stickers import Installed, OwnSet
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(OwnSet).decode
_END = "\U0010ffff"


async def installs(db: Db, owner_id: int, kind: str) -> list[Installed]:
    """Every set of a kind that the owner decided on, highest first."""
    rows = await db.all(
        "SELECT set_id, position, date, state FROM sticker_install WHERE owner_id = ? AND kind = ?"
        " ORDER BY position DESC, set_id",
        owner_id, kind,
    )  # fmt: skip
    return [Installed(set_id=row[0], kind=kind, position=row[1], date=row[2], state=row[3]) for row in rows]


async def put(db: Db, owner_id: int, made: Installed) -> None:
    await db.run(
        "INSERT INTO sticker_install (owner_id, set_id, kind, position, date, state) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, set_id) DO UPDATE SET position = excluded.position, date = excluded.date, state = excluded.state",
        owner_id, made.set_id, made.kind, made.position, made.date, made.state,
    )  # fmt: skip


async def add_set(db: Db, made: OwnSet) -> None:
    """A new set under its name, which the caller knows to be free."""
    await db.run("INSERT INTO sticker_set (id, body) VALUES (?, ?)", made.id, _encode(made))
    await db.run("INSERT INTO sticker_name (name, set_id) VALUES (?, ?)", made.short_name.casefold(), made.id)
    await db.run("INSERT INTO sticker_owned (owner_id, set_id) VALUES (?, ?)", made.owner_id, made.id)


async def set_set(db: Db, made: OwnSet) -> None:
    """A set as it is after a change; its name stays."""
    await db.run("UPDATE sticker_set SET body = ? WHERE id = ?", _encode(made), made.id)


async def remove_set(db: Db, made: OwnSet) -> None:
    await db.run("DELETE FROM sticker_set WHERE id = ?", made.id)
    await db.run("DELETE FROM sticker_name WHERE name = ?", made.short_name.casefold())
    await db.run("DELETE FROM sticker_owned WHERE owner_id = ? AND set_id = ?", made.owner_id, made.id)
    await db.run("DELETE FROM sticker_word WHERE set_id = ?", made.id)


async def find_sets(db: Db, ids: Iterable[int]) -> dict[int, OwnSet]:
    """Those of `ids` that exist. At most a few hundred at once."""
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM sticker_set WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode(row[1]) for row in rows}


async def latest_sets(db: Db, limit: int) -> list[OwnSet]:
    """The last that were made, latest first: ids grow with time."""
    rows = await db.all("SELECT body FROM sticker_set WHERE id < ? ORDER BY id DESC LIMIT ?", 2**63 - 1, limit)
    return [_decode(row[0]) for row in rows]


async def find_named(db: Db, name: str) -> int | None:
    """The id of the set with this short name, whatever its case."""
    row = await db.one("SELECT set_id FROM sticker_name WHERE name = ?", name.casefold())
    return int(row[0]) if row else None


async def owned(db: Db, owner_id: int) -> list[int]:
    """The sets that somebody made, latest first: ids grow with time."""
    rows = await db.all("SELECT set_id FROM sticker_owned WHERE owner_id = ? ORDER BY set_id DESC", owner_id)
    return [row[0] for row in rows]


async def set_words(db: Db, set_id: int, kind: str, words: Iterable[tuple[str, str, int]]) -> None:
    """Under which words and emoji a set and its stickers are found, in place of those before: (what, word, target)."""
    await db.run("DELETE FROM sticker_word WHERE set_id = ?", set_id)
    await db.many(
        "INSERT INTO sticker_word (word, kind, what, target, set_id) VALUES (?, ?, ?, ?, ?)",
        [(word, kind, what, target, set_id) for what, word, target in sorted(set(words))],
    )


async def find_word(db: Db, kind: str, what: str, word: str, limit: int) -> list[int]:
    """The targets of exactly this word, latest first."""
    rows = await db.all(
        "SELECT target FROM sticker_word WHERE word = ? AND kind = ? AND what = ? ORDER BY target DESC LIMIT ?",
        word, kind, what, limit,
    )  # fmt: skip
    return [row[0] for row in rows]


async def find_begun(db: Db, kind: str, what: str, start: str, limit: int) -> list[int]:
    """The targets of words that begin so."""
    rows = await db.all(
        "SELECT target FROM sticker_word WHERE word >= ? AND word < ? AND kind = ? AND what = ? ORDER BY word, target LIMIT ?",
        start, start + _END, kind, what, limit,
    )  # fmt: skip
    return list(dict.fromkeys(row[0] for row in rows))
