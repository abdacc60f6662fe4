"""Names as words to be found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.texts import names


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jörg Müller", "jorg"),
        ("Jörg Müller", "MULLER"),
        ("Groß", "gross"),
        ("Дмитрий Иванов", "иван"),
        ("Ἀθηνᾶ", "αθην"),
        ("山田太郎", "太"),
        ("김철수", "김"),
        ("สมชาย", "ชาย"),
        ("محمد", "محم"),
        ("O'Neill", "neill"),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_words(name: str, typed: str) -> None:
    (wanted,) = [word for word in names.words(typed) if names.fold(typed).startswith(word[:1])][:1]
    assert any(word.startswith(wanted) for word in names.words(name)), names.words(name)


@given(st.text(), st.text())
def test_no_name_makes_many_words_or_breaks_it(first: str, last: str) -> None:
    found = names.words(first, last)
    assert len(found) <= 32
    assert len(set(found)) == len(found)
    assert all(found)
