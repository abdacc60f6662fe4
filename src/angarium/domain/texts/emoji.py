"""Emoji by topic and by word (https://core.telegram.org/api/emoji-categories, https://core.telegram.org/api/custom-emoji)."""

from __future__ import annotations

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
