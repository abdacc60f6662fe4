"""Markdown as text with formatting."""

from __future__ import annotations

import pytest

from angarium.domain.texts.markdown import read


def spans(text: str) -> list[tuple[str, str]]:
    """Each piece of formatting, and the words that it covers."""
    found = read(text)
    raw = found.text.encode("utf-16-le")
    return [
        (one.kind, raw[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")) for one in found.entities
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("# Head\nbody", "Head\n\nbody"),
        ("- a\n- b\n  - c\n", "•\u2002a\n•\u2002b\n  •\u2002c"),
        ("before\n\n3. a\n4. b", "before\n\n3.\u2002a\n4.\u2002b"),
        ("a\n\n***\n\nb", "a\n\n———\n\nb"),
        ("<b>x</b> & y", "<b>x</b> & y"),
        ("![a picture](https://example.org/x.png)", "a picture"),
    ],
)
def test_blocks_become_lines(written: str, shown: str):
    assert read(written).text == shown


def test_styles_cover_their_words():
    written = "# A *head*\n\n😀 **bold ~~gone~~** `code` [site](https://example.org)\n\n> said\n\n```py\nx = 1\n```"
    assert spans(written) == [
        ("Bold", "A head"), ("Italic", "head"), ("Bold", "bold gone"), ("Strike", "gone"), ("Code", "code"), ("TextUrl", "site"),
        ("Blockquote", "said"), ("Pre", "x = 1"),
    ]  # fmt: skip
    assert read(written).entities[-1].value == "py"


def test_addresses_are_recognized():
    assert spans("😀 See example.org or mail@example.org, not `example.org`.") == [
        ("Url", "example.org"), ("Email", "mail@example.org"), ("Code", "example.org"),
    ]  # fmt: skip


def test_links_lead_to_the_web_alone():
    assert spans("[x](javascript:alert) [y](file:///etc) [z](tg://settings)") == [("TextUrl", "z")]
