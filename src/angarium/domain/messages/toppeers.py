"""The people somebody talks with most: https://core.telegram.org/api/top-rating. The rating of a chat halves with every week of silence,
and is worked out when it is asked for, so that sending costs nothing."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import SERVICE_USER, UserId
from angarium.store import accounts, circles

HALF_LIFE = 7 * 86400
_DISABLED, _RESET = "top_peers_disabled", "top_peers_reset"


async def is_enabled(tx: Tx, user_id: UserId) -> bool:
    """Whether the person wants such a list at all."""
    return not await accounts.find_setting(tx, user_id, _DISABLED, bool)


async def set_enabled(tx: Tx, user_id: UserId, *, enabled: bool) -> None:
    """Switched off, it is also forgotten what was reset."""
    await accounts.set_setting(tx, user_id, _DISABLED, not enabled)
    await accounts.remove_setting(tx, user_id, _RESET)


async def find(tx: Tx, user_id: UserId, limit: int) -> list[tuple[int, float]]:
    """(person, rating), highest first."""
    reset = await accounts.find_setting(tx, user_id, _RESET, dict[int, int]) or {}
    found = [
        (id, 0.5 ** (max(tx.now - date, 0) / HALF_LIFE))
        for id, date in await circles.recent(tx, user_id, limit + len(reset) + 1)
        if id != SERVICE_USER and date > reset.get(id, 0)
    ]
    return found[:limit]


async def forget(tx: Tx, user_id: UserId, peer: int) -> None:
    """Leave somebody out until they talk again."""
    reset = await accounts.find_setting(tx, user_id, _RESET, dict[int, int]) or {}
    await accounts.set_setting(tx, user_id, _RESET, {**dict(list(reset.items())[-99:]), peer: tx.now})
