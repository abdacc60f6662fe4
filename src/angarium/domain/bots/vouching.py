"""Bots that vouch for people and chats in the name of an organization (https://core.telegram.org/api/bots/verification)."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.bots import Bot, Verification
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.store import bots

MOST = 70


async def vouch(tx: Tx, bot: Bot, peer: Peer, *, enabled: bool, description: str | None) -> None:
    """Refuses BOT_VERIFIER_FORBIDDEN for a bot that may not, BOT_INVALID to take back what another says, ABOUT_TOO_LONG."""
    if not bot.verifies:
        raise Refusal("BOT_VERIFIER_FORBIDDEN")
    known = await bots.find_vouch(tx, peer)
    if known is not None and known.bot_id != bot.id:
        raise Refusal("BOT_INVALID")
    if not enabled:
        await bots.remove_vouch(tx, peer)
        return
    text = description if description is not None else f"Verified by {bot.verifies}."
    if len(text) > MOST:
        raise Refusal("ABOUT_TOO_LONG")
    await bots.put_vouch(tx, peer, Verification(bot_id=bot.id, icon=bot.verify_icon, description=text))


async def find(tx: Tx, peer: int) -> Verification | None:
    """Who vouches for somebody, and how; the word of a bot that may no longer vouch counts no more."""
    found = await bots.find_vouch(tx, peer)
    bot = await bots.find(tx, found.bot_id) if found else None
    return found if bot is not None and bot.verifies and not bot.deleted else None
