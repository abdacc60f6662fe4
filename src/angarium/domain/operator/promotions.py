"""The chat that the operator puts on top of everybody's list (https://core.telegram.org/api/config#psa-info)."""

from __future__ import annotations

from angarium.domain.facts import gather
from angarium.domain.work import Tx
from angarium.model.campaigns import Campaign, Promotion
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.store import campaigns

LOOK_AGAIN = 3600
"""Seconds after which clients ask again; sooner when something ends or begins before."""


async def find(tx: Tx, user_id: UserId) -> tuple[Promotion | None, Facts]:
    """The chat that is promoted to somebody: the newest that they may look into and have not hidden."""
    hidden = await campaigns.dismissed(tx, user_id, 0)
    for one in await campaigns.find_running(tx, campaigns.PROMOTION, tx.now):
        if _name(one) in hidden or not isinstance(one.body, Promotion):
            continue
        facts = await gather(tx, user_id, [], users=(one.body.peer,))
        if is_shown(facts, one.body.peer):
            return one.body, facts
    return None, await gather(tx, user_id, [])


def _name(promotion: Campaign) -> str:
    return f"promotion {promotion.id}"


def is_shown(facts: Facts, peer: int) -> bool:
    """Whether somebody may look into a person's or a chat's page."""
    if peer > 0:
        return peer in facts.users and not facts.users[peer].user.profile.deleted
    return peer in facts.chats and facts.chats[peer].open and not facts.chats[peer].chat.profile.deleted


async def expires(tx: Tx) -> int:
    """When clients had better ask again (epoch seconds)."""
    found = [one for kind in (campaigns.PROMOTION, campaigns.HINT) for one in await campaigns.find_all(tx, kind)]
    return min(
        (time for one in found for time in (one.begins, one.ends) if tx.now < time < tx.now + LOOK_AGAIN),
        default=tx.now + LOOK_AGAIN,
    )


async def hide(tx: Tx, user_id: UserId, peer: Peer) -> bool:
    """Somebody does not want to see a promoted chat; False when none of that name is promoted."""
    found = [
        one
        for one in await campaigns.find_running(tx, campaigns.PROMOTION, tx.now)
        if isinstance(one.body, Promotion) and one.body.peer == peer
    ]
    for one in found:
        await campaigns.dismiss(tx, user_id, 0, _name(one), tx.now)
    return bool(found)
