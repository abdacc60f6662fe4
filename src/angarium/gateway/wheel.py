"""One timer for all connections and sessions: who is due is looked at once a second."""

from __future__ import annotations

from typing import Protocol


class Timed(Protocol):
    """Something that ends when nothing happens. `slot` belongs to the wheel."""

    slot: int

    def due(self) -> float:
        """The moment at which `expire` should be called, unless it has moved by then."""
        ...

    def expire(self) -> None: ...


class Wheel:
    """Slots of a second. Putting a deadline off costs nothing: a slot that comes up asks again; only an earlier one must be `hasten`ed."""

    __slots__ = ("_slots", "_swept", "now")

    def __init__(self, now: float) -> None:
        self.now = now
        """Seconds of a clock that never jumps, as of the last `advance`."""
        self._swept = int(now)
        self._slots: dict[int, set[Timed]] = {}

    def add(self, item: Timed) -> None:
        """Watch `item`."""
        item.slot = max(int(item.due()) + 1, self._swept + 1)
        self._slots.setdefault(item.slot, set()).add(item)

    def drop(self, item: Timed) -> None:
        """Watch it no more."""
        slot = self._slots.get(item.slot)
        if slot is not None:
            slot.discard(item)
            if not slot:
                del self._slots[item.slot]

    def hasten(self, item: Timed) -> None:
        """The item's deadline may have come closer."""
        self.drop(item)
        self.add(item)

    def advance(self, now: float) -> None:
        """Time has passed: expire what is due."""
        self.now = now
        for second in self._passed(int(now)):
            for item in self._slots.pop(second, ()):
                if item.due() <= now:
                    item.expire()
                else:
                    self.add(item)
        self._swept = int(now)

    def _passed(self, until: int) -> list[int]:
        if until - self._swept > len(self._slots):
            return sorted(second for second in self._slots if second <= until)
        return [second for second in range(self._swept + 1, until + 1) if second in self._slots]
