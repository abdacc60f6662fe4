"""The list of chats (https://core.telegram.org/method/messages.getDialogs)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import forums, guards
from angarium.domain.messages import direct, directlines
from angarium.domain.messages.archive import ARCHIVE, MAIN
from angarium.domain.people import settings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import DialogPinned, PinnedDialogsReordered
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Dialog, Message
from angarium.store import accounts, boxes, chats, dialogs, messages, participants, polls

PAGE = 100
END = (2**62, 2**62)


@dataclass(frozen=True, slots=True)
class Archive:
    """What the main list says of the archive: its newest chat and how much is unread there."""

    top: Dialog
    unread_chats: int
    unread_messages: int


@dataclass(frozen=True, slots=True)
class Page:
    """Chats in order, their newest messages, everyone in them; `count` = chats in the folder."""

    dialogs: list[Dialog]
    messages: list[Message]
    facts: Facts
    count: int
    archive: Archive | None = None


async def page(
    tx: Tx, owner_id: UserId, folder: int | None, offset: tuple[int, int], limit: int, *, exclude_pinned: bool
) -> Page:
    """Chats beyond the keyset `offset` = (date, id of the newest message), (0, 0) = from the top. `folder` None = all of them,
    pinned or archived or not, by date alone."""
    limit = max(1, min(limit, PAGE))
    before = (offset[0], offset[1] or END[1]) if offset[0] else END
    first = before == END
    if folder is None:
        runs = [await _run(tx, owner_id, one, before, limit) for one in (MAIN, ARCHIVE)]
        pinned = await dialogs.pinned(tx, owner_id, MAIN) if first and not exclude_pinned else []
        found = sorted((*runs[0], *runs[1]), key=lambda dialog: (dialog.top_date, dialog.top_id), reverse=True)
        total = await dialogs.count(tx, owner_id, MAIN) + await dialogs.count(tx, owner_id, ARCHIVE)
    else:
        found = await _run(tx, owner_id, folder, before, limit)
        pinned = await dialogs.pinned(tx, owner_id, folder) if first and not exclude_pinned else []
        total = await dialogs.count(tx, owner_id, folder)
    chosen = [*pinned, *found[: max(limit - len(pinned), 1)]]
    archive = await _archive(tx, owner_id) if folder == MAIN and first and not exclude_pinned else None
    return await _complete(tx, owner_id, chosen, total, archive)


async def _run(
    tx: Tx, owner_id: UserId, folder: int, before: tuple[int, int], limit: int, *, pinned: bool = False
) -> list[Dialog]:
    """Chats of one folder, newest first, beyond the keyset. What is said in a supergroup or channel does not touch its members' rows:
    where those stand in the list is looked up."""
    own = await dialogs.page(tx, owner_id, folder, before, limit, pinned=pinned)
    theirs = [
        one
        for one in await dialogs.channels(tx, owner_id, folder)
        if (one.top_date, one.top_id) < before and (pinned or not one.pinned_order)
    ]
    found = sorted((*own, *theirs), key=lambda dialog: (dialog.top_date, dialog.top_id), reverse=True)
    return found[:limit]


async def _archive(tx: Tx, owner_id: UserId) -> Archive | None:
    top = await _run(tx, owner_id, ARCHIVE, END, 1, pinned=True)
    return Archive(top[0], *await dialogs.unread(tx, owner_id, ARCHIVE)) if top else None


async def pinned(tx: Tx, owner_id: UserId, folder: int) -> Page:
    """The pinned chats of a folder, topmost first."""
    found = await dialogs.pinned(tx, owner_id, folder)
    archive = await _archive(tx, owner_id) if folder == MAIN else None
    return await _complete(tx, owner_id, found, len(found), archive)


async def pick(tx: Tx, owner_id: UserId, peers: Sequence[Peer]) -> Page:
    """These chats, also those that have nothing in them yet. Refuses what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, peers)
    known = await dialogs.find_many(tx, owner_id, peers[:PAGE])
    found = [known.get(peer) or Dialog(owner_id=owner_id, peer=peer) for peer in peers[:PAGE]]
    return await _complete(tx, owner_id, found, len(found), None)


async def archived(tx: Tx, owner_id: UserId) -> Page:
    """Only what the main list says of the archive."""
    return await _complete(tx, owner_id, [], 0, await _archive(tx, owner_id))


