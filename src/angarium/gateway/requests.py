"""Requests under way: a few of each session at once, the others in line, and those that wait for others aside."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from angarium.mtproto import service
from angarium.mtproto.events import Request

if TYPE_CHECKING:
    from angarium.gateway.sessions import Live, Peer

AT_ONCE = 16
"""Requests of one session that run at the same time."""

FILE = 4
"""Requests that one for a piece of a file counts for: its answer may have a megabyte."""

IN_LINE = 256
"""Requests in line or aside before their connection is read no further."""

FAILED = 32
"""Refused requests that are remembered for those that wait for them."""

STORM, STORM_SECONDS = 5000, 10
"""So many calls of one method in so many seconds are a client's fault, not its user's wish."""

_RPC_ERROR = b"\x19\xca\x44\x21"
_FILES = frozenset({"upload.getFile", "upload.getCdnFile", "upload.getWebFile"})  # packed, their bytes get no smaller
_WAIT_FAILED = service.error(400, "MSG_WAIT_FAILED")


class Requests:
    """What one session has asked for and not been answered yet. It is handed the session, and does not hold it: so what a session leaves
    behind is freed at once."""

    __slots__ = (
        "_apart",
        "_aside",
        "_count",
        "_failed",
        "_line",
        "_method",
        "_running",
        "_since",
        "_unwanted",
    )

    def __init__(self) -> None:
        self._running = 0
        self._line: deque[tuple[Request, Peer]] | None = None  # made when needed: an idle session should be small
        self._aside: dict[int, list[tuple[Request, Peer]]] | None = None
        self._apart = 0  # how many are aside
        self._failed: tuple[int, ...] = ()
        self._unwanted: set[int] | None = None
        self._method, self._count, self._since = "", 0, 0.0

    @property
    def crowded(self) -> bool:
        """Whether no more should be read for now."""
        return self._waiting > IN_LINE

    @property
    def _waiting(self) -> int:
        return self._apart + (len(self._line) if self._line is not None else 0)

    def begin(self, live: Live, request: Request, asker: Peer) -> None:
        """Take a request: run it, put it in line, or set it aside."""
        if self._is_storm(live, request.method):
            live.answer(request.msg_id, service.error(420, f"FLOOD_WAIT_{STORM_SECONDS}"), asker)
            return
        if not self._place(live, request, asker):
            self._finish(live, request, _WAIT_FAILED, asker)

    def drop(self, live: Live, msg_id: int) -> None:
        """Nobody waits for this answer any more; what has begun is finished all the same."""
        if msg_id in live.session.running:
            self._unwanted = {msg_id, *(self._unwanted or ())}

    def _place(self, live: Live, request: Request, asker: Peer) -> bool:
        """Run it, or let it wait; False when one that it waits for has failed."""
        # https://core.telegram.org/api/invoking#using-invokeafter-to-control-the-order-of-execution
        for msg_id in request.after:
            if msg_id in self._failed:
                return False
            # Only earlier ones, so that nobody waits in a circle.
            if msg_id in live.session.running and msg_id < request.msg_id:
                self._aside = {} if self._aside is None else self._aside
                self._aside.setdefault(msg_id, []).append((request, asker))
                self._apart += 1
                return True
        if self._line is None and self._has_room(request, asker):
            self._run(live, request, asker)
        else:
            if self._line is None:
                self._line = deque()
            self._line.append((request, asker))
        return True

    def _has_room(self, request: Request, asker: Peer) -> bool:
        return self._running + _weigh(request) <= AT_ONCE and not asker.slow

    def _run(self, live: Live, request: Request, asker: Peer) -> None:
        self._running += _weigh(request)
        live.door.spawn(self._call(live, request, asker))

    async def _call(self, live: Live, request: Request, asker: Peer) -> None:
        try:
            result = await live.door.router.call(live.caller, request.body, request.msg_id)
            if live.caller.layer != live.key.layer and getattr(request.body, "NAME", "") == "invokeWithLayer":
                live.key.layer = live.caller.layer  # further sessions of the key begin with it
            live.key.device = live.caller.device or live.key.device  # as they do with this
            if live.caller.wants_updates and live.session.session_id not in live.key.listeners:
                live.door.spawn(live.door.keys.remember_listener(live))
            # https://core.telegram.org/method/auth.bindTempAuthKey
            if request.method == "auth.bindTempAuthKey" and result[:4] != _RPC_ERROR:
                await live.door.keys.refresh(live.key)
        except asyncio.CancelledError:
            live.session.drop(request.msg_id)
            raise
        finally:
            self._running -= _weigh(request)
        waited = self._waiting > 0
        self._finish(live, request, result, asker)
        if waited:
            live.door.loop.call_soon(
                self.go_on, live
            )  # when the answer is written, and it is known whether there is room

    def _finish(self, live: Live, request: Request, result: bytes, asker: Peer) -> None:
        """Answer, and look after those that waited for it; when it has failed, they have, too, and those that wait for them."""
        finished = deque([(request, result, asker)])
        while finished:
            request, result, asker = finished.popleft()
            self._answer(live, request, result, asker)
            if self._aside is None:
                continue
            freed = self._aside.pop(request.msg_id, ())
            self._aside = self._aside or None
            self._apart -= len(freed)
            finished += [
                (one, _WAIT_FAILED, its_asker) for one, its_asker in freed if not self._place(live, one, its_asker)
            ]

    def _answer(self, live: Live, request: Request, result: bytes, asker: Peer) -> None:
        msg_id = request.msg_id
        if result[:4] == _RPC_ERROR:
            self._failed = (*self._failed[-FAILED + 1 :], msg_id)
        if self._unwanted and msg_id in self._unwanted:
            self._unwanted.discard(msg_id)
            live.session.drop(msg_id)
        else:
            live.answer(msg_id, result, asker, packable=request.method not in _FILES)

    def go_on(self, live: Live) -> None:
        """There may be room again: work off the line."""
        line = self._line
        while line and self._has_room(*line[0]):
            self._run(live, *line.popleft())
        if not line:
            self._line = None
        if self._waiting <= IN_LINE // 4:
            for peer in live.peers:
                peer.read_on()

    def _is_storm(self, live: Live, method: str) -> bool:
        """COMPAT(TDLib 1.8): against another server it asked for help.getConfig thousands of times."""
        now = live.door.wheel.now
        if method != self._method or now - self._since > STORM_SECONDS:
            self._method, self._count, self._since = method, 0, now
        self._count += 1
        return self._count > STORM and not method.startswith("upload.")


def _weigh(request: Request) -> int:
    return FILE if request.method in _FILES else 1
