"""Temporary keys speak for permanent ones: https://core.telegram.org/api/pfs."""

from __future__ import annotations

import struct

from angarium.crypto.kdf import BadMessageKey, BindingCipher
from angarium.domain.accounts import devices
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import KeyId
from angarium.store import keys

# random:int128 msg_id:long seqno:int msg_len:int, then
# bind_auth_key_inner#75a3f765 nonce:long temp_auth_key_id:long perm_auth_key_id:long temp_session_id:long expires_at:int
_INNER = struct.Struct("<16xqiiIqqqqi")
_BIND_AUTH_KEY_INNER = 0x75A3F765


async def bind(
    tx: Tx,
    temporary_id: KeyId | None,
    permanent_id: KeyId,
    session_id: int,
    msg_id: int,
    nonce: int,
    expires_at: int,
    message: bytes,
) -> None:
    """Put a temporary key in the place of the permanent one, which proves by `message` that it agrees.

    Every check of https://core.telegram.org/method/auth.bindTempAuthKey. Refuses TEMP_AUTH_KEY_EMPTY,
    TEMP_AUTH_KEY_ALREADY_BOUND, ENCRYPTED_MESSAGE_INVALID.
    """
    temporary = await keys.find(tx, temporary_id) if temporary_id is not None else None
    if temporary_id is None or temporary is None:
        raise Refusal("TEMP_AUTH_KEY_EMPTY")
    if temporary.key.permanent_id not in (None, permanent_id):
        raise Refusal("TEMP_AUTH_KEY_ALREADY_BOUND")
    permanent = await devices.find_key(tx, permanent_id)
    if permanent is None or permanent.key.expires_at:
        raise Refusal("ENCRYPTED_MESSAGE_INVALID")
    inner = _open(permanent.key.key, message)
    # "perm_auth_key_id, nonce, expires_at: same as in the outer call; temp_session_id: the session that calls; msg_id: that of the call"
    if inner != (msg_id, nonce, temporary_id, permanent_id, session_id, expires_at):
        raise Refusal("ENCRYPTED_MESSAGE_INVALID")
    if expires_at <= tx.now:
        raise Refusal("EXPIRES_AT_INVALID")
    await keys.bind(tx, temporary_id, permanent_id, min(expires_at, temporary.key.expires_at))


def _open(key: bytes, message: bytes) -> tuple[int, int, int, int, int, int]:
    """(msg_id, nonce, temporary key, permanent key, session, expiry) of the message that the permanent key made."""
    try:
        plain = BindingCipher(key).decrypt(message)
        msg_id, seqno, length, constructor, nonce, temporary, permanent, session, expires = _INNER.unpack(plain)
    except (BadMessageKey, struct.error) as fault:
        raise Refusal("ENCRYPTED_MESSAGE_INVALID") from fault
    # "seqno: set to 0; the message carries bind_auth_key_inner and nothing else"
    if seqno != 0 or length != _INNER.size - 32 or constructor != _BIND_AUTH_KEY_INNER:
        raise Refusal("ENCRYPTED_MESSAGE_INVALID")
    return msg_id, nonce, temporary, permanent, session, expires


async def drop(tx: Tx, permanent_id: KeyId, keep: tuple[KeyId, ...]) -> None:
    """End the temporary keys of a permanent one but for `keep` (https://core.telegram.org/method/auth.dropTempAuthKeys)."""
    await keys.remove_temporary(tx, permanent_id, keep)
