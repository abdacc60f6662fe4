"""Limiting and freezing accounts, for a reason that they are told, and until a time; what that means for them says
`domain.people.sanctions`."""

from __future__ import annotations

from angarium.domain import dues
from angarium.domain.accounts import accounts
from angarium.domain.bots import dialogues
from angarium.domain.house import House
from angarium.domain.messages import notices
from angarium.domain.operator import verdicts
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ConfigChanged
from angarium.model.ids import SPAM_BOT, UserId
from angarium.model.sanctions import FROZEN, KINDS, Sanction
from angarium.store import accounts as people
from angarium.store import sanctions as stored

ENDS = "sanction ends"


async def impose(tx: Tx, user_id: UserId, kind: str, reason: str, until: int) -> None:
    """From now until `until` (epoch seconds, 0 = until it is lifted). Refuses USER_ID_INVALID."""
    user = await people.find(tx, user_id)
    if user is None or user.profile.deleted:
        raise Refusal("USER_ID_INVALID")
    earlier = await stored.find(tx, user_id, kind)
    one = Sanction(
        user_id=user_id, kind=kind, since=earlier.since if earlier else tx.now, until=until, reason=reason.strip()
    )
    await stored.put(tx, one)
    if until:
        await dues.put(tx, user_id, ENDS, KINDS.index(kind), until)
    else:
        await dues.remove(tx, user_id, ENDS, KINDS.index(kind))
    tx.after_commit(lambda: _remember(tx.house, one))
    await _tell(tx, user_id, one, kind)


async def lift(tx: Tx, user_id: UserId, kind: str) -> None:
    """It is over; nothing when it was not."""
    if (one := await stored.find(tx, user_id, kind)) is None:
        return
    await _forget(tx, one)
    await _tell(tx, user_id, one, f"{kind} no more")


async def _tell(tx: Tx, user_id: UserId, one: Sanction, key: str) -> None:
    """In words, and in the configuration from which apps know it."""
    user = await people.find(tx, user_id)
    if user is not None and not user.profile.bot:
        await notices.say(tx, user_id, verdicts.say(await dialogues.language_of(tx, user_id), key, one))
    if one.kind == FROZEN:
        tx.passing(user_id, ConfigChanged())


@dues.happens(ENDS)
async def end(tx: Tx, user_id: int, number: int) -> None:
    """Its time has come: a limited account is limited no more; a frozen one is deleted, as its apps have said all along."""
    one = await stored.find(tx, user_id, KINDS[number])
    if one is None or not one.until or one.until > tx.now:
        return
    if one.kind == FROZEN:
        await _forget(tx, one)
        await accounts.delete(tx, UserId(user_id))
    else:
        await lift(tx, UserId(user_id), one.kind)


async def _forget(tx: Tx, one: Sanction) -> None:
    await stored.remove(tx, one.user_id, one.kind)
    await dues.remove(tx, one.user_id, ENDS, KINDS.index(one.kind))
    tx.after_commit(lambda: _release(tx.house, one))


async def _remember(house: House, one: Sanction) -> None:
    house.sanctions[one.user_id, one.kind] = one


async def _release(house: House, one: Sanction) -> None:
    house.sanctions.pop((one.user_id, one.kind), None)


async def appeal_url(tx: Tx) -> str:
    """Where a frozen account objects: apps open it."""
    robot = await people.find(tx, SPAM_BOT)
    names = robot.profile.usernames if robot is not None else ()
    return f"https://t.me/{names[0]}" if names else f"tg://openmessage?user_id={SPAM_BOT}"
