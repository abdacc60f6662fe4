"""Which session of a device listens, so that it is pushed to again after a restart, without having to ask for anything.

COMPAT(Pyrogram 2.0, kurigram 2.2): their sessions outlive a restart of the server, and after it they only ping for a quarter of an
hour.
"""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import KeyId, UserId
from angarium.store import accounts

_SETTING = "listeners"

PER_KEY = 4
"""Listening sessions of one key that are remembered."""


async def remember(tx: Tx, user_id: UserId, key_id: KeyId, session_ids: tuple[int, ...]) -> None:
    """The device with this key listens with these sessions; the oldest device is forgotten when there are too many."""
    known = await _find_all(tx, user_id)
    known.pop(key_id, None)
    known[key_id] = session_ids
    while len(known) > tx.house.config.limits.sessions:
        del known[next(iter(known))]
    await accounts.set_setting(tx, user_id, _SETTING, known)


async def find(tx: Tx, user_id: UserId, key_id: KeyId) -> tuple[int, ...]:
    """The sessions that listened last with this key, the newest last."""
    return (await _find_all(tx, user_id)).get(key_id, ())


async def _find_all(tx: Tx, user_id: UserId) -> dict[int, tuple[int, ...]]:
    return await accounts.find_setting(tx, user_id, _SETTING, dict[int, tuple[int, ...]]) or {}
