"""Formatting (https://core.telegram.org/api/entities)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model.entities import Entity
from angarium.tl import types

PLAIN = {
    name: getattr(types, f"MessageEntity{name}")
    for name in (
        "Bold", "Italic", "Code", "Underline", "Strike", "Spoiler", "Url", "Email", "Mention", "Hashtag", "Cashtag", "BotCommand",
        "Phone", "BankCard",
    )
}  # fmt: skip


def render_entities(entities: Sequence[Entity]) -> list[types.TypeMessageEntity] | None:
    """None for plain text: an empty vector would make clients believe that there is formatting."""
    return [_render(entity) for entity in entities] if entities else None


def _render(entity: Entity) -> types.TypeMessageEntity:
    where = {"offset": entity.offset, "length": entity.length}
    match entity.kind:
        case "Pre":
            return types.MessageEntityPre(**where, language=entity.value)
        case "TextUrl":
            return types.MessageEntityTextUrl(**where, url=entity.value)
        case "MentionName":
            return types.MessageEntityMentionName(**where, user_id=entity.target)
        case "CustomEmoji":
            return types.MessageEntityCustomEmoji(**where, document_id=entity.target)
        case "Blockquote":
            return types.MessageEntityBlockquote(**where, collapsed=entity.collapsed)
        case kind:
            made: types.TypeMessageEntity = PLAIN[kind](**where)
            return made
