"""What every server holds from its first start on."""

from __future__ import annotations

from angarium.domain.house import House
from angarium.model.ids import SERVICE_USER
from angarium.model.users import Profile, User
from angarium.store import accounts, boxes


async def prepare(house: House) -> None:
    """Make what is missing; does nothing on a server that has run before."""
    async with house.work.begin() as tx:
        if await accounts.find(tx, SERVICE_USER) is None:
            profile = Profile(first_name=house.config.name, verified=True, support=True)
            await accounts.add(tx, User(id=SERVICE_USER, phone="42777", profile=profile, created=tx.now))
            await boxes.add(tx, SERVICE_USER)
