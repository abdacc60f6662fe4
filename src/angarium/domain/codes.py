"""Codes that prove a phone number: asked for, sent by the first way out that works, entered, used up.

https://core.telegram.org/api/auth
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

import msgspec
import structlog

from angarium.domain import budgets, notices, phones
from angarium.domain.budgets import Allowance
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.accounts import Code
from angarium.model.errors import Refusal
from angarium.model.ids import KeyId, UserId
from angarium.senders import Notice, SendFailed
from angarium.store import codes, logins

log = structlog.get_logger(__name__)

RESEND_AFTER = 60
"""Seconds after which clients offer the next way."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a client is told of a code under way: `channel` is how it went out, `next` how it would go out next, "" = no more ways."""

    code: Code
    next: str


def ways(house: House, *, reached_in_app: bool) -> list[str]:
    """The ways out to one number, first to last. The console, where it is listed, gets every code, and is the last way to ask for."""
    listed = house.config.codes.senders
    found = [
        name
        for name in listed
        if (name == "in_app" and reached_in_app) or (name == "http_sms" and name in house.senders)
    ]
    return [*found, "console"] if "console" in listed or not found else found


async def ask(
    tx: Tx, phone: str, purpose: str, *, user_id: UserId | None, address: str, reachable: bool = True
) -> Waiting:
    """Make a code for a number, or take up the one that waits, and send it. `user_id` is whose number it is, if anyone's;
    `reachable` False = nothing is sent, though the answer looks the same.

    Refuses PHONE_NUMBER_FLOOD and FLOOD_WAIT_X; both budgets survive a restart.
    """
    house = tx.house
    if not phones.is_test(phone) or not house.config.codes.test_numbers:
        await budgets.spend(tx, f"code:{phone}", Allowance.of(house.config.rates.code), refusal="PHONE_NUMBER_FLOOD")
    if address:
        await budgets.spend(tx, f"codes from:{address}", Allowance.of(house.config.rates.address))
    way = ways(house, reached_in_app=await _has_device(tx, user_id))
    known = await codes.find(tx, phone, purpose)
    code = _renew(tx, phone, purpose, way[0], known)
    await codes.put(tx, code)
    if reachable:
        await _send(tx, code, user_id, way)
    return Waiting(code, way[1] if len(way) > 1 else "")


async def ask_again(
    tx: Tx, phone: str, purpose: str, hash: str, *, user_id: UserId | None, reachable: bool = True
) -> Waiting:
    """Send the code that waits by the next way. Refuses PHONE_CODE_EXPIRED, SEND_CODE_UNAVAILABLE, PHONE_NUMBER_FLOOD."""
    known = await get(tx, phone, purpose, hash)
    way = ways(tx.house, reached_in_app=await _has_device(tx, user_id))
    if known.sends >= len(way):
        raise Refusal("SEND_CODE_UNAVAILABLE")
    await budgets.spend(tx, f"code:{phone}", Allowance.of(tx.house.config.rates.code), refusal="PHONE_NUMBER_FLOOD")
    rest = way[known.sends :]
    code = msgspec.structs.replace(known, channel=rest[0], sends=known.sends + 1)
    await codes.put(tx, code)
    if reachable:
        await _send(tx, code, user_id, rest)
    return Waiting(code, rest[1] if len(rest) > 1 else "")


async def get(tx: Tx, phone: str, purpose: str, hash: str) -> Code:
    """The code that waits. Refuses PHONE_CODE_HASH_EMPTY, and PHONE_CODE_EXPIRED for one that is over, void, or another's."""
    if not hash:
        raise Refusal("PHONE_CODE_HASH_EMPTY")
    known = await codes.find(tx, phone, purpose)
    if known is None or known.expires_at <= tx.now or not compare_digest(known.hash, hash):
        raise Refusal("PHONE_CODE_EXPIRED")
    return known


async def cancel(tx: Tx, phone: str, purpose: str, hash: str) -> None:
    """Void a code that waits."""
    await get(tx, phone, purpose, hash)
    await codes.remove(tx, phone, purpose)


