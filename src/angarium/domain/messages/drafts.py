"""What is being written, on every device of its writer (https://core.telegram.org/api/drafts)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.directs import DirectState
from angarium.model.events import DraftChanged
from angarium.model.ids import MsgId, Peer, UserId
from angarium.model.messages import Dialog, Draft
from angarium.model.threads import ThreadState
from angarium.store import dialogs, directs, threads


async def write(tx: Tx, owner_id: UserId, peer: Peer, draft: Draft | None, top_id: int = 0, topic: int = 0) -> None:
    """What somebody is writing in a chat, for `save` (https://core.telegram.org/method/messages.saveDraft). Refuses what
    `guards.require_all_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    await save(tx, owner_id, peer, draft, top_id, topic)


async def save(tx: Tx, owner_id: UserId, peer: Peer, draft: Draft | None, top_id: int = 0, topic: int = 0) -> None:
    """Store or, with None, forget what is being written in a chat, or in one thread of it, or for its channel to somebody; the same
    again tells nobody."""
    if topic:
        await _save_in_topic(tx, owner_id, peer, topic, draft)
        return
    if top_id:
        await _save_in_thread(tx, owner_id, peer, top_id, draft)
        return
    found = await dialogs.find(tx, owner_id, peer)
    if found is None:
        if draft is None:
            return
        found = Dialog(owner_id=owner_id, peer=peer)
    if _same(found.draft, draft):
        return
    await dialogs.put(tx, replace(found, draft=draft))
    await tx.log(owner_id, DraftChanged(peer=peer, draft=draft, date=tx.now))


async def _save_in_thread(tx: Tx, owner_id: UserId, peer: Peer, top_id: int, draft: Draft | None) -> None:
    found = await threads.find_state(tx, owner_id, peer, top_id)
    found = found or ThreadState(owner_id=owner_id, box=peer, top_id=top_id)
    if not _same(found.draft, draft):
        await threads.put_state(tx, replace(found, draft=draft))
        await tx.log(owner_id, DraftChanged(peer=peer, draft=draft, date=tx.now, top_id=MsgId(top_id)))


async def _save_in_topic(tx: Tx, owner_id: UserId, peer: Peer, topic: int, draft: Draft | None) -> None:
    known = (await directs.find_states(tx, owner_id, peer, (topic,))).get(topic)
    known = known or DirectState(owner_id=owner_id, box=peer, user_id=topic)
    if not _same(known.draft, draft):
        await directs.put_state(tx, replace(known, draft=draft))
        await tx.log(owner_id, DraftChanged(peer=peer, draft=draft, date=tx.now, topic=topic))


def _same(one: Draft | None, other: Draft | None) -> bool:
    if one is None or other is None:
        return one is other
    return replace(one, date=0) == replace(other, date=0)


async def list_all(tx: Tx, owner_id: UserId) -> list[DraftChanged]:
    """Everything that is being written, in chats and in threads."""
    chats = [DraftChanged(peer=one.peer, draft=one.draft) for one in await dialogs.drafts(tx, owner_id)]
    inner = await threads.drafts(tx, owner_id)
    chats += [DraftChanged(peer=Peer(one.box), draft=one.draft, top_id=MsgId(one.top_id)) for one in inner]
    direct = await directs.drafts(tx, owner_id)
    return chats + [DraftChanged(peer=Peer(one.box), draft=one.draft, topic=one.user_id) for one in direct]


async def clear_all(tx: Tx, owner_id: UserId) -> None:
    for found in await dialogs.drafts(tx, owner_id):
        await save(tx, owner_id, found.peer, None)
    for inner in await threads.drafts(tx, owner_id):
        await save(tx, owner_id, Peer(inner.box), None, inner.top_id)
    for state in await directs.drafts(tx, owner_id):
        await save(tx, owner_id, Peer(state.box), None, topic=state.user_id)
