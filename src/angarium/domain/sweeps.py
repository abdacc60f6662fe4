"""What happens by itself, once a second: things that are due, and what is over."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import structlog

from angarium.domain.accounts import presence
from angarium.domain.cdn import master
from angarium.domain.dues import DEEDS
from angarium.domain.house import House
from angarium.domain.operator import announcements
from angarium.domain.secret import queues
from angarium.model.errors import Refusal
from angarium.store import bots, budgets, cdn, codes, dues, keys, tokens
from angarium.store import presence as presences
from angarium.store.dues import Due

log = structlog.get_logger(__name__)

BATCH = 200
"""Things done in one sweep; the rest waits for the next."""

AT_ONCE = 20
"""People who are shown to be here in one unit of work: others take their turns between two."""

SELDOM = 60
"""Seconds between two clearings of what is merely over."""

RETRY = 600
"""Seconds after which a thing that failed is tried again."""


@cache
def load_deeds() -> None:
    """Import every module of this room, which registers what is done when a thing is due (domain/dues.py)."""
    package = importlib.import_module("angarium.domain")
    for module in pkgutil.walk_packages(package.__path__, "angarium.domain."):
        importlib.import_module(module.name)


async def sweep(house: House) -> None:
    """Called once a second. One failure does not keep the others from being done."""
    load_deeds()
    now = house.now()
    house.waits.expire(now)
    async with house.work.read() as tx:
        ripe = await dues.find_ripe(tx, now, BATCH)
        gone = await presences.overdue(tx, now, 1)
    for due in ripe:
        await _do(house, due)
    for _ in range(0, min(len(house.acted), BATCH), AT_ONCE):
        async with house.work.begin() as tx:
            await presence.show_active(tx, AT_ONCE)
    if gone:
        async with house.work.begin() as tx:
            await presence.expire(tx, BATCH)
    if now % SELDOM == 0:
        await clear(house)


async def clear(house: House) -> None:
    """Forget what is over: codes, tokens, temporary keys, full budgets, encrypted messages that nobody fetched,
    announcements of yesterday."""
    async with house.work.begin() as tx:
        await codes.remove_expired(tx, tx.now)
        await bots.remove_expired(tx, tx.now)
        await tokens.remove_expired(tx, tx.now)
        await keys.remove_expired(tx, tx.now)
        await budgets.remove_full(tx, tx.now * 1000)
        await cdn.remove_before(tx, tx.now - master.KEPT)
        await queues.remove_old(tx)
        await announcements.clear(tx)


async def _do(house: House, due: Due) -> None:
    """One thing, in its own unit of work with the row that asked for it. A deed that `put`s its row anew stays in the list."""
    deed = DEEDS.get(due.kind)
    if deed is None:
        log.error("nobody knows how to do what is due", kind=due.kind, box=due.box)
        await _postpone(house, due)
        return
    try:
        async with house.work.begin() as tx:
            await dues.remove(tx, due.box, due.kind, due.id)
            await deed(tx, due.box, due.id)
    except Refusal as refusal:
        log.info("what was due is no longer allowed", kind=due.kind, box=due.box, refusal=refusal.name)
        async with house.work.begin() as tx:
            await dues.remove(tx, due.box, due.kind, due.id)
    except Exception:
        log.exception("what was due failed", kind=due.kind, box=due.box, id=due.id)
        await _postpone(house, due)


async def _postpone(house: House, due: Due) -> None:
    async with house.work.begin() as tx:
        await dues.put(tx, Due(due.box, due.kind, due.id, house.now() + RETRY))
