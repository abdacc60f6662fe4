"""The server's own accounts: 777000, from which codes and notices come, and robots that apps know by their numbers."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.bots import Bot, BotFace
from angarium.model.ids import REPLIES_USER, SERVICE_USER, UserId
from angarium.model.users import Profile, User
from angarium.store import accounts, bots, boxes, usernames
from angarium.store.usernames import Username

_PHONE = "42777"


async def make(tx: Tx) -> None:
    """Let them exist; at every start, because the server's name may have changed."""
    profile = Profile(first_name=tx.house.config.name, verified=True, support=True)
    known = await accounts.find(tx, SERVICE_USER)
    if known is None:
        await accounts.add(tx, User(id=SERVICE_USER, phone=_PHONE, profile=profile, created=tx.now))
        await boxes.add(tx, SERVICE_USER)
    elif known.profile.first_name != profile.first_name:
        await accounts.set_profile(tx, SERVICE_USER, profile)
    await make_robot(tx, REPLIES_USER, "Replies", "replies", BotFace(version=3, no_groups=True))


async def make_robot(tx: Tx, id: UserId, name: str, username: str, face: BotFace, *, verified: bool = False) -> None:
    """Let an account exist that is a bot without an owner. Somebody may have its username already: then it goes without."""
    await bots.put(tx, Bot(id=id, owner_id=0))
    if await accounts.find(tx, id) is not None:
        return
    free = await usernames.find_owner(tx, username) is None
    named = (username,) if free else ()
    profile = Profile(first_name=name, verified=verified, bot=True, face=face, usernames=named)
    await accounts.add(tx, User(id=id, phone="", profile=profile, created=tx.now))
    await boxes.add(tx, id)
    if free:
        await usernames.put(tx, id, Username(username, 0, active=True))
