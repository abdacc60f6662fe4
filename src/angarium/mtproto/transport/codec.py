"""The server's end of one stream: bytes in, packets out, and back."""

from __future__ import annotations

from typing import NamedTuple

from angarium.mtproto.errors import PeerError
from angarium.mtproto.transport.envelopes import Kind, make_envelope
from angarium.mtproto.transport.obfuscation import Obfuscation

LIMIT = (1 << 20) + (64 << 10)
"""Bytes of the longest packet: the largest container, and room for what is around it."""

UNENCRYPTED_LIMIT = 4096
"""Bytes of the longest packet without an auth key: the longest of the handshake is under 1 KiB."""


class Packet(NamedTuple):
    """One MTProto payload, without its envelope."""

    payload: bytes
    quick_ack: bool = False
    """The client asks for a quick acknowledgement."""


class Codec:
    """Frames and deframes one connection. At most `limit` bytes and one read are ever held; see `detect`."""

    __slots__ = ("_buffer", "_envelope", "_obfuscation", "limit")

    def __init__(self, kind: Kind, obfuscation: Obfuscation | None = None) -> None:
        self.limit = LIMIT
        self._envelope = make_envelope(kind)
        self._obfuscation = obfuscation
        self._buffer = bytearray()

    @property
    def kind(self) -> Kind:
        """How payloads are framed."""
        return self._envelope.kind

    @property
    def obfuscated(self) -> bool:
        """Whether the stream is obfuscated."""
        return self._obfuscation is not None

    @property
    def dc(self) -> int:
        """The data centre in an obfuscated client's first bytes (chance, where it named none); nobody has to heed it."""
        return self._obfuscation.dc if self._obfuscation else 0

    @property
    def held(self) -> int:
        """Bytes that wait for the rest of their packet."""
        return len(self._buffer)

    def hold(self, data: bytes) -> None:
        """Keep what came together with the header, until the next `feed`."""
        self._buffer += self._obfuscation.incoming.update(data) if self._obfuscation else data

    def feed(self, data: bytes) -> list[Packet]:
        """The packets that are complete with `data`. Raises PeerError, after which the stream is lost."""
        self.hold(data)
        packets: list[Packet] = []
        at = 0
        while (found := self._find_packet(at)) is not None:
            packet, at = found
            packets.append(packet)
        del self._buffer[:at]
        return packets

    def frame(self, payload: bytes) -> bytes:
        """The bytes that carry one payload to the client."""
        return self._hide(self._envelope.wrap(payload))

    def quick_ack(self, token: bytes) -> bytes:
        """The bytes that carry a quick acknowledgement; none on the full transport, which knows no such thing."""
        return self._hide(self._envelope.wrap_token(token))

    def error(self, code: int) -> bytes:
        """The bytes that carry a transport error, such as -404."""
        return self.frame(code.to_bytes(4, "little", signed=True))

    def _hide(self, data: bytes) -> bytes:
        return self._obfuscation.outgoing.update(data) if self._obfuscation else data

    def _find_packet(self, at: int) -> tuple[Packet, int] | None:
        head = self._envelope.find_head(self._buffer, at)
        if head is None:
            return None
        start = at + head.size
        self._check_length(start, head.body)
        end = start + head.body
        if len(self._buffer) < end:
            return None
        payload = self._envelope.open(bytes(self._buffer[at:start]), bytes(memoryview(self._buffer)[start:end]))
        return Packet(payload, head.quick_ack), end

    def _check_length(self, start: int, length: int) -> None:
        if not 8 <= length <= self.limit:
            raise PeerError("the length of a packet is out of bounds")
        # Strangers get no memory: a packet without an auth key is recognized by its first eight bytes.
        if length > UNENCRYPTED_LIMIT and self._buffer[start : start + 8] == bytes(8):
            raise PeerError("a packet without an auth key is too long")
