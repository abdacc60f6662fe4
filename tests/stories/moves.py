"""The pts of which one session has been told, by pushes and by the results of its own calls together: a client that finds one missing
stops, waits and asks for the difference (https://core.telegram.org/api/updates#pts-checking-and-applying)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

REFRESHING = {"updates.getState", "updates.getDifference", "updates.getChannelDifference"}

CHANNEL = {
    "updateNewChannelMessage",
    "updateEditChannelMessage",
    "updateDeleteChannelMessages",
    "updatePinnedChannelMessages",
    "updateChannelWebPage",
}
"""What stands in the log of a supergroup or channel."""


class Moves:
    """Each step of the own box's pts that this session knows of."""

    def __init__(self) -> None:
        self.known: dict[int, set[int]] = defaultdict(set)
        """By channel; 0 is the own box."""
        self.floor: dict[int, int] = defaultdict(int)
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
            channel = getattr(getattr(query, "channel", None), "channel_id", 0)
            self.floor[channel] = max(self.floor[channel], getattr(state, "pts", 0))
        elif result.NAME.startswith("messages.affected"):
            named = next(
                (getattr(query, name) for name in ("parent_peer", "channel", "peer") if hasattr(query, name)), None
            )
            self._note(getattr(named, "channel_id", 0), result)
        else:
            self._add(result)

    def missing(self, channel: int, first: int, last: int) -> list[int]:
        """The steps after `first` up to `last` of which nobody told, in a channel or (0) in the own box."""
        if not self.whole:
            return []
        known = self.known[channel]
        return [step for step in range(max(first, self.floor[channel]) + 1, last + 1) if step not in known]

    def _add(self, told: Any) -> None:
        inner = told.update if told.NAME == "updateShort" else getattr(told, "updates", None)
        if inner is None:
            self._note(channel_of(told) if told.NAME in CHANNEL else 0, told)
        else:
            for one in inner if isinstance(inner, list) else [inner]:
                self._add(one)

    def _note(self, channel: int, told: Any) -> None:
        if count := getattr(told, "pts_count", 0):
            self.known[channel].update(range(told.pts - count + 1, told.pts + 1))


def channel_of(update: Any) -> int:
    """In which channel it happened."""
    return int(update.message.peer_id.channel_id if hasattr(update, "message") else update.channel_id)
