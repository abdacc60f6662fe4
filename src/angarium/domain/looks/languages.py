"""What the server itself says to people, in their language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

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
