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


async def admit(tx: Tx, phone: str, first: str, last: str) -> tuple[str, str, Refusal | None]:
    """Whether this person may sign up now: the names to keep, and a refusal to raise once the unit is durable.

    In invite mode the code stands where the last name is entered, or at the end of the first: every client has those fields.
    """
    mode = tx.house.config.registration.mode
    first, last, code = _take_code(first, last) if mode == "invite" else (first, last, "")
    if mode != "open" and (refusal := await _refuse(tx, mode, phone, first, last, code)):
        return first, last, refusal
    per_minute = tx.house.config.registration.per_minute
    await budgets.spend(tx, "sign-ups", Allowance(max(per_minute // 4, 1), per_minute, 60))
    return first, last, None


def _take_code(first: str, last: str) -> tuple[str, str, str]:
    """The names without an invite code, and the code, if there is one."""
    if _CODE.fullmatch(last):
        return first, "", last
    rest, _, end = first.rpartition(" ")
    return (rest, last, end) if rest and _CODE.fullmatch(end) else (first, last, "")


async def _refuse(tx: Tx, mode: str, phone: str, first: str, last: str, code: str) -> Refusal | None:
    state = await applicants.find_state(tx, phone)
    if mode == "closed":
        return Refusal("SIGNUP_CLOSED")
    if state == DECLINED:
        return Refusal("SIGNUP_DECLINED")
    if state == APPROVED:
        return None
    if mode == "invite":
        return None if code and await redeem(tx, code, phone) else Refusal("SIGNUP_INVITE_REQUIRED")
    await applicants.put(tx, phone, first, last, tx.now, WAITING)
    return Refusal("SIGNUP_APPROVAL_PENDING")


async def settle(tx: Tx, phone: str) -> None:
    """The account is made: the permission has done its work."""
    if tx.house.config.registration.mode != "open":
        await applicants.remove(tx, phone)
