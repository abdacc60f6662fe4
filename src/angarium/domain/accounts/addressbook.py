"""The address book as a whole: its list, the numbers nobody here has yet, birthdays, links to oneself."""

from __future__ import annotations

import calendar
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from angarium.domain.people import privacy, settings
from angarium.domain.work import Tx
from angarium.model.accounts import Token
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.users import Birthday
from angarium.store import accounts, phonebook, relations, tokens

LINK = "contact"
LINK_TTL = 86400
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Book:
    """Contacts by id, ascending; `saved` = imported numbers that nobody here has."""

    ids: list[int]
    saved: int


async def get(tx: Tx, user_id: UserId) -> Book:
    return Book(await relations.contacts(tx, user_id), await phonebook.count(tx, user_id))


async def birthdays(tx: Tx, user_id: UserId) -> list[tuple[int, Birthday]]:
    """Contacts whose birthday is yesterday, today or tomorrow, and who let it be seen."""
    today = datetime.fromtimestamp(tx.now, UTC)
    near = {_day(today + timedelta(days=step)) for step in (-1, 0, 1)}
    if (2, 28) in near and not calendar.isleap(today.year):
        near.add((2, 29))
    ids = await relations.contacts(tx, user_id)
    found: list[tuple[int, Birthday]] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        links = await relations.between(tx, user_id, some)
        for id, user in (await accounts.find_many(tx, some)).items():
            birthday = user.profile.birthday
            if birthday is None or (birthday.month, birthday.day) not in near:
                continue
            if privacy.allows(user, "birthday", user_id, links.get((id, user_id))):
                found.append((id, birthday))
    return found


def _day(date: datetime) -> tuple[int, int]:
    return date.month, date.day


async def saved(tx: Tx, user_id: UserId) -> list[tuple[str, str, str]]:
    """(phone, first name, last name) of imported numbers that nobody here has."""
    return await phonebook.find_all(tx, user_id)


async def forget_saved(tx: Tx, user_id: UserId) -> None:
    """Nobody waits for those numbers any more."""
    await phonebook.clear(tx, user_id)


async def require_takeout(tx: Tx, user_id: UserId, takeout_id: int | None) -> None:
    """Refuse TAKEOUT_REQUIRED for what is only told within an export (https://core.telegram.org/api/takeout)."""
    if takeout_id is None or takeout_id != await settings.find_takeout(tx, user_id):
        raise Refusal("TAKEOUT_REQUIRED")


async def export_token(tx: Tx, user_id: UserId) -> tuple[str, int]:
    """A token that leads to oneself whatever one's privacy, and when it is over."""
    made = Token(token=tx.chance.bytes(12), purpose=LINK, user_id=user_id, expires_at=tx.now + LINK_TTL)
    await tokens.put(tx, made)
    return urlsafe_b64encode(made.token).decode(), made.expires_at


async def import_token(tx: Tx, shown: str) -> UserId:
    """Whose token this is. Refuses IMPORT_TOKEN_INVALID."""
    try:
        raw = urlsafe_b64decode(shown.encode("ascii"))
    except (Error, ValueError) as fault:
        raise Refusal("IMPORT_TOKEN_INVALID") from fault
    known = await tokens.find(tx, raw, LINK)
    if known is None or known.user_id is None or known.expires_at <= tx.now:
        raise Refusal("IMPORT_TOKEN_INVALID")
    return known.user_id
