"""The client's end of every transport: for tests, the doctor and the load generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from angarium.mtproto.errors import PeerError
from angarium.mtproto.transport.codec import Packet
from angarium.mtproto.transport.envelopes import Kind, make_envelope
from angarium.mtproto.transport.obfuscation import start


@dataclass(frozen=True, slots=True)
class QuickAck:
    """The server has received and decrypted the packet with this token."""

    token: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """A transport error, such as -404."""

    code: int


class ClientCodec:
    """Frames what a client sends and reads what the server answers. `hello` goes out before everything else."""

    def __init__(
        self, kind: Kind, random: Callable[[int], bytes], *, obfuscated: bool, dc: int = 0, secret: bytes = b""
    ) -> None:
        self.kind = kind
        self.hello = kind.value
        self._envelope = make_envelope(kind)
        self._obfuscation = None
        self._buffer = bytearray()
        if obfuscated:
            self.hello, self._obfuscation = start(kind, random, dc=dc, secret=secret)

    def frame(self, payload: bytes, *, quick_ack: bool = False) -> bytes:
        """The bytes that carry one payload to the server."""
        framed = self._envelope.wrap(payload, quick_ack=quick_ack)
        return self._obfuscation.outgoing.update(framed) if self._obfuscation else framed

    def feed(self, data: bytes) -> list[Packet | QuickAck | Fault]:
        """What the server said, as far as it is complete."""
        self._buffer += self._obfuscation.incoming.update(data) if self._obfuscation else data
        events: list[Packet | QuickAck | Fault] = []
        while (event := self._find_event()) is not None:
            events.append(event)
        return events

    def _find_event(self) -> Packet | QuickAck | Fault | None:
        if (token := self._find_token()) is not None:
            return token
        head = self._envelope.find_head(self._buffer, 0)
        if head is None or len(self._buffer) < head.size + head.body:
            return None
        if head.body < 0:
            raise PeerError("the server sent a negative length")
        end = head.size + head.body
        body = self._envelope.open(bytes(self._buffer[: head.size]), bytes(self._buffer[head.size : end]))
        del self._buffer[:end]
        if self.kind is Kind.PADDED and body[:4] == b"\xff\xff\xff\xff" and len(body) <= 16:
            return QuickAck(body[4:8])
        return Fault(int.from_bytes(body, "little", signed=True)) if len(body) == 4 else Packet(body)

    def _find_token(self) -> QuickAck | None:
        # https://core.telegram.org/mtproto/mtproto-transports#quick-ack
        if len(self._buffer) < 4 or self.kind in {Kind.FULL, Kind.PADDED}:
            return None
        abridged = self.kind is Kind.ABRIDGED
        if not self._buffer[0 if abridged else 3] & 0x80:
            return None
        token = bytes(self._buffer[:4])
        del self._buffer[:4]
        return QuickAck(token[::-1] if abridged else token)


def client(
    kind: Kind, random: Callable[[int], bytes], *, obfuscated: bool = False, dc: int = 0, secret: bytes = b""
) -> ClientCodec:
    """The client's end of one connection."""
    return ClientCodec(kind, random, obfuscated=obfuscated, dc=dc, secret=secret)
