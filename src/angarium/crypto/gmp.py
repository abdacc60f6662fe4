"""Exponentiation by GMP, for machines without an OpenSSL that can be called (libcrypto.py)."""

from __future__ import annotations

import gmpy2


def power(base: int, exponent: int, modulus: int) -> int:
    """base ** exponent % modulus in time that does not depend on the secret exponent (> 0), with the GIL released."""
    gmpy2.get_context().allow_release_gil = True  # a setting of the thread, and this may be any thread
    return int(gmpy2.powmod_sec(base, exponent, modulus))
