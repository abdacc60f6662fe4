"""The account as a whole: how long it lives, its number, its end."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from angarium.domain import dues
from angarium.domain.accounts import codes, contacts, devices, farewells, freshness, profiles
from angarium.domain.accounts.codes import Waiting
from angarium.domain.accounts.signing import TTL_DAYS
from angarium.domain.messages import notices
from angarium.domain.people import circle
from angarium.domain.secret import chats as secretchats
from angarium.domain.work import Tx
from angarium.model.accounts import Authorization
from angarium.model.errors import Refusal
from angarium.model.events import UserChanged
from angarium.model.ids import KeyId, UserId
from angarium.model.users import Profile
from angarium.store import accounts, bots, directory, erasure, logins, passwords, phonebook, relations, usernames
from angarium.store import codes as stored_codes

CHANGE, KEEP = "change", "delete"
"""Purposes of codes: for another number; to keep an account that somebody wants to delete."""

DELETE_WAIT = 7 * 86400
"""Seconds before an account with a password is deleted for somebody who does not know it."""

AUTHORIZATION_TTL = 180

BOT_ENDS = "bot_ends"
"""What is due when a bot's owner has gone."""

_DAY = 86400


# --- how long it lives


async def ttl_days(tx: Tx, user_id: UserId) -> int:
    """Days without use after which the account is deleted."""
    return await accounts.find_setting(tx, user_id, "account_ttl", int) or TTL_DAYS


async def set_ttl(tx: Tx, user_id: UserId, days: int) -> None:
    """Refuses TTL_DAYS_INVALID beyond 30 to 730 days."""
    if not 30 <= days <= 730:
        raise Refusal("TTL_DAYS_INVALID")
    await accounts.set_setting(tx, user_id, "account_ttl", days)
    await dues.put(tx, user_id, "account_ttl", 0, tx.now + days * _DAY)


@dues.happens("account_ttl")
async def expire(tx: Tx, user_id: int, _: int) -> None:
    """Delete an account that nobody has used for as long as its owner said."""
    user = await accounts.find(tx, user_id)
    if user is None or user.profile.deleted:
        return
    used = max([user.seen, *(device.active for device in await logins.find_all(tx, user_id))])
    over = used + await ttl_days(tx, user.id) * _DAY
    if over > tx.now:
        await dues.put(tx, user_id, "account_ttl", 0, over)
    else:
        await delete(tx, user.id)


async def authorization_ttl_days(tx: Tx, user_id: UserId) -> int:
    """Days without use after which a device is logged out."""
    return await accounts.find_setting(tx, user_id, "authorization_ttl", int) or AUTHORIZATION_TTL


async def set_authorization_ttl(tx: Tx, own: Authorization, days: int) -> None:
    """The device `own` of an account says when unused ones are logged out
    (https://core.telegram.org/method/account.setAuthorizationTTL). Refuses TTL_DAYS_INVALID beyond one to 366 days,
    FRESH_RESET_AUTHORISATION_FORBIDDEN."""
    if not 1 <= days <= 366:
        raise Refusal("TTL_DAYS_INVALID")
    freshness.require_elder(tx, own, await logins.find_all(tx, own.user_id))
    await accounts.set_setting(tx, own.user_id, "authorization_ttl", days)
    await dues.put(tx, own.user_id, "authorization_ttl", 0, tx.now + _DAY)


@dues.happens("authorization_ttl")
async def expire_devices(tx: Tx, user_id: int, _: int) -> None:
    """Log out what nobody has used for as long as the owner said; looked at once a day."""
    days = await authorization_ttl_days(tx, UserId(user_id))
    left = 0
    for device in await logins.find_all(tx, user_id):
        if device.active + days * _DAY <= tx.now:
            await devices.log_out(tx, device)
        else:
            left += 1
    if left:
        await dues.put(tx, user_id, "authorization_ttl", 0, tx.now + _DAY)


# --- its number


async def ask_change_phone(tx: Tx, own: Authorization, phone: str, address: str) -> Waiting:
    """The device `own` of an account asks to move it to another number (https://core.telegram.org/method/account.sendChangePhoneCode).
    Refuses FRESH_CHANGE_PHONE_FORBIDDEN, PHONE_NUMBER_OCCUPIED."""
    if await freshness.wait_of_session(tx, own):
        raise Refusal("FRESH_CHANGE_PHONE_FORBIDDEN")
    if await accounts.find_by_phone(tx, phone):
        raise Refusal("PHONE_NUMBER_OCCUPIED")
    return await codes.ask(tx, phone, CHANGE, user_id=own.user_id, address=address)


