"""The ledger of stars (https://core.telegram.org/api/stars): who has how many, and every movement of them. Nothing in it is ever taken
back or changed, no purse is ever below nothing, and what one side gives the other gets in the same unit of work. It may be below
everything that costs stars: it knows nothing of what they are for."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.config import Stars
from angarium.model.errors import Refusal
from angarium.model.ids import SERVICE_USER, Peer, is_user
from angarium.model.starevents import StarsChanged
from angarium.model.stars import Entry, Purse
from angarium.store import accounts
from angarium.store import stars as stored
from angarium.store.db import Db


def month_of(now: int) -> int:
    """Months since the year 0, so that they can be counted."""
    day = datetime.fromtimestamp(now, UTC)
    return day.year * 12 + day.month


async def settle(db: Db, owner_id: int, now: int, rules: Stars) -> Purse:
    """Give somebody what they are owed by the house, the first stars and the months' allowances, and open their purse: from then on it
    is there. Bots, groups and channels have what others gave them."""
    purse, month = await stored.find_purse(db, owner_id), month_of(now)
    if purse is not None and purse.month >= month:
        return purse
    if purse is None:
        await stored.open_purse(db, owner_id, month)
        owed = rules.start if await _is_person(db, owner_id) else 0
        return await _give(db, owner_id, Entry(kind="gift", charge="welcome", stars=owed, date=now, title="Welcome"))
    await stored.set_month(db, owner_id, month)
    owed = rules.monthly * (month - purse.month) if await _is_person(db, owner_id) else 0
    entry = Entry(kind="gift", charge=f"month{month}", stars=owed, date=now, title="Allowance")
    return await _give(db, owner_id, entry)


async def _is_person(db: Db, owner_id: int) -> bool:
    if not is_user(owner_id) or owner_id == SERVICE_USER:
        return False
    user = await accounts.find(db, owner_id)
    return user is not None and not user.profile.bot and not user.profile.deleted


async def _give(db: Db, owner_id: int, entry: Entry) -> Purse:
    """The house gives; nothing is written down for nothing."""
    if entry.stars > 0:
        purse = await stored.move(db, owner_id, replace(entry, peer=Peer(SERVICE_USER)))
    else:
        purse = await stored.find_purse(db, owner_id)
    assert purse is not None, "the purse was opened"
    return purse


async def grant(db: Db, owner_id: int, count: int, now: int, rules: Stars) -> Purse:
    """The operator gives stars to somebody, or to a bot or channel; whoever calls sees to it that they hear of it."""
    purse = await settle(db, owner_id, now, rules)
    entry = Entry(kind="gift", charge=f"grant{purse.last_id + 1}", stars=count, date=now, title="Gift of the operator")
    return await _give(db, owner_id, entry)


async def balance(tx: Tx, owner_id: int) -> int:
    """What somebody has, with what they are owed until now."""
    return (await settle(tx, owner_id, tx.now, tx.house.config.stars)).stars


def new_charge(tx: Tx) -> str:
    """The name of a movement, which both sides can show."""
    return f"stx{tx.chance.bytes(16).hex()}"


async def pay(tx: Tx, payer: int, payee: int, stars: int, entry: Entry, *, seen: Peer | None = None) -> None:
    """Move stars from one purse to another, and tell both owners. `seen` is as whom the payee sees the payer, if not as themselves; 0 =
    as nobody. Refuses BALANCE_TOO_LOW."""
    rules = tx.house.config.stars
    await settle(tx, payer, tx.now, rules)
    await settle(tx, payee, tx.now, rules)
    # The payload is the seller's own note.
    gone, came = (entry, replace(entry, payload=b"")) if entry.refund else (replace(entry, payload=b""), entry)
    left = await stored.move(tx, payer, replace(gone, stars=-stars, date=tx.now, peer=Peer(payee)))
    if left is None:
        raise Refusal("BALANCE_TOO_LOW")
    shown = Peer(payer) if seen is None else seen
    got = await stored.move(tx, payee, replace(came, stars=stars, date=tx.now, peer=shown))
    assert got is not None, "nothing keeps stars from coming in"
    for owner_id, purse in ((payer, left), (payee, got)):
        if is_user(owner_id):
            await tell(tx, owner_id, purse)


async def tell(tx: Tx, owner_id: int, purse: Purse) -> None:
    """Somebody's own devices learn what they have (https://core.telegram.org/constructor/updateStarsBalance), the calling one, too."""
    with tx.unasked():
        await tx.log(owner_id, StarsChanged(balance=purse.stars))
