"""Codes that prove a phone number: asked for, sent by the first way out that works, entered, used up.

https://core.telegram.org/api/auth
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address

import msgspec
import structlog

from angarium.domain import budgets
from angarium.domain.budgets import Allowance
from angarium.domain.house import House
from angarium.domain.messages import notices
from angarium.domain.texts import phones
from angarium.domain.work import Tx
from angarium.model.accounts import Code
from angarium.model.errors import Refusal
from angarium.model.ids import KeyId, UserId
from angarium.senders import Notice, SendFailed
from angarium.store import accounts, codes, logins, passwords

log = structlog.get_logger(__name__)

RESEND_AFTER = 60
"""Seconds after which clients offer the next way."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a client is told of a code under way: `channel` is how it went out, `next` how it would go out next, "" = no more ways;
    `mail` is the address of those who get their codes by mail."""

    code: Code
    next: str
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody can be reached: their account's devices, their login mail address."""

    user_id: UserId | None = None
    in_app: bool = False
    mail: str = ""


async def reach(tx: Tx, user_id: UserId | None) -> Reach:
    """How the owner of a number can be reached, beside the number itself."""
    if user_id is None:
        return Reach()
    password = await passwords.find(tx, user_id)
    return Reach(user_id, await logins.count(tx, user_id) > 0, password.login_email if password else "")


def ways(house: House, who: Reach) -> list[str]:
    """The ways out to one number, first to last. The console, where it is listed, gets every code, and is the last way to ask for."""
    can = {
        "in_app": who.in_app,
        "smtp": bool(who.mail) and "smtp" in house.senders,
        "http_sms": "http_sms" in house.senders,
    }
    listed = house.config.codes.senders
    found: list[str] = [name for name in listed if can.get(name)]
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
    if address and not _is_near(address):
        await budgets.spend(tx, f"codes from:{address}", Allowance.of(house.config.rates.address))
    who = await reach(tx, user_id)
    way = ways(house, who)
    code = _renew(tx, phone, purpose, way[0], await codes.find(tx, phone, purpose))
    await codes.put(tx, code)
    if reachable:
        await _send(tx, code, who, way)
    return Waiting(code, way[1] if len(way) > 1 else "", who.mail)


async def ask_again(
    tx: Tx, phone: str, purpose: str, hash: str, *, user_id: UserId | None, reachable: bool = True
) -> Waiting:
    """Send the code that waits by the next way. Refuses PHONE_CODE_EXPIRED, SEND_CODE_UNAVAILABLE, PHONE_NUMBER_FLOOD."""
    known = await get(tx, phone, purpose, hash)
    who = await reach(tx, user_id)
    way = ways(tx.house, who)
    if known.sends >= len(way):
        raise Refusal("SEND_CODE_UNAVAILABLE")
    await budgets.spend(tx, f"code:{phone}", Allowance.of(tx.house.config.rates.code), refusal="PHONE_NUMBER_FLOOD")
    rest = way[known.sends :]
    code = msgspec.structs.replace(known, channel=rest[0], sends=known.sends + 1)
    await codes.put(tx, code)
    if reachable:
        await _send(tx, code, who, rest)
    return Waiting(code, rest[1] if len(rest) > 1 else "", who.mail)


async def find_owner(tx: Tx, phone: str) -> UserId | None:
    """Whose number this is."""
    return await accounts.find_by_phone(tx, phone)


async def is_waiting(tx: Tx, phone: str, purpose: str, hash: str) -> bool:
    """Whether a code with this hash waits for that purpose."""
    known = await codes.find(tx, phone, purpose)
    return known is not None and known.expires_at > tx.now and compare_digest(known.hash.encode(), hash.encode())


async def invalidate(tx: Tx, user_id: UserId, leaked: tuple[str, ...]) -> None:
    """The owner has sent these codes to somebody: if one of them waits, it is void
    (https://core.telegram.org/method/account.invalidateSignInCodes)."""
    user = await accounts.find(tx, user_id)
    if user is not None:
        await codes.remove_by_code(tx, user.phone, "login", leaked)


async def get(tx: Tx, phone: str, purpose: str, hash: str) -> Code:
    """The code that waits. Refuses PHONE_CODE_HASH_EMPTY, and PHONE_CODE_EXPIRED for one that is over, void, or another's."""
    if not hash:
        raise Refusal("PHONE_CODE_HASH_EMPTY")
    known = await codes.find(tx, phone, purpose)
    if known is None or known.expires_at <= tx.now or not compare_digest(known.hash.encode(), hash.encode()):
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


def _is_near(address: str) -> bool:
    """This machine, or a proxy on it, which has everybody behind it."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


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


async def _send(tx: Tx, code: Code, who: Reach, way: list[str]) -> None:
    house = tx.house
    if phones.is_test(code.phone) and house.config.codes.test_numbers:
        return
    if way[0] == "in_app" and who.user_id is not None:
        await notices.say(tx, who.user_id, _text(house, code.code, code.purpose), bold=code.code)
        way = []
    outside = [(name, who.mail if name == "smtp" else code.phone) for name in way if name not in ("in_app", "console")]
    tx.after_commit(lambda: _carry(house, code, outside))


async def _carry(house: House, code: Code, outside: list[tuple[str, str]]) -> None:
    """Take the code out of the house by the first way that works; the console, where it is listed, gets every one."""
    subject = f"{house.config.name}: {code.code}"
    if "console" in house.config.codes.senders:
        await house.senders["console"].send(Notice(code.phone, subject, subject, code.code))
    for name, to in outside:
        try:
            await house.senders[name].send(Notice(to, subject, subject, code.code))
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


VERIFY = "verify"


async def prove(tx: Tx, user_id: UserId, phone: str, hash: str, entered: str, key_id: KeyId) -> Refusal | None:
    """Note that somebody has proved a further number to be theirs. Returned, to be raised once durable: PHONE_CODE_INVALID."""
    if refusal := await try_code(tx, phone, VERIFY, hash, entered, key_id):
        return refusal
    await use(tx, phone, VERIFY)
    proved = await accounts.find_setting(tx, user_id, "proved_phones", tuple[str, ...]) or ()
    await accounts.set_setting(tx, user_id, "proved_phones", tuple(dict.fromkeys((phone, *proved)))[:10])
    return None
