"""Texts that are made of emoji alone."""

from __future__ import annotations

import pytest

from angarium.domain.texts.emoji import split


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🙂", ["🙂"]),
        ("❤️🔥", ["❤", "🔥"]),
        ("👨‍👩‍👧‍👦👍🏽", ["👨‍👩‍👧‍👦", "👍🏽"]),
        ("🇩🇪🇮🇷", ["🇩🇪", "🇮🇷"]),
        ("1️⃣ #️⃣", ["1⃣", "#⃣"]),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿"]),
        ("🤷‍♂️🤷‍♂️", ["🤷‍♂"]),
        ("a", []),
        ("🙂a", []),
        ("12", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_emoji(text: str, found: list[str]) -> None:
    assert split(text) == found
