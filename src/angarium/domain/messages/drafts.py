"""What is being written, on every device of its writer (https://core.telegram.org/api/drafts)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.events import DraftChanged
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Dialog, Draft
from angarium.store import dialogs


async def save(tx: Tx, owner_id: UserId, peer: Peer, draft: Draft | None) -> None:
    """Store or, with None, forget what is being written in a chat; the same again tells nobody."""
    found = await dialogs.find(tx, owner_id, peer)
    if found is None:
        if draft is None:
            return
        found = Dialog(owner_id=owner_id, peer=peer)
    if _same(found.draft, draft):
        return
    await dialogs.put(tx, replace(found, draft=draft))
    await tx.log(owner_id, DraftChanged(peer=peer, draft=draft, date=tx.now))


def _same(one: Draft | None, other: Draft | None) -> bool:
    if one is None or other is None:
        return one is other
    return replace(one, date=0) == replace(other, date=0)


async def list_all(tx: Tx, owner_id: UserId) -> list[Dialog]:
    """Chats with a draft."""
    return await dialogs.drafts(tx, owner_id)


async def clear_all(tx: Tx, owner_id: UserId) -> None:
    for found in await dialogs.drafts(tx, owner_id):
        await save(tx, owner_id, found.peer, None)
