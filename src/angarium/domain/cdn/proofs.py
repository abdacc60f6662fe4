"""What this server and the outpost tell each other, through clients and directly, each proved with the secret that the two share.

Nothing of it names a person: everyone is given the same token for a file within an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, sha256
from hmac import compare_digest
from struct import Struct

from angarium.model.errors import Refusal

PIECE = 1 << 20
"""Bytes that lie and travel together: no request crosses the border between two (https://core.telegram.org/cdn#restrictions-on-uploadgetfile-and-uploadgetcdnfile-parameters)."""

NAME = 16
"""Bytes of the random name under which a file lies at the outpost."""

HOUR = 3600
LIFE = 24
"""Hours for which a file's token is good, at most."""

SKEW = HOUR
"""Seconds for which the outpost's word that it lacks a piece is good, and a push to it: the two clocks may differ by as much."""

PROOF = "X-Angarium-Proof"
"""The header that a push is proved in."""

HELLO = "/cdn/hello"
"""Where the outpost says whether it would take a push, for whoever sets it up."""

_FILE = Struct(">16sQI")  # name, size, good until
_REQUEST = Struct(">16sII")  # name, piece, good until
_MAC = 16


@dataclass(frozen=True, slots=True)
class Named:
    """A file as the outpost knows it: its name there and its size in bytes."""

    name: bytes
    size: int


def make_file_token(secret: bytes, named: Named, now: int) -> bytes:
    """By which a client asks for the file; the same bytes all hour."""
    return _seal(secret, b"cdn-file", _FILE.pack(named.name, named.size, (now // HOUR + LIFE) * HOUR))


def read_file_token(secret: bytes, token: bytes, now: int) -> Named:
    """Refuses FILE_TOKEN_INVALID: forged, or over. Then the client goes on without the outpost."""
    head = _open(secret, b"cdn-file", token, _FILE.size)
    if head is not None:
        name, size, until = _FILE.unpack(head)
        if until > now:
            return Named(name, size)
    raise Refusal("FILE_TOKEN_INVALID")


def make_request_token(secret: bytes, name: bytes, piece: int, now: int) -> bytes:
    """The outpost's word that it lacks a piece: without it, nothing is pushed, whoever asks."""
    return _seal(secret, b"cdn-request", _REQUEST.pack(name, piece, now + SKEW))


def read_request_token(secret: bytes, token: bytes, name: bytes, now: int) -> int:
    """Which piece is lacking. Refuses REQUEST_TOKEN_INVALID: forged, or another file's; and FILE_TOKEN_INVALID when it is over.
    COMPAT(TDLib 1.8): at the former it gets another one, again and again if the clock of the outpost is wrong."""
    head = _open(secret, b"cdn-request", token, _REQUEST.size)
    told, piece, until = _REQUEST.unpack(head) if head is not None else (b"", 0, 0)
    if told != name:
        raise Refusal("REQUEST_TOKEN_INVALID")
    if until <= now:
        raise Refusal("FILE_TOKEN_INVALID")
    return int(piece)


def prove_push(secret: bytes, path: str, body: bytes, now: int) -> str:
    """What goes with a piece on its way to the outpost."""
    told = f"{now + SKEW}.{sha256(body).hexdigest()}"
    return f"{told}.{_prove(secret, path, told).decode()}"


def read_push(secret: bytes, path: str, proof: str, now: int) -> bytes | None:
    """The SHA-256 that the body must have; None when it does not come from our server, or is too old."""
    told, _, mac = proof.rpartition(".")
    until, _, digest = told.partition(".")
    if not compare_digest(_prove(secret, path, told), mac.encode("utf-8", "replace")):
        return None
    return bytes.fromhex(digest) if int(until) > now else None


def _prove(secret: bytes, path: str, told: str) -> bytes:
    return _mac(secret, b"cdn-push", f"{path}.{told}".encode("utf-8", "replace")).hex().encode()


def _seal(secret: bytes, what: bytes, head: bytes) -> bytes:
    return head + _mac(secret, what, head)


def _open(secret: bytes, what: bytes, sealed: bytes, size: int) -> bytes | None:
    head, mac = sealed[:size], sealed[size:]
    return head if len(sealed) == size + _MAC and compare_digest(_mac(secret, what, head), mac) else None


def _mac(secret: bytes, what: bytes, told: bytes) -> bytes:
    return blake2b(told, digest_size=_MAC, key=secret, person=what).digest()
