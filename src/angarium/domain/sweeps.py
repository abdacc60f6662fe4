"""Once a second: carry out what is due."""

from __future__ import annotations

import structlog

from angarium.domain import dues
from angarium.domain.house import House
from angarium.store import dues as stored

log = structlog.get_logger(__name__)
ROUND = 200


async def sweep(house: House) -> None:
    """Each deed has a unit of work of its own, which also takes its row away: it happens once, or is tried again."""
    async with house.work.read() as tx:
        due = await stored.find_ripe(tx, tx.now, ROUND)
    for row in due:
        try:
            async with house.work.begin() as tx:
                await stored.remove(tx, row.box, row.kind, row.id)
                await dues.DEEDS[row.kind](tx, row.box, row.id)
        except Exception:
            log.exception("a deed failed", kind=row.kind, box=row.box, id=row.id)