async def try_code(tx: Tx, phone: str, purpose: str, hash: str, entered: str, key_id: KeyId) -> Refusal | None:
    """Compare what somebody entered; a wrong try is counted, so the caller commits first and raises what comes back after that.

    A right one is remembered for the key that entered it; `use` then takes it away.
    """
    if not entered:
        raise Refusal("PHONE_CODE_EMPTY")
    known = await get(tx, phone, purpose, hash)
    if known.attempts >= tx.house.config.codes.attempts:
        raise Refusal("PHONE_CODE_EXPIRED")
    if not compare_digest(known.code.encode(), entered.strip().encode()):
        await budgets.spend(tx, f"wrong code:{phone}", budgets.WRONG_CODES, refusal="PHONE_NUMBER_FLOOD")
        await codes.put(tx, msgspec.structs.replace(known, attempts=known.attempts + 1))
        return Refusal("PHONE_CODE_INVALID")
    await codes.put(tx, msgspec.structs.replace(known, key_id=key_id))
    return None


async def require_entered(tx: Tx, phone: str, purpose: str, hash: str, key_id: KeyId) -> None:
    """Refuse what only the key that entered the code rightly may do."""
    known = await get(tx, phone, purpose, hash)
    if known.key_id != key_id:
        raise Refusal("PHONE_CODE_INVALID")


async def use(tx: Tx, phone: str, purpose: str) -> None:
    """The code has done its work."""
    await codes.remove(tx, phone, purpose)


def _renew(tx: Tx, phone: str, purpose: str, channel: str, known: Code | None) -> Code:
    config = tx.house.config.codes
    if known is not None and known.expires_at > tx.now and known.attempts < config.attempts:
        # The same code again: people type the first of two that arrive.
        return msgspec.structs.replace(known, channel=channel, expires_at=tx.now + config.ttl, sends=1)
    if phones.is_test(phone) and config.test_numbers:
        digits = phones.test_code(phone, config.length)
    else:
        digits = str(tx.chance.below(10**config.length)).zfill(config.length)
    return Code(
        phone=phone, purpose=purpose, hash=tx.chance.bytes(9).hex(), code=digits, channel=channel, created=tx.now,
        expires_at=tx.now + config.ttl,
    )  # fmt: skip


async def _has_device(tx: Tx, user_id: UserId | None) -> bool:
    return user_id is not None and await logins.count(tx, user_id) > 0


async def _send(tx: Tx, code: Code, user_id: UserId | None, way: list[str]) -> None:
    house = tx.house
    if phones.is_test(code.phone) and house.config.codes.test_numbers:
        return
    if way[0] == "in_app" and user_id is not None:
        await notices.say(tx, user_id, _text(house, code.code, code.purpose), bold=code.code)
    outside = [] if way[0] == "in_app" else [name for name in way if name != "console"]
    tx.after_commit(lambda: _carry(house, code, outside))


async def _carry(house: House, code: Code, outside: list[str]) -> None:
    """Take the code out of the house by the first way that works; the console, where it is listed, gets every one."""
    notice = Notice(code.phone, house.config.name, f"{house.config.name}: {code.code}", code.code)
    if "console" in house.config.codes.senders:
        await house.senders["console"].send(notice)
    for name in outside:
        try:
            await house.senders[name].send(notice)
            return
        except SendFailed as fault:
            log.warning("a code could not be sent", way=name, phone=code.phone, why=str(fault))


def _text(house: House, code: str, purpose: str) -> str:
    what = {"change": "Confirmation code", "delete": "Confirmation code"}.get(purpose, "Login code")
    return (
        f"{what}: {code}. Do not give this code to anyone, even if they say they are from {house.config.name}!\n\n"
        f"This code can be used to log in to your {house.config.name} account. We never ask it for anything else."
        f"\n\nIf you didn't request this code, simply ignore this message."
    )
