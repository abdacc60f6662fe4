"""What has been read: histories, contents, when."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import deadlines, dues
from angarium.domain.people import privacy, settings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ContentsRead, DialogMarked, InboxRead, OutboxRead
from angarium.model.ids import Box, MsgId, Peer, UserId, is_saved
from angarium.model.messages import Dialog, Message
from angarium.model.users import Relation, User
from angarium.store import accounts, boxes, dialogs, messages, relations
from angarium.store import reads as stored

DATES_KEPT = 7 * 86400  # pm_read_date_expire_period of https://core.telegram.org/api/config
VIEW_ONCE = 0x7FFFFFFF


async def read_history(tx: Tx, owner_id: UserId, peer: Peer, max_id: int) -> tuple[int, int]:
    """Mark a chat as read up to `max_id` (0 = all); returns (pts, how far it moved). The other side learns of it."""
    found = await dialogs.find(tx, owner_id, peer)
    if found is None:
        return (await boxes.find(tx, owner_id)).pts, 0
    reach = min(max_id, found.top_id) if max_id > 0 else found.top_id
    if found.unread_mark:
        found = replace(found, unread_mark=False)
        await dialogs.put(tx, found)
        await tx.log(owner_id, DialogMarked(peer=peer, unread=False))
    if reach <= found.read_inbox_max_id:
        return (await boxes.find(tx, owner_id)).pts, 0
    left = await messages.count_unread(tx, Box(owner_id), peer, reach) if found.unread_count else 0
    seen = found.unread_count - left
    await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach), unread_count=left))
    if not seen:
        return (await boxes.find(tx, owner_id)).pts, 0
    event = InboxRead(peer=peer, max_id=MsgId(reach), still_unread=left, folder_id=found.folder_id)
    pts = await tx.log(owner_id, event)
    if not is_saved(owner_id, peer):
        await _tell_author(tx, owner_id, peer, found.read_inbox_max_id, reach)
    return pts, 1


async def _tell_author(tx: Tx, reader_id: UserId, author: Peer, before: int, reach: int) -> None:
    """The author's own ids of what was read: the pair of the last incoming message up to `reach`."""
    last = await messages.last_incoming(tx, Box(reader_id), author, reach)
    if last is None or last.id <= before or not last.pair_id:
        return
    theirs = await dialogs.find(tx, author, Peer(reader_id))
    if theirs is None or theirs.read_outbox_max_id >= last.pair_id:
        return
    await dialogs.put(tx, replace(theirs, read_outbox_max_id=last.pair_id))
    await stored.add(tx, Box(author), Peer(reader_id), last.pair_id, tx.now)
    await stored.trim(tx, Box(author), Peer(reader_id), tx.now - DATES_KEPT)
    await tx.log(author, OutboxRead(peer=Peer(reader_id), max_id=last.pair_id))


async def read_contents(tx: Tx, owner_id: UserId, ids: list[int]) -> tuple[int, int]:
    """A voice message was heard, a self-destructing picture opened: both sides stop marking it; returns (pts, count).

    https://core.telegram.org/method/messages.readMessageContents
    """
    found = await messages.find_many(tx, Box(owner_id), ids[:100])
    opened = [message for message in found.values() if message.media_unread and not message.out]
    if not opened:
        return (await boxes.find(tx, owner_id)).pts, 0
    await messages.set_flags(tx, Box(owner_id), [message.id for message in opened], drop=messages.MEDIA_UNREAD)
    pts = await tx.log(
        owner_id, ContentsRead(ids=tuple(message.id for message in opened), date=tx.now), count=len(opened)
    )
    by_author: dict[Peer, list[MsgId]] = {}
    for message in opened:
        await _start_destruction(tx, message)
        if message.pair_id:
            by_author.setdefault(message.sender, []).append(message.pair_id)
    for author, theirs in by_author.items():
        await messages.set_flags(tx, Box(author), theirs, drop=messages.MEDIA_UNREAD)
        await tx.log(author, ContentsRead(ids=tuple(theirs), date=tx.now), count=len(theirs))
    return pts, len(opened)


async def _start_destruction(tx: Tx, message: Message) -> None:
    media = message.content.media
    if media is None or not media.ttl_seconds:
        return
    wait = 0 if media.ttl_seconds == VIEW_ONCE else media.ttl_seconds
    await dues.put(tx, message.box, deadlines.DESTRUCTS, message.id, tx.now + wait)


async def read_date(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> int:
    """When the other side read a message of mine (https://core.telegram.org/method/messages.getOutboxReadDate).

    Refuses MESSAGE_ID_INVALID, MESSAGE_NOT_READ_YET, MESSAGE_TOO_OLD, YOUR_PRIVACY_RESTRICTED, USER_PRIVACY_RESTRICTED.
    """
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    if message is None or message.peer != peer or not message.out or is_saved(owner_id, peer):
        raise Refusal("MESSAGE_ID_INVALID")
    if message.date < tx.now - DATES_KEPT:
        raise Refusal("MESSAGE_TOO_OLD")
    people = await accounts.find_many(tx, (owner_id, peer))
    links = await relations.between(tx, owner_id, (peer,))
    me, other = people[owner_id], people[peer]
    if await _hides(tx, me, peer, links.get((owner_id, UserId(peer)))):
        raise Refusal("YOUR_PRIVACY_RESTRICTED")
    if await _hides(tx, other, owner_id, links.get((UserId(peer), owner_id))):
        raise Refusal("USER_PRIVACY_RESTRICTED")
    date = await stored.find(tx, Box(owner_id), peer, id)
    if date is None:
        raise Refusal("MESSAGE_NOT_READ_YET")
    return date


async def _hides(tx: Tx, user: User, viewer_id: int, towards: Relation | None) -> bool:
    """Whether somebody keeps the time of reading from those who may not see when they were there
    (`hide_read_marks` of https://core.telegram.org/constructor/globalPrivacySettings)."""
    if privacy.allows(user, "last_seen", viewer_id, towards):
        return False
    return (await settings.global_privacy(tx, user.id)).hide_read_marks


async def mark(tx: Tx, owner_id: UserId, peer: Peer, *, unread: bool) -> None:
    """The owner's own mark on a chat (https://core.telegram.org/method/messages.markDialogUnread)."""
    found = await dialogs.find(tx, owner_id, peer)
    if found is None:
        if not unread:
            return
        found = Dialog(owner_id=owner_id, peer=peer)
    if found.unread_mark == unread:
        return
    await dialogs.put(tx, replace(found, unread_mark=unread))
    await tx.log(owner_id, DialogMarked(peer=peer, unread=unread))


async def marked(tx: Tx, owner_id: UserId) -> list[Peer]:
    """Chats that their owner marked as unread."""
    return await dialogs.marked(tx, owner_id)
