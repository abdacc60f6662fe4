"""One stream from a client, over TCP or a WebSocket: recognize its language, take its packets in, write in turns of the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from math import inf
from struct import Struct
from typing import TYPE_CHECKING, Any

import structlog

from angarium.crypto.kdf import BadMessageKey
from angarium.gateway.writer import Transport, Writer
from angarium.mtproto.errors import PeerError
from angarium.mtproto.events import DestroyKey, DestroySession, Dropped, Event, Hangup, HttpWait, Request
from angarium.mtproto.messages import Outgoing, open_plaintext
from angarium.mtproto.transport import Codec, Foreign, Packet, detect

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.keys import Key
    from angarium.gateway.sessions import Live

log = structlog.get_logger(__name__)

IDLE = 900
"""Seconds of silence after which a client that never asked for another time is gone."""

STUCK = 60
"""Seconds that a client may leave its answers unread."""

FIRST_MAX = 64 << 10
"""Bytes of an HTTP request's head, which is taken in whole before it is given to the HTTP server."""

_KEY_ID = Struct("<q")
_PLAIN = Struct("<qqi")  # auth_key_id = 0, msg_id, length


class Connection(asyncio.Protocol):
    """Every connection begins here. One that turns out to be HTTP or TLS is handed on."""

    __slots__ = (
        "_codec",
        "_door",
        "_first",
        "_flushing",
        "_full_since",
        "_heard",
        "_held",
        "_idle",
        "_live",
        "_lives",
        "_only_mtproto",
        "_outgoing",
        "_reading",
        "_transport",
        "_waiting",
        "_writer",
        "address",
        "local",
        "slot",
    )
    polling = False

    def __init__(self, door: Door, *, only_mtproto: bool = False) -> None:
        self._door = door
        self._only_mtproto = only_mtproto
        self._codec: Codec | None = None
        self._first = b""
        self._live: Live | None = None  # whose messages are being gathered
        self._lives: tuple[Live, ...] = ()  # nearly always that one alone
        self._outgoing: list[Outgoing] = []
        self._waiting: list[Packet] | None = None  # behind a packet whose key is being read, or whose handshake is
        self._flushing = False
        self._held = False
        self._reading = True
        self._heard = door.wheel.now
        self._idle: float = door.patience
        self._full_since = inf
        self.slot = 0

    # --- asyncio's side

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self.address, self.local = addresses(transport)
        if not self._door.admit(self):
            transport.abort()
            return
        self._writer = Writer(transport, self._door.unsent_bound)
        self._door.wheel.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.wheel.drop(self)
        self._door.dismiss(self)
        lives, self._lives, self._live, self._outgoing = self._lives, (), None, []
        for live in lives:
            live.detach(self)

    def data_received(self, data: bytes) -> None:
        if self._transport.is_closing():
            return
        try:
            if self._codec is None:
                data = self._recognize(data)
            if self._codec is not None:
                for packet in self._codec.feed(data):
                    self._take(packet)
        except PeerError as fault:
            # Without a transport error: at -404 a client throws its key away.
            self.fail(fault, 0)

    def pause_writing(self) -> None:
        self._writer.full = True
        self._full_since = self._door.wheel.now
        self._door.wheel.hasten(self)
        self._read_or_not()

    def resume_writing(self) -> None:
        self._writer.full = False
        self._full_since = inf
        self._read_or_not()
        for live in self._lives:
            live.catch_up()
            live.requests.go_on(live)

    # --- the wheel's side

    def due(self) -> float:
        return min(self._heard + self._idle, self._full_since + STUCK)

    def expire(self) -> None:
        """Silence, a head that never came, or answers that nobody reads."""
        self._transport.abort()

    # --- the session's side

    @property
    def slow(self) -> bool:
        return self._writer.full

    def tell(self, live: Live, messages: Sequence[Outgoing]) -> None:
        if self._transport.is_closing():
            return  # it is kept, and repeated on the next connection
        self._speak_for(live)
        self._outgoing += messages
        if not self._flushing:
            self._flushing = True
            self._door.loop.call_soon(self._flush)

    def read_on(self) -> None:
        if self._held:
            self._held = False
            self._read_or_not()

    def close(self, code: int = 0) -> None:
        """End the connection once what is waiting has left."""
        self._flush()
        if code and self._codec is not None:
            self._writer.write(self._codec.error(code))
        self._transport.close()

    def fail(self, fault: PeerError, code: int) -> None:
        """The peer broke the protocol."""
        log.debug("a peer broke the protocol", reason=fault.reason, address=self.address)
        self._door.broken += 1
        self.close(code)

    # --- first bytes

    def _recognize(self, data: bytes) -> bytes:
        """Find out what is spoken; returns what the codec has not been given yet."""
        self._first += data
        found = detect(self._first)
        if isinstance(found, Codec):
            self._codec, self._first = found, b""
        elif found is not None and self._only_mtproto:
            raise PeerError("HTTP or TLS inside a WebSocket")
        elif found is Foreign.TLS:
            self._hand_on_tls()
        elif found is Foreign.HTTP:
            self._hand_on_http()
        return b""

    def _hand_on_http(self) -> None:
        """aiohttp has no limit of time for the first head, so it gets the head when that is complete."""
        if b"\r\n\r\n" not in self._first:
            if len(self._first) > FIRST_MAX:
                raise PeerError("the head of an HTTP request is too long")
            return
        self._door.wheel.drop(self)
        self._door.hand_to_http(self, self._transport, self._first)

    def _hand_on_tls(self) -> None:
        if self._door.tls is None:
            raise PeerError("TLS was not asked for here")
        self._door.wheel.drop(self)
        self._door.dismiss(self)
        self._door.hand_to_tls(self._transport, self._first)

    # --- packets

    def _take(self, packet: Packet) -> None:
        if self._transport.is_closing():
            return
        if self._waiting is not None:
            self._waiting.append(packet)
            self._read_or_not()
            return
        (key_id,) = _KEY_ID.unpack_from(packet.payload)
        if key_id == 0:
            self._shake_hands(packet.payload)
        elif (key := self._door.keys.find(key_id)) is not None:
            self._receive(key, packet)
        else:
            self._wait_for(self._load(key_id, packet))

    def _wait_for(self, errand: Coroutine[Any, Any, None]) -> None:
        """Packets that follow keep their order: they wait until this one is done."""
        self._waiting = []
        self._door.spawn(self._go_on_after(errand))

    async def _go_on_after(self, errand: Coroutine[Any, Any, None]) -> None:
        try:
            await errand
        except PeerError as fault:
            self.fail(fault, fault.code)
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        try:
            for packet in waiting:
                self._take(packet)
        except PeerError as fault:
            self.fail(fault, 0)
        self._read_or_not()

    async def _load(self, key_id: int, packet: Packet) -> None:
        key = await self._door.keys.load(key_id)
        if key is None:
            # https://core.telegram.org/mtproto/mtproto-transports#transport-errors
            raise PeerError("an auth key that is not known here")
        if self._transport.is_closing():
            return
        try:
            self._receive(key, packet)
        except PeerError as fault:
            self.fail(fault, 0)

    def _shake_hands(self, payload: bytes) -> None:
        """Without a task of its own: a handshake is three of these, and most of the first is known at once."""
        try:
            answer = self._door.begin_handshake(payload)
        except PeerError as fault:
            self.fail(fault, fault.code)
            return
        if answer.done():
            self._tell_plainly(answer)
        else:
            self._waiting = []
            answer.add_done_callback(self._go_on_shaking)

    def _go_on_shaking(self, answer: asyncio.Future[bytes]) -> None:
        self._tell_plainly(answer)
        self._go_on()

    def _tell_plainly(self, answer: asyncio.Future[bytes]) -> None:
        fault = asyncio.CancelledError() if answer.cancelled() else answer.exception()
        if isinstance(fault, PeerError):
            self.fail(fault, fault.code)
        elif fault is not None:
            log.error("a handshake failed", exc_info=fault)
            self.close()
        elif self._codec is not None and not self._transport.is_closing():
            self._writer.write(self._codec.frame(seal_unencrypted(answer.result(), self._door.now())))

    def _receive(self, key: Key, packet: Packet) -> None:
        """A packet of a known key. Nothing is looked at, let alone answered, before its msg_key is right."""
        try:
            plaintext = key.cipher.decrypt(packet.payload, from_server=False)
        except BadMessageKey as error:
            # https://core.telegram.org/mtproto/security_guidelines#checking-sha256-hash-value-of-msg-key
            raise PeerError("a wrong msg_key") from error
        opened = open_plaintext(plaintext)
        live = self._live
        if live is None or live.key is not key or live.session.session_id != opened.session_id:
            live = self._door.sessions.get(key, opened.session_id)
            self._speak_for(live)
        self._heard = self._door.wheel.now
        if packet.quick_ack and self._codec is not None:
            self._writer.write(self._codec.quick_ack(key.cipher.quick_ack(plaintext)))
        events = live.session.receive(opened, self._door.now())
        replies = live.session.take_replies()
        if replies:
            self.tell(live, replies)
        for event in events:
            self._handle(live, event)

    def _handle(self, live: Live, event: Event) -> None:
        match event:
            case Request():
                live.requests.begin(live, event, self)
                self._door.owed.add(live)
                if live.requests.crowded and not self._held:
                    self._held = True
                    self._read_or_not()
            case Hangup(seconds):
                self._idle = seconds
                self._door.wheel.hasten(self)
            case Dropped(msg_id):
                live.requests.drop(live, msg_id)
            case DestroySession() | DestroyKey():
                self._door.spawn(self._door.destroy(live, event, self))
            case HttpWait():
                pass  # it speaks about a way that this is not

    def _speak_for(self, live: Live) -> None:
        """The messages that follow are this session's."""
        if self._live is live:
            return
        self._flush()
        self._live = live
        if live not in self._lives:
            if not self._lives:
                self._door.trust(self)
                self._idle = IDLE
            self._lives = (*self._lives, live)
            live.attach(self, self.address, self.local, _named_dc(self._codec))

    # --- writing

    def _flush(self) -> None:
        """Everything that this turn of the loop had to say, in one write."""
        self._flushing = False
        messages, live, codec = self._outgoing, self._live, self._codec
        if not messages or live is None or codec is None:
            return
        self._outgoing = []
        encrypt, frame = live.key.cipher.encrypt, codec.frame
        plaintexts = live.session.seal(messages, self._door.now(), self._door.noise)
        self._writer.write(b"".join([frame(encrypt(plaintext, from_server=True)) for plaintext in plaintexts]))

    def _read_or_not(self) -> None:
        """Read while there is room: for answers, for requests, and no packet waits behind another. What comes while one is looked
        into is rare, so reading stops only then."""
        reading = not (self._held or self._writer.full or self._waiting)
        if reading == self._reading or self._transport.is_closing():
            return
        self._reading = reading
        if reading:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()


