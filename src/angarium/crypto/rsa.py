"""The server's RSA key, and the two ways in which clients encrypt p_q_inner_data to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha1, sha256
from hmac import compare_digest

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from angarium.crypto import aes, gmp, libcrypto

SIZE = 256
PADDED = 192
"""Bytes that RSA_PAD carries: the data and its random padding."""

_LONGEST_OLD = SIZE - 1 - 20
_ONE = bytes(SIZE - 1) + b"\x01"


class BadBlock(ValueError):
    """Neither scheme opens the block: it was not encrypted to this key."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of the key that clients carry."""

    n: int
    e: int

    @classmethod
    def from_pem(cls, pem: bytes) -> PublicKey:
        """Read PKCS#1 or SubjectPublicKeyInfo. Raises ValueError when it is no RSA key."""
        key = serialization.load_pem_public_key(pem)
        if not isinstance(key, rsa.RSAPublicKey):
            raise ValueError("not an RSA key")
        numbers = key.public_numbers()
        return cls(numbers.n, numbers.e)

    @property
    def fingerprint(self) -> int:
        """The 64 lower-order bits of SHA-1 over the bare rsa_public_key, as a signed TL long.

        https://core.telegram.org/mtproto/auth_key#2-server-sends-response-of-the-form
        """
        digest = sha1(_tl_number(self.n) + _tl_number(self.e)).digest()
        return int.from_bytes(digest[-8:], "little", signed=True)

    def encrypt(self, data: bytes, random: Callable[[int], bytes]) -> bytes:
        """RSA_PAD: the client's side. `data` has at most 144 bytes.

        https://core.telegram.org/mtproto/auth_key#41-rsa-paddata-server-public-key-mentioned-above-is-implemented-as-follows
        """
        if len(data) > 144:
            raise ValueError("RSA_PAD carries at most 144 bytes")
        padded = data + random(PADDED - len(data))
        while True:
            temp_key = random(32)
            body = aes.ige_encrypt(padded[::-1] + sha256(temp_key + padded).digest(), temp_key, bytes(32))
            block = int.from_bytes(_xor(temp_key, sha256(body).digest()) + body, "big")
            if block < self.n:
                return self._raise(block)

    def encrypt_old(self, data: bytes, random: Callable[[int], bytes]) -> bytes:
        """SHA1(data) + data + padding: what Telethon 1.45 and kurigram 2.2.26 still send."""
        return self._raise(int.from_bytes(sha1(data).digest() + data + random(_LONGEST_OLD - len(data)), "big"))

    def _raise(self, block: int) -> bytes:
        return pow(block, self.e, self.n).to_bytes(SIZE, "big")


class PrivateKey:
    """The key whose fingerprint the server announces in resPQ."""

    __slots__ = ("_key", "_numbers", "_raw", "fingerprint", "public")

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        if key.key_size != SIZE * 8:
            raise ValueError("MTProto takes RSA keys of 2048 bits")
        self._key = key
        self._numbers = key.private_numbers()
        self._raw = libcrypto.RawRsa.find(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
            SIZE,
        )
        self.public = PublicKey(self._numbers.public_numbers.n, self._numbers.public_numbers.e)
        self.fingerprint = self.public.fingerprint

    @classmethod
    def generate(cls) -> PrivateKey:
        """Make a key that every client can find."""
        while True:
            key = cls(rsa.generate_private_key(public_exponent=65537, key_size=SIZE * 8))
            # COMPAT(mtcute, 0.27): it looks fingerprints up as hexadecimal without leading zeros.
            if (key.fingerprint >> 60) & 15:
                return key

    @classmethod
    def from_pem(cls, pem: bytes, *, proved: bool = False) -> PrivateKey:
        """Read what `to_pem` wrote. Raises ValueError when it is no RSA key of 2048 bits. Whether its parts fit together takes 40 ms to
        find out, which a key that has been `proved` so in another process is spared."""
        key = serialization.load_pem_private_key(pem, password=None, unsafe_skip_rsa_key_validation=proved)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError("not an RSA key")
        return cls(key)

    def to_pem(self) -> bytes:
        """PKCS#8, unencrypted."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def public_pem_pkcs1(self) -> bytes:
        """BEGIN RSA PUBLIC KEY: what Telethon, mtcute and TDLib read."""
        return self._key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)

    def public_pem_spki(self) -> bytes:
        """BEGIN PUBLIC KEY."""
        return self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def decrypt(self, block: bytes) -> bytes:
        """What the client encrypted: RSA_PAD gives 192 bytes, data and padding; the old scheme gives the data alone.

        Both are tried every time, so that the time does not tell which one failed. Raises BadBlock.
        """
        number = int.from_bytes(block, "big")
        fits = len(block) == SIZE and number < self.public.n
        opened = self._open(block if fits else _ONE)
        padded, plain = _find_padded(opened), _find_old(opened)
        data = padded if padded is not None else plain
        if not fits or data is None:
            raise BadBlock("neither RSA_PAD nor the old padding opens the block")
        return data

    def _open(self, block: bytes) -> bytes:
        return self._raw.open(block) if self._raw is not None else self._open_by_gmp(block)

    def _open_by_gmp(self, block: bytes) -> bytes:
        number, numbers = int.from_bytes(block, "big"), self._numbers
        p, q = numbers.p, numbers.q
        by_p = gmp.power(number % p, numbers.dmp1, p)
        by_q = gmp.power(number % q, numbers.dmq1, q)
        return (by_q + q * (numbers.iqmp * (by_p - by_q) % p)).to_bytes(SIZE, "big")


def _find_padded(opened: bytes) -> bytes | None:
    body = opened[32:]
    temp_key = _xor(opened[:32], sha256(body).digest())
    plain = aes.ige_decrypt(body, temp_key, bytes(32))
    padded = plain[:PADDED][::-1]
    return padded if compare_digest(sha256(temp_key + padded).digest(), plain[PADDED:]) else None


def _find_old(opened: bytes) -> bytes | None:
    # Where the data ends is known only to who can parse it; TL ends at a multiple of four, so every end is tried.
    wanted, rest = opened[1:21], opened[21:]
    found = None
    running = sha1()
    for end in range(4, _LONGEST_OLD + 1, 4):
        running.update(rest[end - 4 : end])
        if compare_digest(running.digest(), wanted) and opened[0] == 0:
            found = rest[:end]
    return found


def _tl_number(number: int) -> bytes:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    head = bytes([len(data)]) if len(data) < 254 else b"\xfe" + len(data).to_bytes(3, "little")
    return head + data + bytes(-(len(head) + len(data)) % 4)


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(len(left), "big")
