"""Uploads: parts in any order, then one file (https://core.telegram.org/api/files#uploading-files)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from angarium.blobs import MissingPart
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import files

PART = 512 * 1024
KIB = 1024
SMALL = 10 * 1024 * 1024
SMALL_PARTS = SMALL // KIB
WEIGH_EVERY = 64
"""The bytes of unfinished uploads are counted at every so manieth part, since counting costs more than a part."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What a client calls an uploaded file. `md5` is hex or empty; only small files carry one."""

    id: int
    parts: int
    name: str
    md5: str = ""


async def save_part(house: House, owner_id: UserId, upload_id: int, part: int, body: bytes, parts: int | None) -> None:
    """Keep one part. `parts` is the total for large files, None for small ones (at most 10 MB)."""
    _check_part(house, part, body, parts)
    if part % WEIGH_EVERY == 0 and await house.blobs.unfinished(owner_id) > house.config.limits.unfinished_uploads:
        raise Refusal("FLOOD_WAIT_%d", 3600)
    await house.blobs.add_part(owner_id, upload_id, part, body, parts)


def _check_part(house: House, part: int, body: bytes, parts: int | None) -> None:
    if not body:
        raise Refusal("FILE_PART_EMPTY")
    if len(body) > PART:
        raise Refusal("FILE_PART_TOO_BIG")
    if parts is None:
        if not 0 <= part < SMALL_PARTS:
            raise Refusal("FILE_PART_INVALID")
        return
    if not 1 <= parts <= house.config.limits.premium_file_size // KIB:
        raise Refusal("FILE_PARTS_INVALID")
    if not 0 <= part < parts:
        raise Refusal("FILE_PART_INVALID")
    if part < parts - 1:
        if len(body) % KIB or PART % len(body):
            raise Refusal("FILE_PART_SIZE_INVALID")
        if (parts - 1) * len(body) >= house.config.limits.premium_file_size:
            raise Refusal("FILE_PARTS_INVALID")


async def finish(house: House, owner_id: UserId, upload: Upload) -> tuple[str, int]:
    """Make the upload a durable body: (blob, size). Refuses FILE_PARTS_INVALID, FILE_PART_X_MISSING, MD5_CHECKSUM_INVALID."""
    _check_parts(house, upload)
    try:
        blob, size = await house.blobs.finish(owner_id, upload.id, upload.parts)
    except MissingPart as missing:
        raise Refusal("FILE_PART_%d_MISSING", missing.part) from None
    if size > house.config.limits.premium_file_size:
        raise Refusal("FILE_PARTS_INVALID")
    if upload.md5 and size <= SMALL:
        _check_sum(upload, await house.blobs.read(blob, 0, size))
    return blob, size


def _check_parts(house: House, upload: Upload) -> None:
    if not 1 <= upload.parts <= house.config.limits.premium_file_size // KIB:
        raise Refusal("FILE_PARTS_INVALID")


def _check_sum(upload: Upload, body: bytes) -> None:
    if hashlib.md5(body, usedforsecurity=False).hexdigest() != upload.md5.lower():
        raise Refusal("MD5_CHECKSUM_INVALID")


async def read(
    house: House, owner_id: UserId, upload: Upload, most: int, *, refusal: str = "FILE_PARTS_INVALID"
) -> bytes:
    """A small upload's bytes, of which nothing stays on the disk. Refuses `refusal` beyond `most`, and what `finish` does."""
    _check_parts(house, upload)
    try:
        body = await house.blobs.take(owner_id, upload.id, upload.parts, most)
    except MissingPart as missing:
        raise Refusal("FILE_PART_%d_MISSING", missing.part) from None
    if body is None:
        raise Refusal(refusal)
    if upload.md5 and len(body) <= SMALL:
        _check_sum(upload, body)
    return body


async def require_room(house: House, owner_id: UserId, size: int) -> None:
    """Refuse STORAGE_QUOTA_EXCEEDED when an account's files would take more than the quota (`limits.storage`)."""
    quota = house.config.limits.storage
    if not quota:
        return
    async with house.work.read() as tx:
        if await files.used(tx, owner_id) + size > quota:
            raise Refusal("STORAGE_QUOTA_EXCEEDED")
