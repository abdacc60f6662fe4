"""The proof of work of the key exchange: p·q is cheap to make and dear to take apart.

https://core.telegram.org/mtproto/auth_key#proof-of-work
"""

from __future__ import annotations

from collections.abc import Callable

import cryptg
import gmpy2


def make_pq(random: Callable[[int], bytes]) -> tuple[int, int]:
    """Two different primes p < q of 30 or 31 bits, so that their product fits eight bytes and stays below 2^63."""
    first = _make_prime(random)
    second = first
    while second == first:
        second = _make_prime(random)
    return min(first, second), max(first, second)


def find_pq(product: int) -> tuple[int, int]:
    """Take apart the product of two primes: the client's side. Raises ValueError when it has another shape."""
    if product < 6 or product >= 1 << 63 or gmpy2.is_prime(product):
        raise ValueError("pq is not the product of two primes")
    if product % 2 == 0:  # cryptg looks for odd factors only, and panics
        return 2, product // 2
    first, second = cryptg.factorize_pq_pair(product)
    return min(first, second), max(first, second)


def _make_prime(random: Callable[[int], bytes]) -> int:
    # The 31st bit is never set at the top of the range, so that even the next prime stays below 2^31.
    start = int.from_bytes(random(4), "big") & 0x3FFFFFFF
    return int(gmpy2.next_prime(start % 0x3FF00000 + 0x40000000))