def _named_dc(codec: Codec | None) -> int:
    """The data centre that a client took us for: a negative number is one for files, above 10000 one for tests; 0 when it said none,
    which leaves chance in its place."""
    named = abs(codec.dc) % 10_000 if codec is not None else 0
    return named if 1 <= named <= 5 else 0


def addresses(transport: Transport) -> tuple[str, tuple[str, int]]:
    """Where the client is, and where it reached us."""
    peer, own = transport.get_extra_info("peername"), transport.get_extra_info("sockname")
    address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
    local = (str(own[0]), int(own[1])) if isinstance(own, tuple) and len(own) >= 2 else ("127.0.0.1", 0)
    return address, local


def open_unencrypted(payload: bytes) -> bytes:
    """The body of a message without an auth key. https://core.telegram.org/mtproto/description#unencrypted-message"""
    if len(payload) < _PLAIN.size:
        raise PeerError("an unencrypted message without its header")
    _, _, length = _PLAIN.unpack_from(payload)
    if not 0 < length <= len(payload) - _PLAIN.size:
        raise PeerError("an unencrypted message of a wrong length")
    return payload[_PLAIN.size : _PLAIN.size + length]


def seal_unencrypted(body: bytes, now: float) -> bytes:
    """An answer without an auth key."""
    msg_id = (int(now * 4294967296) & ~3) | 1
    return _PLAIN.pack(0, msg_id, len(body)) + body
