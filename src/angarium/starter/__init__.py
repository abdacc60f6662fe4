"""What every server has from its first day: drawings that are stills and animations, and words that lead to emoji. Package data and
its reader; NOTICE says whose work they are, `tools/emoji` how they were made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zipfile import ZipFile


@dataclass(frozen=True, slots=True)
class Drawing:
    """One emoji; its files are named `<stem>/<role>`."""

    emoji: str
    title: str
    stem: str


@cache
def _open(name: str) -> ZipFile:
    return ZipFile((resources.files(__package__) / name).open("rb"))


@cache
def drawings() -> tuple[Drawing, ...]:
    """All of them, in the order in which clients offer them."""
    return tuple(Drawing(**row) for row in json.loads(read("index.json")))


@cache
def sizes() -> dict[str, int]:
    """Every file and its length in bytes."""
    return {entry.filename: entry.file_size for entry in _open("starter.zip").infolist()}


def read(name: str) -> bytes:
    """A file's bytes. Raises KeyError."""
    return _open("starter.zip").read(name)


@cache
def words(language: str) -> dict[str, tuple[str, ...]]:
    """Word → emoji, for "en" and "de"; empty for others."""
    archive = _open("keywords.zip")
    if f"{language}.json" not in archive.namelist():
        return {}
    listed: dict[str, str] = json.loads(archive.read(f"{language}.json"))
    return {word: tuple(emoji.split()) for word, emoji in listed.items()}
