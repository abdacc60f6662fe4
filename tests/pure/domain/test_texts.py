"""Text: what is trimmed, what is recognized, how formatting is put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.texts import recognition, texts
from angarium.model.entities import Entity
from angarium.model.errors import Refusal


def seen(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for kind, start, end in recognition.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://example.org/a_(b)?x=1, ok", [("Url", "https://example.org/a_(b)?x=1")]),
        ("(www.example.com)", [("Url", "www.example.com")]),
        ("t.me/foo and example.com.", [("Url", "t.me/foo"), ("Url", "example.com")]),
        ("http://localhost:8080/x", [("Url", "http://localhost:8080/x")]),
        ("tg://resolve?domain=a", [("Url", "tg://resolve?domain=a")]),
        ("готово.рф и пример.com", [("Url", "готово.рф"), ("Url", "пример.com")]),
        ("file.txt, 3.14, e.g. this", []),
        ("mail bob.b@example.com!", [("Email", "bob.b@example.com")]),
        ("@alice_b, not a@lice", [("Mention", "@alice_b")]),
        ("@ab is too short", []),
        ("#tag #123 #größe", [("Hashtag", "#tag"), ("Hashtag", "#größe")]),
        ("$USD $usd", [("Cashtag", "$USD")]),
        ("/start /help@some_bot a/b", [("BotCommand", "/start"), ("BotCommand", "/help@some_bot")]),
        ("+49 170 1234567", [("Phone", "+49 170 1234567")]),
        ("4111 1111 1111 1111", [("BankCard", "4111 1111 1111 1111")]),
        ("4111 1111 1111 1112", []),
        ("https://example.org/@name#tag", [("Url", "https://example.org/@name#tag")]),
    ],
)
def test_what_the_server_recognizes(text: str, found: list[tuple[str, str]]) -> None:
    assert seen(text) == found


def spans(text: str, *claims: Entity) -> list[tuple[str, int, int]]:
    made = texts.clean(text, claims, 4096)
    return [(entity.kind, entity.offset, entity.length) for entity in made.entities]


def test_text_is_trimmed_and_its_formatting_moves_along() -> None:
    made = texts.clean("  \r\nhello\x01bold\u202e  \n", (Entity("Bold", 10, 4),), 4096)
    assert made.text == "hello bold"
    assert [(entity.offset, entity.length) for entity in made.entities] == [(6, 4)]
    assert texts.clean(" \n ", (Entity("Bold", 0, 3),), 10).text == ""


def test_neighbours_of_one_kind_become_one() -> None:
    assert spans("abcdef", Entity("Bold", 0, 3), Entity("Bold", 3, 3)) == [("Bold", 0, 6)]
    assert spans("abcdef", Entity("Bold", 0, 4), Entity("Italic", 2, 4)) == [("Bold", 0, 4), ("Italic", 2, 4)]


def test_code_takes_no_formatting() -> None:
    assert spans("ab cd ef", Entity("Code", 3, 2), Entity("Bold", 0, 8)) == [
        ("Bold", 0, 3),
        ("Code", 3, 2),
        ("Bold", 5, 3),
    ]
    assert spans("see a.com", Entity("Pre", 0, 9)) == [("Pre", 0, 9)]


def test_whitespace_is_not_formatted() -> None:
    assert spans("a  b", Entity("Bold", 1, 2)) == []
    assert spans("a bc d", Entity("Bold", 1, 4)) == [("Bold", 2, 2)]


def test_the_servers_kinds_are_not_the_clients_to_claim() -> None:
    assert spans("plain", Entity("Url", 0, 5), Entity("Mention", 0, 5)) == []
    assert spans("see a.com", Entity("TextUrl", 0, 9, value="https://b.org")) == [("TextUrl", 0, 9)]


def test_bounds_count_in_utf16() -> None:
    assert spans("😀 ab", Entity("Bold", 3, 2)) == [("Bold", 3, 2)]
    for wrong in (Entity("Bold", 1, 2), Entity("Bold", 0, 1), Entity("Bold", 4, 2), Entity("Bold", -1, 2)):
        with pytest.raises(Refusal, match="ENTITY_BOUNDS_INVALID"):
            spans("😀 ab", wrong)
    with pytest.raises(Refusal, match="MESSAGE_TOO_LONG"):
        texts.clean("x" * 11, (), 10)


def test_a_flood_of_characters_that_go_is_not_weighed() -> None:
    claims = tuple(Entity("Bold", at, 1) for at in range(400))
    with pytest.raises(Refusal, match="MESSAGE_TOO_LONG"):
        texts.clean("a" + "\u202e" * 900_000 + "a", claims, 4096)
    text = "a\r" * 4096
    kept = texts.clean(text, (Entity("Bold", 2 * 4095, 1), Entity("Italic", 0, 8192)), 4096)
    assert len(kept.text) == 4096 and kept.entities == (Entity("Italic", 0, 4096), Entity("Bold", 4095, 1))


def test_at_most_a_hundred_spans_are_kept() -> None:
    text = "ab " * 150
    assert len(spans(text, *(Entity("Bold", at * 3, 2) for at in range(150)))) == 100


_KINDS = ("Bold", "Italic", "Code", "Pre", "TextUrl", "Blockquote", "CustomEmoji", "Spoiler", "Underline")


@given(
    st.text(st.sampled_from("ab \n\r\t😀é.@#/x"), max_size=40),
    st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(0, 40), st.integers(1, 40)), max_size=12),
)
def test_whatever_comes_in_what_comes_out_is_well_formed(text: str, claims: list[tuple[str, int, int]]) -> None:
    try:
        made = texts.clean(text, tuple(Entity(kind, at, length, "u", 1) for kind, at, length in claims), 4096)
    except Refusal:
        return
    raw = made.text.encode("utf-16-le")
    assert made.text == made.text.strip()
    ends: list[int] = []
    last = -1
    for entity in made.entities:
        assert entity.length > 0 and entity.offset >= last and 2 * (entity.offset + entity.length) <= len(raw)
        raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        last = entity.offset
        ends = [end for end in ends if end > entity.offset]
    again = texts.clean(made.text, made.entities, 4096)
    assert again.text == made.text


@given(st.text(max_size=60))
def test_cleaning_is_done_once(text: str) -> None:
    made = texts.clean(text, (), 4096)
    assert texts.clean(made.text, made.entities, 4096) == made


def test_quotes_are_found_where_they_stand() -> None:
    assert texts.find_quote("😀 one two one", "one", 10) == 11
    assert texts.find_quote("one two one", "one", 1) == 0
    assert texts.find_quote("one", "three", 0) is None
