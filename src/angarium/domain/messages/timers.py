"""Chats that delete their messages after a time (https://core.telegram.org/api/ttl), and media that destroys itself."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import deadlines, dues
from angarium.domain.chats import guards
from angarium.domain.messages import copies, edits, private, sending
from angarium.domain.messages.archive import DEFAULT_TTL
from angarium.domain.messages.deletions import erase
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import HistoryTtlChanged
from angarium.model.ids import Box, MsgId, Peer, UserId, is_chat, is_user
from angarium.model.messages import Action, Content, Dialog, Media, Message
from angarium.store import accounts, chats, dialogs, messages, participants

LONGEST = 366 * 86400


def check_period(period: int) -> None:
    """Refuse TTL_PERIOD_INVALID. 0 = messages stay."""
    if not 0 <= period <= LONGEST:
        raise Refusal("TTL_PERIOD_INVALID")


async def set_period(tx: Tx, owner_id: UserId, peer: Peer, period: int) -> Sent:
    """Change a chat's timer for both sides; a service message says so. Refuses TTL_PERIOD_INVALID, CHAT_NOT_MODIFIED, and
    what `private.require_open` does."""
    check_period(period)
    if not is_user(peer):
        return await _set_for_all(tx, owner_id, peer, period)
    notice = Content(action=Action(kind="SetMessagesTTL", period=period))
    pair = await private.require_open(tx, owner_id, peer, notice)
    found = await dialogs.find(tx, owner_id, peer)
    if (found.ttl_period if found else 0) == period:
        raise Refusal("CHAT_NOT_MODIFIED")
    stranger = not pair.is_self and (pair.theirs is None or not pair.theirs.contact)
    if stranger and found is None and await dialogs.find(tx, peer, Peer(owner_id)) is None:
        await private.spend_on_stranger(tx, pair)
    for box, other in {(owner_id, peer), (peer, Peer(owner_id))}:
        known = await dialogs.find(tx, box, Peer(other)) or Dialog(owner_id=box, peer=Peer(other))
        await dialogs.put(tx, replace(known, ttl_period=period))
        await tx.log(box, HistoryTtlChanged(peer=Peer(other), period=period))
    return await private.deliver(tx, pair, notice, None)


async def _set_for_all(tx: Tx, owner_id: UserId, peer: Peer, period: int) -> Sent:
    """A group's or channel's timer is one for all members. Refuses CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED."""
    standing = await guards.require_admin(tx, owner_id, peer, "delete_messages")
    profile = standing.chat.profile
    if profile.ttl_period == period:
        raise Refusal("CHAT_NOT_MODIFIED")
    await chats.set_profile(tx, peer, replace(profile, ttl_period=period))
    if is_chat(peer):
        for member in await participants.present_ids(tx, peer):
            await tx.log(member, HistoryTtlChanged(peer=peer, period=period))
    return await sending.deliver(tx, standing, Content(action=Action(kind="SetMessagesTTL", period=period)), None)


async def default_period(tx: Tx, owner_id: UserId) -> int:
    """The timer that chats begun by this person get."""
    return await accounts.find_setting(tx, owner_id, DEFAULT_TTL, int) or 0


async def set_default_period(tx: Tx, owner_id: UserId, period: int) -> None:
    check_period(period)
    await accounts.set_setting(tx, owner_id, DEFAULT_TTL, period)


@dues.happens(deadlines.EXPIRES)
async def expire(tx: Tx, box: int, id: int) -> None:
    """A message's time is over in one box; the other side's copy has a deadline of its own."""
    message = await messages.find(tx, Box(box), MsgId(id))
    if message is not None and message.expires_at and message.expires_at <= tx.now:
        await erase(tx, box, [message])


@dues.happens(deadlines.DESTRUCTS)
async def destruct(tx: Tx, box: int, id: int) -> None:
    """Media that was viewed is gone on both sides; what is left says only that it was there."""
    message = await messages.find(tx, Box(box), MsgId(id))
    if message is None:
        return
    await _burn(tx, message)
    for copy in await copies.of(tx, message):
        await _burn(tx, copy)


async def _burn(tx: Tx, message: Message) -> None:
    media = message.content.media
    if media is None or media.expired:
        return
    ashes = Media(kind=media.kind, form=media.form, ttl_seconds=media.ttl_seconds, expired=True)
    await edits.rewrite(tx, replace(message, content=replace(message.content, media=ashes), edit_hidden=True))
