"""What is fuzzed: each target takes any bytes, and may raise nothing but PeerError.

The first byte chooses what happens to the rest, so that a fuzzer that sees coverage finds its way.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from angarium.crypto import dh, rsa
from angarium.mtproto import exchange
from angarium.mtproto.errors import PeerError
from angarium.mtproto.handshake import AwaitClientDh, AwaitDh, AwaitPq, Opened, read_request
from angarium.mtproto.transport import Codec, Foreign, Kind, detect
from angarium.tl import codec, functions, layers, types

CHUNK = 61
NONCE, SERVER_NONCE, NEW_NONCE = bytes(range(16)), bytes(range(16, 32)), bytes(range(32))
P, Q = 1513098571, 1780931429
FINGERPRINT = 5
A = dh.from_bytes(random.Random(1).randbytes(256))
G_A = dh.power(dh.G, A)


def frames(data: bytes) -> None:
    """A connection that sends these bytes in small pieces; what is held stays bounded."""
    first, found = b"", None
    for start in range(0, len(data), CHUNK):
        piece = data[start : start + CHUNK]
        try:
            if found is None:
                first += piece
                found, piece = detect(first), b""
            if isinstance(found, Foreign):
                return
            if found is None:
                assert len(first) < 64
                continue
            found.limit = 2048
            for packet in found.feed(piece):
                assert len(packet.payload) <= found.limit
        except PeerError:
            return
        assert found.held <= found.limit + 16


def envelopes(data: bytes) -> None:
    """The same behind a detected header, so that every byte reaches an envelope."""
    codecs = [Codec(kind) for kind in Kind]
    try:
        codecs[data[0] % len(codecs) if data else 0].feed(data[1:])
    except PeerError:
        return


def handshake(data: bytes) -> None:
    """An unencrypted message's body, at every step of the exchange."""
    try:
        request = read_request(data)
    except PeerError:
        return
    _try(lambda: AwaitPq(FINGERPRINT).receive(request, p=P, q=Q, server_nonce=SERVER_NONCE))
    _try(lambda: AwaitDh(NONCE, SERVER_NONCE, P, Q, FINGERPRINT).check(request))
    _try(lambda: AwaitClientDh(NONCE, SERVER_NONCE, NEW_NONCE, A, None).check(request))


def inner(data: bytes) -> None:
    """What stands inside the RSA block, and inside the sealed part of set_client_DH_params."""
    step = AwaitDh(NONCE, SERVER_NONCE, P, Q, FINGERPRINT)
    _try(lambda: step.receive(Opened(data, A, G_A), now=1, random=bytes))
    sealed = _seal(data)
    request = functions.SetClientDHParams(nonce=NONCE, server_nonce=SERVER_NONCE, encrypted_data=sealed)
    _try(lambda: AwaitClientDh(NONCE, SERVER_NONCE, NEW_NONCE, A, None).check(request))


def block(data: bytes) -> None:
    """The RSA block itself."""
    for candidate in (data, data[:256].ljust(256, b"\0")):
        try:
            key().decrypt(candidate)
        except rsa.BadBlock:
            continue


TARGETS = {target.__name__: target for target in (frames, envelopes, handshake, inner, block)}


@cache
def key() -> rsa.PrivateKey:
    return rsa.PrivateKey.generate()


@cache
def seeds() -> dict[str, list[bytes]]:
    """Good input for each target: a mutation of something right reaches further than noise."""
    numbers: dict[str, Any] = {"pq": (P * Q).to_bytes(8, "big"), "p": P.to_bytes(4, "big"), "q": Q.to_bytes(4, "big")}
    nonces: dict[str, Any] = {"nonce": NONCE, "server_nonce": SERVER_NONCE}
    inners = [
        types.PQInnerData(new_nonce=NEW_NONCE, **numbers, **nonces),
        types.PQInnerDataTempDc(new_nonce=NEW_NONCE, dc=2, expires_in=5, **numbers, **nonces),
        types.ClientDHInnerData(retry_id=0, g_b=dh.to_bytes(G_A), **nonces),
    ]
    requests = [
        functions.ReqPq(nonce=NONCE),
        functions.ReqPqMulti(nonce=NONCE),
        functions.ReqDHParams(
            p=numbers["p"], q=numbers["q"], public_key_fingerprint=FINGERPRINT, encrypted_data=bytes(256), **nonces
        ),
        functions.SetClientDHParams(encrypted_data=_seal(_encode(inners[2])), **nonces),
    ]
    payloads = [b"\1" * 40, bytes(20) + b"\2" * 500, b"\3" * 1200]
    streams = [_stream(kind, payloads) for kind in Kind]
    return {
        "frames": [*streams, b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00", random.Random(1).randbytes(400)],
        "envelopes": [bytes([number]) + stream[4:] for number, stream in enumerate(streams)],
        "handshake": [_encode(request) for request in requests],
        "inner": [_encode(value) for value in inners],
        "block": [key().public.encrypt(b"1234", random.Random(1).randbytes), bytes(256)],
    }


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few small changes: flipped bits, interesting bytes, cuts, repetitions, lies about lengths."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(changed):
                changed[at] = chance.choice((0, 1, 0x7F, 0x80, 0xEF, 0xFE, 0xFF))
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = chance.randbytes(chance.randint(1, 40))
            case 4:
                changed[at:at] = changed[at : at + chance.randint(1, 80)]
            case _:
                changed[at : at + 4] = chance.choice((2**31, 2**32 - 1, 0, 2**24, chance.getrandbits(32))).to_bytes(
                    4, "little"
                )
    return bytes(changed)


def _try(step: Any) -> None:
    try:
        step()
    except PeerError:
        return


def _stream(kind: Kind, payloads: list[bytes]) -> bytes:
    server = Codec(kind)
    return kind.value + b"".join(server.frame(payload) for payload in payloads)


def _seal(data: bytes) -> bytes:
    return exchange.seal(data, NEW_NONCE, SERVER_NONCE, bytes)


def _encode(value: object) -> bytes:
    return codec.encode(value, layers.CANONICAL)
