"""Bots that vouch for people and chats in the name of an organization (https://core.telegram.org/api/bots/verification)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.accounts import profiles
from angarium.domain.groups import telling
from angarium.domain.work import Tx
from angarium.model.bots import Bot, Verification
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.store import accounts, bots, chats

MOST = 70


async def vouch(tx: Tx, bot: Bot, peer: Peer, *, enabled: bool, description: str | None) -> None:
    """Refuses BOT_VERIFIER_FORBIDDEN for a bot that may not, BOT_INVALID to take back what another says, ABOUT_TOO_LONG,
    PEER_ID_INVALID."""
    if not bot.verifies:
        raise Refusal("BOT_VERIFIER_FORBIDDEN")
    known = await bots.find_vouch(tx, peer)
    if known is not None and known.bot_id != bot.id:
        raise Refusal("BOT_INVALID")
    text = description if description is not None else f"Verified by {bot.verifies}."
    if len(text) > MOST:
        raise Refusal("ABOUT_TOO_LONG")
    await _mark(tx, peer, bot.verify_icon if enabled else 0)
    if enabled:
        await bots.put_vouch(tx, peer, Verification(bot_id=bot.id, icon=bot.verify_icon, description=text))
    else:
        await bots.remove_vouch(tx, peer)


async def silence(tx: Tx, bot_id: int) -> None:
    """The word of a bot counts no more: it is gone, or may not vouch any longer."""
    for peer in await bots.vouched_by(tx, bot_id):
        await bots.remove_vouch(tx, peer)
        if await _exists(tx, peer):
            await _mark(tx, peer, 0)


async def _exists(tx: Tx, peer: int) -> bool:
    found = await accounts.find(tx, peer) if peer > 0 else await chats.find(tx, peer)
    return found is not None and not found.profile.deleted


async def _mark(tx: Tx, peer: int, icon: int) -> None:
    """What stands beside the name; those who see it hear of it. Refuses PEER_ID_INVALID."""
    if not await _exists(tx, peer):
        raise Refusal("PEER_ID_INVALID")
    if peer > 0:
        await profiles.change(tx, UserId(peer), "user", vouched_icon=icon)
        return
    chat = await telling.get(tx, Peer(peer))
    if chat.profile.vouched_icon != icon:
        await chats.set_profile(tx, peer, replace(chat.profile, vouched_icon=icon))
        await telling.tell_members(tx, Peer(peer))


async def find(tx: Tx, peer: int) -> Verification | None:
    """Who vouches for somebody, and how."""
    return await bots.find_vouch(tx, peer)
