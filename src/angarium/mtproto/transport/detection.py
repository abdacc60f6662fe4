"""Which language a new connection speaks, from its first bytes."""

from __future__ import annotations

from enum import Enum

from angarium.mtproto.transport.codec import Codec
from angarium.mtproto.transport.envelopes import Kind
from angarium.mtproto.transport.obfuscation import HTTP_METHODS, INIT, TLS, accept


class Foreign(Enum):
    """Not MTProto: somebody else's connection."""

    HTTP = "http"
    TLS = "tls"


def detect(first: bytes, *, secret: bytes = b"") -> Codec | Foreign | None:
    """Recognize a connection by everything that it sent so far, or None while more is needed (at most 64 bytes are).

    The codec has already been given what follows its header: take those packets with `codec.feed(b"")`.
    `secret` (16 bytes) is only for those who came through a proxy link.
    https://core.telegram.org/mtproto/mtproto-transports
    """
    if first[:1] == Kind.ABRIDGED.value:
        return _begin(Codec(Kind.ABRIDGED), first[1:])
    if len(first) < 4:
        return None
    if first[:4] in HTTP_METHODS:
        return Foreign.HTTP
    if first[:3] == TLS:
        return Foreign.TLS
    for kind in (Kind.INTERMEDIATE, Kind.PADDED):
        if first[:4] == kind.value:
            return _begin(Codec(kind), first[4:])
    if len(first) < 8:
        return None
    if first[4:8] == bytes(4):
        return _begin(Codec(Kind.FULL), first)
    if len(first) < INIT:
        return None
    obfuscation = accept(first[:INIT], secret)
    return _begin(Codec(obfuscation.kind, obfuscation), first[INIT:])


def _begin(codec: Codec, rest: bytes) -> Codec:
    codec.hold(rest)
    return codec
