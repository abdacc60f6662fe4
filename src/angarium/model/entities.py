"""Formatting of text. Offsets and lengths count UTF-16 code units (https://core.telegram.org/api/entities)."""

from __future__ import annotations

import msgspec


class Entity(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One span. `kind` is the TL name without its prefix: "Bold", "Url", "TextUrl", "MentionName", "Pre", "CustomEmoji" …

    `value` is the URL of a TextUrl or the language of a Pre; `target` the user of a MentionName or the document of a CustomEmoji;
    `collapsed` belongs to Blockquote.
    """

    kind: str
    offset: int
    length: int
    value: str = ""
    target: int = 0
    collapsed: bool = False


class FormattedText(msgspec.Struct, frozen=True, array_like=True):
    text: str = ""
    entities: tuple[Entity, ...] = ()
