"""What a business account tells of itself: when it is open, where it is, how it greets in an empty chat
(https://core.telegram.org/api/business)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from angarium.domain.accounts import profiles
from angarium.domain.looks import countries
from angarium.domain.work import Tx
from angarium.model.business import Business, Intro, Location, WorkHours
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import accounts

SETTING = "business"
WEEK = 7 * 24 * 60
DAY = 24 * 60
PERIODS = 28
ADDRESS, TITLE, DESCRIPTION = 96, 32, 70


async def get(tx: Tx, user_id: int) -> Business:
    return await accounts.find_setting(tx, user_id, SETTING, Business) or Business()


async def change(tx: Tx, user_id: UserId, **fields: Any) -> Business:
    """Other fields of one's business. The profile says whether it does anything by itself, so that chats need not ask."""
    after = replace(await get(tx, user_id), **fields)
    await accounts.set_setting(tx, user_id, SETTING, after)
    automated = any(part is not None for part in (after.greeting, after.away))
    bot_id = after.bot.bot_id if after.bot else 0
    user = await profiles.get(tx, user_id)
    if (user.profile.automated, user.profile.business_bot) != (automated, bot_id):
        await accounts.set_profile(tx, user_id, replace(user.profile, automated=automated, business_bot=bot_id))
    return after


async def set_hours(tx: Tx, user_id: UserId, hours: WorkHours | None) -> None:
    """Refuses TIMEZONE_INVALID, BUSINESS_WORK_HOURS_EMPTY, BUSINESS_WORK_HOURS_PERIOD_INVALID."""
    if hours is not None:
        if not countries.is_zone(hours.timezone):
            raise Refusal("TIMEZONE_INVALID")
        if not hours.weekly:
            raise Refusal("BUSINESS_WORK_HOURS_EMPTY")
        _check_periods(hours.weekly)
    await change(tx, user_id, hours=hours)


def _check_periods(weekly: tuple[tuple[int, int], ...]) -> None:
    """One after the other, each within the week; the last may end on the Monday after it."""
    last = 0
    for start, end in weekly:
        if not last <= start < end <= WEEK + DAY or start > WEEK:
            raise Refusal("BUSINESS_WORK_HOURS_PERIOD_INVALID")
        last = end
    if len(weekly) > PERIODS or weekly[-1][1] - WEEK > weekly[0][0]:
        raise Refusal("BUSINESS_WORK_HOURS_PERIOD_INVALID")


def is_open(hours: WorkHours, now: int) -> bool:
    """Whether it is open at this moment, by the clock of its place."""
    there = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(hours.timezone))
    minute = there.weekday() * DAY + there.hour * 60 + there.minute
    return any(start <= at < end for start, end in hours.weekly for at in (minute, minute + WEEK))


async def set_location(tx: Tx, user_id: UserId, location: Location | None) -> None:
    """Refuses ADDRESS_INVALID, GEO_POINT_INVALID."""
    if location is not None:
        if not 1 <= len(location.address.strip()) <= ADDRESS:
            raise Refusal("ADDRESS_INVALID")
        if location.latitude is not None and location.longitude is not None:
            if not (-90 <= location.latitude <= 90 and -180 <= location.longitude <= 180):
                raise Refusal("GEO_POINT_INVALID")
    await change(tx, user_id, location=location)


async def set_intro(tx: Tx, user_id: UserId, intro: Intro | None) -> None:
    """Refuses INTRO_TITLE_INVALID, INTRO_DESCRIPTION_INVALID."""
    if intro is not None:
        if len(intro.title) > TITLE:
            raise Refusal("INTRO_TITLE_INVALID")
        if len(intro.description) > DESCRIPTION:
            raise Refusal("INTRO_DESCRIPTION_INVALID")
    await change(tx, user_id, intro=intro)
