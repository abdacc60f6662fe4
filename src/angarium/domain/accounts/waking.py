"""Where sleeping devices are woken: https://core.telegram.org/api/push-updates."""

from __future__ import annotations

import msgspec

from angarium.domain.work import Tx
from angarium.model.accounts import PushToken
from angarium.model.errors import Refusal
from angarium.model.ids import AuthorizationId, UserId
from angarium.store import pushtokens


async def register(tx: Tx, user_id: UserId, device_id: AuthorizationId | None, token: PushToken) -> None:
    """A device says where it can be woken, in place of what it said before for the same kind of service."""
    await pushtokens.put(tx, user_id, device_id or 0, token)


async def unregister(tx: Tx, user_id: UserId, device_id: AuthorizationId | None, kind: int, token: str) -> None:
    """Refuses TOKEN_INVALID for one that is not registered."""
    known = await pushtokens.find(tx, user_id, device_id or 0, kind)
    if known is None or known.token != token:
        raise Refusal("TOKEN_INVALID")
    await pushtokens.remove(tx, user_id, device_id or 0, kind)


async def lock(tx: Tx, user_id: UserId, device_id: AuthorizationId | None, period: int) -> None:
    """The device asks for its passcode after `period` seconds without use, so that notices to it say less; negative = it does not."""
    for device, token in await pushtokens.find_all(tx, user_id):
        if device == (device_id or 0):
            at = tx.now + period if period >= 0 else 0
            await pushtokens.put(tx, user_id, device, msgspec.structs.replace(token, locked_at=at))
