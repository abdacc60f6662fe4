"""What is said in recordings, by the recording's file."""

from __future__ import annotations

from angarium.store.db import Db


async def put(db: Db, file_id: int, words: str) -> None:
    await db.run(
        "INSERT INTO transcript (file_id, words) VALUES (?, ?) ON CONFLICT (file_id) DO UPDATE SET words = excluded.words",
        file_id, words,
    )  # fmt: skip


async def rate(db: Db, file_id: int, user_id: int, good: bool) -> None:
    """What somebody thinks of the words; the last opinion counts."""
    await db.run(
        "INSERT INTO transcript_rating (file_id, user_id, good) VALUES (?, ?, ?)"
        " ON CONFLICT (file_id, user_id) DO UPDATE SET good = excluded.good",
        file_id, user_id, good,
    )  # fmt: skip


async def ratings(db: Db, file_id: int) -> tuple[int, int]:
    """How many find the words right, and how many wrong."""
    rows = await db.all("SELECT good, count(*) FROM transcript_rating WHERE file_id = ? GROUP BY good", file_id)
    tally = {bool(row[0]): int(row[1]) for row in rows}
    return tally.get(True, 0), tally.get(False, 0)


async def find(db: Db, file_id: int) -> str | None:
    row = await db.one("SELECT words FROM transcript WHERE file_id = ?", file_id)
    return str(row[0]) if row else None
