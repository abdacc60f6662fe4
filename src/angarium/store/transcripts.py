"""What is said in recordings, by the recording's file."""

from __future__ import annotations

from angarium.store.db import Db


async def put(db: Db, file_id: int, words: str) -> None:
    await db.run(
        "INSERT INTO transcript (file_id, words) VALUES (?, ?) ON CONFLICT (file_id) DO UPDATE SET words = excluded.words",
        file_id, words,
    )  # fmt: skip


async def find(db: Db, file_id: int) -> str | None:
    row = await db.one("SELECT words FROM transcript WHERE file_id = ?", file_id)
    return str(row[0]) if row else None
