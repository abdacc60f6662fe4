"""Messages that come from nobody's client: into one box, from the service account or about a person."""

from __future__ import annotations

from angarium.domain import facts as gathered
from angarium.domain.files.kinds import search_kind
from angarium.domain.work import Tx
from angarium.model.entities import Entity
from angarium.model.events import NewMessage
from angarium.model.ids import SERVICE_USER, Box, MsgId, Peer
from angarium.model.messages import Content, Message
from angarium.store import boxes, dialogs, messages


async def put(tx: Tx, owner_id: int, sender_id: int, content: Content) -> Message:
    """An incoming message that only its reader has a copy of."""
    box = await boxes.advance(tx, owner_id, ids=1, pts=1)
    message = Message(
        box=Box(owner_id),
        id=MsgId(box.last_id),
        peer=Peer(sender_id),
        sender=Peer(sender_id),
        date=tx.now,
        content=content,
    )
    await dialogs.touch(tx, owner_id, message.peer, message.id, tx.now, unread=1)
    await messages.add(tx, [(message, search_kind(content))])
    await boxes.log_pts(tx, [(owner_id, box.pts, 1, tx.now, NewMessage(message.id))])
    if tx.heard(owner_id):
        facts = await gathered.gather(tx, owner_id, [message])
        with tx.unasked():
            tx.logged(owner_id, "pts", box.pts, 1, NewMessage(message.id), facts)
    return message


async def say(tx: Tx, owner_id: int, text: str, *, bold: str = "") -> Message:
    """A line from the service account 777000, with `bold` standing out in it."""
    return await put(tx, owner_id, SERVICE_USER, Content(text=text, entities=_bold(text, bold)))


def _bold(text: str, part: str) -> tuple[Entity, ...]:
    at = text.find(part) if part else -1
    if at < 0:
        return ()
    return (Entity("Bold", len(text[:at].encode("utf-16-le")) // 2, len(part.encode("utf-16-le")) // 2),)
