"""Nobody need read what was brought into a chat: of an import nothing is unread but the word that it has come. Whoever had read all that
was said has read as far as it reaches."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.messages import reads
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.ids import Box, Peer, UserId, is_user
from angarium.store import chats, dialogs, messages, participants, spans
from angarium.store.imports import Import

AT_ONCE = 200
"""Members of whom it is noted in one unit of work."""


async def listen(tx: Tx, one: Import) -> Import:
    """Before a part comes: what was said since the one before it."""
    newest = await _newest(tx, one)
    return one if newest == one.last else replace(one, said=newest)


async def _newest(tx: Tx, one: Import) -> int:
    """The newest message of the chat that somebody else than its reader wrote, as readers number it."""
    if is_user(Peer(one.peer)):
        reader, author = UserId(one.peer), Peer(one.owner_id)
        dialog = await dialogs.find(tx, reader, author)
        said = await messages.last_incoming(tx, Box(reader), author, dialog.top_id) if dialog is not None else None
        return said.id if said is not None else 0
    chat = await chats.find(tx, one.peer)
    return chat.top_id if chat is not None else 0


async def spare(tx: Tx, one: Import, brought: Sequence[Sent]) -> Import:
    """A part has come; its messages are not among those that are to be read."""
    private = is_user(Peer(one.peer))
    ids = [sent.message.pair_id if private else sent.message.id for sent in brought]
    if not ids:
        return one
    reader, chat = (one.peer, one.owner_id) if private else (one.peer, one.peer)
    await spans.add(tx, reader, chat, ids[0], ids[-1])
    dialog = await dialogs.find(tx, UserId(reader), Peer(chat)) if private else None
    if dialog is not None:
        await dialogs.put(tx, replace(dialog, unread_count=max(dialog.unread_count - len(ids), 0)))
    return replace(one, last=ids[-1])


async def pass_over(tx: Tx, one: Import) -> int:
    """Note it of the next readers, when all has come; returns the last of them, 0 when there are no more."""
    peer = Peer(one.peer)
    if is_user(peer):
        await reads.pass_over(tx, UserId(peer), Peer(one.owner_id), one.said, one.last)
        return 0
    members = await participants.present_after(tx, peer, one.told, AT_ONCE)
    for member in members:
        if member != one.owner_id:
            await reads.pass_over(tx, UserId(member), peer, one.said, one.last)
    return members[-1] if len(members) == AT_ONCE else 0
