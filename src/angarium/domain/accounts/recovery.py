"""Mail addresses: confirmed by a code, used to get over a forgotten password (https://core.telegram.org/api/srp#email-verification)."""

from __future__ import annotations

import re
from hmac import compare_digest

import msgspec
import structlog

from angarium.domain import budgets
from angarium.domain.accounts import passwords
from angarium.domain.accounts.passwords import Wish
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.accounts import Code, Password
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.senders import Notice, SendFailed
from angarium.store import codes
from angarium.store import passwords as stored

log = structlog.get_logger(__name__)

LENGTH = 6
"""Digits of a code that goes by mail."""

CONFIRM, RECOVER, LOGIN_MAIL, PASSPORT = "confirm mail", "recover", "login mail", "passport mail"

RESET_WAIT = 7 * 86400
"""Seconds between asking for a reset without the password and its being carried out."""

_TTL = 3600
_ATTEMPTS = 10
_MAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


def _box(user_id: UserId) -> str:
    return f"mail:{user_id}"


def pattern(email: str) -> str:
    """What is shown of an address: its ends."""
    name, _, host = email.partition("@")
    hidden = name[0] + "***" + (name[-1] if len(name) > 2 else "")
    return f"{hidden}@{host}"


def is_mail(email: str) -> bool:
    """Whether it could be an address."""
    return len(email) <= 254 and _MAIL.fullmatch(email) is not None


def clean(email: str) -> str:
    """Refuse EMAIL_INVALID."""
    email = email.strip()
    if not is_mail(email):
        raise Refusal("EMAIL_INVALID")
    return email


async def send(tx: Tx, user_id: UserId, email: str, purpose: str) -> None:
    """Send a code to an address. Refuses EMAIL_INVALID, FLOOD_WAIT_X."""
    house = tx.house
    await budgets.spend(tx, f"mail:{user_id}", budgets.MAILS)
    digits = str(tx.chance.below(10**LENGTH)).zfill(LENGTH)
    await codes.put(
        tx,
        Code(
            phone=_box(user_id),
            purpose=purpose,
            hash=email,
            code=digits,
            channel="smtp",
            created=tx.now,
            expires_at=tx.now + _TTL,
        ),
    )
    text = f"Your code for {house.config.name} is {digits}.\n\nIf you didn't ask for it, ignore this mail."
    tx.after_commit(lambda: _carry(house, Notice(email, f"{house.config.name}: {digits}", text, digits)))


async def _carry(house: House, notice: Notice) -> None:
    for name in ("smtp", "console"):
        sender = house.senders.get(name)
        if sender is None:
            continue
        try:
            await sender.send(notice)
            return
        except SendFailed as fault:
            log.warning("a mail could not be sent", why=str(fault))


async def try_code(
    tx: Tx, user_id: UserId, purpose: str, entered: str, *, expired: str = "EMAIL_HASH_EXPIRED"
) -> Code | Refusal:
    """The code that was entered rightly, with the address in its `hash`; a wrong try is a refusal to raise once it is counted."""
    if not entered:
        raise Refusal("CODE_EMPTY")
    known = await codes.find(tx, _box(user_id), purpose)
    if known is None or known.expires_at <= tx.now or known.attempts >= _ATTEMPTS:
        raise Refusal(expired)
    if not compare_digest(known.code.encode(), entered.strip().encode()):
        await codes.put(tx, msgspec.structs.replace(known, attempts=known.attempts + 1))
        return Refusal("CODE_INVALID")
    return known


async def change(tx: Tx, user_id: UserId, wish: Wish) -> Refusal | None:
    """Carry out account.updatePasswordSettings for whoever has proved the old password.

    With a new address everything waits until that is confirmed: EMAIL_UNCONFIRMED_X is returned, to be raised once durable.
    """
    known = await stored.find(tx, user_id) or Password()
    made = passwords.with_wish(tx, known, wish)
    if wish.email is None or (wish.email == "" and made.verifier):
        await passwords.keep(
            tx, user_id, msgspec.structs.replace(made, email="" if wish.email == "" else made.email, next=None)
        )
        return None
    if not made.verifier:
        await passwords.keep(tx, user_id, made)
        return None
    email = clean(wish.email)
    if email == made.email:
        await passwords.keep(tx, user_id, made)
        return None
    await send(tx, user_id, email, CONFIRM)
    later = msgspec.structs.replace(made, email=email, pending_email="", next=None)
    await passwords.keep(tx, user_id, msgspec.structs.replace(known, pending_email=email, next=later))
    return Refusal("EMAIL_UNCONFIRMED_%d", LENGTH)


