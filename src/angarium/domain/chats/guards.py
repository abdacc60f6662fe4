"""Every act in a group or channel passes through here, each condition on its own line. Refusals are those of
https://core.telegram.org/api/channel and of the methods' own pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from angarium.domain.chats import rights, views
from angarium.domain.people import sanctions
from angarium.domain.work import Tx
from angarium.model.chats import BANNED, CREATOR, Chat, Participant
from angarium.model.errors import Refusal
from angarium.model.ids import Box, MsgId, Peer, is_channel, is_user
from angarium.model.messages import Content, Message
from angarium.store import boosts, chats, messages, participants


@dataclass(frozen=True, slots=True)
class Standing:
    """A chat, and somebody's place in it."""

    chat: Chat
    user_id: int
    me: Participant | None

    @property
    def is_present(self) -> bool:
        return self.me is not None and self.me.present

    @property
    def is_creator(self) -> bool:
        return self.me is not None and self.me.present and self.me.status == CREATOR

    @property
    def is_admin(self) -> bool:
        return rights.is_admin(self.me)

    def has(self, right: str) -> bool:
        """Whether they have an admin's right."""
        return right in rights.of(self.chat, self.me)

    @property
    def topic(self) -> int:
        """In a channel's direct messages people see what they and the channel wrote each other, admins everything (0)."""
        return self.user_id if self.chat.profile.monoforum and not self.is_admin else 0

    def shows(self, message: Message) -> bool:
        """Whether a message of this chat's box is for them."""
        return message.id > self.floor and self.topic in (0, message.content.topic)

    @property
    def floor(self) -> int:
        """Messages up to this one are hidden from them."""
        return self.me.available_min_id if self.me is not None and self.chat.is_channel else 0

    def lacks(self, right: str, now: int) -> bool:
        """Whether a member's right was taken from them, or from everyone."""
        return right in rights.forbidden(self.chat, self.me, now)


def box_of(owner_id: int, peer: int) -> Box:
    """Which box holds a chat of somebody: their own, or the channel's."""
    return Box(peer) if is_channel(peer) else Box(owner_id)


async def find(tx: Tx, user_id: int, peer: int) -> Standing | None:
    """A chat whatever somebody's place in it; None when there is none."""
    chat = await chats.find(tx, peer)
    return Standing(chat, user_id, await participants.find(tx, peer, user_id)) if chat else None


async def require_open(tx: Tx, user_id: int, peer: Peer) -> Standing:
    """A chat that somebody may look into, all of it. Refuses CHANNEL_MONOFORUM_UNSUPPORTED for people who write a channel direct
    messages, and what `require_reader` does."""
    standing = await require_reader(tx, user_id, peer)
    if standing.topic:
        raise Refusal("CHANNEL_MONOFORUM_UNSUPPORTED")
    return standing


async def require_reader(tx: Tx, user_id: int, peer: Peer) -> Standing:
    """A chat that somebody may look into, as far as it `shows` itself to them. Refuses CHANNEL_INVALID, CHANNEL_PRIVATE,
    PEER_ID_INVALID, CHAT_FORBIDDEN, FROZEN_PARTICIPANT_MISSING."""
    standing = await find(tx, user_id, peer)
    if standing is None:
        raise Refusal("CHANNEL_INVALID" if is_channel(peer) else "PEER_ID_INVALID")
    chat = standing.chat
    if not chat.is_channel:
        if standing.me is None:
            raise Refusal("PEER_ID_INVALID")
        return standing
    if not await may_read(tx, standing):
        raise Refusal("CHANNEL_PRIVATE")  # TDLib asks on after CHANNEL_INVALID
    if sanctions.is_frozen(tx.house, user_id) and not standing.is_present and views.is_open(chat, standing.me):
        raise Refusal("FROZEN_PARTICIPANT_MISSING")
    return standing


async def may_read(tx: Tx, standing: Standing) -> bool:
    """Whether somebody may look into a supergroup or channel."""
    chat = standing.chat
    if chat.profile.deleted:
        return False
    if views.is_open(chat, standing.me):
        return True
    if standing.me is not None and standing.me.status == BANNED:
        return False
    return await _reads_through(tx, standing.user_id, chat)


