"""What was done in supergroups and channels lately. The id of an entry tells when it was made: `SHIFT` bits below its second."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from angarium.model.adminlog import LogEntry, LogRow
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(LogEntry).decode

SHIFT = 20


async def add(db: Db, chat: int, user_id: int, now: int, sort: str, entry: LogEntry) -> bool:
    """Write one entry; True when it is the only one."""
    row = await db.one("SELECT id FROM admin_log WHERE chat = ? ORDER BY id DESC LIMIT 1", chat)
    id = max(now << SHIFT, row[0] + 1 if row else 0)
    await db.run(
        "INSERT INTO admin_log (chat, id, user_id, date, sort, body) VALUES (?, ?, ?, ?, ?, ?)",
        chat, id, user_id, now, sort, _encode(entry),
    )  # fmt: skip
    return row is None


async def page(
    db: Db, chat: int, *, before: int, after: int, sorts: Sequence[str], users: Sequence[int], limit: int
) -> list[LogRow]:
    """Entries between two ids, latest first; no `sorts` and no `users` = all."""
    which, args = "", []
    if sorts:
        which += f" AND sort IN ({marks(len(sorts))})"
        args += list[object](sorts)
    if users:
        which += f" AND user_id IN ({marks(len(users))})"
        args += users
    rows = await db.all(
        f"SELECT id, user_id, date, sort, body FROM admin_log WHERE chat = ? AND id < ? AND id > ?{which} ORDER BY id DESC LIMIT ?",
        chat, before, after, *args, limit,
    )  # fmt: skip
    return [LogRow(id=row[0], user_id=row[1], date=row[2], sort=row[3], entry=_decode(row[4])) for row in rows]


async def oldest(db: Db, chat: int) -> int | None:
    """When the first entry was made."""
    row = await db.one("SELECT date FROM admin_log WHERE chat = ? ORDER BY id LIMIT 1", chat)
    return int(row[0]) if row else None


async def remove_until(db: Db, chat: int, date: int) -> None:
    """Forget what was done before."""
    await db.run("DELETE FROM admin_log WHERE chat = ? AND id < ?", chat, date << SHIFT)
