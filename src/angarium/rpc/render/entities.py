"""Formatting (https://core.telegram.org/api/entities), in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.model.entities import Entity
from angarium.tl import types

_PLAIN = {
    name: getattr(types, f"MessageEntity{name}")
    for name in (
        "Bold", "Italic", "Code", "Underline", "Strike", "Spoiler", "Url", "Email", "Mention", "Hashtag", "Cashtag", "BotCommand",
        "Phone", "BankCard",
    )
}  # fmt: skip
_KINDS = {kind: name for name, kind in _PLAIN.items()}


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
            made: types.TypeMessageEntity = _PLAIN[kind](**where)
            return made


def read_entities(given: Iterable[types.TypeMessageEntity] | None, self_id: int) -> tuple[Entity, ...]:
    """What a client sent. Kinds that only the server finds are kept as claims, to be checked by `domain.texts`; unknown ones go."""
    return tuple(read for entity in given or () if (read := _read(entity, self_id)) is not None)


def _read(entity: types.TypeMessageEntity, self_id: int) -> Entity | None:
    if (kind := _KINDS.get(type(entity))) is not None:
        return Entity(kind, entity.offset, entity.length)
    match entity:
        case types.MessageEntityPre():
            return Entity("Pre", entity.offset, entity.length, value=entity.language)
        case types.MessageEntityTextUrl():
            return Entity("TextUrl", entity.offset, entity.length, value=entity.url)
        case types.MessageEntityCustomEmoji():
            return Entity("CustomEmoji", entity.offset, entity.length, target=entity.document_id)
        case types.MessageEntityBlockquote():
            return Entity("Blockquote", entity.offset, entity.length, collapsed=entity.collapsed)
        case types.MessageEntityMentionName():
            return Entity("MentionName", entity.offset, entity.length, target=entity.user_id)
        case types.InputMessageEntityMentionName():
            match entity.user_id:
                case types.InputUser() as user:
                    return Entity("MentionName", entity.offset, entity.length, target=user.user_id)
                case types.InputUserSelf():
                    return Entity("MentionName", entity.offset, entity.length, target=self_id)
    return None