async def require_all_open(tx: Tx, user_id: int, peers: Iterable[Peer]) -> None:
    """Chats that somebody may look into; people are no chats. Refuses what `require_reader` does."""
    for peer in peers:
        if not is_user(peer):
            await require_reader(tx, user_id, peer)


async def _reads_through(tx: Tx, user_id: int, chat: Chat) -> bool:
    """The discussion group and the direct messages of a channel are open to whoever may read the channel
    (https://core.telegram.org/api/discussion)."""
    through = views.channel_of(chat)
    if through is None:
        return False
    channel = await find(tx, user_id, through)
    return channel is not None and views.is_open(channel.chat, channel.me)


async def require_present(tx: Tx, user_id: int, peer: Peer) -> Standing:
    """A chat that somebody is in. Refuses what `require_open` does, and USER_NOT_PARTICIPANT."""
    standing = await require_open(tx, user_id, peer)
    if not standing.is_present:
        raise Refusal("USER_NOT_PARTICIPANT" if standing.chat.is_channel else "CHAT_FORBIDDEN")
    return standing


async def require_admin(tx: Tx, user_id: int, peer: Peer, right: str = "") -> Standing:
    """A chat that somebody is an admin of, with a right. Refuses CHAT_ADMIN_REQUIRED, and what `require_open` does."""
    standing = await require_open(tx, user_id, peer)
    if not standing.is_admin:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    if right and not standing.has(right):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return standing


async def require_may(tx: Tx, user_id: int, peer: Peer, right: str) -> Standing:
    """A chat in which somebody may do what admins with `right` and, unless forbidden, members may do: change its looks, pin,
    invite, open topics. What all members may, an admin without the right may, too. Refuses CHAT_ADMIN_REQUIRED, and what
    `require_open` does."""
    standing = await require_open(tx, user_id, peer)
    if not standing.is_present:
        raise Refusal("CHAT_ADMIN_REQUIRED" if standing.chat.is_channel else "CHAT_FORBIDDEN")
    if standing.has(right):
        return standing
    closed = standing.is_admin and right in rights.closed(standing.chat)
    if standing.chat.is_broadcast or closed or standing.lacks(right, tx.now):
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return standing


async def require_creator(tx: Tx, user_id: int, peer: Peer) -> Standing:
    """Refuses CHAT_ADMIN_REQUIRED, and what `require_open` does."""
    standing = await require_open(tx, user_id, peer)
    if not standing.is_creator:
        raise Refusal("CHAT_ADMIN_REQUIRED")
    return standing


async def require_sender(tx: Tx, user_id: int, peer: Peer, content: Content, *, comments: bool = False) -> Standing:
    """A chat into which somebody may write this. `comments`: it answers a post in the channel's discussion group.

    Refuses what `require_open` does, and CHAT_WRITE_FORBIDDEN, CHAT_ADMIN_REQUIRED, USER_BANNED_IN_CHANNEL, CHAT_GUEST_SEND_FORBIDDEN,
    CHAT_SEND_..._FORBIDDEN, CHAT_RESTRICTED, SLOWMODE_WAIT_%d, ALLOW_PAYMENT_REQUIRED_%d.
    """
    standing = await require_reader(tx, user_id, peer)
    chat = standing.chat
    if chat.profile.monoforum:
        check_direct(standing, content)
        await check_limited(tx, standing)
        return standing
    if chat.profile.migrated_to is not None or chat.profile.deleted:
        raise Refusal("PEER_ID_INVALID")
    if chat.profile.restricted:
        raise Refusal("CHAT_RESTRICTED")
    if chat.is_broadcast:
        if not standing.has("post_messages"):
            raise Refusal("CHAT_WRITE_FORBIDDEN" if standing.is_present else "CHAT_ADMIN_REQUIRED")
        return standing
    if not standing.is_present and not (comments and takes_guests(standing)):
        raise Refusal("CHAT_GUEST_SEND_FORBIDDEN" if chat.profile.linked is not None else "CHAT_WRITE_FORBIDDEN")
    await check_limited(tx, standing)
    if not await is_booster(tx, standing):
        check_content(standing, content, tx.now)
        if not await _continues_album(tx, standing, content):
            check_pace(standing, tx.now)
    if content.action is None and (price := price_for(standing)) > content.paid_stars:
        raise Refusal("ALLOW_PAYMENT_REQUIRED_%d", price)
    return standing


