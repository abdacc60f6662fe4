"""Phone numbers as people type them, and as the house keeps them: digits only, country code first."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from angarium.model.errors import Refusal

_TEST = re.compile(r"99966\d{5}")
_TYPED = re.compile(r"[\d\s()./+-]+")


def read(typed: str, *, test_numbers: bool = False) -> str:
    """The digits of a number that could exist. Refuses PHONE_NUMBER_INVALID."""
    digits = find(typed, test_numbers=test_numbers)
    if digits is None:
        raise Refusal("PHONE_NUMBER_INVALID")
    return digits


@lru_cache(4096)  # the same number comes with each step of signing in
def find(typed: str, *, test_numbers: bool = False) -> str | None:
    """The digits of a number that could exist, else None."""
    if len(typed) > 40 or not _TYPED.fullmatch(typed):
        return None
    digits = re.sub(r"\D", "", typed)
    if digits.startswith("00"):
        digits = digits[2:]
    if test_numbers and is_test(digits):
        return digits
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: numbering plans change faster than any table of them.
    return digits if phonenumbers.is_possible_number(number) else None


def is_test(digits: str) -> bool:
    """https://core.telegram.org/api/auth#test-accounts: 99966XYYYY."""
    return _TEST.fullmatch(digits) is not None


def test_code(digits: str, length: int) -> str:
    """The code of a test number: X, repeated."""
    return digits[5] * length


def country_of(digits: str) -> str:
    """The region that a number belongs to, as two letters, or "" when it has none."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(f"+{digits}")) or ""
    except phonenumbers.NumberParseException:
        return ""
