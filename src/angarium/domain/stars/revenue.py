"""What channels and bots have earned (https://core.telegram.org/api/stars#revenue-statistics)."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import ledger
from angarium.domain.stars import accounts
from angarium.domain.threads.charts import DAY, Chart, Line, Span
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_saved
from angarium.store import stars as stored

DAYS = 30
LOOKED_AT = 5000
"""Movements, the latest, from which the days are made."""


@dataclass(frozen=True, slots=True)
class Revenue:
    balance: int
    overall: int
    by_day: Chart


async def find(tx: Tx, viewer_id: UserId, peer: Peer) -> Revenue:
    """For the owner of a bot or channel. Refuses PEER_ID_INVALID for a person, and what `accounts.require_owner` does."""
    if is_saved(viewer_id, peer):
        raise Refusal("PEER_ID_INVALID")
    await accounts.require_owner(tx, viewer_id, peer)
    balance = await ledger.balance(tx, peer)
    today = tx.now // DAY
    span = Span(today - DAYS + 1, today)
    sums = [0] * DAYS
    for entry in await stored.find_entries(
        tx, peer, after=0, limit=LOOKED_AT, ascending=False, inbound=True, outbound=False
    ):
        if (at := entry.date // DAY - span.first) >= 0:
            sums[at] += entry.stars
    chart = Chart(title="Stars", x=span.x, lines=(Line("Stars", sums),), form="bar")
    return Revenue(balance, await stored.sum_of_gains(tx, peer), chart)
