"""Changing what a group or channel is: its title, picture, name, and the switches of https://core.telegram.org/api/channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from angarium.domain.accounts import usernames as names
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.groups import holdings, making, telling
from angarium.domain.messages import reactions
from angarium.domain.messages.sent import Sent
from angarium.domain.work import Tx
from angarium.model.chats import Chat, ChatProfile
from angarium.model.errors import Refusal
from angarium.model.files import Photo
from angarium.model.ids import FileId, Peer, UserId
from angarium.model.messages import Action
from angarium.store import chats, files

Watcher = Callable[[Tx, Standing, ChatProfile, ChatProfile], Any]
WATCHERS: list[Watcher] = []
"""Who is told of every change of a profile, before and after (the log of admins' actions, say)."""


_OF_SUPERGROUPS = {
    "slow_mode",
    "history_hidden",
    "join_to_send",
    "join_request",
    "members_hidden",
    "antispam",
    "sticker_set",
    "emoji_set",
}
_TAKES = {
    **dict.fromkeys(("slow_mode", "join_to_send", "join_request", "guard_bot", "members_hidden"), "ban_users"),
    "antispam": "delete_messages",
    "noforwards": "",
}
"""The right of an admin that it takes to set a switch; "change_info" for all others, "" = the creator alone."""

PACES = (0, 5, 10, 30, 60, 300, 900, 3600)
"""Seconds that slow mode can have (https://core.telegram.org/method/channels.toggleSlowMode)."""

_OF_CHANNELS = {"signatures", "signature_profiles", "autotranslation", "paid_reactions"}


async def put(tx: Tx, standing: Standing, **fields: Any) -> Chat:
    """Change fields of a profile and tell the members. Refuses CHAT_NOT_MODIFIED."""
    profile = standing.chat.profile
    made = replace(profile, **fields)
    if made == profile:
        raise Refusal("CHAT_NOT_MODIFIED")
    await chats.set_profile(tx, standing.chat.peer, made)
    for watch in WATCHERS:
        await watch(tx, standing, profile, made)
    chat = await telling.get(tx, standing.chat.peer)
    if chat.is_channel:
        await telling.tell_changed(tx, chat)
    return chat


async def set_title(tx: Tx, actor_id: UserId, peer: Peer, title: str) -> Sent:
    """Refuses CHAT_ADMIN_REQUIRED, CHAT_TITLE_EMPTY, CHAT_NOT_MODIFIED."""
    standing = await guards.require_may(tx, actor_id, peer, "change_info")
    title = making.clean_title(title)
    await put(tx, standing, title=title)
    return await telling.announce(tx, standing, Action(kind="ChatEditTitle", title=title))


async def set_about(tx: Tx, actor_id: UserId, peer: Peer, about: str) -> None:
    """Refuses CHAT_ADMIN_REQUIRED, CHAT_ABOUT_TOO_LONG, CHAT_ABOUT_NOT_MODIFIED."""
    standing = await guards.require_may(tx, actor_id, peer, "change_info")
    about = making.clean_about(about)
    if about == standing.chat.profile.about:
        raise Refusal("CHAT_ABOUT_NOT_MODIFIED")
    await put(tx, standing, about=about)


async def set_photo(tx: Tx, actor_id: UserId, peer: Peer, photo: Photo | None) -> Sent:
    """Refuses CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED."""
    standing = await guards.require_may(tx, actor_id, peer, "change_info")
    await put(tx, standing, photo_id=FileId(photo.id) if photo else None)
    if photo is None:
        return await telling.announce(tx, standing, Action(kind="ChatDeletePhoto"))
    return await telling.announce(tx, standing, Action(kind="ChatEditPhoto", photo_id=FileId(photo.id)))


async def switch(tx: Tx, actor_id: UserId, peer: Peer, **fields: Any) -> Chat:
    """Set one of the switches: fields of a profile that take the same right. Refuses SECONDS_INVALID, CHAT_ADMIN_REQUIRED,
    CHAT_NOT_MODIFIED, CHAT_ID_INVALID for a switch of supergroups in a channel or the other way round, CHAT_LINK_EXISTS,
    CHAT_PUBLIC_REQUIRED."""
    if fields.get("slow_mode", 0) not in PACES:
        raise Refusal("SECONDS_INVALID")
    [right] = {_TAKES.get(name, "change_info") for name in fields}
    require = guards.require_admin(tx, actor_id, peer, right) if right else guards.require_creator(tx, actor_id, peer)
    standing = await require
    if fields.keys() & (_OF_SUPERGROUPS if standing.chat.is_broadcast else _OF_CHANNELS):
        raise Refusal("CHAT_ID_INVALID")
    profile = standing.chat.profile
    private = not profile.usernames and profile.linked is None
    if fields.get("join_request") and private and not fields.get("guard_bot"):
        raise Refusal("CHAT_PUBLIC_REQUIRED")
    if fields.get("history_hidden") and (profile.usernames or profile.linked is not None):
        raise Refusal("CHAT_LINK_EXISTS")
    return await put(tx, standing, **fields)


async def may_be_paid(tx: Tx, peer: Peer, *, paid: bool) -> bool:
    """Whether there is anything to switch: in groups reactions are never paid for, and clients say so."""
    chat = await chats.find(tx, peer)
    return paid or (chat is not None and chat.is_broadcast)


async def restrict_sponsored(tx: Tx, actor_id: UserId, peer: Peer, *, restricted: bool) -> None:
    """Whether a channel shows the operator's announcements (https://core.telegram.org/method/channels.restrictSponsoredMessages).
    Refuses CHAT_ADMIN_REQUIRED, CHANNEL_INVALID for a supergroup, CHAT_NOT_MODIFIED."""
    standing = await guards.require_creator(tx, actor_id, peer)
    if not standing.chat.is_broadcast:
        raise Refusal("CHANNEL_INVALID")
    await put(tx, standing, restricted_sponsored=restricted)


async def set_name(tx: Tx, actor_id: UserId, peer: Peer, name: str) -> None:
    """Make a supergroup or channel public under a name, or private with "" (https://core.telegram.org/method/channels.updateUsername).

    Refuses CHAT_ADMIN_REQUIRED, USERNAME_INVALID, USERNAME_OCCUPIED, USERNAME_NOT_MODIFIED, CHANNELS_ADMIN_PUBLIC_TOO_MUCH.
    """
    standing = await guards.require_creator(tx, actor_id, peer)
    await _show_names(tx, standing, await names.give(tx, peer, name))


async def toggle_name(tx: Tx, actor_id: UserId, peer: Peer, name: str, *, active: bool) -> None:
    """Refuses CHAT_ADMIN_REQUIRED, USERNAME_INVALID, USERNAME_NOT_MODIFIED, CHANNELS_ADMIN_PUBLIC_TOO_MUCH."""
    standing = await guards.require_creator(tx, actor_id, peer)
    await _show_names(tx, standing, await names.switch(tx, peer, name, active=active))


async def hide_names(tx: Tx, actor_id: UserId, peer: Peer) -> None:
    """Switch every name off (https://core.telegram.org/method/channels.deactivateAllUsernames)."""
    standing = await guards.require_creator(tx, actor_id, peer)
    for name in await names.active_of(tx, peer):
        await names.switch(tx, peer, name, active=False)
    await _show_names(tx, standing, ())


async def reorder_names(tx: Tx, actor_id: UserId, peer: Peer, order: list[str]) -> None:
    """Refuses CHAT_ADMIN_REQUIRED, ORDER_INVALID."""
    standing = await guards.require_creator(tx, actor_id, peer)
    await _show_names(tx, standing, await names.arrange(tx, peer, order))


async def _show_names(tx: Tx, standing: Standing, active: tuple[str, ...]) -> None:
    if active and not standing.chat.profile.usernames:
        await holdings.check_room(tx, UserId(standing.user_id))
    if active != standing.chat.profile.usernames:
        await put(tx, standing, usernames=active)


async def get_photo(tx: Tx, id: int, access_hash: int) -> Photo:
    """A picture that is here already. Refuses PHOTO_INVALID."""
    found = await files.find_photos(tx, (id,))
    if id not in found or found[id].access_hash != access_hash:
        raise Refusal("PHOTO_INVALID")
    return found[id]


async def check_reactions(tx: Tx, chosen: tuple[str, ...]) -> None:
    """Refuses REACTION_INVALID for one that is not known here."""
    for start in range(0, len(chosen), reactions.EACH):
        await reactions.check(tx, chosen[start : start + reactions.EACH])
