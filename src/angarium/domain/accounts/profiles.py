"""What people tell of themselves."""

from __future__ import annotations

import calendar

import msgspec

from angarium.domain.accounts import registration
from angarium.domain.people import circle
from angarium.domain.texts import names
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import UserChanged
from angarium.model.ids import UserId
from angarium.model.users import Birthday, Profile, User
from angarium.store import accounts, directory

COLORS = 21
"""Palette entries of https://core.telegram.org/api/colors that may be chosen."""


async def get(tx: Tx, user_id: UserId) -> User:
    """One's own account."""
    user = await accounts.find(tx, user_id)
    if user is None or user.profile.deleted:
        raise Refusal("USER_DEACTIVATED")
    return user


async def is_bot(tx: Tx, user_id: UserId) -> bool:
    """Whether an account is a bot."""
    user = await accounts.find(tx, user_id)
    return user is not None and user.profile.bot


async def change(tx: Tx, user_id: UserId, what: str, **fields: object) -> Profile:
    """Set fields of one's profile; those who know the person hear of it when something is different."""
    user = await get(tx, user_id)
    made = msgspec.structs.replace(user.profile, **fields)
    if made == user.profile:
        return made
    if (made.first_name, made.last_name) != (user.profile.first_name, user.profile.last_name):
        made = msgspec.structs.replace(made, name_date=tx.now)
    if made.photo_id != user.profile.photo_id:
        made = msgspec.structs.replace(made, photo_date=tx.now)
    await accounts.set_profile(tx, user_id, made)
    await circle.tell(tx, user_id, UserChanged(user_id=user_id, what=what))
    return made


async def set_names(tx: Tx, user_id: UserId, first: str | None, last: str | None, about: str | None) -> None:
    """https://core.telegram.org/method/account.updateProfile; None = leave it. Refuses FIRSTNAME_INVALID, LASTNAME_INVALID,
    ABOUT_TOO_LONG."""
    profile = (await get(tx, user_id)).profile
    if about is not None:
        about = about.strip()
        if len(about) > tx.house.config.limits.about_length:
            raise Refusal("ABOUT_TOO_LONG")
        await change(tx, user_id, "user", about=about)
    if first is None and last is None:
        return
    first, last = registration.clean_names(
        profile.first_name if first is None else first, profile.last_name if last is None else last
    )
    await change(tx, user_id, "name", first_name=first, last_name=last)
    await index(tx, user_id)


async def index(tx: Tx, user_id: UserId) -> None:
    """Let everyone find the person by name, if they have a username."""
    profile = (await get(tx, user_id)).profile
    words = names.words(profile.first_name, profile.last_name) if profile.usernames else ()
    await directory.set_person(tx, user_id, words)


def check_birthday(birthday: Birthday, now: int) -> None:
    """Refuses BIRTHDAY_INVALID for a day that does not exist or has not come yet."""
    year = birthday.year or 2000  # a leap year
    known_month = 1 <= birthday.month <= 12
    if (
        not known_month
        or not 1900 <= year <= 9999
        or not 1 <= birthday.day <= calendar.monthrange(year, birthday.month)[1]
    ):
        raise Refusal("BIRTHDAY_INVALID")
    if birthday.year and calendar.timegm((birthday.year, birthday.month, birthday.day, 0, 0, 0)) > now:
        raise Refusal("BIRTHDAY_INVALID")


async def set_birthday(tx: Tx, user_id: UserId, birthday: Birthday | None) -> None:
    """Refuses BIRTHDAY_INVALID."""
    if birthday is not None:
        check_birthday(birthday, tx.now)
    await change(tx, user_id, "user", birthday=birthday)


async def set_color(tx: Tx, user_id: UserId, color: int | None, emoji: int | None, *, for_profile: bool) -> None:
    """Refuses COLOR_INVALID."""
    if color is not None and not 0 <= color < COLORS:
        raise Refusal("COLOR_INVALID")
    if for_profile:
        await change(tx, user_id, "user", profile_color=color, profile_background_emoji_id=emoji)
    else:
        await change(tx, user_id, "user", color=color, background_emoji_id=emoji)


MOST_STARS = 10_000
"""stars_paid_message_amount_max of https://core.telegram.org/api/config#stars-paid-message-amount-max."""


async def set_price(tx: Tx, user_id: UserId, stars: int) -> None:
    """What strangers pay to write to somebody (https://core.telegram.org/api/paid-messages). Refuses STARS_AMOUNT_INVALID."""
    if not 0 <= stars <= MOST_STARS:
        raise Refusal("STARS_AMOUNT_INVALID")
    await change(tx, user_id, "user", message_stars=stars)
