"""Hashes by which a client asks whether a list is still what it has (https://core.telegram.org/api/offsets#hash-generation)."""

from __future__ import annotations

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
