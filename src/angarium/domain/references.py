"""File references (https://core.telegram.org/api/file-references): a dated proof that the server showed this file lately.

Nothing is stored: the proof is a keyed hash over the file and the day on which it ends, the same for everyone who is shown the file.
"""

from __future__ import annotations

import struct
from hashlib import blake2b
from hmac import compare_digest

from angarium.model.errors import Refusal

DAY = 86400
LIFE_DAYS = 2
_FORM = struct.Struct("<BI")
_VERSION, _IN_PUBLIC = 1, 2


def make(secret: bytes, file_id: int, now: int, *, in_public: bool = False) -> bytes:
    """A reference that is good for one to two days; the same bytes all day, so that what is rendered twice is equal. `in_public`:
    where the file was shown, anybody may look (only servers that have a use for this make that difference)."""
    return _seal(secret, file_id, _IN_PUBLIC if in_public else _VERSION, now // DAY + LIFE_DAYS)


def is_public(shown: bytes) -> bool:
    """Whether a reference that `require` has accepted says that the file was shown in public."""
    return shown[0] == _IN_PUBLIC


def _seal(secret: bytes, file_id: int, version: int, until: int) -> bytes:
    head = _FORM.pack(version, until)
    return (
        head + blake2b(head + struct.pack("<q", file_id), digest_size=16, key=secret, person=b"file-reference").digest()
    )


def require(secret: bytes, file_id: int, shown: bytes, now: int) -> None:
    """Refuse FILE_REFERENCE_EMPTY, FILE_REFERENCE_INVALID (forged, or another file's) and FILE_REFERENCE_EXPIRED."""
    if not shown:
        raise Refusal("FILE_REFERENCE_EMPTY")
    if len(shown) != _FORM.size + 16:
        raise Refusal("FILE_REFERENCE_INVALID")
    version, until = _FORM.unpack_from(shown)
    if version not in (_VERSION, _IN_PUBLIC) or not compare_digest(_seal(secret, file_id, version, until), shown):
        raise Refusal("FILE_REFERENCE_INVALID")
    if until <= now // DAY:
        raise Refusal("FILE_REFERENCE_EXPIRED")
