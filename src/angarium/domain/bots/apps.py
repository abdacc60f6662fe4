"""The web apps and games that a bot offers under short names (https://core.telegram.org/api/bots/webapps#direct-link-mini-apps,
https://core.telegram.org/api/bots/games)."""

from __future__ import annotations

import re

from angarium.domain import references
from angarium.domain.bots import bots as known
from angarium.domain.files import documents
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.bots import BotApp
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.files import Attribute, Document
from angarium.model.ids import FileId, UserId
from angarium.model.messages import Media
from angarium.store import bots, files

SHORT_NAME = re.compile(r"(?!.*__)[A-Za-z0-9_]{3,30}")
TITLE, DESCRIPTION = 64, 512
APP, GAME = "app", "game"


async def make(
    tx: Tx, bot_id: UserId, kind: str, short_name: str, title: str, description: str, url: str = "", photo_id: int = 0
) -> BotApp:
    """A new app or game. Refuses SHORT_NAME_INVALID, SHORT_NAME_OCCUPIED. `url` has been looked at already."""
    if not SHORT_NAME.fullmatch(short_name):
        raise Refusal("SHORT_NAME_INVALID")
    if await find(tx, bot_id, kind, short_name) is not None:
        raise Refusal("SHORT_NAME_OCCUPIED")
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
        games = kind == GAME
        raise Refusal("SHORT_NAME_INVALID" if games else "BOT_APP_SHORTNAME_INVALID")
    return found


async def get(tx: Tx, id: int, kind: str) -> BotApp:
    """Refuses GAME_BOT_INVALID, BOT_APP_INVALID."""
    found = await bots.find_app(tx, id)
    if found is None or found.kind != kind:
        games = kind == GAME
        raise Refusal("GAME_BOT_INVALID" if games else "BOT_APP_INVALID")
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


async def show(tx: Tx, app: BotApp) -> Facts:
    """What it takes to show an app: its picture."""
    photos = await files.find_photos(tx, (app.photo_id,)) if app.photo_id else {}
    return Facts(photos=photos, references={id: references.make(tx.house.secret, id, tx.now) for id in photos})


# --- the sign of bots in the attachment menu

ICON = FileId(2**62 - 40)
_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="#000" '
    b'stroke-width="2"><rect x="4" y="8" width="16" height="11" rx="3"/><path d="M12 8V4M9 13h.01M15 13h.01M9.5 16h5"/></svg>'
)


async def prepare(house: House) -> None:
    """Let the sign be there; at every start."""
    blob = await house.blobs.put(_DRAWING)
    async with house.work.begin() as tx:
        if ICON not in await files.find_documents(tx, (ICON,)):
            drawing = Document(
                id=ICON, owner_id=0, access_hash=tx.chance.long(), date=tx.now, mime_type="image/svg+xml",
                size=len(_DRAWING), blob=blob, attributes=(Attribute(kind="Filename", file_name="bot.svg"),),
            )  # fmt: skip
            await files.add_document(tx, drawing)


async def icon(tx: Tx) -> Facts:
    """The sign, with what it takes to fetch it."""
    return await documents.show(tx, (ICON,))