async def confirm(tx: Tx, user_id: UserId, entered: str) -> Refusal | None:
    """The address is right: what waited for it holds now."""
    known = await stored.find(tx, user_id)
    if known is None or not known.pending_email or known.next is None:
        raise Refusal("EMAIL_HASH_EXPIRED")
    code = await try_code(tx, user_id, CONFIRM, entered)
    if isinstance(code, Refusal):
        return code
    await codes.remove(tx, _box(user_id), CONFIRM)
    changed = known.changed if known.next.verifier == known.verifier else tx.now
    made = msgspec.structs.replace(known.next, login_email=known.login_email, changed=changed)
    await passwords.keep(tx, user_id, made)
    return None


async def confirm_again(tx: Tx, user_id: UserId) -> None:
    """Send the code for the waiting address once more."""
    known = await stored.find(tx, user_id)
    if known is None or not known.pending_email:
        raise Refusal("EMAIL_HASH_EXPIRED")
    await send(tx, user_id, known.pending_email, CONFIRM)


async def cancel(tx: Tx, user_id: UserId) -> None:
    """Give the waiting address up, and what waited for it."""
    known = await stored.find(tx, user_id)
    if known is None or not known.pending_email:
        raise Refusal("EMAIL_HASH_EXPIRED")
    await codes.remove(tx, _box(user_id), CONFIRM)
    await passwords.keep(tx, user_id, msgspec.structs.replace(known, pending_email="", next=None))


async def ask(tx: Tx, user_id: UserId) -> str:
    """Send a recovery code; the pattern of the address it goes to. Refuses PASSWORD_EMPTY, PASSWORD_RECOVERY_NA."""
    known = await stored.find(tx, user_id)
    if known is None or not known.verifier:
        raise Refusal("PASSWORD_EMPTY")
    if not known.email:
        raise Refusal("PASSWORD_RECOVERY_NA")
    await send(tx, user_id, known.email, RECOVER)
    return pattern(known.email)


async def try_recovery(tx: Tx, user_id: UserId, entered: str) -> Refusal | None:
    """Whether the mailed code is right, without using it."""
    code = await try_code(tx, user_id, RECOVER, entered, expired="PASSWORD_RECOVERY_EXPIRED")
    return code if isinstance(code, Refusal) else None


async def recover(tx: Tx, user_id: UserId, entered: str, wish: Wish | None) -> Refusal | None:
    """With the mailed code the password is changed, or taken away."""
    known = await stored.find(tx, user_id)
    if known is None or not known.verifier:
        raise Refusal("PASSWORD_EMPTY")
    code = await try_code(tx, user_id, RECOVER, entered, expired="PASSWORD_RECOVERY_EXPIRED")
    if isinstance(code, Refusal):
        return code
    await codes.remove(tx, _box(user_id), RECOVER)
    made = passwords.with_wish(tx, known, wish or Wish(verifier=b""))
    await passwords.keep(tx, user_id, made)
    return None


async def reset(tx: Tx, user_id: UserId) -> tuple[str, int]:
    """Ask to be rid of a forgotten password: ("wait", until when) or ("done", 0).

    https://core.telegram.org/method/account.resetPassword
    """
    known = await stored.find(tx, user_id)
    if known is None or not known.verifier:
        raise Refusal("PASSWORD_EMPTY")
    if not known.reset_at:
        until = tx.now + RESET_WAIT
        await stored.put(tx, user_id, msgspec.structs.replace(known, reset_at=until))
        return "wait", until
    if known.reset_at > tx.now:
        return "wait", known.reset_at
    await passwords.keep(tx, user_id, passwords.with_wish(tx, known, Wish(verifier=b"")))
    return "done", 0


async def decline_reset(tx: Tx, user_id: UserId) -> None:
    """Somebody else asked for the reset. Refuses RESET_REQUEST_MISSING."""
    known = await stored.find(tx, user_id)
    if known is None or not known.reset_at:
        raise Refusal("RESET_REQUEST_MISSING")
    await stored.put(tx, user_id, msgspec.structs.replace(known, reset_at=0))


async def verify(tx: Tx, user_id: UserId, purpose: str, entered: str) -> str | Refusal:
    """An address that is not the recovery address is right; it becomes the login address if it was meant so."""
    code = await try_code(tx, user_id, purpose, entered, expired="EMAIL_VERIFY_EXPIRED")
    if isinstance(code, Refusal):
        return code
    await codes.remove(tx, _box(user_id), purpose)
    if purpose == LOGIN_MAIL:
        known = await stored.find(tx, user_id) or Password()
        await stored.put(tx, user_id, msgspec.structs.replace(known, login_email=code.hash))
    return code.hash
