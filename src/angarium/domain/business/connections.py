"""Bots that answer for somebody (https://core.telegram.org/api/business#connected-bots).

A connection's id says whose it is, so that nothing but the account itself need be looked at.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from msgspec.structs import replace

from angarium.domain.accounts import bars
from angarium.domain.business import offices
from angarium.domain.people import recipients as meant
from angarium.domain.work import Tx
from angarium.model.business import ConnectedBot, Recipients
from angarium.model.errors import Refusal
from angarium.model.events import BotConnected, BusinessConnected
from angarium.model.ids import Peer, UserId
from angarium.store import accounts, logins

_ID = struct.Struct("<QQ")
MOST = 1000
"""Chats that one connection may leave out."""


async def find(tx: Tx, owner_id: int) -> ConnectedBot | None:
    return (await offices.get(tx, owner_id)).bot


async def connect(
    tx: Tx,
    owner_id: UserId,
    bot_id: UserId,
    recipients: Recipients,
    rights: tuple[str, ...],
    device: str,
    location: str,
) -> ConnectedBot:
    """Let a bot answer in the chats of these people; one bot at a time. Other devices are asked whether that was meant. Refuses
    BOT_INVALID, BUSINESS_RECIPIENTS_EMPTY."""
    bot = await accounts.find(tx, bot_id)
    if bot is None or not bot.profile.bot or bot.profile.deleted:
        raise Refusal("BOT_INVALID")
    meant.check(recipients)
    known = await find(tx, owner_id)
    if known is not None and known.bot_id != bot_id:
        await disconnect(tx, owner_id, UserId(known.bot_id))
        known = None
    if known is not None:
        made = replace(known, recipients=recipients, rights=rights)
    else:
        id = urlsafe_b64encode(_ID.pack(owner_id, tx.chance.long() & (2**63 - 1))).rstrip(b"=").decode()
        made = ConnectedBot(
            id=id, bot_id=bot_id, recipients=recipients, rights=rights, date=tx.now, device=device, location=location,
            confirmed=await logins.count(tx, owner_id) < 2,
        )  # fmt: skip
        if not made.confirmed:
            asked = BotConnected(bot_id=bot_id, confirmed=False, device=device, location=location, date=tx.now)
            await tx.log(owner_id, asked)
    await offices.change(tx, owner_id, bot=made)
    await _tell(tx, owner_id, made)
    return made


async def confirm(tx: Tx, owner_id: UserId, bot_id: UserId) -> bool:
    """Say that it was oneself who connected a bot; False when nobody asked. Refuses BOT_INVALID for one that is not connected."""
    known = await find(tx, owner_id)
    if known is None or known.bot_id != bot_id:
        raise Refusal("BOT_INVALID")
    if known.confirmed:
        return False
    await offices.change(tx, owner_id, bot=replace(known, confirmed=True))
    await tx.log(owner_id, BotConnected(bot_id=bot_id, confirmed=True))
    return True


async def disconnect(tx: Tx, owner_id: UserId, bot_id: UserId) -> None:
    """Refuses BOT_INVALID for one that is not connected."""
    known = await find(tx, owner_id)
    if known is None or known.bot_id != bot_id:
        raise Refusal("BOT_INVALID")
    await offices.change(tx, owner_id, bot=None)
    await _tell(tx, owner_id, known, disabled=True)


async def _tell(tx: Tx, owner_id: UserId, made: ConnectedBot, *, disabled: bool = False) -> None:
    """The bot hears of it."""
    await tx.log(
        made.bot_id,
        BusinessConnected(id=made.id, user_id=owner_id, date=made.date, rights=made.rights, disabled=disabled),
    )


async def _require(tx: Tx, owner_id: UserId) -> ConnectedBot:
    """Refuses BUSINESS_CONNECTION_INVALID when no bot is connected."""
    known = await find(tx, owner_id)
    if known is None:
        raise Refusal("BUSINESS_CONNECTION_INVALID")
    return known


async def pause(tx: Tx, owner_id: UserId, peer: Peer, *, paused: bool) -> None:
    """Lead one chat alone for a while, or let the bot go on."""
    known = await _require(tx, owner_id)
    rest = tuple(id for id in known.paused if id != peer)
    after = replace(known, paused=((*rest, int(peer)) if paused else rest)[-MOST:])
    await offices.change(tx, owner_id, bot=after)
    await bars.tell(tx, owner_id, peer)


async def leave_out(tx: Tx, owner_id: UserId, peer: Peer) -> None:
    """Let the bot never see one chat again."""
    known = await _require(tx, owner_id)
    old = known.recipients
    excluded = tuple(dict.fromkeys((*old.excluded, int(peer))))[-MOST:]
    users = old.users if old.exclude else tuple(id for id in old.users if id != peer)
    await offices.change(tx, owner_id, bot=replace(known, recipients=replace(old, users=users, excluded=excluded)))
    await bars.tell(tx, owner_id, peer)


async def get(tx: Tx, bot_id: UserId, id: str) -> tuple[UserId, ConnectedBot]:
    """A connection of this bot: whose, and what. Refuses CONNECTION_ID_INVALID."""
    try:
        owner_id = UserId(_ID.unpack(urlsafe_b64decode(id + "=" * (-len(id) % 4)))[0])
    except (ValueError, struct.error):
        raise Refusal("CONNECTION_ID_INVALID") from None
    known = await find(tx, owner_id)
    if known is None or known.id != id or known.bot_id != bot_id:
        raise Refusal("CONNECTION_ID_INVALID")
    return owner_id, known
