"""What was sent and is not yet acknowledged: a bounded store, so that a lost connection loses nothing."""

from __future__ import annotations

import msgspec

from angarium.mtproto.messages import Outgoing

COUNT = 512
BYTES = 1 << 20


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A message that asks to be acknowledged, and the request that it answers (0: none)."""

    seq_no: int
    body: bytes
    request: int


class Kept:
    """Outgoing messages by msg_id, oldest first. What does not fit is given up, and `overflowed` says so."""

    __slots__ = ("_answers", "_entries", "_size", "overflowed")

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._answers: dict[int, int] = {}  # request → msg_id of its answer, or 0 when that was given up
        self._size = 0
        self.overflowed = False

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, msg_id: int, entry: Entry) -> None:
        """Keep a message; the newest always fits."""
        self._entries[msg_id] = entry
        self._size += len(entry.body)
        if entry.request:
            self._answers[entry.request] = msg_id
        while len(self._entries) > 1 and (self._size > BYTES or len(self._entries) > COUNT):
            self._give_up()

    def acknowledge(self, msg_id: int) -> None:
        """The client has it."""
        entry = self._entries.pop(msg_id, None)
        if entry is not None:
            self._size -= len(entry.body)
            self._answers.pop(entry.request, None)

    def find(self, msg_id: int) -> Outgoing | None:
        """The message, to be repeated."""
        entry = self._entries.get(msg_id)
        return Outgoing(msg_id, entry.seq_no, entry.body, again=True) if entry else None

    def find_answer(self, request: int) -> int | None:
        """The msg_id of the unacknowledged answer to a request; 0 when it was given up, None when there is none."""
        return self._answers.get(request)

    def drop_answer(self, request: int) -> Outgoing | None:
        """Forget the answer to a request."""
        msg_id = self._answers.get(request)
        found = self.find(msg_id) if msg_id else None
        if msg_id:
            self.acknowledge(msg_id)
        return found

    def all(self) -> list[Outgoing]:
        """Everything that a new connection should hear again."""
        return [Outgoing(msg_id, entry.seq_no, entry.body, again=True) for msg_id, entry in self._entries.items()]

    def shrink(self) -> None:
        """Give back what an empty store does not need."""
        if not self._entries and not self._answers:
            self._entries, self._answers = {}, {}

    def _give_up(self) -> None:
        msg_id, entry = next(iter(self._entries.items()))
        del self._entries[msg_id]
        self._size -= len(entry.body)
        self.overflowed = True
        if entry.request:
            self._answers[entry.request] = 0
            if len(self._answers) > 2 * COUNT:
                del self._answers[next(iter(self._answers))]
