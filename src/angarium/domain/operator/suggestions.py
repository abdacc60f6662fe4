"""What a client suggests to its owner, each only where it is true (https://core.telegram.org/api/config#suggestions)."""

from __future__ import annotations

from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.people import settings
from angarium.domain.work import Tx
from angarium.model.accounts import Password
from angarium.model.campaigns import Hint
from angarium.model.chats import MEGAGROUP
from angarium.model.ids import SERVICE_USER, Peer, UserId, is_channel
from angarium.model.users import User
from angarium.store import accounts, campaigns, dialogs, logins, passwords, relations

DAY = 86_400

REMEMBER = 90 * DAY
"""Seconds after which people are asked whether they still know their password."""

REACHABLE = 365 * DAY
"""Seconds after which people are asked whether their number is still theirs."""

NEWCOMER = 7 * DAY

STRANGERS, AMONG = 10, 100
"""Strangers with unread messages, and the newest chats among which they are counted."""

BIRTHDAYS = "BIRTHDAY_CONTACTS_TODAY"
"""Shown unless it was dismissed today (https://core.telegram.org/api/config#inverted-suggestions)."""

GIGAGROUP = "CONVERT_GIGAGROUP"

_LASTS = {"VALIDATE_PASSWORD": REMEMBER, "VALIDATE_PHONE_NUMBER": REACHABLE, BIRTHDAYS: DAY}
"""Seconds for which a dismissal holds; the others hold for ever."""

_KNOWN = frozenset(
    {
        "AUTOARCHIVE_POPULAR", "BIRTHDAY_SETUP", "NEWCOMER_TICKS", "SETUP_LOGIN_EMAIL", "SETUP_PASSWORD", "USERPIC_SETUP",
        "VALIDATE_PASSWORD", "VALIDATE_PHONE_NUMBER", BIRTHDAYS,
        # What is sold elsewhere is suggested by nobody here, and may be dismissed like the rest.
        "PREMIUM_ANNUAL", "PREMIUM_CHRISTMAS", "PREMIUM_GRACE", "PREMIUM_RESTORE", "PREMIUM_UPGRADE",
        "STARS_SUBSCRIPTION_LOW_BALANCE",
    }
)  # fmt: skip


async def pending(tx: Tx, user_id: UserId) -> list[str]:
    """What is suggested to somebody now, most urgent first."""
    user = await accounts.find(tx, user_id)
    if user is None:
        return []
    gone = await dismissed(tx, user_id)
    found = [*await _about_keys(tx, user), *await _about_person(tx, user)]
    return [name for name in found if name not in gone]


async def dismissed(tx: Tx, user_id: UserId, peer: int = 0) -> list[str]:
    """What somebody does not want to be told for now."""
    return [
        name
        for name, date in (await campaigns.dismissed(tx, user_id, peer)).items()
        if name not in _LASTS or date + _LASTS[name] > tx.now
    ]


async def inverted(tx: Tx, user_id: UserId) -> list[str]:
    """What clients show by themselves, and shall not show to this person now."""
    return [name for name in await dismissed(tx, user_id) if name == BIRTHDAYS]


async def _about_keys(tx: Tx, user: User) -> list[str]:
    """The password, the mail address and the number that open the account."""
    known = await passwords.find(tx, user.id) or Password()
    found = []
    if not known.verifier:
        found.append("SETUP_PASSWORD")
    elif max(known.changed, await _proved(tx, user.id)) + REMEMBER <= tx.now:
        found.append("VALIDATE_PASSWORD")
    if "smtp" in tx.house.config.codes.senders and not known.login_email:
        found.append("SETUP_LOGIN_EMAIL")
    entered = max((device.created for device in await logins.find_all(tx, user.id)), default=tx.now)
    if user.phone and entered + REACHABLE <= tx.now:
        found.append("VALIDATE_PHONE_NUMBER")
    return found


async def _proved(tx: Tx, user_id: UserId) -> int:
    return await accounts.find_setting(tx, user_id, "password_proved", int) or 0


async def _about_person(tx: Tx, user: User) -> list[str]:
    """The profile, and those who write to this person."""
    found = []
    if user.profile.photo_id is None:
        found.append("USERPIC_SETUP")
    if user.profile.birthday is None:
        found.append("BIRTHDAY_SETUP")
    if user.created + NEWCOMER > tx.now:
        found.append("NEWCOMER_TICKS")
    if await _is_popular(tx, user.id):
        found.append("AUTOARCHIVE_POPULAR")
    return found


async def _is_popular(tx: Tx, user_id: UserId) -> bool:
    """Whether so many strangers write that their chats were better kept apart, and are not yet."""
    if (await settings.global_privacy(tx, user_id)).archive_strangers:
        return False
    page = await dialogs.page(tx, user_id, 0, (2**62, 2**62), AMONG, pinned=False)
    senders = [
        one.peer
        for one in page
        if one.peer > 0 and one.unread_count and one.peer not in {int(user_id), int(SERVICE_USER)}
    ]
    if len(senders) < STRANGERS:
        return False
    links = await relations.between(tx, user_id, senders)
    people = await accounts.find_many(tx, senders)
    strangers = [
        peer
        for peer in senders
        if not people[peer].profile.bot and not ((mine := links.get((user_id, peer))) is not None and mine.contact)
    ]
    return len(strangers) >= STRANGERS


async def of_chat(tx: Tx, standing: Standing) -> list[str]:
    """What is suggested to the creator of a supergroup: one that is nearly full had better be a gigagroup
    (https://core.telegram.org/api/config#channel-suggestions)."""
    chat = standing.chat
    if not standing.is_creator or chat.kind != MEGAGROUP or chat.profile.gigagroup:
        return []
    if chat.members * 10 < tx.house.config.limits.supergroup_members * 9:
        return []
    gone = await dismissed(tx, UserId(standing.user_id), chat.peer)
    return [GIGAGROUP] if GIGAGROUP not in gone else []


async def hint(tx: Tx, user_id: UserId) -> Hint | None:
    """What the operator suggests in words of their own: the newest that this person did not dismiss."""
    gone = await dismissed(tx, user_id)
    for one in await campaigns.find_running(tx, campaigns.HINT, tx.now):
        if isinstance(one.body, Hint) and one.body.name not in gone:
            return one.body
    return None


async def dismiss(tx: Tx, user_id: UserId, peer: Peer | None, name: str) -> bool:
    """Somebody does not want to be told a thing again; False when there is no such thing. What concerns a supergroup or channel is for its
    admins: refuses what `guards.require_admin` does."""
    if peer is not None and is_channel(peer):
        await guards.require_admin(tx, user_id, peer)
    if peer is not None and name == GIGAGROUP:
        await campaigns.dismiss(tx, user_id, peer, name, tx.now)
        return True
    hints = [one.body for one in await campaigns.find_all(tx, campaigns.HINT)]
    if name not in _KNOWN and not any(isinstance(one, Hint) and one.name == name for one in hints):
        return False
    await campaigns.dismiss(tx, user_id, 0, name, tx.now)
    return True
