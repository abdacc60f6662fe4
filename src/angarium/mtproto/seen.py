"""Which messages of a session have been received: a bounded window that knows everything below it as too old."""

from __future__ import annotations

from array import array
from bisect import bisect_left

LIMIT = 2048
KEEP = 1536


class Seen:
    """msg_ids in order, eight bytes each. Ids up to `floor` are no longer told apart."""

    __slots__ = ("_ids", "floor")

    def __init__(self) -> None:
        self._ids = array("q")
        self.floor = -1

    def __contains__(self, msg_id: int) -> bool:
        ids = self._ids
        at = bisect_left(ids, msg_id)
        return at < len(ids) and ids[at] == msg_id

    @property
    def top(self) -> int:
        """The highest id received, or the floor."""
        return self._ids[-1] if self._ids else self.floor

    def add(self, msg_id: int) -> None:
        """Remember an id that is above the floor and not yet known."""
        ids = self._ids
        if not ids or msg_id > ids[-1]:
            ids.append(msg_id)
        else:
            ids.insert(bisect_left(ids, msg_id), msg_id)
        if len(ids) > LIMIT:
            self._cut(len(ids) - KEEP)

    def forget(self, before: int) -> None:
        """Give up what is told apart below `before`; those ids count as too old from now on."""
        self._cut(bisect_left(self._ids, before))

    def _cut(self, count: int) -> None:
        if count > 0:
            self.floor = self._ids[count - 1]
            self._ids = self._ids[count:]
