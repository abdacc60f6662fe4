"""Text as people write it: bounded, trimmed, its formatting checked (https://core.telegram.org/api/entities)."""

from __future__ import annotations

from angarium.model.entities import Entity, FormattedText
from angarium.model.errors import Refusal


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how the protocol counts."""
    return len(text.encode("utf-16-le")) // 2


def clean(text: str, entities: tuple[Entity, ...], limit: int) -> FormattedText:
    """What is stored of a text. Refuses MESSAGE_TOO_LONG (limit in characters) and ENTITY_BOUNDS_INVALID."""
    if len(text) > limit:
        raise Refusal("MESSAGE_TOO_LONG")
    size = units(text)
    for entity in entities:
        if entity.offset < 0 or entity.length <= 0 or entity.offset + entity.length > size:
            raise Refusal("ENTITY_BOUNDS_INVALID")
    return FormattedText(text, entities)