async def change_phone(tx: Tx, user_id: UserId, phone: str, hash: str, entered: str, key_id: KeyId) -> Refusal | None:
    """Move the account to another number; a wrong code is a refusal to raise once it is counted."""
    if refusal := await codes.try_code(tx, phone, CHANGE, hash, entered, key_id):
        return refusal
    if await accounts.find_by_phone(tx, phone):
        raise Refusal("PHONE_NUMBER_OCCUPIED")
    user = await profiles.get(tx, user_id)
    await codes.use(tx, phone, CHANGE)
    await accounts.set_phone(tx, user_id, user.phone, phone)
    await circle.tell(tx, user_id, UserChanged(user_id=user_id, what="phone"))
    await contacts.announce(tx, user_id, phone, quiet=True)
    return None


# --- its end


def keep_hash(tx: Tx, user: int, phone: str) -> str:
    """What stands in the link by which an owner keeps an account that somebody else wants to delete."""
    return blake2b(f"{user} {phone}".encode(), digest_size=12, key=tx.house.secret, person=b"angarium keep").hexdigest()


async def delete_later(tx: Tx, user_id: UserId) -> int:
    """Somebody who has the number but not the password wants the account gone: its owner has a week to object. Seconds to wait;
    0 = it is gone (https://core.telegram.org/method/account.deleteAccount)."""
    user = await profiles.get(tx, user_id)
    password = await passwords.find(tx, user_id)
    if password is None or not password.verifier:
        await delete(tx, user_id)
        return 0
    at = await accounts.find_setting(tx, user_id, "delete_at", int)
    if at is not None and at <= tx.now:
        await delete(tx, user_id)
        return 0
    if at is None:
        at = tx.now + DELETE_WAIT
        await accounts.set_setting(tx, user_id, "delete_at", at)
        link = f"tg://confirmphone?phone={user.phone}&hash={keep_hash(tx, user_id, user.phone)}"
        text = (
            f"Somebody with access to your phone number {phones_shown(user.phone)} has asked to delete your account. It will be"
            f" deleted in 7 days.\n\nIf this wasn't you, open this link to keep it: {link}"
        )
        await notices.say(tx, user_id, text)
    return at - tx.now


def phones_shown(phone: str) -> str:
    """A number with its middle hidden."""
    return f"+{phone[:-5]}***{phone[-2:]}" if len(phone) > 7 else "+***"


async def ask_keep(tx: Tx, user_id: UserId, hash: str, address: str) -> Waiting:
    """Refuses HASH_INVALID."""
    user = await profiles.get(tx, user_id)
    if hash != keep_hash(tx, user_id, user.phone):
        raise Refusal("HASH_INVALID")
    return await codes.ask(tx, user.phone, KEEP, user_id=user_id, address=address)


async def keep(tx: Tx, user_id: UserId, hash: str, entered: str, key_id: KeyId) -> Refusal | None:
    """The owner has objected: the account stays, and whoever waited has to begin again."""
    user = await profiles.get(tx, user_id)
    waiting = await stored_codes.find(tx, user.phone, KEEP)
    if entered and (waiting is None or waiting.hash != hash):
        raise Refusal("CODE_HASH_INVALID")
    if refusal := await codes.try_code(tx, user.phone, KEEP, hash, entered, key_id):
        return refusal
    await codes.use(tx, user.phone, KEEP)
    await accounts.remove_setting(tx, user_id, "delete_at")
    return None


async def delete(tx: Tx, user_id: UserId) -> None:
    """End an account. Others keep what it wrote to them, under the name "Deleted Account"; everything that was its own goes."""
    user = await accounts.find(tx, user_id)
    if user is None or user.profile.deleted:
        return
    # The circle is told first, while it is still known who belongs to it.
    await accounts.set_profile(tx, user_id, msgspec.structs.replace(Profile(first_name=""), deleted=True))
    await circle.tell(tx, user_id, UserChanged(user_id=user_id, what="user"))
    await secretchats.end_invitations(tx, user_id)
    await farewells.say(tx, user_id)
    for device in await logins.find_all(tx, user_id):
        await devices.log_out(tx, device)
    await accounts.set_phone(tx, user_id, user.phone, "")
    await accounts.set_presence(tx, user_id, 0, 0)
    await usernames.remove_all(tx, user_id)
    await directory.set_person(tx, user_id, ())
    await relations.remove_all(tx, user_id)
    await phonebook.clear(tx, user_id)
    await passwords.remove(tx, user_id)
    await erasure.erase(tx, user_id)
    for bot in await bots.owned(tx, user_id):
        await dues.put(tx, bot.id, BOT_ENDS, 0, tx.now)
