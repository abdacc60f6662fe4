"""Auth keys. `domain.devices` wraps the key itself before it comes here."""

from __future__ import annotations

import msgspec

from angarium.model.accounts import AuthKey, Device, KeyState
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.store.db import Db, Row

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Device).decode
_TEMPORARY = 24  # temporary keys that may speak for one permanent key
_COLUMNS = "k.id, k.secret, k.first_salt, k.created, k.expires_at, k.permanent_id"


async def add(db: Db, key: AuthKey) -> bool:
    """False when the id is taken."""
    row = await db.one(
        "INSERT INTO auth_key (id, secret, first_salt, created, expires_at, permanent_id) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        key.id, key.key, key.first_salt, key.created, key.expires_at, key.permanent_id,
    )  # fmt: skip
    return row is not None


async def find(db: Db, key_id: KeyId) -> KeyState | None:
    """The key, and whose device the permanent key behind it is."""
    row = await db.one(
        f"SELECT {_COLUMNS}, p.id, p.user_id, p.login_id, p.layer, coalesce(l.device, p.device) FROM auth_key k"
        " LEFT JOIN auth_key p ON p.id = coalesce(k.permanent_id, k.id)"
        " LEFT JOIN login l ON l.user_id = p.user_id AND l.id = p.login_id WHERE k.id = ?",
        key_id,
    )
    return _state(row) if row else None


def _state(row: Row) -> KeyState:
    key = AuthKey(id=row[0], key=row[1], first_salt=row[2], created=row[3], expires_at=row[4], permanent_id=row[5])
    return KeyState(
        key=key,
        permanent_id=row[6] if row[6] is not None else key.id,
        user_id=UserId(row[7]) if row[7] is not None else None,
        authorization_id=AuthorizationId(row[8]) if row[8] is not None else None,
        layer=row[9] or 0,
        device=_decode(row[10]) if row[10] is not None else None,
    )


async def bind(db: Db, temporary_id: KeyId, permanent_id: KeyId, expires_at: int) -> None:
    """Put a temporary key in the place of a permanent one. Others that are bound to it stay: COMPAT(TDLib 1.8), which has one for
    each of its connections and ends them itself; only the oldest go when there are too many."""
    await db.run(
        "UPDATE auth_key SET permanent_id = ?, expires_at = ? WHERE id = ?", permanent_id, expires_at, temporary_id
    )
    await db.run(
        "DELETE FROM auth_key WHERE id IN (SELECT id FROM auth_key WHERE permanent_id = ? AND id <> ?"
        " ORDER BY created DESC, id LIMIT 1000 OFFSET ?)",
        permanent_id, temporary_id, _TEMPORARY,
    )  # fmt: skip


async def set_owner(db: Db, key_id: KeyId, user_id: UserId, login_id: AuthorizationId, layer: int) -> None:
    """Whose device the key is now, and what it speaks; nobody waits for a password behind it any more."""
    await db.run(
        "UPDATE auth_key SET user_id = ?, login_id = ?, layer = ?, pending_id = NULL WHERE id = ?",
        user_id, login_id, layer, key_id,
    )  # fmt: skip


async def remove_owner(db: Db, key_id: KeyId, device: Device) -> None:
    """The key is nobody's device any more; what it was stays known."""
    await db.run(
        "UPDATE auth_key SET user_id = NULL, login_id = NULL, pending_id = NULL, device = ? WHERE id = ?",
        _encode(device), key_id,
    )  # fmt: skip


async def find_device(db: Db, key_id: KeyId) -> Device | None:
    """What the app behind the key said of itself before it left its last account."""
    row = await db.one("SELECT device FROM auth_key WHERE id = ? AND device IS NOT NULL", key_id)
    return _decode(row[0]) if row else None


async def set_pending(db: Db, key_id: KeyId, user_id: UserId | None, now: int) -> None:
    """Whose account the key has entered the code for, while the password is still missing."""
    await db.run("UPDATE auth_key SET pending_id = ?, pending_at = ? WHERE id = ?", user_id, now, key_id)


async def find_pending(db: Db, key_id: KeyId, since: int) -> UserId | None:
    """Who waits behind the key for their password, unless that began before `since`."""
    row = await db.one(
        "SELECT pending_id FROM auth_key WHERE id = ? AND pending_id IS NOT NULL AND pending_at >= ?", key_id, since
    )
    return UserId(row[0]) if row else None


async def set_layer(db: Db, key_id: KeyId, layer: int) -> None:
    await db.run("UPDATE auth_key SET layer = ? WHERE id = ?", layer, key_id)


async def remove(db: Db, key_id: KeyId) -> None:
    """Forget a key and the temporary ones bound to it."""
    await db.run("DELETE FROM auth_key WHERE id = ? OR permanent_id = ?", key_id, key_id)


async def remove_temporary(db: Db, permanent_id: KeyId, keep: tuple[KeyId, ...]) -> list[KeyId]:
    """Forget the temporary keys bound to a permanent one, but for those to keep; returns which they were."""
    rows = await db.all("SELECT id FROM auth_key WHERE permanent_id = ? ORDER BY id", permanent_id)
    gone = [KeyId(row[0]) for row in rows if row[0] not in keep]
    await db.many("DELETE FROM auth_key WHERE id = ?", [(id,) for id in gone])
    return gone


async def remove_expired(db: Db, now: int) -> None:
    await db.run("DELETE FROM auth_key WHERE expires_at > 0 AND expires_at <= ?", now)
