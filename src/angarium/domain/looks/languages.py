"""What the server itself says to people, in their language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError

PACK = "angarium"
"""The language pack of our own clients; every other client gets an empty pack, and shows the strings that are built into it."""

VERSION = 2
"""Raised whenever a phrase changes."""


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str  # in English
    native: str


LANGUAGES = (Language("en", "English", "English"), Language("de", "German", "Deutsch"))


@cache
def phrases(code: str) -> dict[str, str]:
    """Every phrase of a language, by key; English for one that we do not have."""
    known = {language.code for language in LANGUAGES}
    name = code if code in known else "en"
    text = (resources.files(__package__) / "phrases" / f"{name}.json").read_text("utf-8")
    return dict(json.loads(text))


def say(code: str, key: str, **parts: str) -> str:
    """A phrase in the language that a person's client speaks ("de", "de-AT" …)."""
    return phrases(code.partition("-")[0].lower())[key].format(**parts)


def find(code: str) -> Language | None:
    return next((language for language in LANGUAGES if language.code == code.partition("-")[0].lower()), None)


@lru_cache(maxsize=512)
def english_name(code: str) -> str:
    """What a language is called in English; its code when nobody knows it."""
    short = code.replace("_", "-").partition("-")[0].lower()
    try:
        return Locale.parse(short).get_language_name("en") or short
    except (UnknownLocaleError, ValueError):
        return short
