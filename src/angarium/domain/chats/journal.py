"""The log of what was done in supergroups and channels: what is written into it (https://core.telegram.org/api/recent-actions).
`domain.groups.adminlog` reads it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.ids import Peer, is_channel
from angarium.model.messages import Message
from angarium.store import adminlog

KEPT = 48 * 3600
"""Seconds for which an entry is kept."""

DEED = "adminlog"


async def note(tx: Tx, peer: Peer, user_id: int, sort: str, entry: LogEntry) -> None:
    """Write down what somebody did; `sort` is the filter that shows it. Basic groups have no such log."""
    if not is_channel(peer):
        return
    if await adminlog.add(tx, peer, user_id, tx.now, sort, entry):
        await dues.put(tx, peer, DEED, 0, tx.now + KEPT)


@dues.happens(DEED)
async def forget_old(tx: Tx, box: int, id: int) -> None:
    """Entries are over after two days; a log that goes on is looked at again an hour after its next entry is."""
    await adminlog.remove_until(tx, box, tx.now - KEPT + 1)
    first = await adminlog.oldest(tx, box)
    if first is not None:
        await dues.put(tx, box, DEED, 0, first + KEPT + 3600)


async def note_deleted(tx: Tx, peer: Peer, user_id: int, gone: Sequence[Message]) -> None:
    """Messages were deleted by somebody, while they could be read."""
    for message in gone:
        if message.content.action is None:
            await note(tx, peer, user_id, "delete", LogEntry(kind="DeleteMessage", message=message))


async def note_pinned(tx: Tx, message: Message, user_id: int, *, pinned: bool) -> None:
    """A message was pinned or is not pinned any more."""
    changed = replace(message, pinned=pinned)
    await note(tx, message.peer, user_id, "pinned", LogEntry(kind="UpdatePinned", message=changed))


async def note_edited(tx: Tx, before: Message, after: Message, user_id: int) -> None:
    """A message says something else now."""
    entry = LogEntry(kind="EditMessage", message_before=before, message=after)
    await note(tx, after.peer, user_id, "edit", entry)
