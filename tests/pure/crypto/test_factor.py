"""The proof of work: made, taken apart, and never a panic."""

from __future__ import annotations

import random

import gmpy2
import pytest

from angarium.crypto import factor


def test_the_product_fits_and_comes_apart() -> None:
    chance = random.Random(1)
    for _ in range(20):
        p, q = factor.make_pq(chance.randbytes)
        assert p < q
        assert gmpy2.is_prime(p)
        assert gmpy2.is_prime(q)
        assert 2**60 < p * q < 2**63  # https://core.telegram.org/mtproto/auth_key#2-server-sends-response-of-the-form
        assert factor.find_pq(p * q) == (p, q)


def test_the_largest_draw_stays_below_the_bound() -> None:
    draws = iter([b"\xff" * 4, b"\x3f\xef\xff\xff", bytes(4)])
    p, q = factor.make_pq(lambda n: next(draws))
    assert p * q < 2**63


def test_equal_primes_are_drawn_again() -> None:
    draws = iter([bytes(4), bytes(4), b"\x00\x00\x10\x00"])
    p, q = factor.make_pq(lambda n: next(draws))
    assert p < q


def test_the_product_of_the_specification() -> None:
    # https://core.telegram.org/mtproto/samples-auth_key#proof-of-work
    assert factor.find_pq(2694724800268887959) == (1513098571, 1780931429)


@pytest.mark.parametrize("product", [0, 1, 5, 13, 2**63, 1780931429])
def test_what_is_no_product_is_refused(product: int) -> None:
    with pytest.raises(ValueError, match="product of two primes"):
        factor.find_pq(product)


def test_even_products_come_apart() -> None:
    assert factor.find_pq(2 * 1780931429) == (2, 1780931429)
