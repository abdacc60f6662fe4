"""Signing up, in and out: https://core.telegram.org/api/auth."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain import dues
from angarium.domain.accounts import codes, contacts, devices, registration
from angarium.domain.messages import notices
from angarium.domain.work import Tx
from angarium.model.accounts import Authorization, Device
from angarium.model.errors import Refusal
from angarium.model.events import NewAuthorization
from angarium.model.ids import KeyId, UserId
from angarium.model.users import Profile, User
from angarium.store import accounts, boxes, keys, logins, passwords

LOGIN = "login"
"""The purpose of a code for signing in or up."""

LEAST_ID, MOST_ID = 10**8, 2**31 - 1
"""Account ids are drawn from here, so that nobody can count the accounts; all fit in 31 bits, because contacts.getContactIDs still
answers with those."""

PASSWORD_WAIT = 3600
"""Seconds that somebody who has entered the code has for the password."""

TTL_DAYS = 548
"""Days without use after which an account is deleted, unless its owner chose otherwise; Telegram's default."""


@dataclass(frozen=True, slots=True)
class Client:
    """The key and the device that somebody signs in with."""

    key_id: KeyId
    device: Device
    layer: int
    address: str


async def sign_in(tx: Tx, phone: str, hash: str, entered: str, client: Client) -> UserId | Refusal | None:
    """Enter the code for a number. The account that the key is logged in to now; None when the number has none and signing up is
    next; a refusal to raise once this is durable: PHONE_CODE_INVALID, or SESSION_PASSWORD_NEEDED."""
    if refusal := await codes.try_code(tx, phone, LOGIN, hash, entered, client.key_id):
        return refusal
    user_id = await accounts.find_by_phone(tx, phone)
    if user_id is None:
        return None
    await codes.use(tx, phone, LOGIN)
    if await needs_password(tx, user_id):
        await keys.set_pending(tx, client.key_id, user_id, tx.now)
        return Refusal("SESSION_PASSWORD_NEEDED")
    await enter(tx, user_id, client)
    return user_id


async def needs_password(tx: Tx, user_id: UserId) -> bool:
    """Whether the account has two-step verification."""
    password = await passwords.find(tx, user_id)
    return password is not None and bool(password.verifier)


async def find_pending(tx: Tx, key_id: KeyId) -> UserId | None:
    """Who has entered the code with this key and not yet the password."""
    return await keys.find_pending(tx, key_id, tx.now - PASSWORD_WAIT)


async def enter(tx: Tx, user_id: UserId, client: Client, *, confirmed: bool = False) -> Authorization:
    """Log the key in, and let the account's other devices know (https://core.telegram.org/api/auth#confirming-login)."""
    others = await logins.count(tx, user_id)
    if others >= tx.house.config.limits.sessions:
        await _make_room(tx, user_id)
    made = await devices.log_in(
        tx, user_id, client.key_id, client.device, client.layer, client.address, confirmed=confirmed or not others
    )
    user = await accounts.find(tx, user_id)
    await notices.say(tx, user_id, _describe(tx, made, user.profile.first_name if user else ""))
    device = f"{made.device.device_model}, {made.device.app_version}".strip(", ")
    told = NewAuthorization(
        hash=made.hash, unconfirmed=not made.confirmed, device=device, location=client.address, date=tx.now
    )
    await tx.log(user_id, told)
    return made


async def _make_room(tx: Tx, user_id: UserId) -> None:
    known = await logins.find_all(tx, user_id)
    for oldest in known[tx.house.config.limits.sessions - 1 :]:
        await devices.log_out(tx, oldest)


def _describe(tx: Tx, made: Authorization, name: str) -> str:
    device = made.device
    what = (
        ", ".join(part for part in (device.device_model, device.system_version, device.app_version) if part)
        or "unknown"
    )
    return (
        f"New login. Dear {name}, we detected a login into your account from a new device.\n\n"
        f"Device: {what}\nAddress: {made.address or 'unknown'}\n\n"
        "If this wasn't you, end that session in Settings > Devices."
    )


async def sign_up(
    tx: Tx, phone: str, hash: str, first_name: str, last_name: str, client: Client, *, quiet: bool = False
) -> UserId | Refusal:
    """Make an account for a number whose code was entered with this key (https://core.telegram.org/method/auth.signUp).

    `quiet` = those who wait for this number are not told. Refuses FIRSTNAME_INVALID, LASTNAME_INVALID, PHONE_CODE_EXPIRED,
    PHONE_CODE_INVALID, PHONE_NUMBER_OCCUPIED, FLOOD_WAIT_X. Returned, to be raised once durable: SIGNUP_….
    """
    first_name, last_name = registration.clean_names(first_name, last_name)
    await codes.require_entered(tx, phone, LOGIN, hash, client.key_id)
    if await accounts.find_by_phone(tx, phone):
        raise Refusal("PHONE_NUMBER_OCCUPIED")
    first_name, last_name, refusal = await registration.admit(tx, phone, first_name, last_name)
    if refusal:
        return refusal
    await codes.use(tx, phone, LOGIN)
    user_id = await make(tx, phone, first_name, last_name)
    await registration.settle(tx, phone)
    await devices.log_in(tx, user_id, client.key_id, client.device, client.layer, client.address)
    await contacts.announce(tx, user_id, phone, quiet=quiet)
    return user_id


async def make(tx: Tx, phone: str, first_name: str, last_name: str) -> UserId:
    """A new account with its box; nobody is logged in to it yet."""
    user_id = await _free_id(tx)
    profile = Profile(first_name=first_name, last_name=last_name)
    await accounts.add(tx, User(id=user_id, phone=phone, profile=profile, created=tx.now))
    await boxes.add(tx, user_id)
    await accounts.set_presence(tx, user_id, tx.now, 0)
    await dues.put(tx, user_id, "account_ttl", 0, tx.now + TTL_DAYS * 86400)
    return user_id


async def _free_id(tx: Tx) -> UserId:
    while True:
        id = UserId(LEAST_ID + tx.chance.below(MOST_ID - LEAST_ID))
        if await accounts.find(tx, id) is None:
            return id
