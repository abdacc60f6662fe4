"""Answers to comments, which those find in a chat of their own who are not in the discussion group: where each copy lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from angarium.model.ids import MsgId, Peer, UserId
from angarium.store.db import Db, marks

_COLUMNS = "chat, answer, owner_id, id, sender"


@dataclass(frozen=True, slots=True)
class CommentAnswer:
    """The message `answer` of the group `chat`, by `sender`, lies as `id` in the box of `owner_id`, to whose comment it is one."""

    chat: Peer
    answer: MsgId
    owner_id: UserId
    id: MsgId
    sender: Peer


async def add(db: Db, one: CommentAnswer) -> None:
    await db.run(
        f"INSERT INTO comment_answer ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        one.chat, one.answer, one.owner_id, one.id, one.sender,
    )  # fmt: skip


async def find_many(db: Db, chat: int, ids: Iterable[int]) -> list[CommentAnswer]:
    """Which of a group's messages lie in somebody's box."""
    wanted = tuple(ids)
    if not wanted:
        return []
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM comment_answer WHERE chat = ? AND answer IN ({marks(len(wanted))})", chat, *wanted
    )
    return [CommentAnswer(*row) for row in rows]


async def of_sender(db: Db, owner_id: int, sender: int) -> list[int]:
    """The ids in somebody's box of what one sender answered them."""
    rows = await db.all("SELECT id FROM comment_answer WHERE owner_id = ? AND sender = ? ORDER BY id", owner_id, sender)
    return [row[0] for row in rows]


async def remove(db: Db, owner_id: int, ids: Iterable[int]) -> None:
    """Copies that are no more."""
    await db.many("DELETE FROM comment_answer WHERE owner_id = ? AND id = ?", [(owner_id, id) for id in ids])
