"""Time that is moved by hand, and chance that comes out the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable

START = 1_800_000_000.0


class TravellingClock:
    """Both clocks of a server: the wall's and the one that never jumps."""

    def __init__(self) -> None:
        self.wall = START
        self.steady = 1000.0
        self.on_advance: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def advance(self, seconds: float) -> None:
        """Let time go by for everything that has a deadline."""
        self.wall += seconds
        self.steady += seconds
        self.on_advance()

    def leap(self, seconds: float) -> None:
        """Let time go by for what is stored, while connections are kept alive as clients do by their pings."""
        self.wall += seconds
        self.on_advance()


class SeededChance:
    """Chance as the server knows it."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)

    def bytes(self, size: int) -> bytes:
        return self._random.randbytes(size)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)

    def long(self) -> int:
        return self._random.getrandbits(63) | 1
