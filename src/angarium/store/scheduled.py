"""Messages that wait to be sent; their ids count apart from those of sent ones."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from angarium.model.ids import Box, MsgId, Peer
from angarium.model.messages import Content, Message
from angarium.store.db import Db, Row, marks

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Content).decode
_COLUMNS = "box, id, peer, date, random_id, edit_date, content, sender"


def _message(row: Row) -> Message:
    return Message(
        box=row[0], id=row[1], peer=row[2], sender=row[7] or row[0], date=row[3], content=_decode(row[6]), out=True,
        random_id=row[4], edit_date=row[5],
    )  # fmt: skip


async def add(db: Db, message: Message) -> None:
    await db.run(
        f"INSERT INTO scheduled ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        message.box, message.id, message.peer, message.date, message.random_id, message.edit_date, _encode(message.content),
        0 if message.sender == Peer(message.box) else message.sender,
    )  # fmt: skip


async def replace(db: Db, changed: Message) -> None:
    await db.run(
        "UPDATE scheduled SET date = ?, edit_date = ?, content = ? WHERE box = ? AND id = ?",
        changed.date, changed.edit_date, _encode(changed.content), changed.box, changed.id,
    )  # fmt: skip


async def find_by_random(db: Db, box: Box, random_id: int) -> Message | None:
    row = await db.one(f"SELECT {_COLUMNS} FROM scheduled WHERE box = ? AND random_id = ?", box, random_id)
    return _message(row) if row else None


async def find_many(db: Db, box: Box, ids: Iterable[int]) -> dict[int, Message]:
    wanted = tuple(ids)
    if not wanted:
        return {}
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM scheduled WHERE box = ? AND id IN ({marks(len(wanted))})", box, *wanted
    )
    return {row[1]: _message(row) for row in rows}


async def of_chat(db: Db, box: Box, peer: Peer) -> list[Message]:
    """What waits in a chat, the last to be sent first."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM scheduled WHERE box = ? AND peer = ? ORDER BY date DESC, id DESC", box, peer
    )
    return [_message(row) for row in rows]


async def count(db: Db, box: Box, peer: Peer) -> int:
    row = await db.one("SELECT count(*) FROM scheduled WHERE box = ? AND peer = ?", box, peer)
    return int(row[0]) if row else 0


async def remove(db: Db, box: Box, ids: Iterable[int]) -> None:
    await db.many("DELETE FROM scheduled WHERE box = ? AND id = ?", [(box, id) for id in ids])


async def wait_for(db: Db, user_id: int, box: Box, id: MsgId) -> None:
    """Send this message when that person comes online."""
    await db.run(
        "INSERT INTO scheduled_until_online (user_id, box, id) VALUES (?, ?, ?) ON CONFLICT (user_id, box, id) DO NOTHING",
        user_id, box, id,
    )  # fmt: skip


async def stop_waiting(db: Db, user_id: int, box: Box, id: MsgId) -> None:
    await db.run("DELETE FROM scheduled_until_online WHERE user_id = ? AND box = ? AND id = ?", user_id, box, id)


async def waiting_for(db: Db, user_id: int) -> list[tuple[Box, MsgId]]:
    """What is to be sent now that somebody is online: (sender, id)."""
    rows = await db.all("SELECT box, id FROM scheduled_until_online WHERE user_id = ? ORDER BY box, id", user_id)
    return [(row[0], row[1]) for row in rows]
