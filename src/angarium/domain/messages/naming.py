"""Whom a message in a group names (https://core.telegram.org/api/mentions)."""

from __future__ import annotations

from angarium.domain.messages.sent import Replies
from angarium.domain.work import Tx
from angarium.model.messages import Content
from angarium.store import usernames

MOST = 50
"""People whom one message can name so that they hear of it."""


async def named_in(tx: Tx, content: Content, replies: Replies | None, author: int) -> set[int]:
    """The people whom a message names, and the one whom it answers, without its author."""
    found = {entity.target for entity in content.entities if entity.kind == "MentionName"}
    for entity in content.entities[:MOST]:
        if entity.kind == "Mention":
            name = _cut(content.text, entity.offset + 1, entity.length - 1)
            found.add(await usernames.find(tx, name) or 0)
    if replies is not None:
        found.add(replies.author)
    return {id for id in found if id > 0 and id != author}


def _cut(text: str, offset: int, length: int) -> str:
    """A part of a text, counted in UTF-16 code units as entities are."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "ignore")
