"""Downloads: which bytes a location names, for one who may have them (https://core.telegram.org/api/files#downloading-files)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from angarium.domain import references
from angarium.domain.files import documents, starters
from angarium.domain.files.kinds import form_of
from angarium.domain.house import House
from angarium.domain.people import people
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.files import Document, Photo, PhotoSize
from angarium.store import files

KIB = 1024
LIMIT = 1024 * KIB
HASHED = 128 * KIB
HASHES = 10


@dataclass(frozen=True, slots=True)
class Body:
    """Bytes at hand (`inline`), or a blob; `mime_type` and `date` as the client is told."""

    mime_type: str
    date: int
    blob: str = ""
    inline: bytes = b""


async def find_document(tx: Tx, id: int, access_hash: int, reference: bytes, thumb: str) -> Body:
    """A document's body, or one of its thumbnails. Refuses FILE_ID_INVALID, LOCATION_INVALID and what file references refuse."""
    document = await require_document(tx, id, access_hash, reference)
    if thumb:
        form = "image/webp" if form_of(document) == "sticker" else "image/jpeg"
        return _size_of(document.thumbs, thumb, document.date, form)
    return Body(document.mime_type, document.date, document.blob)


async def find_photo(tx: Tx, id: int, access_hash: int, reference: bytes, thumb: str) -> Body:
    photo = await require_photo(tx, id, access_hash, reference)
    for video in photo.videos:
        if video.blob and video.type == thumb:
            return Body("video/mp4", photo.date, video.blob)
    return _size_of(photo.sizes, thumb or photo.sizes[-1].type, photo.date)


async def find_profile_photo(tx: Tx, viewer_id: int, user_id: int, photo_id: int, *, big: bool) -> Body:
    """A profile photo needs no reference: whoever sees the person may fetch it, and only the one that they see."""
    view = await people.get(tx, viewer_id, user_id)
    shown = {view.photo_id}
    if not photo_id or photo_id not in shown:
        raise Refusal("LOCATION_INVALID")
    return await find_portrait(tx, photo_id, big=big)


async def find_portrait(tx: Tx, photo_id: int, *, big: bool) -> Body:
    """The picture of a person or a chat, which the caller has found to be theirs. Pictures are kept for good: raises LookupError."""
    photo = (await files.find_photos(tx, (photo_id,)))[photo_id]
    return _size_of(photo.sizes, "c" if big else "a", photo.date)


async def require_document(tx: Tx, id: int, access_hash: int, reference: bytes) -> Document:
    """A document that this client was shown lately."""
    document = (await documents.find_many(tx, (id,))).get(id)
    if document is None or document.access_hash != access_hash:
        raise Refusal("FILE_ID_INVALID")
    references.require(tx.house.secret, id, reference, tx.now)
    return document


async def require_photo(tx: Tx, id: int, access_hash: int, reference: bytes) -> Photo:
    """A photo that this client was shown lately."""
    photo = (await files.find_photos(tx, (id,))).get(id)
    if photo is None or photo.access_hash != access_hash:
        raise Refusal("FILE_ID_INVALID")
    references.require(tx.house.secret, id, reference, tx.now)
    return photo


def _size_of(sizes: tuple[PhotoSize, ...], letter: str, date: int, mime_type: str = "image/jpeg") -> Body:
    for size in sizes:
        if size.type == letter:
            return Body(mime_type, date, size.blob, size.inline)
    raise Refusal("LOCATION_INVALID")


def check_range(offset: int, limit: int, *, precise: bool = False) -> None:
    """Refuse OFFSET_INVALID and LIMIT_INVALID: whole kilobytes, at most one megabyte at once.

    COMPAT(gotd, verifying what it downloads): it asks for as many bytes as a hash is of, and the last hash of a file is of its rest.
    """
    if offset < 0 or offset % KIB:
        raise Refusal("OFFSET_INVALID")
    if not 0 < limit <= LIMIT or (limit % KIB and not precise):
        raise Refusal("LIMIT_INVALID")


async def read(house: House, body: Body, offset: int, limit: int) -> bytes:
    """At most `limit` bytes; b"" beyond the end. Refuses LOCATION_INVALID when the body itself is lost."""
    if not body.blob:
        return body.inline[offset : offset + limit]
    if body.blob.startswith(starters.PREFIX):
        return starters.read(body.blob)[offset : offset + limit]
    try:
        return await house.blobs.read(body.blob, offset, limit)
    except FileNotFoundError:
        raise Refusal("LOCATION_INVALID") from None


async def hashes(house: House, body: Body, offset: int) -> list[tuple[int, int, bytes]]:
    """(offset, length, SHA-256) of the next pieces from `offset`."""
    start = max(0, offset) // HASHED * HASHED
    data = await read(house, body, start, HASHED * HASHES)
    pieces = [data[at : at + HASHED] for at in range(0, len(data), HASHED)]
    return [(start + at * HASHED, len(piece), sha256(piece).digest()) for at, piece in enumerate(pieces)]
