"""What bots ask to be paid for."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.payments import Invoice
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Invoice).decode


async def add(db: Db, invoice: Invoice) -> None:
    await db.run("INSERT INTO invoice (id, body) VALUES (?, ?)", invoice.id, _encode(invoice))


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, Invoice]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM invoice WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode(row[1]) for row in rows}


async def find(db: Db, id: int) -> Invoice | None:
    return (await find_many(db, (id,))).get(id)
