"""Where a pressed button may lead somebody."""

from __future__ import annotations

from urllib.parse import urlsplit

from angarium.domain.keyboards import is_url
from angarium.domain.work import Tx
from angarium.store import usernames


async def may_open(tx: Tx, bot_id: int, url: str) -> bool:
    """A bot may open its games, and its own chat with a parameter (https://core.telegram.org/method/messages.setBotCallbackAnswer)."""
    if not is_url(url):
        return False
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname not in ("t.me", "telegram.me"):
        return True
    path = parts.path.strip("/") or parts.query.partition("domain=")[2].partition("&")[0]
    mine = {one.shown.lower() for one in await usernames.find_all(tx, bot_id)}
    return path.split("/")[0].lower() in mine
