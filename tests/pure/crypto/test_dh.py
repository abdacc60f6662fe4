"""The group, and who may join it."""

from __future__ import annotations

import random

import gmpy2
import pytest

from angarium.crypto import dh

MARGIN = 1 << (2048 - 64)


def test_prime_is_safe_and_g_generates_the_subgroup() -> None:
    # https://core.telegram.org/mtproto/security_guidelines#validation-of-dh-parameters
    assert dh.PRIME.bit_length() == 2048
    assert gmpy2.is_prime(dh.PRIME)
    assert gmpy2.is_prime((dh.PRIME - 1) // 2)
    assert dh.G == 3
    assert dh.PRIME % 3 == 2


def test_power_is_pow() -> None:
    chance = random.Random(1)
    for _ in range(5):
        base, exponent = chance.getrandbits(2048), chance.getrandbits(2048)
        assert dh.power(base, exponent) == pow(base, exponent, dh.PRIME)


@pytest.mark.parametrize("value", [MARGIN, MARGIN + 1, dh.PRIME - MARGIN, dh.PRIME // 2])
def test_values_in_range_pass(value: int) -> None:
    dh.check_public(value)


@pytest.mark.parametrize(
    "value", [0, 1, 2, MARGIN - 1, dh.PRIME - MARGIN + 1, dh.PRIME - 1, dh.PRIME, dh.PRIME + 1, 1 << 2048]
)
def test_values_out_of_range_are_refused(value: int) -> None:
    with pytest.raises(dh.BadPublic):
        dh.check_public(value)
