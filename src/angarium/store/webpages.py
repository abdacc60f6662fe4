"""Previews of links, and which boxes wait for one that is being fetched."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import Box
from angarium.model.webpages import WebPage
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(WebPage).decode


async def put(db: Db, page: WebPage, expires_at: int) -> None:
    """Keep what is known of an address; after `expires_at` it is asked anew when somebody sends it."""
    await db.run(
        "INSERT INTO web_page (id, expires_at, body) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body",
        page.id, expires_at, _encode(page),
    )  # fmt: skip


async def find(db: Db, id: int) -> tuple[WebPage, int] | None:
    """A page, and until when it is good."""
    row = await db.one("SELECT body, expires_at FROM web_page WHERE id = ?", id)
    return (_decode(row[0]), row[1]) if row else None


async def find_many(db: Db, ids: Iterable[int]) -> dict[int, WebPage]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM web_page WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode(row[1]) for row in rows}


async def wait(db: Db, page_id: int, boxes: Iterable[int]) -> None:
    """These boxes hold messages with the page, and are told when it is there."""
    await db.many(
        "INSERT INTO web_page_wait (page_id, box) VALUES (?, ?) ON CONFLICT (page_id, box) DO NOTHING",
        [(page_id, box) for box in boxes],
    )


async def take_waiting(db: Db, page_id: int) -> list[Box]:
    """Which boxes wait for it; they wait no longer."""
    rows = await db.all("DELETE FROM web_page_wait WHERE page_id = ? RETURNING box", page_id)
    return sorted(row[0] for row in rows)
