"""What owners and managers decide about a bot: who made it, who may use it, what it may do where it is added."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.bots import bots as known
from angarium.domain.work import Tx
from angarium.model.bots import Bot
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts, bots

GUESTS = 10


async def make(tx: Tx, owner_id: UserId, manager_id: UserId, name: str, username: str) -> Bot:
    """A bot that another bot looks after (https://core.telegram.org/method/bots.createBot). Refuses MANAGER_INVALID,
    MANAGER_PERMISSION_MISSING and what `bots.make` refuses."""
    manager = await accounts.find(tx, manager_id)
    if manager is None or manager.profile.face is None:
        raise Refusal("MANAGER_INVALID")
    if not manager.profile.face.manages:
        raise Refusal("MANAGER_PERMISSION_MISSING")
    made = replace(await known.make(tx, owner_id, name, username), manager_id=manager_id)
    await bots.put(tx, made)
    await known.tell_manager(tx, made)
    return made


async def require_managed(tx: Tx, caller_id: int, bot_id: int) -> Bot:
    """A bot of which the caller is the owner or the manager. Refuses BOT_INVALID."""
    bot = await known.get(tx, bot_id)
    if caller_id not in (bot.owner_id, bot.manager_id):
        raise Refusal("BOT_INVALID")
    return bot


async def set_rights(tx: Tx, before: Bot, after: Bot) -> None:
    """Refuses RIGHTS_NOT_MODIFIED."""
    if before == after:
        raise Refusal("RIGHTS_NOT_MODIFIED")
    await bots.put(tx, after)
    await known.bump(tx, after.id)


async def set_access(tx: Tx, bot: Bot, *, restricted: bool, guests: Sequence[int]) -> None:
    """Only the owner and these people may use the bot. Refuses USERS_TOO_MUCH."""
    if len(guests) > GUESTS:
        raise Refusal("USERS_TOO_MUCH")
    await bots.put(tx, replace(bot, restricted=restricted, guests=tuple(guests) if restricted else ()))
