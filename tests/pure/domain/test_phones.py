"""Numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.texts import phones
from angarium.model.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+49 151 12345678", "4915112345678"),
        ("0049 151 12345678", "4915112345678"),
        ("4915112345678", "4915112345678"),
        ("+1 (415) 555-2671", "14155552671"),
        ("+44 7911 123456", "447911123456"),
        ("+91 98765 43210", "919876543210"),
        ("+7 999 123-45-67", "79991234567"),
    ],
)
def test_a_number_is_kept_as_its_digits(typed: str, digits: str) -> None:
    assert phones.read(typed) == digits
    assert phones.read("+" + digits) == digits


@pytest.mark.parametrize("typed", ["", "+", "abc", "12", "+999 12345678", "+49", "1" * 41, "+49 151\x00 12345678"])
def test_what_cannot_be_a_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="PHONE_NUMBER_INVALID"):
        phones.read(typed)


def test_test_numbers_are_numbers_only_where_they_are_allowed() -> None:
    assert phones.read("+999 66 1 2345", test_numbers=True) == "9996612345"
    assert phones.find("9996612345") is None
    assert phones.test_code("9996612345", 5) == "11111"


@given(st.text())
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = phones.find(typed)
    assert found is None or found.isdigit()
