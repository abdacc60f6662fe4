"""What people let bots do: write to them, stand in their attachment menu, set their status."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.accounts import profiles
from angarium.domain.bots import bots
from angarium.domain.messages import sending
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import AttachMenuChanged
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Action, Content
from angarium.model.users import Relation
from angarium.store import accounts, relations

_SETTING = "attach_menu"
MOST = 50
"""Bots in one attachment menu."""


async def _relation(tx: Tx, user_id: UserId, bot_id: UserId) -> Relation:
    return await relations.find(tx, user_id, bot_id) or Relation(owner_id=user_id, other_id=bot_id)


async def may_write(tx: Tx, user_id: UserId, bot_id: UserId) -> bool:
    """Whether a bot may write to somebody. Refuses BOT_INVALID."""
    await bots.get(tx, bot_id)
    return (await _relation(tx, user_id, bot_id)).bot_may_write


async def let_write(tx: Tx, user_id: UserId, bot_id: UserId, action: Action) -> Sent | None:
    """Let a bot write; a service message says why. None when it may already. Refuses BOT_INVALID."""
    await bots.get(tx, bot_id)
    known = await _relation(tx, user_id, bot_id)
    if known.bot_may_write:
        return None
    await relations.put(tx, replace(known, bot_may_write=True))
    return await sending.send(tx, user_id, Peer(bot_id), Content(action=action), tx.chance.long())


# --- the attachment menu


async def attached(tx: Tx, user_id: UserId) -> list[UserId]:
    """The bots in somebody's attachment menu that are still there."""
    ids = await accounts.find_setting(tx, user_id, _SETTING, list[int]) or []
    users = await accounts.find_many(tx, ids)
    return [UserId(id) for id in ids if id in users and (face := users[id].profile.face) and face.attach_menu]


async def require_attachable(tx: Tx, bot_id: UserId) -> None:
    """Refuses BOT_INVALID."""
    if not (await bots.face_of(tx, bot_id)).attach_menu:
        raise Refusal("BOT_INVALID")


async def attach(tx: Tx, user_id: UserId, bot_id: UserId, *, enabled: bool) -> None:
    """Refuses BOT_INVALID for a bot that does not offer itself there."""
    await require_attachable(tx, bot_id)
    ids = [id for id in await accounts.find_setting(tx, user_id, _SETTING, list[int]) or [] if id != bot_id]
    if enabled:
        ids = [int(bot_id), *ids][:MOST]
    await accounts.set_setting(tx, user_id, _SETTING, ids)
    await relations.put(tx, replace(await _relation(tx, user_id, bot_id), bot_attached=enabled))
    await tx.log(user_id, AttachMenuChanged())


# --- the emoji status


async def let_set_status(tx: Tx, user_id: UserId, bot_id: UserId, *, enabled: bool) -> None:
    """Refuses BOT_INVALID."""
    await bots.get(tx, bot_id)
    await relations.put(tx, replace(await _relation(tx, user_id, bot_id), bot_sets_status=enabled))


async def set_status(tx: Tx, bot_id: UserId, user_id: UserId, document_id: int | None, until: int) -> None:
    """A bot sets somebody's emoji status. Refuses USER_PERMISSION_DENIED."""
    known = await relations.find(tx, user_id, bot_id)
    if known is None or not known.bot_sets_status:
        raise Refusal("USER_PERMISSION_DENIED")
    with tx.unasked():
        await profiles.change(tx, user_id, "emoji_status", emoji_status=document_id, emoji_status_until=until)
