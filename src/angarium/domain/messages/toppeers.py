"""The people and bots somebody talks with most: https://core.telegram.org/api/top-rating. The rating of a chat halves with every week of
silence, and is worked out when it is asked for, so that sending costs nothing."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import SERVICE_USER, UserId
from angarium.store import accounts, circles

HALF_LIFE = 7 * 86400
_DISABLED, _RESET = "top_peers_disabled", "top_peers_reset"
_LOOKED_AT = 500  # the latest private chats, of which the list is made

CORRESPONDENTS, BOTS = "correspondents", "bots_pm"
CATEGORIES = (CORRESPONDENTS, BOTS)
"""What is rated here; of what is not, nobody is ever at the top."""


async def is_enabled(tx: Tx, user_id: UserId) -> bool:
    """Whether the person wants such a list at all."""
    return not await accounts.find_setting(tx, user_id, _DISABLED, bool)


async def set_enabled(tx: Tx, user_id: UserId, *, enabled: bool) -> None:
    """Switched off, it is also forgotten what was reset."""
    await accounts.set_setting(tx, user_id, _DISABLED, not enabled)
    for category in CATEGORIES:
        await accounts.remove_setting(tx, user_id, _name(category))


async def find(tx: Tx, user_id: UserId, categories: tuple[str, ...], limit: int) -> dict[str, list[tuple[int, float]]]:
    """By category, (person or bot, rating), highest first."""
    recent = [(id, date) for id, date in await circles.recent(tx, user_id, _LOOKED_AT) if id != SERVICE_USER]
    users = await accounts.find_many(tx, [id for id, _ in recent])
    found = {}
    for category in categories:
        reset = await accounts.find_setting(tx, user_id, _name(category), dict[int, int]) or {}
        found[category] = [
            (id, 0.5 ** (max(tx.now - date, 0) / HALF_LIFE))
            for id, date in recent
            if id in users and users[id].profile.bot == (category == BOTS) and date > reset.get(id, 0)
        ][:limit]
    return found


async def forget(tx: Tx, user_id: UserId, category: str, peer: int) -> None:
    """Leave somebody out of a category until they talk again."""
    if category not in CATEGORIES:
        return
    reset = await accounts.find_setting(tx, user_id, _name(category), dict[int, int]) or {}
    await accounts.set_setting(tx, user_id, _name(category), {**dict(list(reset.items())[-99:]), peer: tx.now})


def _name(category: str) -> str:
    """The setting that holds who was left out, and when."""
    return _RESET if category == CORRESPONDENTS else f"{_RESET}_{category}"
