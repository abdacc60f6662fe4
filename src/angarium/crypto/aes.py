"""AES-256 in the two modes that MTProto uses: IGE for messages, CTR for the obfuscated transport."""

from __future__ import annotations

import cryptg
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

BLOCK = 16
KEY = 32
IGE_IV = 32


def ige_encrypt(data: bytes, key: bytes, iv: bytes) -> bytes:
    """Encrypt whole blocks. Raises ValueError when a length is wrong."""
    _check_lengths(data, key, iv)
    encrypted: bytes = cryptg.encrypt_ige(data, key, iv)
    return encrypted


def ige_decrypt(data: bytes, key: bytes, iv: bytes) -> bytes:
    """Decrypt whole blocks. Raises ValueError when a length is wrong."""
    _check_lengths(data, key, iv)
    plain: bytes = cryptg.decrypt_ige(data, key, iv)
    return plain


def _check_lengths(data: bytes, key: bytes, iv: bytes) -> None:
    # cryptg answers a wrong length with a panic, which `except Exception` does not catch.
    if len(data) % BLOCK or len(key) != KEY or len(iv) != IGE_IV:
        raise ValueError("AES-IGE takes whole blocks, a key of 32 bytes and an IV of 32 bytes")


class Ctr:
    """One direction of a stream: encrypting and decrypting are the same, and the counter runs on from call to call."""

    __slots__ = ("update",)

    def __init__(self, key: bytes, iv: bytes) -> None:
        self.update = Cipher(AES(key), CTR(iv)).encryptor().update
