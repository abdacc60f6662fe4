"""Conversions between the canonical layer and older ones that field names alone cannot make; see `registry`."""

from angarium.tl.adapters import (
    accounts,
    announcements,
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
from angarium.tl.adapters.registry import ALWAYS, CONVERTED, FALLBACKS, LOWERED, NARROWED, RAISED, RESULTS

__all__ = [
    "ALWAYS",
    "CONVERTED", "FALLBACKS", "LOWERED", "NARROWED", "RAISED", "RESULTS",
    "accounts", "announcements", "fallbacks", "keyboards", "media", "peers", "reactions", "replies", "results", "topics", "values",
]  # fmt: skip
