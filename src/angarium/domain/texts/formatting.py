"""Puts the spans of a text in order: merged, nested, cut at whitespace (https://core.telegram.org/api/entities)."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.model.entities import Entity

# Outer kinds first: of two spans over the same place the lower number encloses the other.
_RANK = {
    "Blockquote": 0, "Pre": 1, "Code": 2, "TextUrl": 3, "MentionName": 3, "Url": 3, "Email": 3, "Mention": 3, "Hashtag": 3,
    "Cashtag": 3, "BotCommand": 3, "Phone": 3, "BankCard": 3, "Bold": 10, "Italic": 11, "Underline": 12, "Strike": 13, "Spoiler": 14,
    "CustomEmoji": 20,
}  # fmt: skip
_STYLES = frozenset({"Bold", "Italic", "Underline", "Strike", "Spoiler"})
_CODE = frozenset({"Pre", "Code"})
_WHOLE = frozenset({"Blockquote", "Pre", "Code", "TextUrl", "MentionName", "CustomEmoji"})  # not merged, never split


def arrange(text: str, claims: list[Entity], found: list[Entity]) -> list[Entity]:
    """The client's spans and the server's as one well-formed list, by position, outer ones first."""
    spaces = _spaces(text)
    size = len(spaces)
    trimmed = [cut for entity in claims if entity.kind in _RANK and (cut := _trim(entity, spaces, size)) is not None]
    whole = _settle(entity for entity in trimmed if entity.kind in _WHOLE)
    code = [entity for entity in whole if entity.kind in _CODE]
    taken = [entity for entity in whole if entity.kind != "Blockquote"]
    links = [entity for entity in found if not any(_touch(entity, other) for other in taken)]
    styles = [piece for style in _merged(trimmed) for piece in _outside(style, code)]
    fixed = sorted([*whole, *links], key=_order)
    return sorted([*fixed, *(piece for style in styles for piece in _split(style, fixed))], key=_order)


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, _RANK[entity.kind]


def _spaces(text: str) -> list[bool]:
    """For each UTF-16 unit whether it is whitespace."""
    if text.isascii():
        return [letter.isspace() for letter in text]
    units: list[bool] = []
    for letter in text:
        units.append(letter.isspace())
        if letter > "\uffff":
            units.append(False)
    return units


def _trim(entity: Entity, spaces: list[bool], size: int) -> Entity | None:
    """Without whitespace at its ends (code keeps its indentation); None when nothing else is left."""
    start, end = entity.offset, min(entity.offset + entity.length, size)
    while end > start and spaces[end - 1]:
        end -= 1
    while entity.kind not in _CODE and start < end and spaces[start]:
        start += 1
    return _at(entity, start, end) if start < end else None


def _at(entity: Entity, start: int, end: int) -> Entity:
    return Entity(entity.kind, start, end - start, entity.value, entity.target, entity.collapsed)


def _touch(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def _settle(entities: Iterable[Entity]) -> list[Entity]:
    """Those of the undividable spans that can stand together: quotes around code or links, nothing inside code, nothing crossing."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=_order):
        if all(_agree(other, entity) for other in kept if _touch(other, entity)):
            kept.append(entity)
    return kept


def _agree(outer: Entity, inner: Entity) -> bool:
    encloses = outer.offset <= inner.offset and inner.offset + inner.length <= outer.offset + outer.length
    if not encloses or outer.kind in _CODE or outer.kind == inner.kind:
        return False
    return outer.kind == "Blockquote" or inner.kind == "CustomEmoji"


def _merged(entities: list[Entity]) -> list[Entity]:
    """Styles of one kind that overlap or meet become one."""
    done: list[Entity] = []
    for entity in sorted(
        (entity for entity in entities if entity.kind in _STYLES), key=lambda one: (one.kind, one.offset)
    ):
        last = done[-1] if done else None
        if last is not None and last.kind == entity.kind and entity.offset <= last.offset + last.length:
            done[-1] = _at(last, last.offset, max(last.offset + last.length, entity.offset + entity.length))
        else:
            done.append(entity)
    return done


def _outside(style: Entity, code: list[Entity]) -> list[Entity]:
    """The parts of a style that lie outside code, which takes no formatting."""
    pieces = [(style.offset, style.offset + style.length)]
    for block in code:
        start, end = block.offset, block.offset + block.length
        pieces = [
            part
            for low, high in pieces
            for part in ((low, min(high, start)), (max(low, end), high))
            if part[0] < part[1]
        ]
    return [_at(style, low, high) for low, high in pieces]


def _split(style: Entity, fixed: list[Entity]) -> list[Entity]:
    """A style that crosses the edge of an undividable span is cut there."""
    end = style.offset + style.length
    cuts = {style.offset, end}
    for other in fixed:
        low, high = other.offset, other.offset + other.length
        if style.offset < low < end < high:
            cuts.add(low)
        if low < style.offset < high < end:
            cuts.add(high)
    places = sorted(cuts)
    return [_at(style, low, high) for low, high in zip(places, places[1:], strict=False)]
