"""The words that search goes by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.texts import words


def found(text: str, query: str) -> bool:
    """Whether a query finds a text: every word of it begins a word of the text."""
    there = words.of_text(text)
    wanted = words.of_query(query)
    return bool(wanted) and all(any(word.startswith(one) for word in there) for one in wanted)


def test_case_marks_and_width_make_no_difference() -> None:
    assert found("Crème Brûlée", "creme brulee")
    assert found("STRASSE", "straße")
    assert found("ＡＢＣ", "abc")
    assert found("ёлка", "елка")
    assert not found("apple", "pear")


def test_the_parts_of_long_words_are_found() -> None:
    assert found("Donaudampfschifffahrtsgesellschaft", "schifffahrt")
    assert not found("short", "hort")


def test_scripts_without_spaces_are_found_inside() -> None:
    assert found("北京欢迎你", "欢迎")
    assert found("北京欢迎你", "京")
    assert found("ภาษาไทย", "ไทย")
    assert found("안녕하세요", "하세요")
    assert not found("北京欢迎你", "上海")


@given(st.text(max_size=80))
def test_a_text_is_found_by_its_own_beginning(text: str) -> None:
    there = set(words.of_text(text))
    assert all(word.strip() == word and " " not in word for word in there)
    for word in words.of_query(text.partition(" ")[0]):
        assert any(one.startswith(word) for one in there) or len(there) > 50
