"""What happens to an account and what it keeps: stickers, looks, what its business says; see `model.events`."""

from __future__ import annotations

from angarium.model.business import QuickMessage, QuickReply
from angarium.model.ids import MsgId, Peer
from angarium.model.logged import Base
from angarium.model.looks import Wallpaper
from angarium.model.messages import NotifySettings
from angarium.model.users import PeerBar, PrivacyRule


class StickerSetsChanged(Base, frozen=True):
    kind: str = "stickers"  # or "masks", "emojis"


class StickerSetAdded(Base, frozen=True):
    """Into the reader's list."""

    id: int
    kind: str = "stickers"


class StickerSetsOrdered(Base, frozen=True):
    order: tuple[int, ...]
    kind: str = "stickers"


class RecentStickersChanged(Base, frozen=True):
    # "recent_stickers", "faved_stickers", "saved_gifs", "recent_reactions", "saved_ringtones", "recent_emoji_statuses", "saved_tags",
    # "featured_stickers"
    what: str


class ThemeChanged(Base, frozen=True):
    """One of the reader's own."""

    id: int


class ChatWallpaperChanged(Base, frozen=True):
    """On the reader's side of a chat; `overridden` when the other side set it."""

    peer: Peer
    wallpaper: Wallpaper | None = None
    overridden: bool = False


class QuickRepliesChanged(Base, frozen=True):
    """Their order."""

    replies: tuple[QuickReply, ...] = ()


class QuickReplyChanged(Base, frozen=True):
    """A shortcut is new or has another name."""

    reply: QuickReply


class QuickReplyDeleted(Base, frozen=True):
    id: int


class QuickReplyMessageChanged(Base, frozen=True):
    """A message of a shortcut is new or was edited."""

    shortcut_id: int
    message: QuickMessage


class QuickReplyMessagesDeleted(Base, frozen=True):
    shortcut_id: int
    ids: tuple[MsgId, ...]


class PrivacyChanged(Base, frozen=True):
    key: str
    rules: tuple[PrivacyRule, ...]


class NotifyChanged(Base, frozen=True):
    scope: str  # "users", "chats", "broadcasts" or "peer"
    peer: Peer
    settings: NotifySettings


class PeerBlocked(Base, frozen=True):
    peer: Peer
    blocked: bool
    stories: bool = False


class PeerSettingsChanged(Base, frozen=True):
    peer: Peer
    bar: PeerBar = PeerBar()


class NewAuthorization(Base, frozen=True):
    hash: int
    unconfirmed: bool
    device: str = ""
    location: str = ""
    date: int = 0


class BotConnected(Base, frozen=True):
    """To somebody: a bot may answer for them, which another device of theirs should `confirm`."""

    bot_id: int
    confirmed: bool
    device: str = ""
    location: str = ""
    date: int = 0


class BusinessConnected(Base, frozen=True):
    """To a bot: somebody lets it answer for them, or no more."""

    id: str
    user_id: int
    date: int
    rights: tuple[str, ...] = ()
    disabled: bool = False


class BusinessMessageCame(Base, frozen=True):
    """To a bot: a message in a chat that it answers for somebody, by its number in that person's box."""

    connection_id: str
    owner_id: int
    id: MsgId


class BusinessMessageEdited(Base, frozen=True):
    """To a bot: one of those messages was changed."""

    connection_id: str
    owner_id: int
    id: MsgId


class BusinessMessagesDeleted(Base, frozen=True):
    """To a bot: some of those messages are gone; `peer` is the other side."""

    connection_id: str
    peer: Peer
    ids: tuple[MsgId, ...]


AccountEvent = (
    StickerSetsChanged
    | StickerSetAdded
    | StickerSetsOrdered
    | RecentStickersChanged
    | ThemeChanged
    | ChatWallpaperChanged
    | QuickRepliesChanged
    | QuickReplyChanged
    | QuickReplyDeleted
    | QuickReplyMessageChanged
    | QuickReplyMessagesDeleted
    | PrivacyChanged
    | NotifyChanged
    | PeerBlocked
    | PeerSettingsChanged
    | NewAuthorization
    | BotConnected
    | BusinessConnected
    | BusinessMessageCame
    | BusinessMessageEdited
    | BusinessMessagesDeleted
)
