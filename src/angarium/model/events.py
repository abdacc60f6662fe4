"""What can happen in a box. Events are logged as they are and told to clients by `rpc.push`; `model.lines` says which move
pts or qts.

Every struct is tagged by its class name in the log: never rename one, add fields with defaults only.
"""

from __future__ import annotations

from angarium.model.accountevents import (
    AccountEvent,
    BotConnected,
    BusinessConnected,
    BusinessMessageCame,
    BusinessMessageEdited,
    BusinessMessagesDeleted,
    ChatWallpaperChanged,
    NewAuthorization,
    NotifyChanged,
    PeerBlocked,
    PeerSettingsChanged,
    PrivacyChanged,
    QuickRepliesChanged,
    QuickReplyChanged,
    QuickReplyDeleted,
    QuickReplyMessageChanged,
    QuickReplyMessagesDeleted,
    RecentStickersChanged,
    StickerSetAdded,
    StickerSetsChanged,
    StickerSetsOrdered,
    ThemeChanged,
)
from angarium.model.botevents import (
    AttachMenuChanged,
    BotCommandsChanged,
    BotEvent,
    BotManaged,
    BotMenuChanged,
    BotStopped,
    ButtonPressed,
    GuestAsked,
    InlineAsked,
    PollVoted,
    Reacted,
    ReactionsCounted,
    ResultChosen,
    WebViewAnswered,
)
from angarium.model.chatevents import JoinAsked, JoinDecided, ParticipantChanged, RequestsChanged
from angarium.model.ids import MsgId, Peer
from angarium.model.logged import Base
from angarium.model.messages import Draft
from angarium.model.secretevents import SecretChatChanged, SecretHistoryRead, SecretMessageCame, SecretTyping
from angarium.model.starevents import StarEvent
from angarium.model.storyevents import StealthChanged, StoriesRead, StoryChanged, StoryEvent, StoryLiked, StoryReacted
from angarium.model.threadevents import (
    DiscussionOutboxRead,
    DiscussionRead,
    ForumViewChanged,
    PostForwarded,
    PostSeen,
    ThreadEvent,
    TopicPinned,
    TopicsReordered,
)

__all__ = (  # what is defined elsewhere and found here
    "AttachMenuChanged", "Base", "BotCommandsChanged", "BotConnected", "BotManaged", "BotMenuChanged", "BotStopped",
    "BusinessConnected", "BusinessMessageCame", "BusinessMessageEdited", "BusinessMessagesDeleted", "ButtonPressed",
    "ChatWallpaperChanged", "DiscussionOutboxRead", "DiscussionRead", "ForumViewChanged", "GuestAsked", "InlineAsked",
    "JoinAsked", "JoinDecided", "NewAuthorization", "NotifyChanged", "ParticipantChanged", "PeerBlocked", "PeerSettingsChanged",
    "PollVoted", "PostForwarded", "PostSeen", "PrivacyChanged", "QuickRepliesChanged", "QuickReplyChanged",
    "QuickReplyDeleted", "QuickReplyMessageChanged", "QuickReplyMessagesDeleted", "Reacted", "ReactionsCounted",
    "RecentStickersChanged", "RequestsChanged", "ResultChosen", "SecretChatChanged", "SecretHistoryRead",
    "SecretMessageCame", "SecretTyping", "StealthChanged", "StickerSetAdded", "StickerSetsChanged", "StickerSetsOrdered",
    "StoriesRead", "StoryChanged", "StoryLiked", "StoryReacted", "ThemeChanged", "TopicPinned", "TopicsReordered", "WebViewAnswered",
)  # fmt: skip

# --- the pts line: what happens to messages -------------------------------------------------------------------------------------


class NewMessage(Base, frozen=True):
    id: MsgId


class MessageEdited(Base, frozen=True):
    id: MsgId


class MessagesDeleted(Base, frozen=True):
    ids: tuple[MsgId, ...]


class InboxRead(Base, frozen=True):
    peer: Peer
    max_id: MsgId
    still_unread: int
    folder_id: int = 0


class OutboxRead(Base, frozen=True):
    peer: Peer
    max_id: MsgId


class ContentsRead(Base, frozen=True):
    ids: tuple[MsgId, ...]
    date: int = 0


class MessagesPinned(Base, frozen=True):
    peer: Peer
    ids: tuple[MsgId, ...]
    pinned: bool


class FoldersChanged(Base, frozen=True):
    peers: tuple[tuple[Peer, int], ...]  # (peer, folder id)


class WebPageChanged(Base, frozen=True):
    """The preview of a link is there: messages of this box show it. `id` is the page's."""

    id: int


# --- the seq line: everything else that must not be missed --------------------------------------------------------------------


class ReactionsChanged(Base, frozen=True):
    id: MsgId
    peer: Peer


