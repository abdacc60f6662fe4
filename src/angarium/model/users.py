"""People: who somebody is, and what two of them are to each other."""

from __future__ import annotations

import msgspec

from angarium.model.bots import BotFace
from angarium.model.ids import FileId, UserId
from angarium.model.rings import StoryMark


class Birthday(msgspec.Struct, frozen=True, array_like=True):
    day: int
    month: int
    year: int | None = None


class PrivacyRule(msgspec.Struct, frozen=True, array_like=True):
    """One rule of https://core.telegram.org/api/privacy: `allow` or not, for `whom` ("all", "contacts", "users", "chats", "bots",
    "close_friends", "premium"), with the ids that "users" and "chats" list."""

    allow: bool
    whom: str
    ids: tuple[int, ...] = ()


class Profile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user's row carries beside its keys. Stored as one value: add fields with defaults only."""

    first_name: str
    last_name: str = ""
    about: str = ""
    birthday: Birthday | None = None
    photo_id: FileId | None = None  # the main photo; the history is in `user_photo`
    fallback_photo_id: FileId | None = None
    usernames: tuple[str, ...] = ()  # active ones; the first is the editable one
    language: str = ""
    deleted: bool = False
    verified: bool = False
    support: bool = False
    vouched_icon: int = 0  # the custom emoji of the organization that vouches for this account
    fact_checker: bool = False  # the operator lets this account write notes below posts
    restricted: str = ""  # why the operator restricted this account, or empty
    bot: bool = False
    face: BotFace | None = None  # of a bot
    privacy: dict[str, tuple[PrivacyRule, ...]] = {}  # key ("phone", "last_seen", "photo", …) → rules; absent = default
    color: int | None = None
    background_emoji_id: int | None = None
    profile_color: int | None = None
    profile_background_emoji_id: int | None = None
    emoji_status: int | None = None
    emoji_status_until: int = 0
    personal_channel: int = 0
    automated: bool = False  # its business greets newcomers, or says that nobody is there
    business_bot: int = 0  # the bot that answers for it
    main_tab: str = ""  # what the profile page opens with: the TL name without `profileTab`
    stories_until: int = 0  # when the last of the active stories expires
    name_date: int = 0  # when the name was last changed; 0 = never
    photo_date: int = 0  # the same of the photo
    message_stars: int = 0  # what strangers pay to write to this account


class User(msgspec.Struct, frozen=True, kw_only=True):
    """One account. `phone` is digits only, "" when it has none; `seen` and `online_until` are epoch seconds, 0 = never."""

    id: UserId
    phone: str
    profile: Profile
    created: int = 0
    seen: int = 0
    online_until: int = 0


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `other_id` is to `owner_id`: owner's contact (with the names owner gave), blocked by owner, …"""

    owner_id: UserId
    other_id: UserId
    contact: bool = False
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    note: str = ""
    close_friend: bool = False
    blocked: bool = False
    blocked_stories: bool = False
    photo_id: FileId | None = None  # a picture that the owner set for this contact
    phone_shared: bool = False  # the owner let this person see the number (add_phone_privacy_exception)
    bot_may_write: bool = False  # the other is a bot that the owner has started or let write
    bot_attached: bool = False  # the other is a bot in the owner's attachment menu
    bot_sets_status: bool = False  # the other is a bot that may set the owner's emoji status
    meets: tuple[int, ...] = ()  # chats that the owner's rules name and the other is in; never stored
    bar_hidden: bool = False  # the owner closed the bar that asks what to do about this stranger


class PeerBar(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What a client offers above a chat (https://core.telegram.org/constructor/peerSettings)."""

    report_spam: bool = False
    add_contact: bool = False
    block_contact: bool = False
    share_contact: bool = False
    need_contacts_exception: bool = False
    bot_id: int = 0  # it answers for the owner in this chat
    bot_paused: bool = False
    bot_can_reply: bool = False
    bot_url: str = ""  # where it is told how to
    report_geo: bool = False
    invite_members: bool = False
    request_title: str = ""  # a chat that the owner asks to be let into, and whose admin this is
    request_date: int = 0
    request_broadcast: bool = False
    registered: str = ""  # of a stranger: the month in which the account was made, as MM.YYYY
    country: str = ""  # and of the number, as two letters
    name_date: int = 0  # when the name was last changed; 0 = never
    photo_date: int = 0  # the same of the photo


class UserView(msgspec.Struct, frozen=True, kw_only=True):
    """One person as one viewer may see them: privacy is already applied to `phone`, `photo_id`, `seen`."""

    user: User
    is_self: bool
    access_hash: int
    contact: bool = False
    mutual: bool = False
    close_friend: bool = False
    blocked: bool = False
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    photo_id: FileId | None = None
    photo_personal: bool = False
    presence: str = "empty"  # "online", "offline" (exact), or "recently", "last_week", "last_month", "empty"
    presence_at: int = 0  # for online: until when; for offline: since when
    by_me: bool = False  # the viewer would see more, were their own last seen not hidden
    bot_attached: bool = False  # a bot in the viewer's attachment menu
    bot_editable: bool = False  # the viewer's own bot
    stories: StoryMark | None = None  # None = not known here
