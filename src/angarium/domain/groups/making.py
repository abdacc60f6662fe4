"""Making groups and channels (https://core.telegram.org/api/channel)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from angarium.domain.chats.guards import Standing
from angarium.domain.groups import holdings, joining, telling
from angarium.domain.messages.sent import Sent
from angarium.domain.people import sanctions
from angarium.domain.work import Tx
from angarium.model.chats import CREATOR, GROUP, Chat, ChatProfile, Participant
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged
from angarium.model.ids import CHANNEL_OFFSET, Peer, UserId
from angarium.model.messages import Action, Dialog
from angarium.store import boxes, chats, dialogs, participants

FIRST_GROUP, FIRST_CHANNEL = 1, 10**9
"""Numbers begin apart, so that none is both a group's and a channel's; those of channels fit what Pyrogram 2.0 takes for one."""

TITLE, ABOUT = 128, 255
"""Letters of a title and of a description at most."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new chat, the message that says so, and whom it could not take in."""

    chat: Chat
    notice: Sent
    missing: tuple[int, ...] = ()
    farewell: Sent | None = None  # of the basic group out of which it was made


def clean_title(title: str) -> str:
    """Refuses CHAT_TITLE_EMPTY."""
    title = " ".join(title.split())[:TITLE]
    if not title:
        raise Refusal("CHAT_TITLE_EMPTY")
    return title


def clean_about(about: str) -> str:
    """Refuses CHAT_ABOUT_TOO_LONG."""
    about = about.strip()
    if len(about) > ABOUT:
        raise Refusal("CHAT_ABOUT_TOO_LONG")
    return about


async def found(tx: Tx, creator_id: UserId, kind: str, profile: ChatProfile) -> Chat:
    """A new chat with its creator in it and nobody else; nothing is said in it yet. Refuses CHANNELS_TOO_MUCH."""
    if len(await participants.chats_of(tx, creator_id)) >= tx.house.config.limits.channels:
        raise Refusal("CHANNELS_TOO_MUCH")
    number = max(
        await chats.last_number(tx, channel=kind != GROUP) + 1, FIRST_GROUP if kind == GROUP else FIRST_CHANNEL
    )
    peer = Peer(-number if kind == GROUP else -CHANNEL_OFFSET - number)
    made = Chat(
        peer=peer,
        kind=kind,
        creator_id=creator_id,
        created=tx.now,
        profile=profile,
        members=1,
        admins=1,
        changed=tx.now,
    )
    await chats.add(tx, made)
    await boxes.add(tx, peer)
    await participants.put(tx, Participant(chat=peer, user_id=creator_id, status=CREATOR, date=tx.now))
    return made


async def make_group(tx: Tx, creator_id: UserId, users: Sequence[int], title: str, ttl_period: int = 0) -> Made:
    """A basic group (https://core.telegram.org/method/messages.createChat). Refuses CHAT_TITLE_EMPTY, USERS_TOO_FEW, USERS_TOO_MUCH,
    USER_RESTRICTED, and what `joining.may_be_added` does."""
    sanctions.check_maker(tx, creator_id)
    title = clean_title(title)
    may, missing = await joining.may_be_added(tx, creator_id, [id for id in users if id != creator_id])
    if len(may) >= tx.house.config.limits.group_members:
        raise Refusal("USERS_TOO_MUCH")
    if not may and not missing and users:
        raise Refusal("USERS_TOO_FEW")
    chat = await found(tx, creator_id, GROUP, ChatProfile(title=title, ttl_period=ttl_period))
    for id in may:
        await joining.enter(tx, await telling.get(tx, chat.peer), id, inviter_id=creator_id)
    await telling.tell_members(tx, chat.peer)
    standing = Standing(chat, creator_id, await participants.find(tx, chat.peer, creator_id))
    notice = await telling.announce(tx, standing, Action(kind="ChatCreate", title=title, users=(creator_id, *may)))
    return Made(await telling.get(tx, chat.peer), notice, tuple(missing))


async def make_channel(tx: Tx, creator_id: UserId, kind: str, profile: ChatProfile) -> Made:
    """A supergroup or channel (https://core.telegram.org/method/channels.createChannel). Refuses CHANNELS_TOO_MUCH,
    CHANNELS_ADMIN_LOCATED_TOO_MUCH, USER_RESTRICTED."""
    sanctions.check_maker(tx, creator_id)
    if profile.latitude is not None:
        await holdings.check_room(tx, creator_id, located=True)
    chat = await found(tx, creator_id, kind, profile)
    await dialogs.put(tx, Dialog(owner_id=creator_id, peer=chat.peer))
    await tx.log(creator_id, ChannelChanged(peer=chat.peer, joined=True))
    standing = Standing(chat, creator_id, await participants.find(tx, chat.peer, creator_id))
    notice = await telling.announce(tx, standing, Action(kind="ChannelCreate", title=profile.title))
    return Made(await telling.get(tx, chat.peer), notice)
