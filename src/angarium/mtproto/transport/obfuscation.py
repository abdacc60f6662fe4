"""The layer below the envelopes that makes a stream look random.

https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from angarium.crypto.aes import Ctr
from angarium.mtproto.transport.envelopes import Kind

INIT = 64

_TAGS = {(kind.value * 4)[:4]: kind for kind in Kind if kind is not Kind.FULL}
HTTP_METHODS = (b"GET ", b"POST", b"HEAD", b"OPTI", b"PUT ", b"DELE", b"PATC", b"PRI ")
TLS = b"\x16\x03\x01"


class Obfuscation(NamedTuple):
    """Both directions of one connection, after its first 64 bytes."""

    kind: Kind
    dc: int
    """What the client asked for: +10000 means a test one, negative a media one. Only proxies need it."""
    incoming: Ctr
    outgoing: Ctr


def accept(init: bytes, secret: bytes = b"") -> Obfuscation:
    """The server's side of the client's first 64 bytes. Without a known tag inside it is the full transport."""
    incoming, outgoing = _make_ciphers(init, secret)
    opened = incoming.update(init)
    kind = _TAGS.get(opened[56:60], Kind.FULL)
    return Obfuscation(kind, int.from_bytes(opened[60:62], "little", signed=True), incoming, outgoing)


def start(kind: Kind, random: Callable[[int], bytes], *, dc: int = 0, secret: bytes = b"") -> tuple[bytes, Obfuscation]:
    """The client's side: the 64 bytes to send first, and both directions after them."""
    tag = (kind.value * 4)[:4] or random(4)
    init = random(56) + tag + dc.to_bytes(2, "little", signed=True) + random(2)
    while is_plain(init):
        init = random(56) + init[56:]
    outgoing, incoming = _make_ciphers(init, secret)
    return init[:56] + outgoing.update(init)[56:], Obfuscation(kind, dc, incoming, outgoing)


def is_plain(first: bytes) -> bool:
    """Whether these first eight bytes announce something that is not obfuscated, so that no client may start so."""
    return (
        first[:1] == Kind.ABRIDGED.value
        or first[:4] in {Kind.INTERMEDIATE.value, Kind.PADDED.value, *HTTP_METHODS}
        or first[:3] == TLS
        or first[4:8] == bytes(4)  # the sequence number of the first packet in the full transport
    )


def _make_ciphers(init: bytes, secret: bytes) -> tuple[Ctr, Ctr]:
    backwards = init[::-1]
    return Ctr(_mix(init[8:40], secret), init[40:56]), Ctr(_mix(backwards[8:40], secret), backwards[40:56])


def _mix(key: bytes, secret: bytes) -> bytes:
    return sha256(key + secret).digest() if secret else key
