"""What somebody may look at of the ledger: their own purse, those of their bots and channels
(https://core.telegram.org/api/stars#balance-and-transaction-history)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain import dues, ledger
from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_channel, is_saved
from angarium.model.stars import Entry
from angarium.store import bots
from angarium.store import stars as stored

LATEST = 5
"""Movements that come with the balance."""

MOST = 100


@dataclass(frozen=True, slots=True)
class Statement:
    """What is in a purse, some of what moved in it, and from where the next page begins (0 = that was all)."""

    balance: int
    entries: list[Entry]
    facts: Facts
    after: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """Which movements: behind which one, how many, in which order, and which way they went."""

    after: int = 0
    limit: int = LATEST
    ascending: bool = False
    inbound: bool = False
    outbound: bool = False


async def require_owner(tx: Tx, viewer_id: UserId, peer: Peer) -> None:
    """Refuses PEER_ID_INVALID, CHAT_ADMIN_REQUIRED, for what is not the viewer's own."""
    if is_saved(viewer_id, peer):
        return
    if is_channel(peer):
        standing = await guards.require_open(tx, viewer_id, peer)
        if not standing.is_creator:
            raise Refusal("CHAT_ADMIN_REQUIRED")
        return
    bot = await bots.find(tx, peer) if peer > 0 else None
    if bot is None or bot.owner_id != viewer_id:
        raise Refusal("PEER_ID_INVALID")


async def _state(tx: Tx, viewer_id: UserId, peer: Peer, entries: list[Entry], after: int = 0) -> Statement:
    named = {int(entry.peer) for entry in entries} - {0}
    facts = await gathered.gather(tx, viewer_id, [], users=named)
    return Statement(await ledger.balance(tx, peer), entries, facts, after)


async def show(tx: Tx, viewer_id: UserId, peer: Peer, wish: Wish) -> Statement:
    """A page of what moved. Refuses what `require_owner` does."""
    await require_owner(tx, viewer_id, peer)
    await ledger.balance(tx, peer)
    limit = max(1, min(wish.limit, MOST))
    found = await stored.find_entries(
        tx, peer, after=wish.after, limit=limit + 1, ascending=wish.ascending, inbound=wish.inbound,
        outbound=wish.outbound,
    )  # fmt: skip
    page = found[:limit]
    return await _state(tx, viewer_id, peer, page, page[-1].id if len(found) > limit else 0)


async def pick(tx: Tx, viewer_id: UserId, peer: Peer, wanted: Sequence[tuple[str, bool]]) -> Statement:
    """Single movements, each by its charge and whether what was given back of it is meant. Refuses TRANSACTION_ID_INVALID, and what
    `require_owner` does."""
    await require_owner(tx, viewer_id, peer)
    found = []
    for charge, refund in wanted[:MOST]:
        entry = next((one for one in await stored.find_charge(tx, peer, charge) if one.refund == refund), None)
        if entry is None:
            raise Refusal("TRANSACTION_ID_INVALID")
        found.append(entry)
    return await _state(tx, viewer_id, peer, found)


@dues.happens(stored.TOLD)
async def tell_granted(tx: Tx, owner_id: int, _: int) -> None:
    """The operator has written a gift into the ledger from another process."""
    purse = await stored.find_purse(tx, owner_id)
    if purse is not None:
        await ledger.tell(tx, owner_id, purse)
