"""Taking messages away, for one or for both (https://core.telegram.org/method/messages.deleteMessages)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.chats import guards, journal
from angarium.domain.messages import badges, channel, directlines, histories, listeners
from angarium.domain.messages.private import saved_peer
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import MessagesDeleted, NewMessage
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_chat, is_saved, is_user
from angarium.model.messages import Action, Content, Dialog, Message
from angarium.store import (
    boxes,
    chats,
    counters,
    dialogs,
    messages,
    participants,
    polls,
    reactions,
    saved,
    search,
    selections,
    spans,
)
from angarium.store.selections import Selection

AT_ONCE = 1000
"""Messages that one call deletes at most; a client calls again while `offset` > 0 (https://core.telegram.org/api/offsets)."""


ERASED: list[Callable[[Tx, Box, Sequence[Message]], Awaitable[None]]] = []
"""Who is told of messages that were taken out of a supergroup or channel."""


@dataclass(frozen=True, slots=True)
class Affected:
    """The box's pts after it, how far it moved, and how many messages are left to do."""

    pts: int
    count: int
    offset: int = 0


async def delete(tx: Tx, owner_id: UserId, ids: Sequence[int], *, revoke: bool) -> Affected:
    """Delete messages by id, wherever they are; with `revoke` the other side's copies go too."""
    found = list((await messages.find_many(tx, Box(owner_id), ids[:AT_ONCE])).values())
    if revoke:
        await check_revoke(tx, owner_id, found)
    return await _remove(tx, owner_id, found, revoke=revoke)


async def _remove(tx: Tx, owner_id: int, found: list[Message], *, revoke: bool, keep_dialog: bool = False) -> Affected:
    if not found:
        return Affected((await boxes.find(tx, owner_id)).pts, 0)
    await _unlink(tx, [message for message in found if is_user(message.peer)], revoke=revoke)
    numbers: dict[Peer, list[MsgId]] = {}
    for message in found if revoke else ():
        if is_chat(message.peer):
            numbers.setdefault(message.peer, []).append(message.pair_id)
    for group, ids in numbers.items():
        await _erase_copies(tx, owner_id, group, ids)
    pts = await erase(tx, owner_id, found, keep_dialog=keep_dialog)
    for group, ids in numbers.items():
        await reactions.remove(tx, Box(group), ids)
    return Affected(pts, len(found))


async def _unlink(tx: Tx, found: list[Message], *, revoke: bool) -> None:
    """Deal with the other side's copies in private chats: take them away, or let them know that they have no pair any more."""
    by_owner: dict[int, list[int]] = {}
    for message in found:
        if message.pair_id:
            by_owner.setdefault(message.peer, []).append(message.pair_id)
    for other, ids in by_owner.items():
        copies = list((await messages.find_many(tx, Box(other), ids)).values())
        if revoke:
            await erase(tx, other, copies)
        else:
            await messages.forget_pairs(tx, Box(other), [copy.id for copy in copies])


async def _erase_copies(tx: Tx, owner_id: int, group: Peer, numbers: list[MsgId]) -> None:
    """Take messages of a basic group, by their numbers in it, out of everybody else's box: each box once."""
    for member in await participants.known_ids(tx, group):
        if member != owner_id and (ids := await messages.copy_ids(tx, member, group, numbers)):
            await erase(tx, member, list((await messages.find_many(tx, Box(member), ids)).values()))


async def check_revoke(tx: Tx, owner_id: UserId, found: Sequence[Message]) -> None:
    """In a group everyone takes back their own messages, and admins with the right any. Refuses MESSAGE_DELETE_FORBIDDEN."""
    for peer in {message.peer for message in found if not is_user(message.peer)}:
        standing = await guards.require_reader(tx, owner_id, peer)
        theirs = [message for message in found if message.peer == peer]
        if standing.has("delete_messages"):
            continue
        posts = any(message.content.post for message in theirs)
        if not (standing.chat.is_channel or standing.is_present):  # whoever has left a group takes nothing back
            raise Refusal("MESSAGE_DELETE_FORBIDDEN")
        if any(message.author != owner_id for message in theirs) or (posts and not standing.has("post_messages")):
            raise Refusal("MESSAGE_DELETE_FORBIDDEN")


async def delete_in_channel(tx: Tx, user_id: UserId, peer: Peer, ids: Sequence[int]) -> Affected:
    """Delete messages of a supergroup or channel (https://core.telegram.org/method/channels.deleteMessages). Refuses
    MESSAGE_DELETE_FORBIDDEN, and what `guards.require_open` does."""
    standing = await guards.require_reader(tx, user_id, peer)
    found = [one for one in (await messages.find_many(tx, Box(peer), ids[:AT_ONCE])).values() if standing.shows(one)]
    if not found:
        return Affected(await directlines.pts_for(tx, standing), 0)
    await check_revoke(tx, user_id, found)
    await journal.note_deleted(tx, peer, user_id, found)
    await erase(tx, peer, found)
    return Affected(await directlines.pts_for(tx, standing), len(found))


async def erase(tx: Tx, owner_id: int, gone: list[Message], *, keep_dialog: bool = False) -> int:
    """Take messages out of one box: rows, reactions, search, counters, dialogs; returns pts."""
    box, ids = Box(owner_id), [message.id for message in gone]
    await badges.forget(tx, box, gone)
    await messages.remove(tx, box, ids)
    asked = [one for one in gone if one.content.media and one.content.media.kind == "poll"]
    if own := [one for one in asked if one.out or is_channel(box)]:
        await polls.forget_unread(tx, [(one.author, one.peer, one.id) for one in own])
    if reacted := [message.id for message in gone if message.reacted]:
        await reactions.remove(tx, box, reacted)
    await search.forget(tx, box, ids)
    if is_channel(box):
        await counters.remove(tx, box, ids)
        for watch in ERASED:
            await watch(tx, box, gone)
        if (chat := await chats.find(tx, box)) is not None:
            await channel.settle(tx, chat, fewer=len(ids))
        pts = await tx.log(box, MessagesDeleted(ids=tuple(sorted(ids))), count=len(ids))
        if said := [one for one in gone if one.content.topic]:
            await directlines.leave(tx, said)
        return pts
    if own := [message for message in gone if is_saved(owner_id, message.peer)]:
        await saved.remove(tx, box, [(saved_peer(message), message.id) for message in own])
    await listeners.tell_gone(tx, box, [message for message in gone if is_user(message.peer)])
    for peer in sorted({message.peer for message in gone}):
        await _settle(tx, box, peer, [message for message in gone if message.peer == peer], keep=keep_dialog)
    return await tx.log(owner_id, MessagesDeleted(ids=tuple(sorted(ids))), count=len(ids))


async def _settle(tx: Tx, box: Box, peer: Peer, gone: list[Message], *, keep: bool) -> None:
    """Bring a chat's row in line with what is left in it."""
    found = await dialogs.find(tx, box, peer)
    if found is None:
        return
    unseen = [message for message in gone if not message.out and message.id > found.read_inbox_max_id]
    brought = [message.id for message in unseen if message.content.forward and message.content.forward.imported]
    unread = len(unseen) - (len(await spans.held(tx, box, peer, brought)) if brought else 0)
    after = replace(
        found,
        total=max(found.total - len(gone), 0),
        unread_count=max(found.unread_count - unread, 0),
    )
    if any(message.id == found.top_id for message in gone):
        top_id, top_date = await messages.top_id(tx, box, peer)
        after = replace(after, top_id=MsgId(top_id), top_date=top_date)
    await (
        dialogs.put(tx, after) if after.top_id or keep or _is_worth_keeping(after) else dialogs.remove(tx, box, peer)
    )


def _is_worth_keeping(dialog: Dialog) -> bool:
    """A chat without messages stays known for what its owner set in it."""
    return dialog.draft is not None or dialog.notify is not None or dialog.ttl_period > 0


async def delete_history(
    tx: Tx,
    owner_id: UserId,
    peer: Peer,
    *,
    max_id: int = 0,
    just_clear: bool = False,
    revoke: bool = False,
    min_date: int = 0,
    max_date: int = 0,
    saved_from: Peer | None = None,
) -> Affected:
    """Empty a chat, or what lies between two dates (https://core.telegram.org/method/messages.deleteHistory), a chunk at a time. Refuses
    CHAT_REVOKE_DATE_UNSUPPORTED, MIN_DATE_INVALID, and what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    if (min_date or max_date) and not is_user(peer):
        raise Refusal("CHAT_REVOKE_DATE_UNSUPPORTED")
    if min_date and max_date and min_date > max_date:
        raise Refusal("MIN_DATE_INVALID")
    chosen = Selection(box=owner_id, peer=peer, saved_from=saved_from)
    window = histories.Window(max_id=max_id + 1 if max_id > 0 else 0, min_date=min_date, max_date=max_date)
    both = revoke and is_user(peer) and not is_saved(owner_id, peer)
    affected = await _empty(tx, owner_id, chosen, window, revoke=both, keep_dialog=just_clear)
    if just_clear and affected.count and not affected.offset and not min_date and not max_date and saved_from is None:
        with tx.unasked():
            await _leave_trace(tx, owner_id, peer)
    return affected


async def empty(tx: Tx, owner_id: UserId, peer: Peer) -> None:
    """Take a whole chat away from somebody who may not look into it any more."""
    while (await _empty(tx, owner_id, Selection(box=owner_id, peer=peer), histories.Window())).offset:
        pass


async def _empty(
    tx: Tx,
    owner_id: UserId,
    chosen: Selection,
    window: histories.Window,
    *,
    revoke: bool = False,
    keep_dialog: bool = False,
) -> Affected:
    """The next chunk; `offset` is how many are left."""
    _, lowest, highest = await histories.bounds(tx, chosen, window)
    found = await selections.page_before(tx, chosen, highest, lowest, AT_ONCE + 1)
    affected = await _remove(tx, owner_id, found[:AT_ONCE], revoke=revoke, keep_dialog=keep_dialog)
    if len(found) <= AT_ONCE:
        return affected
    return Affected(affected.pts, affected.count, await histories.count(tx, chosen))


async def delete_calls(tx: Tx, owner_id: UserId, *, revoke: bool) -> tuple[Affected, list[int]]:
    """Empty the list of calls, the newest first, a chunk at a time (https://core.telegram.org/method/messages.deletePhoneCallHistory);
    also the ids of what went."""
    chosen = Selection(box=owner_id, kinds=(messages.KINDS["call"],))
    found = await selections.page_before(tx, chosen, histories.END, 0, AT_ONCE)
    affected = await _remove(tx, owner_id, found, revoke=revoke)
    left = await histories.count(tx, chosen)
    return Affected(affected.pts, affected.count, left), [message.id for message in found]


async def delete_topic(
    tx: Tx, user_id: UserId, peer: Peer, topic: Peer, *, max_id: int = 0, min_date: int = 0, max_date: int = 0
) -> Affected:
    """Empty a topic of a channel's direct messages for both sides, a chunk at a time. Refuses CHAT_ADMIN_REQUIRED, and what
    `histories.select_topic` does."""
    chosen = await histories.select_topic(tx, user_id, peer, topic)
    window = histories.Window(max_id=max_id + 1 if max_id > 0 else 0, min_date=min_date, max_date=max_date)
    _, lowest, highest = await histories.bounds(tx, chosen, window)
    found = await selections.page_before(tx, chosen, highest, lowest, AT_ONCE)
    if not found:
        return Affected((await boxes.find(tx, peer)).pts, 0)
    await check_revoke(tx, user_id, found)
    return Affected(await erase(tx, peer, found), len(found), await histories.count(tx, chosen))


async def _leave_trace(tx: Tx, owner_id: UserId, peer: Peer) -> None:
    """A cleared chat stays in the list, with a service message that nobody else sees."""
    box = await boxes.advance(tx, owner_id, ids=1, pts=1)
    trace = Message(
        box=Box(owner_id), id=MsgId(box.last_id), peer=peer, sender=Peer(owner_id), date=tx.now, out=True,
        content=Content(action=Action(kind="HistoryClear")),
    )  # fmt: skip
    await messages.add(tx, ((trace, messages.KINDS["service"]),))
    await dialogs.touch(tx, owner_id, peer, trace.id, tx.now)
    if is_saved(owner_id, peer):
        await saved.add(tx, trace.box, saved_peer(trace), trace.id)
    await boxes.log_pts(tx, [(owner_id, box.pts, 1, tx.now, NewMessage(id=trace.id))])
    tx.logged(owner_id, "pts", box.pts, 1, NewMessage(id=trace.id), None)
