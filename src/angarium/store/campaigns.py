"""What the operator shows people, what they did with it, and what they do not want to see again."""

from __future__ import annotations

import msgspec

from angarium.model.campaigns import Body, Campaign
from angarium.store.db import Db, Row

_encode = msgspec.msgpack.Encoder().encode
_decode: msgspec.msgpack.Decoder[Body] = msgspec.msgpack.Decoder(Body)
_COLUMNS = "id, begins, ends, views, clicks, reports, body"

ANNOUNCEMENT, PROMOTION, HINT = "announcement", "promotion", "hint"


def _campaign(row: Row) -> Campaign:
    return Campaign(
        id=row[0], begins=row[1], ends=row[2], views=row[3], clicks=row[4], reports=row[5], body=_decode.decode(row[6])
    )


async def add(db: Db, begins: int, ends: int, body: Body) -> int:
    """The number of the new one."""
    kind = str(body.__struct_config__.tag)
    row = await db.one(
        "INSERT INTO campaign (id, kind, begins, ends, views, clicks, reports, body)"
        " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM campaign), ?, ?, ?, 0, 0, 0, ?) RETURNING id",
        kind, begins, ends, _encode(body),
    )  # fmt: skip
    assert row is not None
    return int(row[0])


async def find(db: Db, id: int) -> Campaign | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM campaign WHERE id = ?", id)
    return _campaign(row) if row else None


async def find_all(db: Db, kind: str) -> list[Campaign]:
    """All of a kind, over or not, the newest first. An operator has a handful."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM campaign WHERE kind = ? ORDER BY id DESC", kind)
    return [_campaign(row) for row in rows]


async def find_running(db: Db, kind: str, now: int) -> list[Campaign]:
    """Those that are shown now, the newest first."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM campaign WHERE kind = ? AND begins <= ? AND (ends = 0 OR ends > ?) ORDER BY id DESC",
        kind, now, now,
    )  # fmt: skip
    return [_campaign(row) for row in rows]


async def end(db: Db, id: int, now: int) -> None:
    """From now on it is not shown."""
    await db.run("UPDATE campaign SET ends = ? WHERE id = ? AND (ends = 0 OR ends > ?)", now, id, now)


# --- what people do with it


async def count(db: Db, id: int, *, views: int = 0, clicks: int = 0, reports: int = 0) -> None:
    await db.run(
        "UPDATE campaign SET views = views + ?, clicks = clicks + ?, reports = reports + ? WHERE id = ?",
        views, clicks, reports, id,
    )  # fmt: skip


async def note(db: Db, user_id: int, showing: bytes, deed: str, now: int) -> bool:
    """Somebody did something with a showing; False when they had done it before."""
    row = await db.one(
        "INSERT INTO showing (user_id, name, deed, date) VALUES (?, ?, ?, ?) ON CONFLICT (user_id, name, deed) DO NOTHING"
        " RETURNING date",
        user_id, showing, deed, now,
    )  # fmt: skip
    return row is not None


async def remove_showings(db: Db, before: int) -> None:
    """Forget what was done with showings that are over."""
    await db.run("DELETE FROM showing WHERE date < ?", before)


# --- what somebody does not want to be told again


async def dismiss(db: Db, user_id: int, peer: int, name: str, now: int) -> None:
    await db.run(
        "INSERT INTO dismissal (user_id, peer, name, date) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, peer, name) DO UPDATE SET date = excluded.date",
        user_id, peer, name, now,
    )  # fmt: skip


async def dismissed(db: Db, user_id: int, peer: int) -> dict[str, int]:
    """What somebody dismissed that concerns a chat (0 = none), and when."""
    rows = await db.all("SELECT name, date FROM dismissal WHERE user_id = ? AND peer = ?", user_id, peer)
    return {str(name): int(date) for name, date in rows}
