"""Keys and the devices that are logged in with them."""

from __future__ import annotations

import msgspec

from angarium.crypto import wrapping
from angarium.domain.accounts import freshness
from angarium.domain.secret import chats as secretchats
from angarium.domain.work import Tx
from angarium.model.accounts import AuthKey, Authorization, Device, KeyState
from angarium.model.errors import Refusal
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.store import keys, logins, pushtokens

_AT_REST = "auth key"
AUTO_CONFIRM = 7 * 86400


def _name(key_id: KeyId) -> bytes:
    return int(key_id).to_bytes(8, "little", signed=True)


async def add_key(tx: Tx, key: AuthKey) -> bool:
    """Keep a new auth key, wrapped; False when its id is taken, and the client must try again (dh_gen_retry)."""
    nonce = tx.chance.bytes(wrapping.NONCE)
    wrapped = wrapping.wrap(tx.house.secret, _AT_REST, _name(key.id), key.key, nonce)
    return await keys.add(tx, msgspec.structs.replace(key, key=wrapped))


async def find_key(tx: Tx, key_id: KeyId) -> KeyState | None:
    """What the door needs of a key; None when it is unknown or, being temporary, over."""
    state = await keys.find(tx, key_id)
    if state is None or (state.key.expires_at and state.key.expires_at <= tx.now):
        return None
    plain = wrapping.unwrap(tx.house.secret, _AT_REST, _name(key_id), state.key.key)
    return msgspec.structs.replace(state, key=msgspec.structs.replace(state.key, key=plain))


async def remove_key(tx: Tx, key_id: KeyId) -> bool:
    """Destroy a key, and end its device if it is one (https://core.telegram.org/mtproto/service_messages#destroying-keys);
    False when it was not there."""
    state = await keys.find(tx, key_id)
    if state is None:
        return False
    if state.key.expires_at == 0 and state.user_id is not None and state.authorization_id is not None:
        await forget(tx, state.user_id, state.authorization_id)
        tx.key_changed(key_id, None, None)
    await keys.remove(tx, key_id)
    return True


async def introduce(tx: Tx, user_id: UserId, id: AuthorizationId, device: Device, layer: int, address: str) -> None:
    """A logged-in device says what it is now (a new version of its app, say)."""
    known = await logins.find(tx, user_id, id)
    if known is None:
        return
    await logins.put(tx, msgspec.structs.replace(known, device=device, layer=layer, active=tx.now, address=address))
    await keys.set_layer(tx, known.key_id, layer)


async def log_in(
    tx: Tx, user_id: UserId, key_id: KeyId, device: Device, layer: int, address: str, *, confirmed: bool = True
) -> Authorization:
    """Make the key a device of the account, and of no other; the door hears of it after the commit."""
    device = await recall(tx, key_id, device)
    await end_earlier(tx, key_id)
    made = Authorization(
        id=AuthorizationId(tx.chance.long() & (2**62 - 1)),
        user_id=user_id,
        key_id=key_id,
        hash=tx.chance.long(),
        device=device,
        layer=layer,
        created=tx.now,
        active=tx.now,
        address=address,
        confirmed=confirmed,
    )
    await logins.put(tx, made)
    await keys.set_owner(tx, key_id, user_id, made.id, layer)
    tx.key_changed(key_id, user_id, made.id)
    return made


async def recall(tx: Tx, key_id: KeyId, device: Device) -> Device:
    """What a client says of itself, or else said in the account that its key has left: telegram-desktop says it once for each key, and
    not again when somebody signs in after signing out."""
    return device if device.api_id else await keys.find_device(tx, key_id) or device


async def end_earlier(tx: Tx, key_id: KeyId) -> None:
    """A key that logs in again leaves the account that it was in before."""
    state = await keys.find(tx, key_id)
    if state is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    if state.user_id is not None and state.authorization_id is not None:
        await forget(tx, state.user_id, state.authorization_id)


async def log_out(tx: Tx, gone: Authorization) -> None:
    """End a device: its key stays known but is nobody's, and its open sockets learn of it at once."""
    await forget(tx, gone.user_id, gone.id)
    await keys.remove_owner(tx, gone.key_id, gone.device)
    tx.key_changed(gone.key_id, None, None)


async def forget(tx: Tx, user_id: UserId, id: AuthorizationId) -> None:
    """Take the device off the account's list; its secret chats end, and it is woken no more."""
    await secretchats.end_device(tx, user_id, id)
    await logins.remove(tx, user_id, id)
    await pushtokens.remove(tx, user_id, id)


async def get(tx: Tx, user_id: UserId, id: AuthorizationId | None) -> Authorization:
    """The device that is calling. Refuses AUTH_KEY_UNREGISTERED."""
    found = await logins.find(tx, user_id, id) if id is not None else None
    if found is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    return found


async def find_all(tx: Tx, user_id: UserId) -> list[Authorization]:
    """The devices of an account, latest used first. One that nobody has objected to for a week counts as confirmed
    (https://core.telegram.org/api/config#authorization-autoconfirm-period)."""
    return [
        device
        if device.confirmed or device.created > tx.now - AUTO_CONFIRM
        else msgspec.structs.replace(device, confirmed=True)
        for device in await logins.find_all(tx, user_id)
    ]


async def find_by_hash(tx: Tx, user_id: UserId, hash: int) -> Authorization:
    """A device by the name that others of the account know it by. Refuses HASH_INVALID."""
    for device in await logins.find_all(tx, user_id):
        if device.hash == hash:
            return device
    raise Refusal("HASH_INVALID")


async def log_out_other(tx: Tx, own: Authorization, hash: int) -> None:
    """One device ends another (https://core.telegram.org/method/account.resetAuthorization)."""
    other = await find_by_hash(tx, own.user_id, hash)
    if other.id == own.id:
        raise Refusal("HASH_INVALID")
    freshness.require_elder(tx, own, [other])
    await log_out(tx, other)


async def log_out_others(tx: Tx, own: Authorization) -> None:
    """One device ends all others (https://core.telegram.org/method/auth.resetAuthorizations)."""
    others = [device for device in await logins.find_all(tx, own.user_id) if device.id != own.id]
    freshness.require_elder(tx, own, others)
    for other in others:
        await log_out(tx, other)


async def confirm(
    tx: Tx, user_id: UserId, hash: int, *, confirmed: bool, calls: bool | None, secret: bool | None
) -> None:
    """https://core.telegram.org/method/account.changeAuthorizationSettings; None leaves a switch as it is."""
    known = await find_by_hash(tx, user_id, hash)
    await logins.put(
        tx,
        msgspec.structs.replace(
            known,
            confirmed=known.confirmed or confirmed,
            calls_disabled=known.calls_disabled if calls is None else calls,
            secret_chats_disabled=known.secret_chats_disabled if secret is None else secret,
        ),
    )


async def touch(tx: Tx, user_id: UserId, id: AuthorizationId | None) -> None:
    """The device was used just now."""
    if id is not None:
        await logins.set_active(tx, user_id, id, tx.now)
