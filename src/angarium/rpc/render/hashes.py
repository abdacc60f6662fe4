"""Hashes by which a client asks whether a list is still what it has (https://core.telegram.org/api/offsets#hash-generation)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_MASK = (1 << 64) - 1


def hash_of(ids: Iterable[int]) -> int:
    """A signed 64-bit number over ids in their order."""
    total = 0
    for id in ids:
        total ^= total >> 21
        total ^= (total << 35) & _MASK
        total ^= total >> 4
        total = (total + id) & _MASK
    return total - (1 << 64) if total >> 63 else total


def digest_of(text: str) -> int:
    """A text among the numbers of a list (https://core.telegram.org/api/saved-messages#tags)."""
    return int.from_bytes(_md5(text)[:8], "big")


def pair_of(reaction: str) -> tuple[int, int]:
    """A reaction among the numbers of a list of reactions (https://core.telegram.org/api/reactions#recent-reactions).

    COMPAT(TDLib): the number of an emoji is signed; TDLib reckons the hash again and reports another one as a fault.
    """
    if reaction.startswith("custom:"):
        return divmod(int(reaction[7:]) & _MASK, 1 << 32)
    return 0, int.from_bytes(_md5(reaction)[:4], "big", signed=True)


def _md5(text: str) -> bytes:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()
