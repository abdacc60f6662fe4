"""Whoever had read all that was said in a chat need not read what was brought into it: of an import nothing stays unread but the word that
it has come. For those who had not, it stands among the rest."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.messages import reads
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.ids import Box, Peer, UserId, is_user
from angarium.store import chats, dialogs, messages, participants
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


def number(one: Import, sent: Sent) -> int:
    """What readers call a message that was brought."""
    return sent.message.pair_id if is_user(Peer(one.peer)) else sent.message.id


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