class DraftChanged(Base, frozen=True):
    peer: Peer
    draft: Draft | None = None
    date: int = 0
    top_id: MsgId = MsgId(0)  # in which thread
    topic: int = 0  # or with whom, of a channel's direct messages


class UserChanged(Base, frozen=True):
    """Anything of updateUser / updateUserName / updateUserPhone: the reader's copy of this user is out of date. `what` is "name",
    "phone", "photo", "emoji_status" or "user"."""

    user_id: int
    what: str


class ContactsReset(Base, frozen=True):
    people: tuple[int, ...] = ()  # who is in the address book since


class DialogPinned(Base, frozen=True):
    peer: Peer
    pinned: bool
    folder_id: int = 0


class PinnedDialogsReordered(Base, frozen=True):
    order: tuple[Peer, ...]
    folder_id: int = 0


class DialogMarked(Base, frozen=True):
    peer: Peer
    unread: bool
    topic: int = 0  # of a channel's direct messages: with whom


class HistoryTtlChanged(Base, frozen=True):
    peer: Peer
    period: int


class FiltersChanged(Base, frozen=True):
    """Dialog filters (folders) changed; the reader fetches them."""

    id: int = 0  # 0 = order or several
    deleted: bool = False


class FilterOrderChanged(Base, frozen=True):
    order: tuple[int, ...]


class SavedDialogPinned(Base, frozen=True):
    """In Saved Messages."""

    peer: Peer
    pinned: bool


class SavedDialogsReordered(Base, frozen=True):
    order: tuple[Peer, ...]


class ScheduledAdded(Base, frozen=True):
    id: MsgId


class ScheduledDeleted(Base, frozen=True):
    peer: Peer
    ids: tuple[MsgId, ...]
    sent_ids: tuple[MsgId, ...] = ()


class ConfigChanged(Base, frozen=True):
    pass


class ServiceNotice(Base, frozen=True):
    """updateServiceNotification: a line from the server."""

    text: str
    kind: str
    popup: bool = False
    date: int = 0


class ChannelChanged(Base, frozen=True):
    """A supergroup or channel, or the reader's place in it, is not what it was; `joined` tells whether they came in or went."""

    peer: Peer
    joined: bool | None = None
    line: int = 0  # of a channel's direct messages: the log of the reader's own topic


class ChannelRead(Base, frozen=True):
    """`pts` is where the channel stood."""

    peer: Peer
    max_id: MsgId
    still_unread: int
    pts: int
    folder_id: int = 0


class ChannelOutboxRead(Base, frozen=True):
    peer: Peer
    max_id: MsgId


class ChannelContentsRead(Base, frozen=True):
    peer: Peer
    ids: tuple[MsgId, ...]


class ChannelCut(Base, frozen=True):
    """The reader sees nothing any more up to `max_id`."""

    peer: Peer
    max_id: MsgId


class GroupChanged(Base, frozen=True):
    """Who is in a basic group and what they may do there."""

    peer: Peer


class DefaultRightsChanged(Base, frozen=True):
    peer: Peer


# --- passing: in no log ---------------------------------------------------------------------------------------------------------


class Typing(Base, frozen=True):
    """`action` is the TL name without `sendMessage`/`Action`: "Typing", "Cancel", "RecordAudio" …; `peer` is the chat."""

    peer: Peer
    user_id: int
    action: str
    progress: int = 0
    emoticon: str = ""
    top_id: int = 0


class PresenceChanged(Base, frozen=True):
    user_id: int


class PollChanged(Base, frozen=True):
    """Somebody voted, or it was closed."""

    poll_id: int


class LoginTokenAccepted(Base, frozen=True):
    pass


Event = (
    NewMessage
    | MessageEdited
    | MessagesDeleted
    | InboxRead
    | OutboxRead
    | ContentsRead
    | MessagesPinned
    | FoldersChanged
    | WebPageChanged
    | ReactionsChanged
    | DraftChanged
    | UserChanged
    | ContactsReset
    | DialogPinned
    | PinnedDialogsReordered
    | DialogMarked
    | HistoryTtlChanged
    | FiltersChanged
    | FilterOrderChanged
    | SavedDialogPinned
    | SavedDialogsReordered
    | ScheduledAdded
    | ScheduledDeleted
    | ConfigChanged
    | ServiceNotice
    | ChannelChanged
    | ChannelRead
    | ChannelOutboxRead
    | ChannelContentsRead
    | ChannelCut
    | GroupChanged
    | DefaultRightsChanged
    | RequestsChanged
    | JoinAsked
    | JoinDecided
    | ParticipantChanged
    | SecretMessageCame
    | SecretChatChanged
    | SecretHistoryRead
    | SecretTyping
    | Typing
    | PresenceChanged
    | PollChanged
    | LoginTokenAccepted
    | ThreadEvent
    | BotEvent
    | AccountEvent
    | StarEvent
    | StoryEvent
)
