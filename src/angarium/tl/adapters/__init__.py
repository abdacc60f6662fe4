"""Conversions between the canonical layer and older ones that field names alone cannot make; see `registry`."""

from angarium.tl.adapters import (
    accounts,
    fallbacks,
    keyboards,
    media,
    peers,
    reactions,
    replies,
    results,
    topics,
    values,
)
from angarium.tl.adapters.registry import CONVERTED, FALLBACKS, LOWERED, RAISED, RESULTS

__all__ = [
    "CONVERTED", "FALLBACKS", "LOWERED", "RAISED", "RESULTS",
    "accounts", "fallbacks", "keyboards", "media", "peers", "reactions", "replies", "results", "topics", "values",
]  # fmt: skip
