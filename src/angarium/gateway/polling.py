"""MTProto over HTTP: each POST carries one message, and its response whatever there is to say (https://core.telegram.org/mtproto/transports#http)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from struct import Struct
from typing import TYPE_CHECKING

from angarium.crypto.kdf import BadMessageKey
from angarium.mtproto.errors import PeerError
from angarium.mtproto.events import DestroyKey, DestroySession, Dropped, Event, HttpWait, Request
from angarium.mtproto.messages import Outgoing, batches, open_plaintext

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.keys import Key
    from angarium.gateway.sessions import Live

PATIENCE = 25.0
"""Seconds that a response may be held back, as http_wait's default has it."""

_KEY_ID = Struct("<q")


class Exchange:
    """One POST: a way to the client that is good for one message."""

    polling = True
    slow = False

    def __init__(self, door: Door) -> None:
        self._door = door
        self._messages: list[Outgoing] = []
        self._awaited: set[int] = set()
        self._wait: HttpWait | None = None
        self._more = asyncio.Event()
        self._closed = False

    # --- the session's side

    def tell(self, live: Live, messages: Sequence[Outgoing]) -> None:
        self._messages += messages
        self._more.set()

    def read_on(self) -> None:
        """There is nothing more to read."""

    def close(self, code: int = 0) -> None:
        self._closed = True
        self._more.set()

    # --- the request's side

    async def run(self, key: Key, payload: bytes, address: str) -> bytes:
        """Take the message in, wait as the client asked, and return the packet of the response."""
        try:
            opened = open_plaintext(key.cipher.decrypt(payload, from_server=False))
        except BadMessageKey as error:
            raise PeerError("a wrong msg_key") from error
        live = self._door.sessions.get(key, opened.session_id)
        live.attach(self, address, ("127.0.0.1", 0))
        try:
            events = live.session.receive(opened, self._door.now())
            self._messages += live.session.take_replies()
            for event in events:
                self._handle(live, event)
            await self._gather(live)
        finally:
            live.detach(self)
        return self._seal(live)

    def _handle(self, live: Live, event: Event) -> None:
        match event:
            case Request():
                self._awaited.add(event.msg_id)
                live.requests.begin(live, event, self)
            case HttpWait():
                self._wait = event
            case Dropped(msg_id):
                live.requests.drop(live, msg_id)
            case DestroySession() | DestroyKey():
                self._door.spawn(self._door.destroy(live, event, self))
            case _:
                pass

    async def _gather(self, live: Live) -> None:
        """Wait until the requests of this POST are answered, or, when the client polls, for anything at all."""
        loop = self._door.loop
        longest = PATIENCE if self._wait is None else min(max(self._wait.max_wait, 0) / 1000, PATIENCE)
        until = loop.time() + max(longest, PATIENCE if self._awaited else 0.0)
        while not self._closed and not self._is_done(live):
            self._more.clear()
            try:
                async with asyncio.timeout_at(until):
                    await self._more.wait()
            except TimeoutError:
                return

    def _is_done(self, live: Live) -> bool:
        if any(msg_id in live.session.running for msg_id in self._awaited):
            return False
        return bool(self._messages) or self._wait is None

    def _seal(self, live: Live) -> bytes:
        """What fits into one message; the rest waits for the next POST."""
        first, *rest = batches(self._messages) or [()]
        for batch in rest:
            live.unsent += batch
        now = self._door.now()
        # An empty container tells a client that polls in vain as little as there is to tell.
        plaintexts = (
            live.session.seal(first, now, self._door.noise)
            if first
            else [live.session.seal_empty(now, self._door.noise)]
        )
        return live.key.cipher.encrypt(plaintexts[0], from_server=True)


async def answer(door: Door, payload: bytes, address: str) -> tuple[bytes, int]:
    """The body and the status of the response to one POST."""
    try:
        key = await _find_key(door, payload)
        if key is None:
            return await door.shake_hands(payload), 200
    except PeerError as fault:
        door.broken += 1
        # https://core.telegram.org/mtproto/mtproto-transports#transport-errors
        return fault.code.to_bytes(4, "little", signed=True), -fault.code
    try:
        return await Exchange(door).run(key, payload, address), 200
    except PeerError:
        door.broken += 1
        return b"", 400  # not 404, at which a client throws its key away


async def _find_key(door: Door, payload: bytes) -> Key | None:
    """The key of a packet; None when it is unencrypted. Raises PeerError for a key that is not known."""
    if len(payload) < 24:
        raise PeerError("a packet that is too short")
    (key_id,) = _KEY_ID.unpack_from(payload)
    if key_id == 0:
        return None
    key = await door.keys.load(key_id)
    if key is None:
        raise PeerError("an auth key that is not known here")
    return key
