"""Bots that somebody may like: those with web apps, and those like another one."""

from __future__ import annotations

from angarium.domain import offsets
from angarium.domain.bots import bots
from angarium.domain.people import circle
from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.store import accounts
from angarium.store import bots as stored

PAGE, LIKE = 100, 10


async def with_apps(tx: Tx, offset: str, limit: int) -> tuple[list[UserId], str]:
    """Bots with a main web app that have a username, and where the next page begins ("" = there is none)."""
    (after,) = offsets.find(offset, 1) or (0,)
    limit = max(1, min(limit, PAGE))
    page = await stored.some(tx, after, PAGE)
    found = []
    for bot in page:
        after = bot.id
        if bot.main_url and not bot.deleted and not bot.restricted:
            found.append(bot.id)
        if len(found) == limit:
            break
    return found, str(after) if len(page) == PAGE or (page and after != page[-1].id) else ""


async def like(tx: Tx, viewer_id: UserId, bot_id: UserId) -> list[UserId]:
    """Bots that the same people use, the most used first. Refuses BOT_INVALID."""
    await bots.get(tx, bot_id)
    counted: dict[int, int] = {}
    for person in (await circle.of(tx, bot_id))[:PAGE]:
        for other in await circle.of(tx, person):
            counted[other] = counted.get(other, 0) + 1
    known = set(await circle.of(tx, viewer_id)) | {int(bot_id), int(viewer_id)}
    users = await accounts.find_many(tx, [id for id in counted if id not in known][:500])
    found = [
        id for id, user in users.items() if user.profile.bot and user.profile.usernames and not user.profile.deleted
    ]
    return [UserId(id) for id in sorted(found, key=lambda id: (-counted[id], id))[:LIKE]]
