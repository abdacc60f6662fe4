"""The drawings and words that every server has, and the documents and sets made of them."""

from __future__ import annotations

import gzip
import json

import pytest

from angarium import starter
from angarium.domain.contents import effects
from angarium.domain.files import starters
from angarium.domain.looks import palettes, statuses
from angarium.domain.texts import emoji
from tools.emoji import dice
from tools.emoji.outline import LETTERS

SECRET = b"s" * 32
DRAWN = {one.emoji for one in starter.drawings()}


def test_every_animation_is_one_that_clients_take():
    """https://core.telegram.org/stickers: 512 pixels square, 64 KB, at most three seconds, 30 or 60 frames a second."""
    names = [name for name in starter.sizes() if name.endswith(".tgs")]
    assert len(names) > 300
    for name in names:
        body = starter.read(name)
        assert len(body) == starter.sizes()[name] <= 64 * 1024, name
        made = json.loads(gzip.decompress(body))
        assert (made["w"], made["h"], made["tgs"]) == (512, 512, 1), name
        assert made["fr"] == 60 and made["op"] - made["ip"] <= 180, name


def unpack(packed: bytes) -> str:
    """https://core.telegram.org/api/files#vector-thumbnails"""
    path = "M"
    for number in packed:
        if number >= 192:
            path += LETTERS[number - 192]
        else:
            path += ("," if number >= 128 else "-" if number >= 64 else "") + str(number & 63)
    return path + "z"


def test_outlines_are_closed_paths_within_the_picture():
    for name in starter.sizes():
        if name.endswith("/outline"):
            path = unpack(starter.read(name))
            start, _, steps = path[1:-1].partition("l")
            numbers = steps.replace("-", ",-").lstrip(",").split(",")
            numbers = [int(number) for number in numbers if number]
            x, y = map(int, start.split(","))
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                assert -64 <= x <= 576 and -64 <= y <= 576, name


def test_ids_come_from_the_secret_and_from_nothing_else():
    starters.of.cache_clear()
    first = starters.of(SECRET)
    starters.of.cache_clear()
    assert starters.of(SECRET) == first
    other = starters.of(b"t" * 32)
    assert not first.documents.keys() & other.documents.keys()
    assert len(first.documents) == len(first.named) and all(id > 0 for id in first.documents)


def test_sets_hold_documents_that_there_are():
    made = starters.of(SECRET)
    for one in made.sets.values():
        assert one.documents and set(one.documents) <= made.documents.keys()
        assert {id for _, ids in one.packs for id in ids} == set(one.documents)
        assert one.hash > 0 and made.sets_by_id[one.id] is one
    for thrown, values in starters.THROWS.items():
        assert len(made.sets[f"{starters.DICE}{thrown}"].documents) == values + 1
    assert {key: value for key, value in starters.THROWS.items() if key != "🎲"} == dice.BALLS


@pytest.mark.parametrize(
    "named",
    [
        starters.STATUS_EMOJI, starters.CHANNEL_EMOJI, starters.TOPIC_EMOJI, starters.GIFT_EMOJI, statuses.FACES,
        statuses.PATTERNS, effects.EMOJI, *(group.emoji for group in (*emoji.GROUPS, emoji.GREETING)),
    ],
)  # fmt: skip
def test_every_emoji_that_is_named_is_drawn(named):
    assert set(named) <= DRAWN and len(set(named)) == len(named)


def test_words_are_lower_case_and_lead_somewhere():
    for language in ("en", "de"):
        words = starter.words(language)
        assert len(words) > 5000 and all(found and word == word.casefold() for word, found in words.items())
    assert starter.words("tlh") == {}


def test_palettes_have_what_clients_draw():
    """One to three stripes beside a name; one or two colours behind a profile, and two around its photo."""
    for name in palettes.NAMES:
        assert len(name.light) == len(name.dark) <= 3
    for profile in palettes.PROFILES:
        assert 1 <= len(profile.palette) <= 2 and len(profile.ring) == 2
        assert all(0 <= color <= 0xFFFFFF for color in (*profile.palette, *profile.ring, *profile.dark_background))
