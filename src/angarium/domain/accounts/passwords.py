"""Two-step verification: https://core.telegram.org/api/srp. The server never sees a password, only a verifier of it.

Challenges are not stored: srp_id carries the time and some chance, and the server's exponent b is derived from it and the house's
secret. The modular exponentiations take milliseconds, so they run in a thread, outside any unit of work.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import blake2b, shake_256

import msgspec

from angarium.crypto import srp
from angarium.domain import budgets
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.accounts import Password
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts, passwords

VALID = 600
"""Seconds for which a challenge can be answered."""

_SALT1, _SALT2, _CLIENT_SALT = 8, 16, 32


@dataclass(frozen=True, slots=True)
class Challenge:
    srp_id: int
    srp_b: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """inputCheckPasswordSRP."""

    srp_id: int
    a: bytes
    m1: bytes


@dataclass(frozen=True, slots=True)
class Wish:
    """account.passwordInputSettings: None = leave it. An empty `verifier` turns two-step verification off."""

    salt1: bytes = b""
    salt2: bytes = b""
    verifier: bytes | None = None
    hint: str | None = None
    email: str | None = None
    secure: tuple[bytes, bytes, int] | None = None


async def find(house: House, user_id: UserId) -> Password:
    """What is known; empty for an account without two-step verification."""
    async with house.work.read() as tx:
        return await passwords.find(tx, user_id) or Password()


async def challenge(house: House, user_id: UserId, password: Password) -> Challenge:
    """A fresh srp_B."""
    srp_id = (house.now() << 31) | house.chance.below(1 << 31)
    b = await asyncio.to_thread(srp.make_challenge, password.verifier, _exponent(house, user_id, srp_id, password))
    return Challenge(srp_id, b)


async def require(house: House, user_id: UserId, proof: Proof | None) -> Password:
    """Refuse whoever does not know the account's password. An account without one needs no proof.

    Refuses PASSWORD_HASH_INVALID, SRP_ID_INVALID, FLOOD_WAIT_X. Wrong tries count, and survive a restart.
    """
    password = await find(house, user_id)
    if not password.verifier:
        return password
    if proof is None:
        raise Refusal("PASSWORD_HASH_INVALID")
    _require_valid(house, proof.srp_id)
    async with house.work.begin() as tx:
        await budgets.spend(tx, f"password:{user_id}", budgets.WRONG_PASSWORDS)
    secret = _exponent(house, user_id, proof.srp_id, password)
    proved = await asyncio.to_thread(
        srp.is_proved,
        salt1=password.salt1,
        salt2=password.salt2,
        verifier=password.verifier,
        secret=secret,
        a=proof.a,
        m1=proof.m1,
    )
    if not proved:
        raise Refusal("PASSWORD_HASH_INVALID")
    async with house.work.begin() as tx:  # whoever has just entered it need not be asked whether they still know it
        await accounts.set_setting(tx, user_id, "password_proved", tx.now)
    return password


def _require_valid(house: House, srp_id: int) -> None:
    age = house.now() - (srp_id >> 31)
    if not 0 <= age <= VALID:
        raise Refusal("SRP_ID_INVALID")


def _exponent(house: House, user_id: UserId, srp_id: int, password: Password) -> bytes:
    """The server's b behind one srp_id, void as soon as the password changes."""
    seed = blake2b(
        b"%d %d " % (user_id, srp_id) + password.verifier, key=house.secret, person=b"angarium srp b"
    ).digest()
    return shake_256(seed).digest(srp.SECRET)


def new_salts(house: House, user_id: UserId) -> tuple[bytes, bytes]:
    """What a new password is salted with: the client appends to the first and takes the second as it is."""
    digest = blake2b(b"%d" % user_id, digest_size=_SALT1 + _SALT2, key=house.secret, person=b"angarium salts").digest()
    return digest[:_SALT1], digest[_SALT1:]


def check_wish(house: House, user_id: UserId, wish: Wish) -> None:
    """Refuse NEW_SALT_INVALID and NEW_SETTINGS_INVALID."""
    if not wish.verifier:
        return
    salt1, salt2 = new_salts(house, user_id)
    if (
        not wish.salt1.startswith(salt1)
        or len(wish.salt1) < _SALT1 + _CLIENT_SALT
        or len(wish.salt1) > 256
        or wish.salt2 != salt2
    ):
        raise Refusal("NEW_SALT_INVALID")
    try:
        srp.check_verifier(wish.verifier)
    except srp.BadPassword as fault:
        raise Refusal("NEW_SETTINGS_INVALID") from fault


def with_wish(tx: Tx, known: Password, wish: Wish) -> Password:
    """The record after a wish, but for the mail address, which has to be confirmed first. Refuses NEW_SETTINGS_EMPTY."""
    if wish.verifier is None and wish.email is None and wish.secure is None:
        raise Refusal("NEW_SETTINGS_EMPTY")
    made = known
    if wish.verifier is not None:
        if wish.verifier and wish.hint is not None and len(wish.hint) > 255:
            raise Refusal("NEW_SETTINGS_INVALID")
        made = msgspec.structs.replace(
            known, salt1=wish.salt1, salt2=wish.salt2, verifier=wish.verifier, hint=wish.hint or "", changed=tx.now, reset_at=0,
            email=known.email if wish.verifier else "", pending_email="" if not wish.verifier else known.pending_email, next=None,
        )  # fmt: skip
    if wish.secure is not None:
        made = msgspec.structs.replace(made, secure=wish.secure)
    return made


async def keep(tx: Tx, user_id: UserId, password: Password) -> None:
    """Store the record, or take it away when there is nothing left in it."""
    if msgspec.structs.replace(password, salt1=b"", salt2=b"", changed=0, hint="") == Password():
        await passwords.remove(tx, user_id)
    else:
        await passwords.put(tx, user_id, password)
