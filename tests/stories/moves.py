"""The pts of which one session has been told, by pushes and by the results of its own calls together: a client that finds one missing
stops, waits and asks for the difference (https://core.telegram.org/api/updates#pts-checking-and-applying)."""

from __future__ import annotations

from typing import Any

REFRESHING = {"updates.getState", "updates.getDifference"}


class Moves:
    """Each step of the own box's pts that this session knows of."""

    def __init__(self) -> None:
        self.known: set[int] = set()
        self.floor = 0
        """Up to here the client has asked for everything."""
        self.whole = True
        """Whether the session has been there all the time; otherwise it has to ask for the difference anyway."""

    def push(self, packet: Any) -> None:
        """What the server said unasked."""
        if packet.NAME == "updatesTooLong":
            self.whole = False
        self._add(packet)

    def answer(self, query: Any, result: Any) -> None:
        """What a call answered."""
        if not hasattr(result, "NAME"):
            return
        while hasattr(query, "query"):
            self.whole = self.whole and query.NAME != "invokeWithoutUpdates"
            query = query.query
        if query is not None and query.NAME in REFRESHING:
            state = getattr(result, "state", None) or getattr(result, "intermediate_state", None) or result
            self.floor = max(self.floor, getattr(state, "pts", 0))
        elif not _is_elsewhere(query, result):
            self._add(result)

    def missing(self, first: int, last: int) -> list[int]:
        """The steps after `first` up to `last` of which nobody told."""
        if not self.whole:
            return []
        return [step for step in range(max(first, self.floor) + 1, last + 1) if step not in self.known]

    def _add(self, told: Any) -> None:
        inner = told.update if told.NAME == "updateShort" else getattr(told, "updates", None)
        if inner is not None:
            for one in inner if isinstance(inner, list) else [inner]:
                self._add(one)
        elif "Channel" not in told.NAME and (count := getattr(told, "pts_count", 0)):
            self.known.update(range(told.pts - count + 1, told.pts + 1))


def _is_elsewhere(query: Any, result: Any) -> bool:
    """Whether the counters of the result are those of a supergroup or channel."""
    if not result.NAME.startswith("messages.affected"):
        return False
    peer = getattr(query, "peer", None)
    return query.NAME.startswith("channels.") or (peer is not None and peer.NAME == "inputPeerChannel")
