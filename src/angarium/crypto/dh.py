"""Diffie-Hellman in the one group that clients carry as known good, so that none of them has to prove it prime.

https://core.telegram.org/mtproto/auth_key#6-server-responds-with
"""

from __future__ import annotations

from angarium.crypto import gmp, libcrypto

G = 3

PRIME = int(
    "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F48198A0AA7C14058229493D22530F4DB"
    "FA336F6E0AC925139543AED44CCE7C3720FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F64"
    "2477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4A4A695811051907E162753B56B0F6B41"
    "0DBA74D8A84B2A14B3144E0EF1284754FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4"
    "E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F0D8115F635B105EE2E4E15D04B2454BF"
    "6F4FADF034B10403119CD8E3B92FCC5B",
    16,
)

SIZE = 256
"""Bytes of a number of the group, big endian, with leading zeros."""

SECRET = 64
"""Bytes of the server's own random exponents. Twice the strength of the group, which is 112 bits, would do
(https://www.rfc-editor.org/rfc/rfc7919#section-5.2, NIST SP 800-56A 5.6.1.1); this is more than four times as much."""

_GROUP = libcrypto.Group.find(PRIME)
_MARGIN = 1 << (2048 - 64)


class BadPublic(ValueError):
    """A public value outside the range in which it hides its exponent."""


def check_public(value: int) -> None:
    """Raise BadPublic unless 2^(2048-64) <= value <= p - 2^(2048-64), which implies 1 < value < p - 1.

    https://core.telegram.org/mtproto/security_guidelines#g-a-and-g-b-validation
    """
    if not _MARGIN <= value <= PRIME - _MARGIN:
        raise BadPublic("a Diffie-Hellman public value is out of range")


def power(base: int, exponent: int) -> int:
    """base ** exponent in time that does not depend on the secret exponent (> 0), with the GIL released."""
    return _GROUP.power(base, exponent) if _GROUP is not None else gmp.power(base, exponent, PRIME)


def to_bytes(value: int) -> bytes:
    """The number as 256 bytes, big endian."""
    return value.to_bytes(SIZE, "big")


def from_bytes(data: bytes) -> int:
    """The number that a peer sent, big endian; leading zeros may be missing."""
    return int.from_bytes(data, "big")
