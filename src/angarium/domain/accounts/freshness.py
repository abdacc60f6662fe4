"""What has just come may be a thief's: a new password and a new device wait before they may do what cannot be undone.

Clients ask beforehand, with an empty password, what they have to wait for, and tell people so; the waits are the operator's to set
(`Freshness`)."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain.accounts import passwords
from angarium.domain.accounts.passwords import Proof
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.accounts import Authorization
from angarium.model.errors import Refusal
from angarium.model.ids import AuthorizationId, UserId
from angarium.store import accounts, logins


async def wait_of_session(tx: Tx, own: Authorization) -> int:
    """Seconds until this device is no longer new; 0 = it is not."""
    return await _wait(tx, own.user_id, own.created, tx.house.config.freshness.session)


async def _wait(tx: Tx, user_id: UserId, begun: int, seconds: int) -> int:
    """Seconds until what began then is no longer new. On the first days of an account, fewer than one has to wait, nothing is: nobody
    was there before who could be robbed."""
    account = await accounts.find(tx, user_id)
    if account is None or account.created + seconds > tx.now:
        return 0
    return max(0, begun + seconds - tx.now)


def is_newcomer(tx: Tx, own: Authorization, others: Iterable[Authorization]) -> bool:
    """Whether a device is new and one of these is not. Where all are new, as on the day that somebody signs up, none is a stranger."""
    since = tx.now - tx.house.config.freshness.session
    return own.created > since and any(other.created <= since for other in others)


def require_elder(tx: Tx, own: Authorization, others: Iterable[Authorization]) -> None:
    """Refuses FRESH_RESET_AUTHORISATION_FORBIDDEN: a new device does not throw out one that was there before
    (https://core.telegram.org/method/account.resetAuthorization)."""
    if is_newcomer(tx, own, others):
        raise Refusal("FRESH_RESET_AUTHORISATION_FORBIDDEN")


async def require_admin_maker(tx: Tx, user_id: UserId, id: AuthorizationId | None) -> None:
    """Refuses FRESH_CHANGE_ADMINS_FORBIDDEN: a new device beside older ones appoints nobody
    (https://core.telegram.org/method/channels.editAdmin). Bots have no devices to tell apart."""
    known = await logins.find_all(tx, user_id)
    own = next((one for one in known if one.id == id), None)
    if own is not None and is_newcomer(tx, own, known):
        raise Refusal("FRESH_CHANGE_ADMINS_FORBIDDEN")


async def require_owner(house: House, user_id: UserId, id: AuthorizationId | None, proof: Proof | None) -> None:
    """Whoever gives something away for good has had a password for a week and this device for a day, and knows the password
    (https://core.telegram.org/method/channels.editCreator).

    Refuses PASSWORD_MISSING, PASSWORD_TOO_FRESH_%d, SESSION_TOO_FRESH_%d and what `passwords.require` does, in this order: clients that
    only want to know whether to go on send no proof, and take PASSWORD_HASH_INVALID for yes.
    """
    known = await passwords.find(house, user_id)
    if not known.verifier:
        raise Refusal("PASSWORD_MISSING")
    async with house.work.read() as tx:
        if wait := await _wait(tx, user_id, known.changed, house.config.freshness.password):
            raise Refusal("PASSWORD_TOO_FRESH_%d", wait)
        own = await logins.find(tx, user_id, id) if id is not None else None
        if own is None:
            raise Refusal("AUTH_KEY_UNREGISTERED")
        if wait := await wait_of_session(tx, own):
            raise Refusal("SESSION_TOO_FRESH_%d", wait)
    await passwords.require(house, user_id, proof)
