"""The MTProto sessions that are alive, beyond any one connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from angarium.gateway.requests import Requests
from angarium.mtproto.messages import Outgoing
from angarium.mtproto.session import Session
from angarium.rpc.caller import Caller
from angarium.tl import codec, types
from angarium.tl.layers import CANONICAL

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.keys import Key

AFTERLIFE = 600
"""Seconds for which a session without a connection is remembered; longer than a replayed message can be valid."""

PER_KEY = 64
"""Sessions of one key; the oldest without a connection makes room."""

UNSENT = 64
"""Messages that wait for the next poll of a client over HTTP."""

TOO_LONG = codec.encode(types.UpdatesTooLong(), CANONICAL)


class Peer(Protocol):
    """A way to the client: a stream, or one HTTP request that waits for its answer."""

    polling: bool
    """It will be gone after one answer, and another one comes."""

    @property
    def slow(self) -> bool:
        """The client reads slower than we write; hold pushes back."""
        ...

    def tell(self, live: Live, messages: Sequence[Outgoing]) -> None:
        """Send these to the client with whatever else this turn of the loop brings."""
        ...

    def read_on(self) -> None:
        """The session has room for more requests."""
        ...

    def close(self, code: int = 0) -> None:
        """End it, after a transport error if `code` is one."""
        ...


class Live:
    """One session: its protocol machine, who calls through it, and the ways to its client."""

    __slots__ = (
        "box",
        "caller",
        "door",
        "key",
        "left",
        "missed",
        "peers",
        "polled",
        "requests",
        "session",
        "slot",
        "unsent",
    )

    def __init__(self, door: Door, key: Key, session_id: int, caller: Caller) -> None:
        self.door = door
        self.key = key
        self.session = Session(session_id, key.salts, door.house.chance.long())
        self.caller = caller
        self.peers: list[Peer] = []
        self.box: int | None = None
        self.missed = False  # something was not told: the client has to fetch the difference
        self.polled = False
        self.unsent: list[Outgoing] = []
        self.requests = Requests()
        self.left = 0.0
        self.slot = 0

    # --- ways to the client

    def attach(self, peer: Peer, address: str, local: tuple[str, int], dc: int = 0) -> None:
        """A connection speaks for this session now; it hears what others may have lost."""
        self.caller.address, self.caller.local = address, local
        self.caller.dc = dc or self.caller.dc
        if not self.peers:
            self.door.wheel.drop(self)
        if not peer.polling:
            # What was sent and not acknowledged may have gone into a connection that died before.
            self.unsent = self.session.kept.all()
        if self.session.kept.overflowed:
            self.session.kept.overflowed = False
            self.missed = True
        if self.unsent:
            peer.tell(self, self.unsent)
            self.unsent = []
        self.peers.append(peer)
        self.polled = peer.polling
        self.catch_up()

    def detach(self, peer: Peer) -> None:
        """That connection is gone."""
        if peer not in self.peers:
            return
        self.peers.remove(peer)
        if not self.peers and self.key.lives.get(self.session.session_id) is self:
            self.left = self.door.wheel.now
            self.door.wheel.add(self)

    # --- messages to the client

    def answer(self, msg_id: int, result: bytes, asker: Peer | None, *, packable: bool = True) -> None:
        """A result goes to the connection that asked, or else to the newest one."""
        message = self.session.answer(msg_id, result, self.door.now(), packable=packable)
        if asker is None or asker not in self.peers:
            asker = self.peers[-1] if self.peers else None
        if asker is not None:
            asker.tell(self, (message,))
        elif self.polled:
            self._keep_for_poll(message)

    def push(self, body: bytes) -> None:
        """Updates go to the newest connection; a client that does not take them is told later that it missed some."""
        if not self.peers and not (self.polled and len(self.unsent) < UNSENT):
            self.missed = True
            return
        if self.missed or (self.peers and self.peers[-1].slow):
            self.missed = True
            self.catch_up()
            return
        message = self.session.push(body, self.door.now())
        if self.peers:
            self.peers[-1].tell(self, (message,))
        else:
            self._keep_for_poll(message)

    def catch_up(self) -> None:
        """Tell a client that missed something and can hear again to fetch the difference (https://core.telegram.org/api/updates)."""
        if self.missed and self.peers and not self.peers[-1].slow and self.caller.wants_updates:
            self.missed = False
            self.peers[-1].tell(self, (self.session.push(TOO_LONG, self.door.now()),))

    def _keep_for_poll(self, message: Outgoing) -> None:
        if len(self.unsent) < UNSENT:
            self.unsent.append(message)

    # --- its end

    def due(self) -> float:
        return self.left + AFTERLIFE

    def expire(self) -> None:
        """Nobody came back."""
        if not self.peers:
            self.door.sessions.drop(self)

    def close(self) -> None:
        """End every connection of this session."""
        for peer in tuple(self.peers):
            peer.close()


class Sessions:
    """All of them, found through their key."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.count = 0

    def get(self, key: Key, session_id: int) -> Live:
        """The session of that id; made when it is new."""
        return key.lives.get(session_id) or self._make(key, session_id)

    def drop(self, live: Live) -> None:
        """Forget a session."""
        if live.key.lives.pop(live.session.session_id, None) is None:
            return
        self.count -= 1
        self._door.wheel.drop(live)
        self._door.owed.discard(live)
        self._door.pushers.leave(live)
        if not live.key.lives:
            # It hears no longer when its authorization ends, so it is read anew for the next session.
            self._door.house.bus.leave(("key", live.key.permanent_id), live.key.hear)
            self._door.keys.forget(live.key.id)
        live.close()

    def _make(self, key: Key, session_id: int) -> Live:
        if len(key.lives) >= PER_KEY:
            self._make_room(key)
        caller = Caller(
            key_id=key.permanent_id,
            temp_key_id=key.id if key.temporary else None,
            session_id=session_id,
            layer=key.layer or CANONICAL,
            device=key.device,
            user_id=key.user_id,
            authorization_id=key.authorization_id,
            wants_updates=key.user_id is not None and session_id in key.listeners,
        )  # fmt: skip
        live = Live(self._door, key, session_id, caller)
        # One that listened before we forgot it, as at a restart, heard nothing since: its client may think that nothing happened.
        live.missed = caller.wants_updates
        if not key.lives:
            self._door.house.bus.listen(("key", key.permanent_id), key.hear)
        key.lives[session_id] = live
        self.count += 1
        self._door.pushers.join(live)
        return live

    def _make_room(self, key: Key) -> None:
        idle = [live for live in key.lives.values() if not live.peers] or list(key.lives.values())
        self.drop(idle[0])
