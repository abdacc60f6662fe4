"""Two-step verification: SRP 6a with Telegram's password hash, both sides.

https://core.telegram.org/api/srp#checking-the-password-with-srp
"""

from __future__ import annotations

from hashlib import pbkdf2_hmac, sha256
from hmac import compare_digest

from angarium.crypto import dh

ITERATIONS = 100_000
"""passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow"""

SECRET = 256
"""Bytes of the random exponents a and b."""

_P = dh.to_bytes(dh.PRIME)
_G = dh.to_bytes(dh.G)
_K = int.from_bytes(sha256(_P + _G).digest(), "big")
_P_XOR_G = (int.from_bytes(sha256(_P).digest(), "big") ^ int.from_bytes(sha256(_G).digest(), "big")).to_bytes(32, "big")


class BadPassword(ValueError):
    """What the client sent cannot belong to any password."""


def hash_password(password: bytes, salt1: bytes, salt2: bytes) -> bytes:
    """x = PH2(password, salt1, salt2); takes tens of milliseconds by design, with the GIL released."""
    primary = _salt(_salt(password, salt1), salt2)
    return _salt(pbkdf2_hmac("sha512", primary, salt1, ITERATIONS), salt2)


def make_verifier(password: bytes, salt1: bytes, salt2: bytes) -> bytes:
    """v = g^x, 256 bytes: what the server stores instead of the password."""
    return dh.to_bytes(dh.power(dh.G, int.from_bytes(hash_password(password, salt1, salt2), "big")))


def check_verifier(verifier: bytes) -> None:
    """Raise BadPassword unless a new password's verifier is a member of the group, written in 256 bytes."""
    if len(verifier) != dh.SIZE or not 1 < dh.from_bytes(verifier) < dh.PRIME - 1:
        raise BadPassword("the verifier is out of range")


def make_challenge(verifier: bytes, secret: bytes) -> bytes:
    """srp_B = k·v + g^b, for a fresh random `secret` b of 256 bytes that stays on the server."""
    g_b = dh.power(dh.G, dh.from_bytes(secret))
    return dh.to_bytes((_K * dh.from_bytes(verifier) + g_b) % dh.PRIME)


def is_proved(*, salt1: bytes, salt2: bytes, verifier: bytes, secret: bytes, a: bytes, m1: bytes) -> bool:
    """Whether A and M1 of inputCheckPasswordSRP prove the password, for the `secret` behind the srp_B they answer."""
    g_a = dh.from_bytes(a)
    if len(a) > dh.SIZE or not 1 < g_a < dh.PRIME - 1:
        return False
    challenge = make_challenge(verifier, secret)
    u = _mix(dh.to_bytes(g_a), challenge)
    if u == 0:
        return False
    base = g_a * dh.power(dh.from_bytes(verifier), u) % dh.PRIME
    shared = dh.power(base, dh.from_bytes(secret))
    return compare_digest(_prove(salt1, salt2, dh.to_bytes(g_a), challenge, shared), m1)


def answer(password: bytes, salt1: bytes, salt2: bytes, challenge: bytes, secret: bytes) -> tuple[bytes, bytes]:
    """A and M1 for the server's srp_B: the client's side, for a fresh random `secret` a of 256 bytes."""
    x = int.from_bytes(hash_password(password, salt1, salt2), "big")
    a = dh.from_bytes(secret)
    g_a = dh.to_bytes(dh.power(dh.G, a))
    g_b = dh.from_bytes(challenge)
    if not 1 < g_b < dh.PRIME - 1:
        raise BadPassword("srp_B is out of range")
    t = (g_b - _K * dh.power(dh.G, x)) % dh.PRIME
    shared = dh.power(t, a + _mix(g_a, dh.to_bytes(g_b)) * x)
    return g_a, _prove(salt1, salt2, g_a, dh.to_bytes(g_b), shared)


def _salt(data: bytes, salt: bytes) -> bytes:
    return sha256(salt + data + salt).digest()


def _mix(g_a: bytes, g_b: bytes) -> int:
    return int.from_bytes(sha256(g_a + g_b).digest(), "big")


def _prove(salt1: bytes, salt2: bytes, g_a: bytes, g_b: bytes, shared: int) -> bytes:
    key = sha256(dh.to_bytes(shared)).digest()
    return sha256(_P_XOR_G + sha256(salt1).digest() + sha256(salt2).digest() + g_a + g_b + key).digest()
