"""The service account 777000, from which codes and notices come."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import SERVICE_USER
from angarium.model.users import Profile, User
from angarium.store import accounts, boxes

_PHONE = "42777"


async def make(tx: Tx) -> None:
    """Let it exist; at every start, because the server's name may have changed."""
    profile = Profile(first_name=tx.house.config.name, verified=True, support=True)
    known = await accounts.find(tx, SERVICE_USER)
    if known is None:
        await accounts.add(tx, User(id=SERVICE_USER, phone=_PHONE, profile=profile, created=tx.now))
        await boxes.add(tx, SERVICE_USER)
    elif known.profile.first_name != profile.first_name:
        await accounts.set_profile(tx, SERVICE_USER, profile)
