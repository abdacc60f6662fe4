"""The search index of SQLite: FTS5 over words that `domain/texts/words.py` makes. Each box has a slot; its words carry the slot's number,
so that a search never reads another box's entries. Only here do the databases differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from angarium.model.ids import Box
from angarium.store.db import Db

MOST = 1000
"""Hits are counted up to here; beyond it the number is inexact."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What of a box is in the index: messages with `low` <= id < `high`. `low` 0 = down to the first."""

    slot: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """Which messages with certain words: bounds are excluded; None or empty = any."""

    words: Sequence[str]
    peer: int | None = None
    kinds: Sequence[int] = ()
    out: bool | None = None
    sender: int | None = None
    saved_from: int | None = None
    before: int = 2**31
    after: int = 0
    min_date: int = 0
    max_date: int = 2**62
    folder: int | None = None
    side: int = 0  # 1 = in private chats alone, -1 = in groups alone
    thread: int = 0


def create(connection: apsw.Connection) -> None:
    """Make the index if it is not there. Contentless: the texts stand in `message` alone."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(words, content='', contentless_delete=1, detail=none,"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* S* Co'\")"
    )


async def reach(db: Db, box: Box) -> Reach | None:
    row = await db.one("SELECT slot, low, high FROM search_box WHERE box = ?", box)
    return Reach(*row) if row else None


async def begin(db: Db, box: Box, at: int) -> Reach:
    """Give a box its slot; nothing of it is indexed yet."""
    row = await db.one("SELECT coalesce(max(slot), 0) + 1 FROM search_box")
    slot = row[0] if row else 1
    await db.run("INSERT INTO search_box (box, slot, low, high) VALUES (?, ?, ?, ?)", box, slot, at, at)
    return Reach(slot, at, at)


async def set_reach(db: Db, box: Box, reach: Reach) -> None:
    await db.run("UPDATE search_box SET low = ?, high = ? WHERE box = ?", reach.low, reach.high, box)


def chat_word(peer: int) -> str:
    """The word under which every message of a chat is found: a search in one chat meets no other chat's messages. No text has it, for it
    begins with a letter of nobody's."""
    return f"\ue000{peer % 2**64}"


async def add(db: Db, slot: int, rows: Iterable[tuple[int, int, Sequence[str]]]) -> None:
    """Index messages: (id, chat, words)."""
    await db.many(
        "INSERT INTO search_index (rowid, words) VALUES (?, ?)",
        [
            ((slot << 32) + id, " ".join(f"{slot}x{word}" for word in (*words, chat_word(peer))))
            for id, peer, words in rows
            if words
        ],
    )


async def forget(db: Db, box: Box, ids: Iterable[int]) -> None:
    """These messages are gone or changed."""
    known = await reach(db, box)
    if known is not None:
        here = [((known.slot << 32) + id,) for id in ids if known.low <= id < known.high]
        await db.many("DELETE FROM search_index WHERE rowid = ?", here)


async def erase(db: Db, box: int) -> None:
    """Forget a whole box, before its messages go."""
    known = await reach(db, Box(box))
    if known is not None:
        await db.run(
            "DELETE FROM search_index WHERE rowid IN (SELECT id + ? FROM message WHERE box = ? AND id >= ? AND id < ?)",
            known.slot << 32, box, known.low, known.high,
        )  # fmt: skip


async def ids(db: Db, box: Box, slot: int, hunt: Hunt, limit: int, skip: int = 0) -> list[int]:
    """Ids of the messages that have all the words, newest first."""
    where, args = _where(box, slot, hunt)
    rows = await db.all(
        f"SELECT m.id FROM search_index s JOIN message m ON m.box = ? AND m.id = s.rowid - ? {where}"
        " ORDER BY s.rowid DESC LIMIT ? OFFSET ?",
        *args, limit, skip,
    )  # fmt: skip
    return [row[0] for row in rows]


async def count(db: Db, box: Box, slot: int, hunt: Hunt) -> int:
    """How many there are, up to `MOST`."""
    where, args = _where(box, slot, hunt)
    row = await db.one(
        "SELECT count(*) FROM (SELECT m.id FROM search_index s JOIN message m ON m.box = ? AND m.id = s.rowid - ?"
        f" {where} LIMIT ?)",
        *args, MOST,
    )  # fmt: skip
    return int(row[0]) if row else 0


def _where(box: Box, slot: int, hunt: Hunt) -> tuple[str, list[object]]:
    base = slot << 32
    wanted = " AND ".join(f'"{slot}x{word}" *' for word in hunt.words)
    if hunt.peer is not None:
        wanted += f' AND "{slot}x{chat_word(hunt.peer)}"'
    parts = ["WHERE s.search_index MATCH ? AND s.rowid < ? AND s.rowid > ? AND m.date >= ? AND m.date <= ?"]
    args: list[object] = [
        box, base, wanted, base + min(hunt.before, 2**32 - 1), base + max(hunt.after, 0), hunt.min_date, hunt.max_date
    ]  # fmt: skip
    if hunt.peer is not None:
        parts.append("AND m.peer = ?")
        args.append(hunt.peer)
    if hunt.side:
        parts.append("AND m.peer > 0" if hunt.side > 0 else "AND m.peer < 0")
    if hunt.out is not None:
        parts.append(f"AND m.flags % 2 = {int(hunt.out)}")
    if hunt.sender is not None:
        parts.append("AND m.sender = ?")
        args.append(hunt.sender)
    if hunt.kinds:
        parts.append(f"AND m.kind IN ({','.join(str(int(kind)) for kind in hunt.kinds)})")
    if hunt.saved_from is not None:
        parts.append("AND EXISTS (SELECT 1 FROM saved_message v WHERE v.box = m.box AND v.peer = ? AND v.id = m.id)")
        args.append(hunt.saved_from)
    if hunt.thread:
        parts.append("AND EXISTS (SELECT 1 FROM thread_message t WHERE t.box = m.box AND t.top_id = ? AND t.id = m.id)")
        args.append(hunt.thread)
    if hunt.folder is not None:
        parts.append(
            "AND EXISTS (SELECT 1 FROM dialog d WHERE d.owner_id = m.box AND d.peer = m.peer AND d.folder_id = ?)"
        )
        args.append(hunt.folder)
    return " ".join(parts), args
