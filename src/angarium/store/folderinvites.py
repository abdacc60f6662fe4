"""Links to folders that somebody shares."""

from __future__ import annotations

import msgspec

from angarium.model.invites import FolderInvite
from angarium.store.db import Db

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(FolderInvite).decode


async def find(db: Db, slug: str) -> FolderInvite | None:
    row = await db.one("SELECT body FROM folder_invite WHERE slug = ?", slug)
    return _decode(row[0]) if row else None


async def of_filter(db: Db, owner_id: int, filter_id: int) -> list[FolderInvite]:
    rows = await db.all(
        "SELECT body FROM folder_invite WHERE owner_id = ? AND filter_id = ? ORDER BY slug", owner_id, filter_id
    )
    return [_decode(row[0]) for row in rows]


async def put(db: Db, invite: FolderInvite) -> None:
    await db.run(
        "INSERT INTO folder_invite (owner_id, filter_id, slug, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (owner_id, filter_id, slug) DO UPDATE SET body = excluded.body",
        invite.owner_id, invite.filter_id, invite.slug, _encode(invite),
    )  # fmt: skip


async def remove(db: Db, invite: FolderInvite) -> None:
    await db.run(
        "DELETE FROM folder_invite WHERE owner_id = ? AND filter_id = ? AND slug = ?",
        invite.owner_id, invite.filter_id, invite.slug,
    )  # fmt: skip


async def remove_all(db: Db, owner_id: int, filter_id: int) -> None:
    """A folder is gone, and its links with it."""
    await db.run("DELETE FROM folder_invite WHERE owner_id = ? AND filter_id = ?", owner_id, filter_id)
