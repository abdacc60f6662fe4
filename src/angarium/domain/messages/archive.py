"""The archive (folder 1, https://core.telegram.org/api/folders#peer-folders) and how chats come into a list."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain.chats import guards
from angarium.domain.people import settings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import FoldersChanged
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Dialog, NotifySettings
from angarium.store import accounts, dialogs

MAIN, ARCHIVE = 0, 1
FOR_EVER = 2**31 - 1
DEFAULT_TTL = "default_ttl"
"""Setting: the auto-delete period that chats begun by this person get, in seconds."""


async def begin(tx: Tx, dialog: Dialog, *, incoming: bool, stranger: bool = False) -> Dialog:
    """A chat that is new in somebody's list. One that its owner begins takes over their default timer; one that a stranger begins
    goes to the archive, muted, where its owner wants that."""
    if incoming and stranger and (await settings.global_privacy(tx, dialog.owner_id)).archive_strangers:
        dialog = replace(dialog, folder_id=ARCHIVE, notify=NotifySettings(mute_until=FOR_EVER))
        await tx.log(dialog.owner_id, FoldersChanged(peers=((dialog.peer, ARCHIVE),)))
    if not incoming and dialog.peer != dialog.owner_id:
        period = await accounts.find_setting(tx, dialog.owner_id, DEFAULT_TTL, int)
        dialog = replace(dialog, ttl_period=period or 0)
    await dialogs.put(tx, dialog)
    return dialog


def is_muted(dialog: Dialog, now: int) -> bool:
    return dialog.notify is not None and (dialog.notify.mute_until or 0) > now


async def wake(tx: Tx, dialog: Dialog) -> None:
    """A new message takes a chat out of the archive, unless it is muted or its owner wants it to stay."""
    if dialog.folder_id != ARCHIVE or is_muted(dialog, tx.now):
        return
    if (await settings.global_privacy(tx, dialog.owner_id)).keep_archived_unmuted:
        return
    await move(tx, UserId(dialog.owner_id), {dialog.peer: MAIN})


@dataclass(frozen=True, slots=True)
class Moved:
    event: FoldersChanged
    pts: int


async def move(tx: Tx, owner_id: UserId, places: dict[Peer, int]) -> Moved | None:
    """Put chats into folders; None when they all were there. Refuses FOLDER_ID_INVALID, and what `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, places)
    if any(folder not in (MAIN, ARCHIVE) for folder in places.values()):
        raise Refusal("FOLDER_ID_INVALID")
    known = await dialogs.find_many(tx, owner_id, places)
    moved = [(peer, folder) for peer, folder in places.items() if peer in known and known[peer].folder_id != folder]
    for peer, folder in moved:
        await dialogs.put(tx, replace(known[peer], folder_id=folder, pinned_order=0))
    if not moved:
        return None
    event = FoldersChanged(peers=tuple(moved))
    return Moved(event, await tx.log(owner_id, event))
