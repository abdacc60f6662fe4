"""A channel's direct messages: opened, closed, and led by those admins of the channel who have the right
(https://core.telegram.org/api/monoforum)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.chats import guards, rights, views
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import changing, choices, making, telling, turnover
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.chats import ADMIN, CREATOR, MEGAGROUP, Chat, ChatProfile, Participant
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged
from angarium.model.ids import CHANNEL_OFFSET, Box, MsgId, Peer, UserId
from angarium.model.messages import Action, Dialog
from angarium.store import boxes, chats, dialogs, directs, messages, participants, saved

RIGHT = "manage_direct_messages"
LEADERS = frozenset({RIGHT, "delete_messages", "pin_messages", "anonymous"})
"""What those who lead direct messages may do there: nobody sees which of them it was."""

CLOSED = frozenset({"change_info", "invite_users", "pin_messages", "manage_topics"})


async def is_channel(tx: Tx, peer: Peer) -> bool:
    """Whether one writes to it, and not in it."""
    chat = await chats.find(tx, peer)
    return chat is not None and chat.is_broadcast


async def set_open(tx: Tx, actor_id: UserId, peer: Peer, stars: int, *, allowed: bool) -> Sent:
    """Let people write to a channel, for stars or for nothing, or not (https://core.telegram.org/method/channels.updatePaidMessagesPrice).
    Refuses CHAT_ADMIN_REQUIRED, STARS_AMOUNT_INVALID, CHAT_NOT_MODIFIED."""
    standing = await guards.require_admin(tx, actor_id, peer, RIGHT)
    if not 0 <= stars <= choices.PRICE:
        raise Refusal("STARS_AMOUNT_INVALID")
    profile = standing.chat.profile
    if (profile.direct_open, profile.paid_message_stars) == (allowed, stars):
        raise Refusal("CHAT_NOT_MODIFIED")
    direct = profile.direct
    if direct is None:
        direct = await _make(tx, standing.chat)
    await changing.put(tx, standing, direct=direct, direct_open=allowed, paid_message_stars=stars)
    made = await telling.get(tx, direct)
    await chats.set_profile(tx, direct, replace(made.profile, direct_open=allowed, paid_message_stars=stars))
    await telling.tell_changed(tx, await telling.get(tx, direct))
    return await telling.announce(tx, standing, Action(kind="PaidMessagesPrice", flag=allowed, number=stars))


async def _make(tx: Tx, channel: Chat) -> Peer:
    """The group in which a channel's direct messages lie; its admins are in it, and nobody else."""
    number = max(await chats.last_number(tx, channel=True) + 1, making.FIRST_CHANNEL)
    peer = Peer(-CHANNEL_OFFSET - number)
    profile = ChatProfile(
        title=channel.profile.title, photo_id=channel.profile.photo_id, noforwards=channel.profile.noforwards,
        default_banned=CLOSED, direct=channel.peer, monoforum=True, history_hidden=False,
    )  # fmt: skip
    made = Chat(
        peer=peer, kind=MEGAGROUP, creator_id=channel.creator_id, created=tx.now, profile=profile, changed=tx.now
    )
    await chats.add(tx, made)
    await boxes.add(tx, peer)
    for status in (CREATOR, ADMIN):
        for one in await participants.with_status(tx, channel.peer, status):
            await _follow(tx, channel, peer, one)
    return peer


async def follow(tx: Tx, chat: Chat, before: Participant | None, after: Participant) -> None:
    """Somebody's place in a channel has changed, and with it their place in its direct messages."""
    if chat.is_broadcast and chat.profile.direct is not None and after.user_id > 0:
        await _follow(tx, chat, chat.profile.direct, after)


async def _follow(tx: Tx, channel: Chat, peer: Peer, one: Participant) -> None:
    me = await participants.find(tx, peer, one.user_id)
    leads = one.present and RIGHT in rights.of(channel, one)
    topic = await directs.find(tx, peer, one.user_id)
    if leads and me is None:
        known = await dialogs.find(tx, one.user_id, peer) or Dialog(owner_id=one.user_id, peer=peer)
        await dialogs.put(tx, replace(known, top_id=MsgId(0), top_date=0, unread_count=0, total=0))
        await participants.put(
            tx, Participant(chat=peer, user_id=one.user_id, status=ADMIN, date=tx.now, rights=LEADERS)
        )
        await chats.count(tx, peer, members=1, admins=1)
        await tx.log(one.user_id, ChannelChanged(peer=peer, joined=True))
    elif not leads and me is not None:
        await participants.remove(tx, peer, one.user_id)
        await chats.count(tx, peer, members=-1, admins=-1)
        await tx.log(one.user_id, ChannelChanged(peer=peer, joined=False))
        if topic is None:
            await dialogs.remove(tx, one.user_id, peer)
        elif views.is_open(channel, one):
            await _give_back(tx, one.user_id, peer)
            await tx.log(one.user_id, ChannelChanged(peer=peer, joined=True, line=topic.line))
    elif topic is not None and not leads:
        joined = views.is_open(channel, one)
        await tx.log(one.user_id, ChannelChanged(peer=peer, joined=joined, line=topic.line))


async def _give_back(tx: Tx, user_id: int, peer: Peer) -> None:
    """Whoever does not lead any more has their own topic again."""
    top = next((row[1] for row in await saved.find_many(tx, Box(peer), (user_id,))), 0)
    newest = await messages.find(tx, Box(peer), MsgId(top))
    known = await dialogs.find(tx, user_id, peer) or Dialog(owner_id=user_id, peer=peer)
    await dialogs.put(tx, replace(known, top_id=MsgId(top), top_date=newest.date if newest else 0))


async def watch(tx: Tx, standing: Standing, before: ChatProfile, after: ChatProfile) -> None:
    """Direct messages bear the title and the picture of their channel."""
    if after.direct is None or after.monoforum:
        return
    shared = {"title": after.title, "photo_id": after.photo_id, "noforwards": after.noforwards}
    known = await telling.get(tx, after.direct)
    if replace(known.profile, **shared) != known.profile:
        await chats.set_profile(tx, after.direct, replace(known.profile, **shared))
        await telling.tell_changed(tx, await telling.get(tx, after.direct))


turnover.MOVED.append(follow)
changing.WATCHERS.append(watch)
