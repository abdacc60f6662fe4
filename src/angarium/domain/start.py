"""What a house needs before it opens."""

from __future__ import annotations

from angarium.domain.accounts import service
from angarium.domain.bots import apps, father
from angarium.domain.house import House
from angarium.domain.operator import spambot, terms
from angarium.domain.people import sanctions


async def prepare(house: House) -> None:
    """Called once at every start, before the first client comes in."""
    async with house.work.begin() as tx:
        await service.make(tx)
        await father.prepare(tx)
        await spambot.prepare(tx)
        await sanctions.load(tx)
        await terms.note(tx)
    await apps.prepare(house)
