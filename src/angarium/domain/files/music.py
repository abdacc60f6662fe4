"""Music on somebody's profile page (https://core.telegram.org/api/profile#music)."""

from __future__ import annotations

from angarium.domain.files.kinds import form_of
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.files import Document
from angarium.model.ids import UserId
from angarium.store import accounts

SETTING = "music"
MOST = 500


async def listing(tx: Tx, owner_id: int) -> tuple[int, ...]:
    """In its owner's order."""
    return await accounts.find_setting(tx, owner_id, SETTING, tuple[int, ...]) or ()


def is_music(document: Document) -> bool:
    """Whether it is a piece of music and no voice message."""
    return form_of(document) == "music"


async def keep(tx: Tx, owner_id: UserId, document: Document, after_id: int | None) -> None:
    """In front, or after another piece; also to move one. Refuses DOCUMENT_INVALID for what is no music, and for an `after_id` that is
    not there."""
    if not is_music(document):
        raise Refusal("DOCUMENT_INVALID")
    rest = [id for id in await listing(tx, owner_id) if id != document.id]
    if after_id is not None and after_id not in rest:
        raise Refusal("DOCUMENT_INVALID")
    rest.insert(rest.index(after_id) + 1 if after_id is not None else 0, document.id)
    await accounts.set_setting(tx, owner_id, SETTING, tuple(rest[:MOST]))


async def remove(tx: Tx, owner_id: UserId, document_id: int) -> None:
    rest = tuple(id for id in await listing(tx, owner_id) if id != document_id)
    await accounts.set_setting(tx, owner_id, SETTING, rest)