async def _complete(tx: Tx, owner_id: UserId, found: list[Dialog], total: int, archive: Archive | None) -> Page:
    found = [await _complete_channel(tx, owner_id, one) if is_channel(one.peer) else one for one in found]
    listed = (*found, *([archive.top] if archive else ()))
    tops = [dialog.top_id for dialog in listed if dialog.top_id and not is_channel(dialog.peer)]
    shown = list((await messages.find_many(tx, Box(owner_id), tops)).values())
    for dialog in listed:
        if is_channel(dialog.peer) and dialog.top_id:
            shown += (await messages.find_many(tx, Box(dialog.peer), (dialog.top_id,))).values()
    named = {*(dialog.peer for dialog in found), *gathered.peers_in_drafts(dialog.draft for dialog in found)}
    facts = await gathered.gather(tx, owner_id, shown, users=named)
    facts.unseen_votes = await polls.count_unread(tx, owner_id)
    return Page(found, shown, facts, total, archive)


async def _complete_channel(tx: Tx, owner_id: UserId, dialog: Dialog) -> Dialog:
    """What a member's row of a supergroup or channel does not hold: its newest message, what is unread, where its log stands."""
    chat = await chats.find(tx, dialog.peer)
    if chat is None:
        return dialog
    me = await participants.find(tx, dialog.peer, owner_id)
    standing = guards.Standing(chat, owner_id, me)
    if standing.topic:  # their row moves as that of a private chat does
        return replace(dialog, pts=await directlines.pts_for(tx, standing))
    top = chat.top_id if me is None or chat.top_id > me.available_min_id else MsgId(0)
    read = max(dialog.read_inbox_max_id, me.available_min_id if me else 0)
    unread = 0
    if chat.top_id > read and chat.profile.forum:
        unread = await forums.count_unread(tx, dialog.peer, owner_id, read)
    elif chat.profile.monoforum:
        unread = await direct.count_unread(tx, owner_id, dialog.peer)
    elif chat.top_id > read:
        unread = await messages.count_others(tx, Box(dialog.peer), read, owner_id)
    return replace(
        dialog, top_id=top, top_date=chat.top_date, unread_count=unread, pts=(await boxes.find(tx, dialog.peer)).pts,
        ttl_period=chat.profile.ttl_period, as_messages=chat.profile.forum and await _as_messages(tx, dialog),
    )  # fmt: skip


async def _as_messages(tx: Tx, dialog: Dialog) -> bool:
    """Whether a forum is seen as one list (https://core.telegram.org/method/channels.toggleViewForumAsMessages)."""
    return bool(await accounts.find_setting(tx, dialog.owner_id, settings.forum_view(dialog.peer), bool))


async def pin(tx: Tx, owner_id: UserId, peer: Peer, *, pinned: bool) -> None:
    """Pin a chat above the others of its folder, or unpin it. Refuses PEER_HISTORY_EMPTY, PINNED_DIALOGS_TOO_MUCH, and what
    `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    found = await dialogs.find(tx, owner_id, peer)
    if found is None:
        raise Refusal("PEER_HISTORY_EMPTY")
    if (found.pinned_order > 0) == pinned:
        return
    others = await dialogs.pinned(tx, owner_id, found.folder_id)
    limits = tx.house.config.limits
    if pinned and len(others) >= (limits.pinned_archived if found.folder_id == ARCHIVE else limits.pinned_dialogs):
        raise Refusal("PINNED_DIALOGS_TOO_MUCH")
    order = max((dialog.pinned_order for dialog in others), default=0) + 1 if pinned else 0
    await dialogs.put(tx, replace(found, pinned_order=order))
    await tx.log(owner_id, DialogPinned(peer=peer, pinned=pinned, folder_id=found.folder_id))


async def reorder(tx: Tx, owner_id: UserId, folder: int, order: Sequence[Peer], *, force: bool) -> None:
    """Arrange the pinned chats; with `force` those that are not named are unpinned."""
    known = {dialog.peer for dialog in await dialogs.pinned(tx, owner_id, folder)}
    if force:
        here = await dialogs.find_many(tx, owner_id, order)
        named = [peer for peer in dict.fromkeys(order) if peer in here and here[peer].folder_id == folder]
    else:
        named = [peer for peer in dict.fromkeys(order) if peer in known]
    rest = [] if force else [peer for peer in known if peer not in named]
    limits = tx.house.config.limits
    if len(named) > (limits.pinned_archived if folder == ARCHIVE else limits.pinned_dialogs):
        raise Refusal("PINNED_DIALOGS_TOO_MUCH")
    after = [*named, *rest]
    await dialogs.set_pinned_order(tx, owner_id, [(peer, 0) for peer in known if peer not in after])
    await dialogs.set_pinned_order(tx, owner_id, [(peer, len(after) - at) for at, peer in enumerate(after)])
    await tx.log(owner_id, PinnedDialogsReordered(order=tuple(after), folder_id=folder))
