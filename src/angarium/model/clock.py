"""Time and chance, which only `app` owns; everyone else is handed them."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since the epoch."""
        ...


class Chance(Protocol):
    """Randomness fit for keys and codes."""

    def bytes(self, size: int) -> bytes: ...

    def below(self, limit: int) -> int:
        """A fair integer in [0, limit)."""
        ...

    def long(self) -> int:
        """A non-zero signed 64-bit integer, as TL's `long`."""
        ...
