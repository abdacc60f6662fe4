"""Questions of one session that another one answers: who asks waits here. Time is the server's clock: `domain.sweeps` ends what has
waited too long."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Waits:
    """Open questions, each by a key of the asker's choice."""

    _open: dict[Hashable, tuple[asyncio.Future[Any], int]] = field(default_factory=dict)

    def open(self, key: Hashable, until: int) -> asyncio.Future[Any]:
        """A question that is open until then (epoch seconds); its future becomes None when nobody answers."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._open[key] = future, until
        future.add_done_callback(lambda _: self._open.pop(key, None))
        return future

    def is_open(self, key: Hashable) -> bool:
        """Whether somebody waits for the answer."""
        found = self._open.get(key)
        return found is not None and not found[0].done()

    def answer(self, key: Hashable, answer: object) -> bool:
        """False when nobody waits for it (any more)."""
        found = self._open.get(key)
        if found is None or found[0].done():
            return False
        found[0].set_result(answer)
        return True

    def expire(self, now: int) -> None:
        """Tell those who have waited too long."""
        for future, until in list(self._open.values()):
            if until <= now and not future.done():
                future.set_result(None)


@dataclass(slots=True)
class Answers:
    """What need not be asked again for a while; the oldest goes when there are too many."""

    _kept: dict[Hashable, tuple[object, int]] = field(default_factory=dict)

    def put(self, key: Hashable, answer: object, until: int) -> None:
        """Keep an answer until then (epoch seconds)."""
        self._kept.pop(key, None)
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = answer, until

    def find(self, key: Hashable, now: int) -> object:
        """None when there is none that still holds."""
        answer, until = self._kept.get(key, (None, 0))
        return answer if until > now else None


MOST_KEPT = 10_000
"""Answers that are kept at once."""
