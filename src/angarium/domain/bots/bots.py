"""A bot as such: made, found, changed, ended, and the token that it signs in with (https://core.telegram.org/api/bots)."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.accounts import devices, profiles, usernames
from angarium.domain.accounts.accounts import BOT_ENDS
from angarium.domain.bots import vouching
from angarium.domain.people import circle
from angarium.domain.work import Tx
from angarium.model.bots import Bot, BotFace
from angarium.model.errors import Refusal
from angarium.model.events import BotManaged, UserChanged
from angarium.model.ids import UserId
from angarium.model.users import Profile, User
from angarium.store import accounts, bots, boxes, directory, logins
from angarium.store import usernames as names

LEAST_ID, MOST_ID = 10**8, 2**31 - 1
NAME = 64
SUFFIX = "bot"

_TOKEN = re.compile(r"(\d{1,16}):([A-Za-z0-9_-]{35})")
_OLD_TOKENS = 20
"""Tokens before the present one that are told apart from invented ones."""


# --- tokens


def token_of(secret: bytes, bot: Bot, keys: int = 0) -> str:
    """`<number>:<35 characters>`. Nothing of it is stored: it follows from the server's secret and how many tokens there have been."""
    told = b"%d %d" % (bot.id, keys or bot.keys)
    digest = blake2b(told, digest_size=27, key=secret, person=b"angarium bot").digest()
    return f"{bot.id}:{urlsafe_b64encode(digest).decode()[:35]}"


async def by_token(tx: Tx, token: str) -> Bot:
    """The bot that a token belongs to. Refuses ACCESS_TOKEN_INVALID, and ACCESS_TOKEN_EXPIRED for one that was revoked."""
    form = _TOKEN.fullmatch(token)
    bot = await bots.find(tx, int(form[1])) if form else None
    if bot is None:
        raise Refusal("ACCESS_TOKEN_INVALID")
    if compare_digest(token_of(tx.house.secret, bot), token):
        if bot.deleted:
            raise Refusal("ACCESS_TOKEN_EXPIRED")
        return bot
    for keys in range(max(1, bot.keys - _OLD_TOKENS), bot.keys):
        if compare_digest(token_of(tx.house.secret, bot, keys), token):
            raise Refusal("ACCESS_TOKEN_EXPIRED")
    raise Refusal("ACCESS_TOKEN_INVALID")


async def revoke(tx: Tx, bot: Bot) -> Bot:
    """A new token; whoever signed in with the old one is signed out."""
    made = replace(bot, keys=bot.keys + 1)
    await bots.put(tx, made)
    for device in await logins.find_all(tx, bot.id):
        await devices.log_out(tx, device)
    await tell_manager(tx, made)
    return made


async def tell_manager(tx: Tx, bot: Bot) -> None:
    """Let the bot that manages this one know that it was made, or has another token
    (https://core.telegram.org/constructor/updateManagedBot)."""
    if bot.manager_id:
        await tx.log(bot.manager_id, BotManaged(user_id=bot.owner_id, bot_id=bot.id))


# --- beginning and end


async def check_username(tx: Tx, name: str) -> None:
    """Refuses USERNAME_INVALID, USERNAME_SUFFIX_MISSING, USERNAME_OCCUPIED."""
    usernames.check(name)
    if not name.lower().endswith(SUFFIX):
        raise Refusal("USERNAME_SUFFIX_MISSING")
    if await names.find_owner(tx, name) is not None:
        raise Refusal("USERNAME_OCCUPIED")


def clean_name(name: str) -> str:
    """Refuses NAME_INVALID."""
    name = " ".join(name.split())
    if not name or len(name) > NAME or not name.isprintable():
        raise Refusal("NAME_INVALID")
    return name


async def require_room(tx: Tx, owner_id: int) -> None:
    """Refuses BOT_CREATE_LIMIT_EXCEEDED."""
    if len(await owned(tx, owner_id)) >= tx.house.config.limits.bots:
        raise Refusal("BOT_CREATE_LIMIT_EXCEEDED")


async def make(tx: Tx, owner_id: UserId, name: str, username: str) -> Bot:
    """A new bot. Refuses NAME_INVALID, BOT_CREATE_LIMIT_EXCEEDED and what `check_username` refuses."""
    name = clean_name(name)
    await check_username(tx, username)
    await require_room(tx, owner_id)
    bot_id = await _free_id(tx)
    profile = Profile(first_name=name, bot=True, face=BotFace(owner_id=owner_id))
    await accounts.add(tx, User(id=bot_id, phone="", profile=profile, created=tx.now))
    await boxes.add(tx, bot_id)
    bot = Bot(id=bot_id, owner_id=owner_id, created=tx.now)
    await bots.put(tx, bot)
    await usernames.set_main(tx, bot_id, username)
    return bot


async def _free_id(tx: Tx) -> UserId:
    while True:
        id = UserId(LEAST_ID + tx.chance.below(MOST_ID - LEAST_ID))
        if await accounts.find(tx, id) is None:
            return id


async def delete(tx: Tx, bot: Bot) -> None:
    """The bot is no more; its messages stay where they are."""
    for device in await logins.find_all(tx, bot.id):
        await devices.log_out(tx, device)
    await names.remove_all(tx, bot.id)
    await directory.set_person(tx, bot.id, ())
    await accounts.set_profile(tx, bot.id, Profile(first_name="", deleted=True, bot=True))
    await bots.put(tx, replace(bot, deleted=True))
    await bots.remove_items(tx, bot.id)
    await vouching.silence(tx, bot.id)
    await circle.tell(tx, bot.id, UserChanged(user_id=bot.id, what="user"))


@dues.happens(BOT_ENDS)
async def end(tx: Tx, bot_id: int, _: int) -> None:
    """A bot does not outlive its owner."""
    bot = await bots.find(tx, bot_id)
    if bot is not None and not bot.deleted:
        await delete(tx, bot)


# --- finding


async def owned(tx: Tx, owner_id: int) -> list[Bot]:
    """The bots that an account has made and not deleted."""
    return [bot for bot in await bots.owned(tx, owner_id) if not bot.deleted]


async def get(tx: Tx, bot_id: int) -> Bot:
    """Refuses BOT_INVALID."""
    bot = await bots.find(tx, bot_id)
    if bot is None or bot.deleted:
        raise Refusal("BOT_INVALID")
    return bot


async def require_own(tx: Tx, owner_id: int, bot_id: int) -> Bot:
    """A bot that this account may change: its own, or itself. Refuses BOT_INVALID."""
    bot = await get(tx, bot_id)
    if owner_id not in (bot.owner_id, bot.id):
        raise Refusal("BOT_INVALID")
    return bot


async def face_of(tx: Tx, bot_id: int) -> BotFace:
    """What everyone sees of a bot. Refuses BOT_INVALID."""
    user = await accounts.find(tx, bot_id)
    if user is None or user.profile.deleted or user.profile.face is None:
        raise Refusal("BOT_INVALID")
    return user.profile.face


# --- changing


async def change_face(tx: Tx, bot_id: UserId, **fields: object) -> None:
    """Set what everyone sees; the circle hears of it."""
    face = await face_of(tx, bot_id)
    made = replace(face, **fields)
    if made != face:
        await profiles.change(tx, bot_id, "user", face=replace(made, version=face.version + 1))


async def bump(tx: Tx, bot_id: UserId) -> None:
    """Something that botInfo tells has changed: whoever has it fetches it anew."""
    face = await face_of(tx, bot_id)
    await profiles.change(tx, bot_id, "user", face=replace(face, version=face.version + 1))
