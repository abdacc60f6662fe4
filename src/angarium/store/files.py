"""Photos and documents: what is known of a file beside its body."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.files import Document, Photo
from angarium.store.db import Db, marks

_encode = msgspec.msgpack.Encoder().encode
_decode_photo = msgspec.msgpack.Decoder(Photo).decode
_decode_document = msgspec.msgpack.Decoder(Document).decode


async def add_photo(db: Db, photo: Photo) -> None:
    await db.run("INSERT INTO photo (id, body) VALUES (?, ?)", photo.id, _encode(photo))


async def find_photos(db: Db, ids: Iterable[int]) -> dict[int, Photo]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM photo WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode_photo(row[1]) for row in rows}


async def add_document(db: Db, document: Document) -> None:
    await db.run("INSERT INTO document (id, body) VALUES (?, ?)", document.id, _encode(document))


async def set_document(db: Db, document: Document) -> None:
    """What is known of a document, after a change."""
    await db.run("UPDATE document SET body = ? WHERE id = ?", _encode(document), document.id)


async def find_documents(db: Db, ids: Iterable[int]) -> dict[int, Document]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(f"SELECT id, body FROM document WHERE id IN ({marks(len(wanted))})", *wanted)
    return {row[0]: _decode_document(row[1]) for row in rows}


async def add_use(db: Db, owner_id: int, size: int) -> None:
    """Count a file towards its owner's quota."""
    await db.run(
        "INSERT INTO storage_use (owner_id, bytes) VALUES (?, ?)"
        " ON CONFLICT (owner_id) DO UPDATE SET bytes = storage_use.bytes + excluded.bytes",
        owner_id, size,
    )  # fmt: skip


async def used(db: Db, owner_id: int) -> int:
    """Bytes of all files of an account."""
    row = await db.one("SELECT bytes FROM storage_use WHERE owner_id = ?", owner_id)
    return int(row[0]) if row else 0


async def note_hash(db: Db, owner_id: int, hash: str, mime_type: str, size: int, document_id: int) -> None:
    """Somebody has uploaded these bytes (`hash`: hex of their SHA-256); the last document made of them counts."""
    await db.run(
        "INSERT INTO upload_hash (owner_id, hash, mime_type, size, document_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (owner_id, hash, mime_type) DO UPDATE SET document_id = excluded.document_id",
        owner_id, hash, mime_type, size, document_id,
    )  # fmt: skip


async def find_hash(db: Db, owner_id: int, hash: str, mime_type: str, size: int) -> int | None:
    """The document that somebody's upload of these bytes became."""
    row = await db.one(
        "SELECT document_id FROM upload_hash WHERE owner_id = ? AND hash = ? AND mime_type = ? AND size = ?",
        owner_id, hash, mime_type, size,
    )  # fmt: skip
    return int(row[0]) if row else None
