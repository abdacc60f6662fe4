"""Which files are asked for by many: a little memory of the last hour, of bounded size, that nothing is written of."""

from __future__ import annotations

from collections import OrderedDict

HOUR = 3600
FILES = 4096
"""Files that are watched at once; the one asked for least lately is forgotten."""

SENT = 60
"""Seconds after being sent to the outpost in which somebody who comes back for the same file is served here: the outpost is out of their
reach or has refused them. COMPAT(TDLib 1.8): it would go in a circle."""

REMEMBERED = 65_536


class Demand:
    """Who asked for what. `people` different ones within an hour make a file popular."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._asked: OrderedDict[str, dict[int, int]] = OrderedDict()  # by file: when people asked last, newest last
        self._sent: OrderedDict[tuple[str, int], int] = OrderedDict()

    def note(self, blob: str, user_id: int, now: int) -> bool:
        """Somebody asks for a file. True when it is popular."""
        askers = self._asked.setdefault(blob, {})
        self._asked.move_to_end(blob)
        askers.pop(user_id, None)
        askers[user_id] = now
        for asker in tuple(askers):
            if askers[asker] > now - HOUR and len(askers) <= self._people:
                break
            del askers[asker]
        while len(self._asked) > FILES:
            self._asked.popitem(last=False)
        return len(askers) >= self._people

    def send(self, blob: str, user_id: int, now: int) -> bool:
        """Somebody is about to be sent to the outpost for a file. False when they have just been."""
        while self._sent and (len(self._sent) >= REMEMBERED or next(iter(self._sent.values())) <= now - SENT):
            self._sent.popitem(last=False)
        if (blob, user_id) in self._sent:
            return False
        self._sent[blob, user_id] = now
        return True
