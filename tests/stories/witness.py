"""Holds what was pushed against what getDifference tells: both must leave a client with the same picture.

Every device has a witness: a second session of its auth key that never acts, so that everything reaches it as a push.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from angarium.tl import functions, types
from tests.stories.client import Client

PASSING = {
    "updateUserTyping",
    "updateChatUserTyping",
    "updateChannelUserTyping",
    "updateUserStatus",
    "updateLoginToken",
    "updateServiceNotification",
    "updateConfig",
    "updateMessageID",
    "updateSentStoryReaction",
}
"""What no log keeps, or what only the caller's own result carries."""

COUNTERS = frozenset({"pts", "pts_count", "qts"})
CHANGING = frozenset({"pinned", "reactions", "media_unread"})

NAMES = (
    "peer",
    "peer_id",
    "user_id",
    "msg_id",
    "chat_id",
    "channel_id",
    "key",
    "folder_id",
    "stickerset",
    "hash",
    "id",
)
"""Fields that say what an update is about; a later update about the same thing replaces an earlier one."""


class Picture:
    """What a client knows after some updates."""

    def __init__(self) -> None:
        self.messages: dict[int, Any] = {}
        self.deleted: set[int] = set()
        self.pinned: dict[tuple[str, int], bool] = {}
        self.others: dict[tuple[str, str], Any] = {}

    def add_message(self, message: Any) -> None:
        """A difference tells a message as it is now, a push as it was; what has updates of its own is held against those."""
        self.messages[message.id] = bare(message, CHANGING)

    def add(self, updates: Iterable[Any]) -> None:
        for update in updates:
            match update.NAME:
                case "updateNewMessage" | "updateEditMessage":
                    self.add_message(update.message)
                case "updateNewScheduledMessage":
                    self.others["scheduled", repr(update.message.id)] = bare(update.message, CHANGING)
                case "updateDeleteScheduledMessages":
                    for gone in update.messages:
                        self.others["scheduled", repr(gone)] = None
                case "updateDeleteMessages":
                    self.deleted.update(update.messages)
                    for gone in update.messages:
                        self.messages.pop(gone, None)
                case "updatePinnedMessages":
                    self.pinned.update({(repr(update.peer), number): update.pinned for number in update.messages})
                case name if name not in PASSING:
                    about = [(field, getattr(update, field)) for field in NAMES if hasattr(update, field)]
                    self.others[name, repr(about)] = bare(update)


def bare(found: Any, without: frozenset[str] = COUNTERS) -> Any:
    """Without the counters, which a push and a difference carry in different places."""
    kept = {name: value for name, value in vars(found).items() if name not in without}
    return type(found)(**kept)


class Witness:
    """The silent session, and the state from which it watches."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.state: Any = None
        self.gone = False
        """The device was logged out: nothing is owed to it any more."""

    async def begin(self) -> None:
        """Watch from now on."""
        self.client.updates.clear()
        self.state = await self.client(functions.updates.GetState())

    async def check(self) -> None:
        """Fails unless what was pushed equals the difference, without a gap in any counter."""
        await self.client.ping()
        told = self._check_counters()
        pushed = Picture()
        pushed.add(told)
        difference = await self._fetch()
        assert_same("messages", pushed.messages, difference.messages, known=pushed.deleted | difference.deleted)
        assert_same("deleted", dict.fromkeys(pushed.deleted), dict.fromkeys(difference.deleted))
        assert_same("pinned", pushed.pinned, difference.pinned)
        assert_same("updates", pushed.others, difference.others)

    def _check_counters(self) -> list[Any]:
        """Every update that was pushed; pts and seq must have grown without a gap."""
        pts, seq, found = self.state.pts, self.state.seq, []
        for packet in self.client.updates:
            assert packet.NAME != "updatesTooLong", "a session that reads was told that it missed something"
            updates = [packet.update] if packet.NAME == "updateShort" else packet.updates
            if number := getattr(packet, "seq", 0):
                assert number == seq + 1, f"seq went from {seq} to {number}: {packet!r}"
                seq = number
            for update in updates:
                if count := getattr(update, "pts_count", None):
                    assert update.pts == pts + count, f"pts went from {pts} to {update.pts} by {count}: {update!r}"
                    pts = update.pts
                found.append(update)
        self.pts, self.seq = pts, seq
        return found

    async def _fetch(self) -> Picture:
        """The difference since the beginning, all slices of it."""
        picture, pts, date = Picture(), self.state.pts, self.state.date
        while True:
            found = await self.client(functions.updates.GetDifference(pts=pts, date=date, qts=0))
            if isinstance(found, types.updates.DifferenceEmpty):
                break
            assert found.NAME in {"updates.difference", "updates.differenceSlice"}, found
            for message in found.new_messages:
                picture.add_message(message)
            picture.add(found.other_updates)
            if isinstance(found, types.updates.Difference):
                assert (found.state.pts, found.state.seq) == (self.pts, self.seq), "the counters differ"
                break
            pts, date = found.intermediate_state.pts, found.intermediate_state.date
        state = await self.client(functions.updates.GetState())
        assert (state.pts, state.seq) == (self.pts, self.seq), (
            f"pushed up to pts {self.pts}, seq {self.seq}; the box stands at pts {state.pts}, seq {state.seq}"
        )
        return picture


def assert_same(what: str, pushed: dict[Any, Any], told: dict[Any, Any], *, known: set[int] | None = None) -> None:
    for key in pushed.keys() | told.keys():
        if known and key in known:
            continue
        assert pushed.get(key) == told.get(key), (
            f"{what} {key}:\n  pushed     {pushed.get(key)!r}\n  difference {told.get(key)!r}"
        )
