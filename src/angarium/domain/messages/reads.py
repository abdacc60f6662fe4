"""What has been read: histories, contents, when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from angarium.domain import deadlines, dues
from angarium.domain.chats import guards
from angarium.domain.messages import direct
from angarium.domain.people import privacy, settings
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.events import (
    ChannelContentsRead,
    ChannelOutboxRead,
    ChannelRead,
    ContentsRead,
    DialogMarked,
    InboxRead,
    OutboxRead,
)
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_chat, is_saved, is_user
from angarium.model.messages import Dialog, Message
from angarium.model.users import Relation, User
from angarium.store import accounts, boxes, dialogs, mentions, messages, participants, relations, threads
from angarium.store import reads as stored

DATES_KEPT = 7 * 86400  # pm_read_date_expire_period of https://core.telegram.org/api/config
VIEW_ONCE = 0x7FFFFFFF


async def read_history(tx: Tx, owner_id: UserId, peer: Peer, max_id: int) -> tuple[int, int]:
    """Mark a chat as read up to `max_id` (0 = all); returns (pts, how far it moved). The other side learns of it. Refuses what
    `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
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
    if is_chat(peer):
        await _tell_group(tx, owner_id, peer, found.read_inbox_max_id, reach)
    elif not is_saved(owner_id, peer):
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


async def _tell_group(tx: Tx, reader_id: UserId, peer: Peer, before: int, reach: int) -> None:
    """In a group a message counts as read once anyone has read it; when each member did is kept for a while."""
    await stored.add(tx, Box(reader_id), peer, reach, tx.now)
    await stored.trim(tx, Box(reader_id), peer, tx.now - DATES_KEPT)
    newest = await messages.authors(tx, Box(reader_id), peer, before, reach)
    read = await messages.find_many(tx, Box(reader_id), newest.values())
    for author, id in newest.items():
        if author == reader_id or id not in read:
            continue
        theirs = (await messages.copies(tx, peer, read[id].pair_id, (author,))).get(author)
        dialog = await dialogs.find(tx, author, peer)
        if theirs and dialog is not None and dialog.read_outbox_max_id < theirs:
            await dialogs.put(tx, replace(dialog, read_outbox_max_id=MsgId(theirs)))
            await tx.log(author, OutboxRead(peer=peer, max_id=MsgId(theirs)))


READ: list[Callable[[Tx, Chat, UserId], Awaitable[None]]] = []
"""Who is told when somebody has read a supergroup or channel."""


async def read_channel(tx: Tx, user_id: UserId, peer: Peer, max_id: int) -> bool:
    """Mark a supergroup or channel as read up to `max_id` (https://core.telegram.org/method/channels.readHistory); returns whether
    anything changed. Refuses what `guards.require_open` does."""
    standing = await guards.require_reader(tx, user_id, peer)
    if standing.topic:
        return await direct.read_own(tx, standing, max_id)
    found = await dialogs.find(tx, user_id, peer)
    reach = min(max_id, standing.chat.top_id) if max_id > 0 else standing.chat.top_id
    if found is None or (reach <= found.read_inbox_max_id and not found.unread_mark):
        return False
    if found.unread_mark:
        await tx.log(user_id, DialogMarked(peer=peer, unread=False))
    before, reach = found.read_inbox_max_id, max(reach, found.read_inbox_max_id)
    await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach), unread_mark=False))
    if reach == before:
        return True
    for watch in READ:
        await watch(tx, standing.chat, user_id)
    left = await messages.count_others(tx, Box(peer), reach, user_id)
    pts = (await boxes.find(tx, peer)).pts
    event = ChannelRead(peer=peer, max_id=MsgId(reach), still_unread=left, pts=pts, folder_id=found.folder_id)
    await tx.log(user_id, event)
    if not standing.chat.is_broadcast:
        await _tell_channel(tx, user_id, peer, before, reach)
    return True


async def pass_over(tx: Tx, owner_id: UserId, peer: Peer, since: int, reach: int) -> None:
    """What came into a chat after `since` and up to `reach` need not be read by those who have read everything up to `since`; nobody is
    told that they did. To the others it is told how much is left."""
    found = await dialogs.find(tx, owner_id, peer)
    if found is None or found.read_inbox_max_id >= reach:
        return
    if found.read_inbox_max_id < since:
        reach = found.read_inbox_max_id
    if not reach:
        return
    if is_channel(peer):
        left = await messages.count_others(tx, Box(peer), reach, owner_id)
        pts = (await boxes.find(tx, peer)).pts
        await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach)))
        event = ChannelRead(peer=peer, max_id=MsgId(reach), still_unread=left, pts=pts, folder_id=found.folder_id)
        await tx.log(owner_id, event)
        return
    left = await messages.count_unread(tx, Box(owner_id), peer, reach)
    await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach), unread_count=left))
    seen = InboxRead(peer=peer, max_id=MsgId(reach), still_unread=left, folder_id=found.folder_id)
    await tx.log(owner_id, seen)


async def _tell_channel(tx: Tx, reader_id: UserId, peer: Peer, before: int, reach: int) -> None:
    await stored.add(tx, Box(reader_id), peer, reach, tx.now)
    await stored.trim(tx, Box(reader_id), peer, tx.now - DATES_KEPT)
    for author, id in (await messages.authors(tx, Box(peer), peer, before, reach)).items():
        dialog = await dialogs.find(tx, author, peer) if author not in (reader_id, peer) else None
        if dialog is not None and dialog.read_outbox_max_id < id:
            await dialogs.put(tx, replace(dialog, read_outbox_max_id=MsgId(id)))
            await tx.log(author, ChannelOutboxRead(peer=peer, max_id=MsgId(id)))


READERS_UP_TO = 100
"""Members of a group in which one may ask who has read a message (chat_read_mark_size_threshold of the client configuration)."""


async def readers(tx: Tx, owner_id: UserId, peer: Peer, id: int) -> list[tuple[int, int]]:
    """(who, when) of those who have read a message of one's own in a small group, for a week.

    https://core.telegram.org/method/messages.getMessageReadParticipants. Refuses MSG_ID_INVALID, CHAT_TOO_BIG, MSG_TOO_OLD.
    """
    if is_user(peer):
        return []
    standing = await guards.require_present(tx, owner_id, peer)
    message = await messages.find(tx, guards.box_of(owner_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.author != owner_id:
        raise Refusal("MSG_ID_INVALID")
    if standing.chat.members > READERS_UP_TO or standing.chat.is_broadcast:
        raise Refusal("CHAT_TOO_BIG")
    if message.date < tx.now - DATES_KEPT:
        raise Refusal("MSG_TOO_OLD")
    others = [member for member in await participants.present_ids(tx, peer) if member != owner_id]
    theirs = await messages.copies(tx, peer, message.pair_id, others) if is_chat(peer) else dict.fromkeys(others, id)
    found = []
    for member in others:
        date = await stored.find(tx, Box(member), peer, theirs[member]) if member in theirs else None
        if date is not None:
            found.append((member, date))
    return found


async def read_mentions(tx: Tx, owner_id: UserId, peer: Peer, thread: int = 0) -> tuple[int, int]:
    """All mentions in a chat, or in one thread of it, have been seen; returns (pts of the chat's box, how far it moved)."""
    unread = await mentions.unread(tx, owner_id, peer)
    if thread:
        unread = sorted(await threads.holds(tx, peer, thread, unread))
    return await _see_mentions(tx, owner_id, peer, unread)


async def _see_mentions(tx: Tx, owner_id: UserId, peer: Peer, ids: list[int]) -> tuple[int, int]:
    box = guards.box_of(owner_id, peer)
    if ids:
        await mentions.mark_read(tx, owner_id, peer, ids)
        found = await dialogs.find(tx, owner_id, peer)
        if found is not None:
            left = len(await mentions.unread(tx, owner_id, peer))
            await dialogs.put(tx, replace(found, unread_mentions=left))
        seen = tuple(MsgId(id) for id in ids)
        if is_channel(peer):
            await tx.log(owner_id, ChannelContentsRead(peer=peer, ids=seen))
        else:
            return await tx.log(owner_id, ContentsRead(ids=seen, date=tx.now), count=len(seen)), len(seen)
    return (await boxes.find(tx, box)).pts, 0


async def read_contents_of_channel(tx: Tx, user_id: UserId, peer: Peer, ids: list[int]) -> bool:
    """Mentions were seen, voice messages heard (https://core.telegram.org/method/channels.readMessageContents)."""
    await guards.require_reader(tx, user_id, peer)
    known = await mentions.find(tx, user_id, peer, ids[:100])
    await _see_mentions(tx, user_id, peer, [id for id, unread in known.items() if unread])
    return True


async def read_contents(tx: Tx, owner_id: UserId, ids: list[int]) -> tuple[int, int]:
    """A voice message was heard, a self-destructing picture opened: both sides stop marking it; returns (pts, count).

    https://core.telegram.org/method/messages.readMessageContents
    """
    found = await messages.find_many(tx, Box(owner_id), ids[:100])
    for peer in {message.peer for message in found.values() if is_chat(message.peer)}:
        named = await mentions.find(tx, owner_id, peer, found)
        await _see_mentions(
            tx, owner_id, peer, [id for id, unread in named.items() if unread and found[id].peer == peer]
        )
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
        if message.pair_id and is_user(message.peer):
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

    Refuses PEER_ID_INVALID for groups, MESSAGE_ID_INVALID, MESSAGE_NOT_READ_YET, MESSAGE_TOO_OLD, YOUR_PRIVACY_RESTRICTED,
    USER_PRIVACY_RESTRICTED.
    """
    if not is_user(peer):
        raise Refusal("PEER_ID_INVALID")
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
    """The owner's own mark on a chat (https://core.telegram.org/method/messages.markDialogUnread). Refuses what
    `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
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
