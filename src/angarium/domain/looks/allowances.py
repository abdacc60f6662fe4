"""What everybody has here, in words: elsewhere the page of what money buys (https://core.telegram.org/api/premium)."""

from __future__ import annotations

from babel.numbers import format_decimal

from angarium.domain.house import House
from angarium.domain.looks import languages
from angarium.domain.texts import markdown
from angarium.model.config import GIB, KIB, MIB
from angarium.model.entities import FormattedText

_SIZES = ("file_size", "storage")


def describe(house: House, code: str) -> FormattedText:
    """The page for somebody who speaks the language `code`, made out of the limits that the operator set."""
    found = languages.find(code)
    language = found.code if found else "en"
    limits = house.config.limits
    numbers = {name: _number(getattr(limits, name), language) for name in limits.__struct_fields__}
    numbers |= {name: _size(getattr(limits, name), language) for name in _SIZES}
    lines = [languages.say(language, f"premium.{key}", **numbers) for key in _keys(house)]
    head = languages.say(language, "premium.head", server=markdown.escape(house.config.name))
    return markdown.read(head + "\n\n" + "\n".join(f"- {line}" for line in lines))


def _keys(house: House) -> list[str]:
    """What there is to tell of on this server."""
    keys = ["files", "texts", "chats", "lists", "people", "looks"]
    if house.config.limits.storage:
        keys.insert(1, "storage")
    if house.sources.listener is not None:
        keys.append("transcription")
    if house.sources.translator is not None:
        keys.append("translation")
    return keys


def _number(value: int, language: str) -> str:
    return str(format_decimal(value, locale=language))


def _size(value: int, language: str) -> str:
    """Bytes in the largest unit that leaves at least one."""
    for unit, name in ((GIB, "GB"), (MIB, "MB"), (KIB, "KB")):
        if value >= unit:
            return f"{format_decimal(value / unit, format='#,##0.#', locale=language)}\u00a0{name}"
    return f"{value}\u00a0B"
