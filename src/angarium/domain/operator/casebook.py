"""What the staff note about people, for one another (https://core.telegram.org/method/help.editUserInfo)."""

from __future__ import annotations

import msgspec

from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts

_NOTE = "support_note"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """The last word about somebody, who wrote it, and when (epoch seconds)."""

    text: FormattedText
    author: str
    date: int


async def find(tx: Tx, reader_id: UserId, user_id: UserId) -> Note | None:
    """What is noted about somebody. Refuses USER_INVALID to everybody who is not of the staff, and for nobody."""
    await _require_staff(tx, reader_id, user_id)
    return await accounts.find_setting(tx, user_id, _NOTE, Note)


async def write(tx: Tx, author_id: UserId, user_id: UserId, text: FormattedText) -> Note | None:
    """Note something in place of what was noted before; an empty text takes it away. Refuses what `find` does."""
    author = await _require_staff(tx, author_id, user_id)
    if not text.text:
        await accounts.remove_setting(tx, user_id, _NOTE)
        return None
    note = Note(text=text, author=author, date=tx.now)
    await accounts.set_setting(tx, user_id, _NOTE, note)
    return note


async def _require_staff(tx: Tx, reader_id: UserId, user_id: UserId) -> str:
    known = await accounts.find_many(tx, {reader_id, user_id})
    reader, user = known.get(reader_id), known.get(user_id)
    if reader is None or not reader.profile.support or user is None or user.profile.deleted:
        raise Refusal("USER_INVALID")
    return f"{reader.profile.first_name} {reader.profile.last_name}".strip()
