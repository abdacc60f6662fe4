"""The web apps and games that a bot offers under short names (https://core.telegram.org/api/bots/webapps#direct-link-mini-apps,
https://core.telegram.org/api/bots/games)."""

from __future__ import annotations

import re

from angarium.domain.bots import bots as known
from angarium.domain.keyboards import is_url
from angarium.domain.work import Tx
from angarium.model.bots import BotApp
from angarium.model.errors import Refusal
from angarium.model.ids import FileId, UserId
from angarium.model.messages import Media
from angarium.store import bots

SHORT_NAME = re.compile(r"(?!.*__)[A-Za-z0-9_]{3,30}")
TITLE, DESCRIPTION = 64, 512


async def make(
    tx: Tx, bot_id: UserId, kind: str, short_name: str, title: str, description: str, url: str = "", photo_id: int = 0
) -> BotApp:
    """A new app or game. Refuses SHORT_NAME_INVALID, SHORT_NAME_OCCUPIED, URL_INVALID."""
    if not SHORT_NAME.fullmatch(short_name):
        raise Refusal("SHORT_NAME_INVALID")
    if await find(tx, bot_id, kind, short_name) is not None:
        raise Refusal("SHORT_NAME_OCCUPIED")
    if kind == "app" and not is_url(url, secure=True):
        raise Refusal("URL_INVALID")
    app = BotApp(
        id=tx.chance.long() & (2**62 - 1) | 1, bot_id=bot_id, short_name=short_name, kind=kind, title=title[:TITLE],
        description=description[:DESCRIPTION], url=url, photo_id=FileId(photo_id),
    )  # fmt: skip
    await bots.put_app(tx, app)
    return app


async def find(tx: Tx, bot_id: int, kind: str, short_name: str) -> BotApp | None:
    return await bots.find_item(tx, bot_id, kind, short_name.lower(), BotApp)


async def require(tx: Tx, bot_id: int, kind: str, short_name: str) -> BotApp:
    """Refuses BOT_INVALID; for a game SHORT_NAME_INVALID, for an app BOT_APP_SHORTNAME_INVALID."""
    await known.get(tx, bot_id)
    found = await find(tx, bot_id, kind, short_name)
    if found is None:
        raise Refusal("SHORT_NAME_INVALID" if kind == "game" else "BOT_APP_SHORTNAME_INVALID")
    return found


async def get(tx: Tx, id: int, kind: str) -> BotApp:
    """Refuses GAME_BOT_INVALID, BOT_APP_INVALID."""
    found = await bots.find_app(tx, id)
    if found is None or found.kind != kind:
        raise Refusal("GAME_BOT_INVALID" if kind == "game" else "BOT_APP_INVALID")
    return found


async def listing(tx: Tx, bot_id: int, kind: str) -> list[BotApp]:
    """By short name."""
    return [app for _, app in await bots.items(tx, bot_id, kind, BotApp)]


async def remove(tx: Tx, bot_id: int, kind: str, short_name: str) -> None:
    """Refuses what `require` refuses."""
    await bots.remove_app(tx, await require(tx, bot_id, kind, short_name))


def as_media(game: BotApp) -> Media:
    """A game as a message carries it (https://core.telegram.org/constructor/messageMediaGame)."""
    return Media(
        kind="game", extra_id=game.id, title=game.title, address=game.description, url=game.short_name,
        file_id=game.photo_id, user_id=game.bot_id,
    )  # fmt: skip
