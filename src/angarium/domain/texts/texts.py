"""Text as people write it: bounded, trimmed, its formatting in order (https://core.telegram.org/api/entities)."""

from __future__ import annotations

import re
from bisect import bisect_left

from angarium.domain.texts import recognition
from angarium.domain.texts.formatting import arrange
from angarium.model.entities import Entity, FormattedText
from angarium.model.errors import Refusal

MAX_ENTITIES = 100
"""Formatting beyond this many spans is dropped, as Telegram does."""
FAR = 4
"""A text of more than so many times its limit is not looked at more closely; what it has to lose can be no more than that."""

# Control characters become spaces; carriage returns and characters that turn the direction of a line go.
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f\u2028-\u202e]")
_DROPPED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how the protocol counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str, entities: tuple[Entity, ...], limit: int, *, recognize: bool = True) -> FormattedText:
    """What is stored of a text: trimmed, with the client's formatting in order and what the server recognizes.

    Refuses MESSAGE_TOO_LONG (limit in characters) and ENTITY_BOUNDS_INVALID. The text may come out empty.
    """
    if len(text) > FAR * limit and len(text.strip()) > FAR * limit:
        raise Refusal("MESSAGE_TOO_LONG")
    astral = _ASTRAL.search(text) is not None
    size = units(text) if astral else len(text)
    claims = [entity for entity in entities[: 4 * MAX_ENTITIES] if entity.kind not in recognition.KINDS]
    if claims:
        _check_bounds(text, claims, size, astral)
    if _UNWANTED.search(text):
        text, claims = _without_unwanted(text, claims)
    stripped = text.strip()
    if len(stripped) != len(text):
        cut = units(text[: len(text) - len(text.lstrip())])
        text = stripped
        claims = _shifted(claims, cut, units(text))
    if len(text) > limit:
        raise Refusal("MESSAGE_TOO_LONG")
    found = _recognized(text, astral) if recognize else []
    if not claims:
        return FormattedText(text, tuple(found[:MAX_ENTITIES]))
    return FormattedText(text, tuple(arrange(text, claims, found)[:MAX_ENTITIES]))


def keep(text: str, entities: tuple[Entity, ...], limit: int) -> FormattedText:
    """What is stored of a text that is still being written: as it was typed, cut at `limit` characters, with the formatting of what
    is left. Refuses ENTITY_BOUNDS_INVALID."""
    claims = list(entities[:MAX_ENTITIES])
    _check_bounds(text, claims, units(text), _ASTRAL.search(text) is not None)
    if len(text) > limit:
        text = text[:limit]
        end = units(text)
        claims = [entity for entity in claims if entity.offset + entity.length <= end]
    return FormattedText(text, tuple(claims))


def _check_bounds(text: str, claims: list[Entity], size: int, astral: bool) -> None:
    inside = _middles(text) if astral else frozenset()
    for entity in claims:
        end = entity.offset + entity.length
        if entity.offset < 0 or entity.length < 0 or end > size or entity.offset in inside or end in inside:
            raise Refusal("ENTITY_BOUNDS_INVALID")


def _middles(text: str) -> frozenset[int]:
    """UTF-16 positions in the middle of a surrogate pair."""
    found, at = set(), 0
    for letter in text:
        if letter > "\uffff":
            found.add(at + 1)
            at += 1
        at += 1
    return frozenset(found)


def _without_unwanted(text: str, claims: list[Entity]) -> tuple[str, list[Entity]]:
    kept: list[str] = []
    gone: list[int] = []  # UTF-16 positions of dropped characters
    at = 0
    for letter in text:
        if letter in _DROPPED:
            gone.append(at)
        else:
            kept.append(" " if _UNWANTED.match(letter) else letter)
        at += 2 if letter > "\uffff" else 1

    def moved(position: int) -> int:
        return position - bisect_left(gone, position)

    if gone and claims:
        claims = [_resized(entity, moved(entity.offset), moved(entity.offset + entity.length)) for entity in claims]
    return "".join(kept), claims


def _shifted(claims: list[Entity], cut: int, size: int) -> list[Entity]:
    """Formatting after `cut` units went at the start and the text has `size` units left."""
    moved = (
        _resized(entity, max(entity.offset - cut, 0), min(entity.offset + entity.length - cut, size))
        for entity in claims
    )
    return [entity for entity in moved if entity.length > 0]


def _resized(entity: Entity, start: int, end: int) -> Entity:
    return Entity(entity.kind, start, end - start, entity.value, entity.target, entity.collapsed)


def _recognized(text: str, astral: bool) -> list[Entity]:
    found = recognition.find(text)
    if not astral:
        return [Entity(kind, start, end - start) for kind, start, end in found]
    return [Entity(kind, units(text[:start]), units(text[start:end])) for kind, start, end in found]


def find_quote(text: str, quote: str, wanted: int) -> int | None:
    """The UTF-16 offset at which `quote` stands in `text`, the one nearest to `wanted`; None when it does not."""
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) < 1000:
        found.append(units(text[:at]))
        at = text.find(quote, at + 1)
    return min(found, key=lambda place: abs(place - wanted)) if found else None
