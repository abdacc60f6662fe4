"""Who may do what: admins' rights, what is forbidden to members, and which of them a message needs
(https://core.telegram.org/api/rights)."""

from __future__ import annotations

from angarium.domain.files.kinds import kind_of
from angarium.model.chats import ADMIN, CREATOR, Chat, Participant, Rights
from angarium.model.errors import Refusal
from angarium.model.messages import Content

ADMIN_RIGHTS = frozenset(
    {
        "change_info", "post_messages", "edit_messages", "delete_messages", "ban_users", "invite_users", "pin_messages",
        "add_admins", "anonymous", "manage_call", "other", "manage_topics", "post_stories", "edit_stories", "delete_stories",
        "manage_direct_messages", "manage_ranks", "manage_linked_peers", "manage_welcome_messages",
    }
)  # fmt: skip
"""https://core.telegram.org/constructor/chatAdminRights"""

_BROADCAST_ONLY = frozenset({"post_messages", "edit_messages", "manage_direct_messages"})
_MEGAGROUP_ONLY = frozenset({"ban_users", "pin_messages", "anonymous", "manage_topics", "manage_ranks"})
GROUP_ADMIN = frozenset(
    {
        "change_info", "delete_messages", "ban_users", "invite_users", "pin_messages", "manage_call", "other",
        "manage_ranks",
    }
)  # fmt: skip

BANNED_RIGHTS = frozenset(
    {
        "view_messages", "send_messages", "send_media", "send_stickers", "send_gifs", "send_games", "send_inline", "embed_links",
        "send_polls", "change_info", "invite_users", "pin_messages", "manage_topics", "send_photos", "send_videos",
        "send_roundvideos", "send_audios", "send_voices", "send_docs", "send_plain", "edit_rank", "send_reactions",
        "manage_linked_peers",
    }
)  # fmt: skip
"""https://core.telegram.org/constructor/chatBannedRights"""

_NOT_IN_PUBLIC = frozenset({"change_info", "pin_messages"})
MEDIA = frozenset({"send_photos", "send_videos", "send_roundvideos", "send_audios", "send_voices", "send_docs"})
EXTRAS = frozenset({"send_stickers", "send_gifs", "send_games", "send_inline"})

_NEEDED = {
    "photo": "send_photos", "video": "send_videos", "document": "send_docs", "music": "send_audios", "voice": "send_voices",
    "round": "send_roundvideos", "sticker": "send_stickers", "gif": "send_gifs", "poll": "send_polls",
}  # fmt: skip

REFUSALS = {
    "send_plain": Refusal("CHAT_SEND_PLAIN_FORBIDDEN"), "send_photos": Refusal("CHAT_SEND_PHOTOS_FORBIDDEN"),
    "send_videos": Refusal("CHAT_SEND_VIDEOS_FORBIDDEN"), "send_docs": Refusal("CHAT_SEND_DOCS_FORBIDDEN"),
    "send_audios": Refusal("CHAT_SEND_AUDIOS_FORBIDDEN"), "send_voices": Refusal("CHAT_SEND_VOICES_FORBIDDEN"),
    "send_roundvideos": Refusal("CHAT_SEND_ROUNDVIDEOS_FORBIDDEN"), "send_stickers": Refusal("CHAT_SEND_STICKERS_FORBIDDEN"),
    "send_gifs": Refusal("CHAT_SEND_GIFS_FORBIDDEN"), "send_polls": Refusal("CHAT_SEND_POLL_FORBIDDEN"),
    "send_games": Refusal("CHAT_SEND_GAME_FORBIDDEN"), "send_inline": Refusal("CHAT_SEND_INLINE_FORBIDDEN"),
}  # fmt: skip
"""How the lack of a right to send something is refused."""


def all_of(chat: Chat) -> Rights:
    """Every right that admins of this kind of chat can have."""
    if chat.is_broadcast:
        return ADMIN_RIGHTS - _MEGAGROUP_ONLY | {"ban_users", "pin_messages"}
    return ADMIN_RIGHTS - _BROADCAST_ONLY if chat.is_channel else GROUP_ADMIN


def is_admin(me: Participant | None) -> bool:
    return me is not None and me.present and me.status in (CREATOR, ADMIN)


def of(chat: Chat, me: Participant | None) -> Rights:
    """What an admin may do here; nothing for everyone else."""
    if me is None or not me.present:
        return frozenset()
    if me.status == CREATOR:
        return (all_of(chat) - {"anonymous"}) | (me.rights & {"anonymous"})
    if me.status != ADMIN:
        return frozenset()
    return me.rights if chat.is_channel else (me.rights or GROUP_ADMIN) & all_of(chat)


def closed(chat: Chat) -> Rights:
    """What members may not do by default. In public groups they never change its looks, nor pin."""
    lost = chat.profile.default_banned
    return complete(lost | _NOT_IN_PUBLIC if chat.profile.usernames and not chat.is_broadcast else lost)


def forbidden(chat: Chat, me: Participant | None, now: int) -> Rights:
    """What is forbidden to somebody: nothing to admins; to others the default and what they lost themselves."""
    if is_admin(me):
        return frozenset()
    lost = closed(chat)
    if me is not None and me.banned and (not me.until or me.until > now):
        lost |= me.banned
    return complete(lost)


def complete(lost: Rights) -> Rights:
    """Clients of older layers know only the wide rights, and the wide ones include the narrow
    (https://core.telegram.org/constructor/chatBannedRights)."""
    if "view_messages" in lost:
        return BANNED_RIGHTS
    if "send_messages" in lost:
        lost |= {"send_media", "send_plain", "send_polls", "send_reactions"}
    if "send_media" in lost:
        lost |= MEDIA | EXTRAS | {"embed_links"}
    if lost >= MEDIA and lost >= EXTRAS and "embed_links" in lost:
        lost |= {"send_media"}
    return lost


def needed(content: Content) -> frozenset[str]:
    """The rights it takes to send this."""
    rights: set[str] = set()
    if content.via_bot:
        rights.add("send_inline")
    if content.media is None:
        rights.add("send_plain")
    elif content.media.kind == "game":
        rights.add("send_games")
    else:
        rights.add(_NEEDED.get(kind_of(content), "send_plain"))
    return frozenset(rights)
