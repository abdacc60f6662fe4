"""Messages of basic groups: a copy in the box of each member, which share the message's number in the group."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import deadlines
from angarium.domain import facts as gathered
from angarium.domain.chats import hearing
from angarium.domain.files.kinds import kind_of, search_kind
from angarium.domain.messages import archive, naming
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.events import NewMessage
from angarium.model.ids import Box, MsgId, Peer
from angarium.model.messages import Content, Dialog, Message
from angarium.store import boxes, dialogs, mentions, messages, participants


async def deliver(
    tx: Tx,
    chat: Chat,
    sender_id: int,
    content: Content,
    random_id: int | None,
    replies: Replies | None = None,
    *,
    also: Sequence[int] = (),
) -> Sent:
    """Write every member's copy, and that of those who have just left (`also`). The caller has checked that it may be."""
    present = await participants.present_ids(tx, chat.peer)
    heard = await hearing.listeners(tx, chat.peer, present, sender_id, content, replies.author if replies else 0)
    readers = list(dict.fromkeys((sender_id, *heard, *also)))
    number = MsgId((await boxes.advance(tx, chat.peer, ids=1)).last_id)
    content, expires_at = with_ttl(content, chat.profile.ttl_period, tx.now)
    named = await naming.named_in(tx, content, replies, sender_id) & set(readers)
    answered = await messages.copies(tx, chat.peer, replies.number, readers) if replies and replies.number else {}
    copies, logged = [], []
    for reader in readers:
        place, dialog = await _arrive(tx, reader, chat.peer, own=reader == sender_id, named=reader in named)
        copies.append(
            Message(
                box=Box(reader), id=MsgId(place.last_id), peer=chat.peer, sender=Peer(sender_id), date=tx.now,
                content=_answering(content, replies, answered.get(reader)), out=reader == sender_id, pair_id=number,
                random_id=random_id if reader == sender_id else None, expires_at=expires_at,
                media_unread=kind_of(content) in ("voice", "round"),
            )
        )  # fmt: skip
        logged.append((reader, place.pts, 1, tx.now, NewMessage(id=copies[-1].id)))
        if dialog.folder_id and reader != sender_id:
            await archive.wake(tx, dialog)
    kind = search_kind(content)
    await messages.add(tx, [(copy, kind) for copy in copies])
    await boxes.log_pts(tx, logged)  # type: ignore[arg-type]  # rows of the same form
    await mentions.add(tx, [(copy.box, chat.peer, copy.id) for copy in copies if copy.box in named])
    if expires_at:
        await deadlines.set_expiry(tx, [(copy.box, copy.id) for copy in copies], expires_at)
    sent = None
    for copy, (_, pts, _, _, event) in zip(copies, logged, strict=True):
        if copy.out or tx.heard(copy.box):
            facts = await gathered.gather(tx, copy.box, [copy])
            tx.logged(copy.box, "pts", pts, 1, event, facts)
            sent = Sent(copy, pts, facts) if copy.out else sent
    assert sent is not None, "the sender has a copy"
    return sent


def _answering(content: Content, replies: Replies | None, id: int | None) -> Content:
    """The content with the answered message as one box names it."""
    if replies is None:
        return content
    if replies.number:
        return replace(content, reply=replace(replies.own, id=MsgId(id)) if replies.own and id else None)
    return replace(content, reply=replies.other or replies.own)


async def _arrive(tx: Tx, owner_id: int, peer: Peer, *, own: bool, named: bool) -> tuple[boxes.Counters, Dialog]:
    """Take the next id and pts of a member's box and move the group up in their list."""
    place = await boxes.advance(tx, owner_id, ids=1, pts=1)
    found = await dialogs.touch(
        tx, owner_id, peer, place.last_id, tx.now, unread=0 if own else 1, mentions=1 if named else 0
    )
    return place, found


def with_ttl(content: Content, period: int, now: int) -> tuple[Content, int]:
    """Messages of a chat with an auto-delete timer carry its period and go when it is over."""
    if not period or content.action is not None:
        return content, 0
    return replace(content, ttl_period=period), now + period
