"""How often somebody may do something: one bucket for each kind and account, refilled evenly; empty means FLOOD_WAIT_X."""

from __future__ import annotations

from math import ceil

from angarium.model.clock import Clock
from angarium.model.config import Rate, Rates
from angarium.model.errors import Refusal

_BUCKETS = 200_000  # beyond it full buckets are forgotten first, then everything: limits fail open


class Floods:
    """Buckets in memory. `spend` is called once per request, so it does no more than a dictionary look-up and a little arithmetic."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self._rates = rates
        self._clock = clock
        self._full_at: dict[tuple[str, int | str], float] = {}

    def spend(self, kind: str, who: int | str, amount: int = 1) -> None:
        """Take `amount` from the bucket; raises FLOOD_WAIT_X with the seconds until there is enough."""
        rate: Rate = getattr(self._rates, kind)
        now = self._clock.now()
        per_second = rate.per_minute / 60
        # A bucket is the moment at which it will be full again: nothing to refill, nothing to sweep.
        full_at = max(self._full_at.get((kind, who), 0.0), now) + amount / per_second
        wait = full_at - now - rate.burst / per_second
        if wait > 0:
            raise Refusal("FLOOD_WAIT_%d", ceil(wait))
        if len(self._full_at) >= _BUCKETS:
            self._forget(now)
        self._full_at[kind, who] = full_at

    def _forget(self, now: float) -> None:
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        if len(self._full_at) >= _BUCKETS:
            self._full_at.clear()
