"""Secrets at rest: AES-256-GCM under a key derived from the server's own secret, bound to the name of what it keeps."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes of randomness that each wrapping takes."""


class BadWrapping(ValueError):
    """What was stored was not wrapped under this server's secret, or was changed, or belongs to another name."""


@lru_cache(8)
def _cipher(secret: bytes, purpose: str) -> AESGCM:
    return AESGCM(blake2b(purpose.encode(), digest_size=32, key=secret, person=b"angarium wrap").digest())


def wrap(secret: bytes, purpose: str, name: bytes, plain: bytes, nonce: bytes) -> bytes:
    """The nonce, the ciphertext and its tag. `nonce` must be fresh randomness of `NONCE` bytes."""
    return nonce + _cipher(secret, purpose).encrypt(nonce, plain, name)


def unwrap(secret: bytes, purpose: str, name: bytes, wrapped: bytes) -> bytes:
    """What was wrapped under the same purpose and name. Raises BadWrapping."""
    try:
        return _cipher(secret, purpose).decrypt(wrapped[:NONCE], wrapped[NONCE:], name)
    except (InvalidTag, ValueError) as fault:
        raise BadWrapping("a stored secret does not open") from fault
