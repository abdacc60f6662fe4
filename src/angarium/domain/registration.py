"""Who may make an account: open, by invite, by approval, closed (docs/use/sign-up.md)."""

from __future__ import annotations

import re

from angarium.domain import budgets
from angarium.domain.budgets import Allowance
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.store import applicants
from angarium.store.operator import APPROVED, DECLINED, WAITING

_NAME = 64
_CODE = re.compile(r"[A-Za-z0-9]{5}-[A-Za-z0-9]{5}")


def accepts(tx: Tx) -> bool:
    """Whether anybody unknown may come in at all, so that codes are worth sending to unknown numbers."""
    return tx.house.config.registration.mode != "closed"


def clean_names(first: str, last: str) -> tuple[str, str]:
    """Names as they are kept. Refuses FIRSTNAME_INVALID, LASTNAME_INVALID."""
    first, last = " ".join(first.split()), " ".join(last.split())
    if not first or len(first) > _NAME or not first.isprintable():
        raise Refusal("FIRSTNAME_INVALID")
    if len(last) > _NAME or not last.isprintable():
        raise Refusal("LASTNAME_INVALID")
    return first, last


async def redeem(tx: Tx, code: str, phone: str) -> bool:
    """Use up an invite for a phone number; False when the code is unknown, over or used up. The same number may use it again."""
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        return False
    if await applicants.find_state(tx, phone) == APPROVED:
        return True
    if not await applicants.take_invite(tx, code, tx.now):
        return False
    await applicants.put(tx, phone, "", "", tx.now, APPROVED)
    return True


async def admit(tx: Tx, phone: str, first: str, last: str) -> tuple[str, Refusal | None]:
    """Whether this person may sign up now: the last name to keep, and a refusal to raise once the unit is durable.

    In invite mode a code typed as the last name is redeemed here, because every client has that field and few have another.
    """
    mode = tx.house.config.registration.mode
    if mode != "open" and (refusal := await _refuse(tx, mode, phone, first, last)):
        return last, refusal
    rate = Allowance(max(tx.house.config.registration.per_minute // 4, 1), tx.house.config.registration.per_minute, 60)
    await budgets.spend(tx, "sign-ups", rate)
    return ("" if mode == "invite" and _CODE.fullmatch(last) else last), None


async def _refuse(tx: Tx, mode: str, phone: str, first: str, last: str) -> Refusal | None:
    state = await applicants.find_state(tx, phone)
    if mode == "closed":
        return Refusal("SIGNUP_CLOSED")
    if state == DECLINED:
        return Refusal("SIGNUP_DECLINED")
    if state == APPROVED:
        return None
    if mode == "invite":
        invited = _CODE.fullmatch(last) is not None and await redeem(tx, last, phone)
        return None if invited else Refusal("SIGNUP_INVITE_REQUIRED")
    await applicants.put(tx, phone, first, last, tx.now, WAITING)
    return Refusal("SIGNUP_APPROVAL_PENDING")


async def settle(tx: Tx, phone: str) -> None:
    """The account is made: the permission has done its work."""
    if tx.house.config.registration.mode != "open":
        await applicants.remove(tx, phone)
