"""Keys and the devices that are logged in with them."""

from __future__ import annotations

import msgspec

from angarium.domain.work import Tx
from angarium.model.accounts import AuthKey, Authorization, Device, KeyState
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.store import keys, logins


async def add_key(tx: Tx, key: AuthKey) -> bool:
    """Keep a new auth key; False when its id is taken, and the client must try again (dh_gen_retry)."""
    return await keys.add(tx, key)


async def find_key(tx: Tx, key_id: KeyId) -> KeyState | None:
    """What the door needs of a key; None when it is unknown or, being temporary, over."""
    state = await keys.find(tx, key_id)
    if state is None or (state.key.expires_at and state.key.expires_at <= tx.now):
        return None
    return state


async def introduce(tx: Tx, user_id: UserId, id: AuthorizationId, device: Device, layer: int, address: str) -> None:
    """A logged-in device says what it is now (a new version of its app, say)."""
    known = await logins.find(tx, user_id, id)
    if known is None:
        return
    await logins.put(tx, msgspec.structs.replace(known, device=device, layer=layer, active=tx.now, address=address))
    await keys.set_layer(tx, known.key_id, layer)


async def log_in(tx: Tx, user_id: UserId, key_id: KeyId, device: Device, layer: int, address: str) -> Authorization:
    """Make the key a device of the account; the door hears of it after the commit."""
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
    )
    await logins.put(tx, made)
    await keys.set_owner(tx, key_id, user_id, made.id)
    tx.key_changed(key_id, user_id, made.id)
    return made


async def log_out(tx: Tx, gone: Authorization) -> None:
    """End a device: its key stays known but is nobody's, and its open sockets learn of it at once."""
    await logins.remove(tx, gone.user_id, gone.id)
    await keys.set_owner(tx, gone.key_id, None, None)
    tx.key_changed(gone.key_id, None, None)
