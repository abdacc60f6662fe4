"""Web sites that people sign in to with their account (https://core.telegram.org/api/url-authorization)."""

from __future__ import annotations

from urllib.parse import urlsplit

from angarium.domain.accounts import profiles
from angarium.domain.bots import bots, callbacks, initdata
from angarium.domain.bots.callbacks import Press
from angarium.domain.work import Tx
from angarium.model.bots import Bot, Button, WebLogin
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.store import bots as stored

MOST = 100


async def find_button(tx: Tx, press: Press, id: int) -> tuple[Button, Bot, str]:
    """The button that leads to a site, the bot in whose name the site is, and its domain. Refuses MESSAGE_ID_INVALID,
    BUTTON_INVALID, BOT_DOMAIN_INVALID."""
    message, button = await callbacks.find_any(tx, press, lambda one: one.kind == "UrlAuth" and one.id == id)
    bot = await bots.get(tx, button.user_id or message.author)
    domain = (urlsplit(button.url).hostname or "").lower()
    if not belongs(bot, domain):
        raise Refusal("BOT_DOMAIN_INVALID")
    return button, bot, domain


def belongs(bot: Bot, domain: str) -> bool:
    """Whether a host is the bot's site or a part of it."""
    return any(domain == own or domain.endswith(f".{own}") for own in bot.domains)


async def sign_in(tx: Tx, user_id: UserId, bot: Bot, domain: str, url: str, device: str, place: str) -> str:
    """Remember the site among the account's; the address that signs the person in there."""
    profile = (await profiles.get(tx, user_id)).profile
    known = {
        "id": str(user_id),
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "username": profile.usernames[0] if profile.usernames else "",
        "auth_date": str(tx.now),
    }
    fields = {name: value for name, value in known.items() if value}
    for login in await stored.logins(tx, user_id):
        if (login.bot_id, login.domain) == (bot.id, domain):
            await stored.remove_login(tx, user_id, login.hash)
    login = WebLogin(
        hash=tx.chance.long(),
        bot_id=bot.id,
        domain=domain,
        browser=device,
        created=tx.now,
        active=tx.now,
        address=place,
    )
    await stored.put_login(tx, user_id, login)
    return initdata.with_query(url, initdata.sign_login(bots.token_of(tx.house.secret, bot), fields))


async def listing(tx: Tx, user_id: UserId) -> list[WebLogin]:
    """Latest first."""
    found = await stored.logins(tx, user_id)
    return sorted(found, key=lambda login: (-login.created, login.hash))[:MOST]


async def end(tx: Tx, user_id: UserId, hash: int) -> None:
    """Refuses HASH_INVALID."""
    if all(login.hash != hash for login in await stored.logins(tx, user_id)):
        raise Refusal("HASH_INVALID")
    await stored.remove_login(tx, user_id, hash)


async def end_all(tx: Tx, user_id: UserId) -> None:
    """Sign out everywhere."""
    await stored.remove_logins(tx, user_id)
