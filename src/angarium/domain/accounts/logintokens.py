"""Signing in by a QR code (https://core.telegram.org/api/qr-login), and taking a login along to another data centre."""

from __future__ import annotations

import msgspec

from angarium.domain.accounts import devices, signing
from angarium.domain.accounts.signing import Client
from angarium.domain.work import Tx
from angarium.model.accounts import Authorization, Token
from angarium.model.errors import Refusal
from angarium.model.events import LoginTokenAccepted
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.store import keys, tokens

QR, TRANSFER = "login", "transfer"
QR_TTL, TRANSFER_TTL = 30, 300  # seconds


async def export(tx: Tx, client: Client, except_ids: tuple[int, ...]) -> Token:
    """A token to show as a QR code; `user_id` is set in it once somebody has accepted it and a password is still missing.

    Refuses SESSION_PASSWORD_NEEDED then, unless the client knows that account already.
    """
    pending = await signing.find_pending(tx, client.key_id)
    if pending is not None and pending not in except_ids:
        raise Refusal("SESSION_PASSWORD_NEEDED")
    known = await tokens.find_by_key(tx, client.key_id, QR)
    if known is not None and known.user_id is None and known.expires_at > tx.now + QR_TTL // 2:
        return known
    device = await devices.recall(tx, client.key_id, client.device)
    made = Token(
        token=tx.chance.bytes(32), purpose=QR, key_id=client.key_id, expires_at=tx.now + QR_TTL, device=device,
        layer=client.layer, address=client.address,
    )  # fmt: skip
    await tokens.put(tx, made)
    return made


async def require(tx: Tx, token: bytes) -> Token:
    """A token that can still be accepted. Refuses AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED, AUTH_TOKEN_ALREADY_ACCEPTED."""
    known = await tokens.find(tx, token, QR)
    if known is None:
        raise Refusal("AUTH_TOKEN_INVALID")
    if known.user_id is not None:
        raise Refusal("AUTH_TOKEN_ALREADY_ACCEPTED")
    if known.expires_at <= tx.now:
        raise Refusal("AUTH_TOKEN_EXPIRED")
    return known


async def accept(tx: Tx, user_id: UserId, token: bytes) -> Authorization:
    """A logged-in device lets the one that shows this token in (https://core.telegram.org/method/auth.acceptLoginToken)."""
    if await tokens.find(tx, token, QR) is None:
        raise Refusal("AUTH_TOKEN_INVALIDX")
    known = await require(tx, token)
    state = await keys.find(tx, known.key_id)
    if state is None or state.user_id is not None:
        raise Refusal("AUTH_TOKEN_EXCEPTION")
    await tokens.put(tx, msgspec.structs.replace(known, user_id=user_id))
    client = Client(known.key_id, known.device, known.layer, known.address)
    if await signing.needs_password(tx, user_id):
        await keys.set_pending(tx, known.key_id, user_id, tx.now)
        made = _pending(tx, user_id, client)
    else:
        made = await signing.enter(tx, user_id, client, confirmed=True)
    tx.key_passing(known.key_id, LoginTokenAccepted())
    return made


def _pending(tx: Tx, user_id: UserId, client: Client) -> Authorization:
    return Authorization(
        id=AuthorizationId(0), user_id=user_id, key_id=client.key_id, hash=0, device=client.device, layer=client.layer,
        created=tx.now, active=tx.now, address=client.address, password_pending=True,
    )  # fmt: skip


async def export_login(tx: Tx, user_id: UserId, key_id: KeyId) -> bytes:
    """What another key shows to be let into the same account (https://core.telegram.org/method/auth.exportAuthorization)."""
    made = Token(
        token=tx.chance.bytes(96), purpose=TRANSFER, key_id=key_id, user_id=user_id, expires_at=tx.now + TRANSFER_TTL
    )
    await tokens.put(tx, made)
    return made.token


async def import_login(tx: Tx, user_id: int, token: bytes, client: Client) -> UserId:
    """Let a key into the account that exported the token, once. Refuses AUTH_BYTES_INVALID."""
    known = await tokens.find(tx, token, TRANSFER)
    if known is None or known.user_id != user_id or known.expires_at <= tx.now:
        raise Refusal("AUTH_BYTES_INVALID")
    await tokens.remove(tx, token)
    if known.key_id != client.key_id:
        await devices.log_in(tx, known.user_id, client.key_id, client.device, client.layer, client.address)
    return known.user_id
