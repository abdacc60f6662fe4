"""The block list: https://core.telegram.org/api/block."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from angarium.domain import facts as gathered
from angarium.domain.work import Tx
from angarium.model.botevents import BotStopped
from angarium.model.errors import Refusal
from angarium.model.events import PeerBlocked
from angarium.model.ids import Peer, UserId, is_channel, is_user
from angarium.model.users import Relation
from angarium.store import accounts, chats, relations

MOST = 100
"""People on one page of the list."""


async def set_blocked(tx: Tx, owner_id: UserId, other_id: int, *, blocked: bool, stories: bool) -> None:
    """Block somebody, or a channel in whose name somebody writes in groups, or let them go; `stories` = only from seeing one's stories.
    Refuses CONTACT_ID_INVALID, INPUT_USER_DEACTIVATED, PEER_ID_INVALID (https://core.telegram.org/method/contacts.block)."""
    other = await accounts.find(tx, other_id) if is_user(other_id) else None
    if is_channel(other_id):
        if await chats.find(tx, other_id) is None:
            raise Refusal("PEER_ID_INVALID")
    elif other is None or other_id == owner_id:
        raise Refusal("CONTACT_ID_INVALID")
    elif other.profile.deleted and blocked:
        raise Refusal("INPUT_USER_DEACTIVATED")
    known = await relations.find(tx, owner_id, other_id) or Relation(owner_id=owner_id, other_id=UserId(other_id))
    made = msgspec.structs.replace(known, **{"blocked_stories" if stories else "blocked": blocked})
    if made == known:
        return
    await relations.put(tx, made, blocked_at=tx.now if blocked else 0)
    facts = await gathered.gather(tx, owner_id, [], users=(other_id,)) if tx.heard(owner_id) else None
    await tx.log(owner_id, PeerBlocked(peer=Peer(other_id), blocked=made.blocked, stories=made.blocked_stories), facts)
    if other is not None and other.profile.bot and made.blocked != known.blocked:
        await tx.log(other_id, BotStopped(user_id=owner_id, stopped=made.blocked, date=tx.now))


async def set_list(tx: Tx, owner_id: UserId, ids: Sequence[int], *, stories: bool, limit: int) -> None:
    """Exactly these are blocked, among the first `limit` of the list (https://core.telegram.org/method/contacts.setBlocked)."""
    _, listed = await relations.blocked(tx, owner_id, 0, limit or MOST, stories=stories)
    wanted = set(ids)
    for other_id, _ in listed:
        if other_id not in wanted:
            await set_blocked(tx, owner_id, other_id, blocked=False, stories=stories)
    for other_id in wanted:
        await set_blocked(tx, owner_id, other_id, blocked=True, stories=stories)


async def page(
    tx: Tx, owner_id: UserId, offset: int, limit: int, *, stories: bool
) -> tuple[int, list[tuple[int, int]]]:
    """How many are on the list, and some of them as (id, when), latest first."""
    return await relations.blocked(tx, owner_id, offset, limit, stories=stories)


async def holds(tx: Tx, owner_id: UserId, other_id: int) -> bool:
    """Whether somebody has blocked somebody, or a channel."""
    known = await relations.find(tx, owner_id, other_id)
    return known is not None and known.blocked
