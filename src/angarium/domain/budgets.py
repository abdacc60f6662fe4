"""Limits that survive a restart, in the database: what costs money, or what somebody would grind through.

`domain.floods` holds the everyday ones in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from angarium.domain.work import Tx
from angarium.model.config import Rate
from angarium.model.errors import Refusal
from angarium.store import budgets

DAY = 86400


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` at once, refilled evenly at `amount` in `seconds`."""

    burst: int
    amount: int
    seconds: int = DAY

    @classmethod
    def of(cls, rate: Rate) -> Allowance:
        return cls(rate.burst, rate.per_minute, 60)


WRONG_CODES = Allowance(30, 60)
"""Wrong codes for one phone number: with five digits, a guesser needs years."""

WRONG_PASSWORDS = Allowance(30, 120)
"""Wrong passwords for one account."""

MAILS = Allowance(5, 20)
"""Mails to one account."""

IMPORTS = Allowance(10_000, 5000)
"""Numbers that one account may look up (https://core.telegram.org/method/contacts.importContacts)."""

IMPORTS_BY_ADDRESS = Allowance(50_000, 25_000)
"""Numbers that one network address may look up."""


async def left(tx: Tx, name: str, allowance: Allowance) -> int:
    """How many may be spent now."""
    per_unit = allowance.seconds * 1000 / allowance.amount
    behind = max(await budgets.full_at(tx, name) - tx.now * 1000, 0)
    return max(int(allowance.burst - behind / per_unit), 0)


async def spend(tx: Tx, name: str, allowance: Allowance, amount: int = 1, *, refusal: str = "FLOOD_WAIT_%d") -> None:
    """Take `amount`, or refuse with the seconds until there is enough (a `refusal` without `%d` tells none)."""
    now = tx.now * 1000
    per_unit = allowance.seconds * 1000 / allowance.amount
    full_at = max(await budgets.full_at(tx, name), now) + amount * per_unit
    wait = full_at - now - allowance.burst * per_unit
    if wait > 0:
        raise Refusal(refusal, ceil(wait / 1000) if "%d" in refusal else None)
    await budgets.put(tx, name, ceil(full_at))
