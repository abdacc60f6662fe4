"""Basic groups, supergroups and channels, and who is in them. Rights are sets of TL flag names, so that they read as documented:
https://core.telegram.org/constructor/chatAdminRights, https://core.telegram.org/constructor/chatBannedRights."""

from __future__ import annotations

import msgspec

from angarium.model.ids import FileId, MsgId, Peer, UserId
from angarium.model.rings import StoryMark

Rights = frozenset[str]

GROUP, MEGAGROUP, BROADCAST = "group", "megagroup", "broadcast"
"""Kinds of chats: a basic group, a supergroup, a channel (https://core.telegram.org/api/channel)."""

CREATOR, ADMIN, MEMBER, RESTRICTED, BANNED, LEFT = "creator", "admin", "member", "restricted", "banned", "left"
"""What somebody is in a chat. Who is restricted may be present or not."""


class ChatProfile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a chat's row carries beside its keys and counters. Stored as one value: add fields with defaults only."""

    title: str
    about: str = ""
    photo_id: FileId | None = None
    usernames: tuple[str, ...] = ()  # active ones; the first is the editable one
    default_banned: Rights = frozenset()  # what members may not do, unless they are admins
    slow_mode: int = 0  # seconds between two messages of one member
    signatures: bool = False
    signature_profiles: bool = False
    join_to_send: bool = False
    join_request: bool = False
    guard_bot: int = 0  # who answers those who ask to be let in
    noforwards: bool = False
    members_hidden: bool = False
    history_hidden: bool = False  # newcomers do not see what was before them
    forum: bool = False
    forum_tabs: bool = False
    antispam: bool = False
    autotranslation: bool = False
    gigagroup: bool = False
    reactions: tuple[str, ...] | None = None  # None = all; an emoji or "custom:<document id>"
    custom_reactions: bool = True  # with all: custom emoji as well
    reactions_limit: int = 0
    paid_reactions: bool = False
    linked: Peer | None = None  # the channel of a discussion group, or the other way round
    ttl_period: int = 0
    migrated_to: Peer | None = None
    migrated_from: Peer | None = None
    migrated_max_id: MsgId = MsgId(0)
    sticker_set: int = 0
    emoji_set: int = 0
    theme: str = ""
    wallpaper: int = 0
    color: int | None = None
    background_emoji_id: int | None = None
    profile_color: int | None = None
    profile_background_emoji_id: int | None = None
    emoji_status: int | None = None
    emoji_status_until: int = 0
    restricted: str = ""  # why the operator restricted this chat, or empty
    verified: bool = False
    vouched_icon: int = 0  # the custom emoji of the organization that vouches for this chat
    restricted_sponsored: bool = False  # the creator wants no announcements here
    deleted: bool = False
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    main_tab: str = ""
    paid_message_stars: int = 0
    direct: Peer | None = None  # of a channel: where its direct messages are; of those: the channel
    direct_open: bool = False  # of a channel: whether people may write it direct messages
    monoforum: bool = False  # these are a channel's direct messages
    boosts_unrestrict: int = 0
    stories_until: int = 0  # when the last of the active stories expires
    level: int = 0  # which the boosts of its members have made


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """`members` counts those present, `admins` the creator too, `banned` those shut out, `restricted` those with fewer rights.
    `top_id` and `top_date` are of the newest message of a supergroup or channel; a basic group's differ from box to box."""

    peer: Peer
    kind: str
    creator_id: UserId
    created: int
    profile: ChatProfile
    members: int = 0
    admins: int = 0
    banned: int = 0
    restricted: int = 0
    version: int = 1
    top_id: MsgId = MsgId(0)
    top_date: int = 0
    changed: int = 0  # when its log grew last
    total: int = 0  # messages in it

    @property
    def is_channel(self) -> bool:
        """Whether it is a supergroup or channel, with a box of its own."""
        return self.kind != GROUP

    @property
    def is_broadcast(self) -> bool:
        return self.kind == BROADCAST


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's standing in a chat; a row stays when they leave. `user_id` is a peer: channels can be banned, too."""

    chat: Peer
    user_id: int
    status: str
    present: bool = True
    date: int = 0
    inviter_id: int = 0
    rights: Rights = frozenset()  # an admin's
    rank: str = ""
    promoted_by: int = 0
    banned: Rights = frozenset()  # what is forbidden to them beyond the default
    until: int = 0  # when the restriction ends; 0 = never
    kicked_by: int = 0
    invite: str = ""  # the link they came by
    by_request: bool = False
    available_min_id: MsgId = MsgId(0)  # messages up to this one are not shown to them
    last_sent: int = 0  # for slow mode
    trusted: bool = False  # an admin said that what the house took for spam was none


class ChatView(msgspec.Struct, frozen=True, kw_only=True):
    """One chat as one viewer may see it; `me` is the viewer's standing, None for somebody who never was there. `open` tells whether
    the viewer may look inside."""

    chat: Chat
    access_hash: int
    me: Participant | None = None
    open: bool = True
    stories: StoryMark | None = None  # None = not known here
