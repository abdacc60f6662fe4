"""Emoji by topic and by word (https://core.telegram.org/api/emoji-categories, https://core.telegram.org/api/custom-emoji)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from angarium import starter

VERSION = 1
"""Of the words; raised whenever they change."""


@dataclass(frozen=True, slots=True)
class Group:
    """`icon` and `emoji` are of the starter drawings; `titles` by language."""

    titles: dict[str, str]
    icon: str
    emoji: tuple[str, ...]


def _group(english: str, german: str, emoji: str) -> Group:
    listed = tuple(emoji.split())
    return Group({"en": english, "de": german}, listed[0], listed)


GROUPS = (
    _group("Love", "Liebe", "❤ 🥰 😍 😘 💘 ❤‍🔥 💋 🤗"),
    _group("Approval", "Zustimmung", "👍 👌 👏 💯 🆒 🤝 🫡 😎"),
    _group("Disapproval", "Ablehnung", "👎 🖕 🤮 💩 🤨 🗿"),
    _group("Cheers", "Feiern", "🎉 🍾 🏆 🤩 🔥 🎄 🎅"),
    _group("Laughter", "Lachen", "😂 🤣 😁 🤪 🤡 🙈 🙉 🙊"),
    _group("Astonishment", "Staunen", "😮 😱 🤯 👀 😨 👾"),
    _group("Sadness", "Trauer", "😢 😭 💔 🕊 🌚"),
    _group("Anger", "Ärger", "😡 🤬 😈 ⚡ 💊"),
    _group("Neutral", "Neutral", "😐 🥱 😴 🥴 🤷 🤷‍♂ 🤷‍♀"),
    _group("Doubt", "Zweifel", "🤔 🤨 🤓 ✍ 👨‍💻"),
    _group("Animals and food", "Tiere und Essen", "🦄 🐳 🍓 🍌 🌭 🎃 👻 ☃"),
)
GREETING = _group("Greetings", "Begrüßung", "🤗 🤝 🙏 😇 💅 😁 🫡")


def groups(kind: str) -> tuple[Group, ...]:
    """For "emoji", "status", "photo" or "stickers": the last begin with greetings."""
    return (GREETING, *GROUPS) if kind == "stickers" else GROUPS


def language(code: str) -> str:
    """The language of our words for a client's code ("de-AT"); "" when we have none."""
    plain = code.partition("-")[0].lower()
    return plain if starter.words(plain) else ""


_PICTURE = (
    r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    r"\u3030\u303d\u3297\u3299\U0001f004-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
    r"[\U0001f3fb-\U0001f3ff]?"
)
_EMOJI = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\u20e3|{_PICTURE}(?:\u200d{_PICTURE})*(?:[\U000e0020-\U000e007f]+)?"
)

_COLOURED = re.compile(r"[\u2600-\u27bf\U0001f004-\U0001faff]")


def split(text: str) -> list[str]:
    """The emoji that a text is made of, each without the mark that asks for colour; empty when anything else stands in it
    (https://unicode.org/reports/tr51/#EBNF_and_Regex)."""
    plain = text.replace("\ufe0f", "").replace(" ", "")
    found = _EMOJI.findall(plain)
    return list(dict.fromkeys(found)) if "".join(found) == plain else []


def is_in(text: str) -> bool:
    """Whether an emoji stands anywhere in a text."""
    return _COLOURED.search(text) is not None