async def check_limited(tx: Tx, standing: Standing) -> None:
    """Limited accounts do not write in public groups, nor in those where a public channel is discussed, unless they lead them. Refuses
    USER_BANNED_IN_CHANNEL."""
    chat = standing.chat
    if not sanctions.is_limited(tx, standing.user_id) or standing.is_admin or not chat.is_channel or chat.is_broadcast:
        return
    through = views.channel_of(chat)
    channel = await chats.find(tx, through) if through is not None else None
    if views.is_public(chat) or (channel is not None and views.is_public(channel)):
        raise Refusal("USER_BANNED_IN_CHANNEL")


def takes_guests(standing: Standing) -> bool:
    """Whether whoever is not a member may comment on posts here (https://core.telegram.org/api/discussion#requiring-users-to-join-the-group)."""
    return standing.chat.profile.linked is not None and not standing.chat.profile.join_to_send


async def is_booster(tx: Tx, standing: Standing) -> bool:
    """Whether somebody boosts a supergroup so much that what restricts its members does not concern them
    (https://core.telegram.org/api/boost#bypass-slowmode-and-chat-restrictions); what was forbidden to them alone still does."""
    wanted, me = standing.chat.profile.boosts_unrestrict, standing.me
    if not wanted or me is None or not me.present or me.banned:
        return False
    return len(await boosts.of_pair(tx, standing.chat.peer, standing.user_id)) >= wanted


def check_direct(standing: Standing, content: Content) -> None:
    """Whether somebody may write to a channel, or for it, in its direct messages. Refuses CHAT_WRITE_FORBIDDEN when they are closed,
    CHANNEL_MONOFORUM_UNSUPPORTED for what there is not in them."""
    if standing.topic and not standing.chat.profile.direct_open:
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    if content.media is not None and content.media.kind in ("poll", "todo", "game"):
        raise Refusal("CHANNEL_MONOFORUM_UNSUPPORTED")


def check_editor(standing: Standing, content: Content, now: int) -> None:
    """Whether somebody may still change what they wrote. Refuses CHAT_WRITE_FORBIDDEN for a group that they have left, and what
    `check_content` does: whoever may not say a thing may not say it by an edit."""
    if not standing.chat.is_channel and not standing.is_present:
        raise Refusal("CHAT_WRITE_FORBIDDEN")
    if not standing.chat.is_broadcast:
        check_content(standing, content, now)


def check_content(standing: Standing, content: Content, now: int) -> None:
    """Whether what is to be sent is allowed to this member."""
    lost = rights.forbidden(standing.chat, standing.me, now)
    if not lost:
        return
    if "send_messages" in lost:
        own = standing.me is not None and "send_messages" in standing.me.banned
        raise Refusal("USER_BANNED_IN_CHANNEL" if own and standing.chat.is_channel else "CHAT_WRITE_FORBIDDEN")
    for right in sorted(rights.needed(content) & lost):
        raise Refusal(rights.REFUSALS[right].name)


def price_for(standing: Standing) -> int:
    """What a message costs somebody here, in stars (https://core.telegram.org/api/paid-messages): admins write for nothing."""
    return 0 if standing.is_admin or standing.chat.is_broadcast else standing.chat.profile.paid_message_stars


async def _continues_album(tx: Tx, standing: Standing, content: Content) -> bool:
    """Whether the newest message is a part of the same album: in slow mode an album is one message."""
    if not content.grouped_id or not standing.chat.profile.slow_mode:
        return False
    newest = await messages.find(tx, Box(standing.chat.peer), MsgId(standing.chat.top_id))
    return newest is not None and newest.content.grouped_id == content.grouped_id


def check_many(standing: Standing) -> None:
    """In slow mode one message is passed on at a time. Refuses SLOWMODE_MULTI_MSGS_DISABLED."""
    if standing.chat.profile.slow_mode and standing.me is not None and not standing.is_admin:
        raise Refusal("SLOWMODE_MULTI_MSGS_DISABLED")


def check_pace(standing: Standing, now: int) -> None:
    """Slow mode (https://core.telegram.org/method/channels.toggleSlowMode): admins are exempt."""
    pause, me = standing.chat.profile.slow_mode, standing.me
    if not pause or me is None or standing.is_admin:
        return
    if (wait := me.last_sent + pause - now) > 0:
        raise Refusal("SLOWMODE_WAIT_%d", wait)
