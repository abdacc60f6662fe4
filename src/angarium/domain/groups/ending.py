"""Ending groups and channels, cutting histories, and turning a basic group into a supergroup."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.chats import guards, journal
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import changing, making, telling
from angarium.domain.groups.making import Made
from angarium.domain.messages import badges, deletions
from angarium.domain.messages.deletions import Affected
from angarium.domain.work import Tx
from angarium.model.chats import ADMIN, CREATOR, MEGAGROUP, RESTRICTED, Participant
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged, ChannelCut
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Action, Dialog
from angarium.store import boxes, chats, dialogs, invites, participants, selections, usernames
from angarium.store.selections import Selection

AT_ONCE = 1000
DISBANDS = "disband"
EMPTIES = "empty"


async def delete(tx: Tx, actor_id: UserId, peer: Peer) -> None:
    """End a group or channel for everyone (https://core.telegram.org/method/channels.deleteChannel, /messages.deleteChat). Refuses
    CHAT_ADMIN_REQUIRED."""
    await end(tx, await guards.require_creator(tx, actor_id, peer))


async def end(tx: Tx, standing: Standing) -> None:
    """The chat is no more: nobody finds it, and its members are taken out of it."""
    peer, linked = standing.chat.peer, standing.chat.profile.linked
    await usernames.remove_all(tx, peer)
    await chats.set_profile(tx, peer, replace(standing.chat.profile, deleted=True, usernames=(), linked=None))
    if linked is not None and (other := await guards.find(tx, standing.user_id, linked)) is not None:
        await changing.put(tx, other, linked=None)
    if (direct := standing.chat.profile.direct) is not None and standing.chat.is_broadcast:
        ended = (await telling.get(tx, direct)).profile
        await chats.set_profile(tx, direct, replace(ended, deleted=True))
        await disband(tx, direct, 0)
    await disband(tx, peer, 0)


@dues.happens(DISBANDS)
async def disband(tx: Tx, peer: int, _: int) -> None:
    """Take the members of a chat that has ended out of it, so many at once, and go on in the next second."""
    members = await participants.present(tx, peer, AT_ONCE)
    for known in members:
        await participants.put(tx, replace(known, present=False))
        if is_channel(peer):
            await dialogs.remove(tx, known.user_id, Peer(peer))
            await tx.log(known.user_id, ChannelChanged(peer=Peer(peer), joined=False))
    if not is_channel(peer):
        await telling.tell_members(tx, Peer(peer), also=[known.user_id for known in members])
    elif len(members) == AT_ONCE:
        await dues.put(tx, peer, DISBANDS, 0, tx.now + 1)


async def cut_history(tx: Tx, user_id: UserId, peer: Peer, max_id: int, *, for_everyone: bool) -> None:
    """Empty a supergroup's or channel's history up to `max_id` (0 = all), for oneself or for everyone
    (https://core.telegram.org/method/channels.deleteHistory). Refuses CHAT_ADMIN_REQUIRED."""
    standing = await guards.require_open(tx, user_id, peer)
    top = standing.chat.top_id
    reach = min(max_id, top) if max_id > 0 else top
    if for_everyone:
        if not standing.has("delete_messages"):
            raise Refusal("CHAT_ADMIN_REQUIRED")
        with tx.unasked():  # the answer does not say which messages are gone
            await empty(tx, peer, reach)
    elif standing.me is not None:
        await participants.put(tx, replace(standing.me, available_min_id=MsgId(reach)))
        if (found := await dialogs.find(tx, user_id, peer)) is not None and found.read_inbox_max_id < reach:
            await dialogs.put(tx, replace(found, read_inbox_max_id=MsgId(reach)))
        await badges.cut(tx, user_id, peer, reach)
        await tx.log(user_id, ChannelCut(peer=peer, max_id=MsgId(reach)))


@dues.happens(EMPTIES)
async def empty(tx: Tx, peer: int, reach: int) -> None:
    """Erase the messages up to `reach`, so many at once, and go on in the next second: no client asks again."""
    done = await _erase(tx, Selection(box=Box(peer), peer=Peer(peer)), reach)
    if done.offset:
        await dues.put(tx, peer, EMPTIES, reach, tx.now + 1)


async def delete_of(tx: Tx, actor_id: UserId, peer: Peer, who: Peer) -> Affected:
    """Delete everything that somebody wrote in a supergroup (https://core.telegram.org/method/channels.deleteParticipantHistory).
    Refuses CHAT_ADMIN_REQUIRED."""
    await guards.require_admin(tx, actor_id, peer, "delete_messages")
    return await _erase(tx, Selection(box=peer, peer=peer, sender=who), 2**62, noted_for=actor_id)


async def _erase(tx: Tx, chosen: Selection, reach: int, *, noted_for: int = 0) -> Affected:
    found = await selections.page_before(tx, chosen, reach + 1, 0, AT_ONCE + 1)
    # What made the chat stays: https://core.telegram.org/constructor/messageActionChannelCreate
    gone = [one for one in found[:AT_ONCE] if one.content.action is None or one.content.action.kind != "ChannelCreate"]
    if not gone:
        return Affected((await boxes.find(tx, chosen.box)).pts, 0)
    if noted_for:
        await journal.note_deleted(tx, Peer(chosen.box), noted_for, gone)
    pts = await deletions.erase(tx, chosen.box, gone)
    return Affected(pts, len(gone), len(found) - len(gone) if len(found) > AT_ONCE else 0)


async def migrate(tx: Tx, actor_id: UserId, peer: Peer) -> Made:
    """Turn a basic group into a supergroup (https://core.telegram.org/method/messages.migrateChat): members follow by the two service
    messages that name the other chat. Refuses CHAT_ADMIN_REQUIRED, CHAT_ID_INVALID for one that was turned already."""
    standing = await guards.require_creator(tx, actor_id, peer)
    old = standing.chat
    if old.profile.migrated_to is not None:
        raise Refusal("CHAT_ID_INVALID")
    profile = replace(
        old.profile,
        migrated_from=peer,
        migrated_max_id=MsgId((await boxes.find(tx, actor_id)).last_id + 1),
        history_hidden=True,
    )
    chat = await making.found(tx, actor_id, MEGAGROUP, profile)
    for one in await participants.present(tx, peer):
        await _move(tx, one, chat.peer)
    await chats.count(tx, chat.peer, members=old.members - 1, admins=old.admins - 1)
    await invites.move(tx, peer, chat.peer)
    moved = Action(kind="ChatMigrateTo", users=(chat.peer,))
    farewell = await telling.announce(tx, standing, moved)
    await chats.set_profile(tx, peer, replace(old.profile, migrated_to=chat.peer))
    me = await participants.find(tx, chat.peer, actor_id)
    arrived = Action(kind="ChannelMigrateFrom", title=old.profile.title, users=(peer,))
    notice = await telling.announce(tx, Standing(chat, actor_id, me), arrived)
    return Made(await telling.get(tx, chat.peer), notice, farewell=farewell)


async def _move(tx: Tx, one: Participant, to: Peer) -> None:
    """One member follows."""
    if one.status != CREATOR:
        kept = one.status if one.status in (ADMIN, RESTRICTED) else "member"
        await participants.put(tx, replace(one, chat=to, status=kept, available_min_id=MsgId(0)))
    before = await dialogs.find(tx, one.user_id, one.chat) or Dialog(owner_id=one.user_id, peer=one.chat)
    await dialogs.put(
        tx,
        Dialog(
            owner_id=one.user_id,
            peer=to,
            folder_id=before.folder_id,
            pinned_order=before.pinned_order,
            notify=before.notify,
        ),
    )
    await tx.log(one.user_id, ChannelChanged(peer=to, joined=True))


async def to_gigagroup(tx: Tx, actor_id: UserId, peer: Peer) -> None:
    """A group in which only admins write (https://core.telegram.org/method/channels.convertToGigagroup). Refuses CHAT_ADMIN_REQUIRED,
    CHAT_NOT_MODIFIED."""
    standing = await guards.require_creator(tx, actor_id, peer)
    if standing.chat.kind != MEGAGROUP:
        raise Refusal("CHANNEL_INVALID")
    await changing.put(
        tx, standing, gigagroup=True, default_banned=standing.chat.profile.default_banned | {"send_messages"}
    )
