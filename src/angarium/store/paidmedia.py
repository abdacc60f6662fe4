"""Pictures and films that are seen for stars, and who has bought them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.paidmedia import PaidMedia, PaidView
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PaidMedia).decode


async def add(db: Db, paid: PaidMedia) -> None:
    await db.run("INSERT INTO paid_media (id, body) VALUES (?, ?)", paid.id, _encode(paid))


async def find(db: Db, id: int) -> PaidMedia | None:
    row = await db.one("SELECT body FROM paid_media WHERE id = ?", id)
    return _decode(row[0]) if row else None


async def views(db: Db, viewer_id: int, ids: Iterable[int]) -> dict[int, PaidView]:
    """As one viewer sees them; for viewer 0, anybody, with all who have bought them."""
    wanted = tuple(ids)
    rows = await db.all(f"SELECT id, body FROM paid_media WHERE id IN ({marks(len(wanted))})", *wanted)
    who, whom = ("AND user_id = ?", (viewer_id,)) if viewer_id else ("", ())
    sold = await db.all(
        f"SELECT id, user_id FROM paid_media_buyer WHERE id IN ({marks(len(wanted))}) {who}", *wanted, *whom
    )
    buyers: dict[int, set[int]] = {}
    for id, user_id in sold:
        buyers.setdefault(id, set()).add(user_id)
    return {row[0]: PaidView(_decode(row[1]), frozenset(buyers.get(row[0], ()))) for row in rows}


async def is_bought(db: Db, user_id: int, id: int) -> bool:
    row = await db.one("SELECT id FROM paid_media_buyer WHERE user_id = ? AND id = ?", user_id, id)
    return row is not None


async def add_buyer(db: Db, user_id: int, id: int) -> None:
    await db.run("INSERT INTO paid_media_buyer (user_id, id) VALUES (?, ?)", user_id, id)
