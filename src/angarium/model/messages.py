"""Messages and what hangs on them. A message is stored once in each box that holds it."""

from __future__ import annotations

import msgspec

from angarium.model.entities import Entity, FormattedText
from angarium.model.ids import Box, FileId, MessageKey, MsgId, Peer
from angarium.model.looks import Wallpaper
from angarium.model.stars import TopReactor


class Media(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a message carries beside text. `kind` is "photo", "document", "contact", "geo", "geo_live", "venue", "dice", "web_page",
    "poll", "todo", "invoice", "story" (whose: `user_id`; which: `extra_id`) or "unsupported"; only the fields of that kind are set."""

    kind: str
    file_id: FileId = FileId(0)  # photo or document
    form: str = "document"  # what a document is: see domain/files/kinds.py
    cover_id: FileId = FileId(0)  # of a video: the photo that its sender chose for it
    start: int = 0  # of a video: the second from which it is played
    spoiler: bool = False
    ttl_seconds: int = 0  # self-destruct of a single view; 0x7FFFFFFF = view once
    expired: bool = False  # it has been viewed and is gone
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    vcard: str = ""
    user_id: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    accuracy: int = 0
    heading: int = 0
    period: int = 0
    proximity: int = 0
    title: str = ""
    address: str = ""
    provider: str = ""
    venue_id: str = ""
    venue_type: str = ""
    emoticon: str = ""
    value: int = 0
    url: str = ""
    extra_id: int = 0  # poll, to-do list or web page
    size: str = ""  # of a web page's picture, if its sender chose: "large" or "small"
    manual: bool = False  # a web page that its sender named, whatever the text says
    naming: bool = False  # a story that names the reader
    receipt_id: int = 0  # of an invoice that its owner has paid: the message that tells of it


class Action(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A service message: `kind` is the TL name without `messageAction` ("PinMessage", "HistoryClear", "ContactSignUp",
    "SetMessagesTTL", "CustomAction", "ScreenshotTaken", "PhoneCall" …)."""

    kind: str
    text: str = ""
    title: str = ""
    users: tuple[int, ...] = ()
    photo_id: FileId = FileId(0)
    period: int = 0
    number: int = 0
    flag: bool = False
    numbers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    texts: tuple[FormattedText, ...] = ()
    wallpaper: Wallpaper | None = None
    data: bytes = b""


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/api/threads: what a message answers. `peer` is set when the answered message lies in another chat."""

    id: MsgId = MsgId(0)
    peer: Peer | None = None
    top_id: MsgId = MsgId(0)
    quote: FormattedText | None = None
    quote_offset: int = 0
    forum_topic: bool = False
    origin_name: str = ""  # shown when the answered chat is not visible to the reader
    origin_from: Peer | None = None
    origin_date: int = 0
    media: Media | None = None  # what the answered message of another chat carried
    todo_item: int = 0  # of a to-do list, the item that is answered
    poll_option: bytes = b""  # of a poll, the option
    story: int = 0  # the story of `peer` that is answered


class Forward(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a forwarded message came from; `name` instead of `sender` when the author's privacy hides the account."""

    date: int
    sender: Peer | None = None
    name: str = ""
    channel_post: MsgId = MsgId(0)
    post_author: str = ""
    saved_peer: Peer | None = None  # in Saved Messages: the chat it was saved from
    saved_id: MsgId = MsgId(0)
    saved_out: bool = False  # there it was the saver's own message
    saved_sender: Peer | None = None  # who had passed it on there, when somebody had; or only their name
    saved_name: str = ""
    saved_date: int = 0
    imported: bool = False


class FactCheck(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A note of a fact-checker below a post; `number` is another one whenever it was changed."""

    text: FormattedText
    country: str = ""
    number: int = 0


class SuggestedPost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/constructor/suggestedPost: what a channel is offered to post, for how many stars, and when."""

    stars: int = 0
    date: int = 0
    accepted: bool = False
    rejected: bool = False


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the author said; stored as one value. Both boxes of a private chat hold the same but for `reply`, which counts in each
    box."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    media: Media | None = None
    action: Action | None = None
    reply: Reply | None = None
    forward: Forward | None = None
    grouped_id: int = 0
    via_bot: int = 0
    effect: int = 0
    silent: bool = False
    noforwards: bool = False
    invert_media: bool = False
    no_webpage: bool = False
    ttl_period: int = 0
    from_scheduled: bool = False
    post: bool = False  # a channel says it to its subscribers
    post_author: str = ""  # how such a post is signed, or the rank of an anonymous admin
    author: int = 0  # who wrote what a channel or an anonymous admin says
    guest_from: int = 0  # who called the bot that says it into the chat
    markup: bytes = b""  # a bot's keyboard, packed by domain/keyboards
    fact_check: FactCheck | None = None
    automatic: bool = False  # a business said it by itself
    business_bot: int = 0  # who said it for its person
    topic: int = 0  # in a channel's direct messages: with whom
    suggested: SuggestedPost | None = None
    paid_post: bool = False  # a channel was paid for posting it
    paid_stars: int = 0  # what its sender agrees to pay for it; once it is sent, what they paid

    @property
    def is_text(self) -> bool:
        """Whether its words are its body, with a preview at most; otherwise they are a caption."""
        return self.media is None or self.media.kind == "web_page"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message in one box. `peer` is the chat as the box's owner sees it; `pair_id` the id of the same message in the other
    person's box, 0 when that has none (any more). In a basic group the copies share `pair_id`, the message's number in the group. In a
    supergroup or channel there is one copy, whose `out` depends on who looks."""

    box: Box
    id: MsgId
    peer: Peer
    sender: Peer
    date: int
    content: Content
    out: bool = False
    random_id: int | None = None
    pair_id: MsgId = MsgId(0)
    edit_date: int = 0
    edit_hidden: bool = False
    pinned: bool = False
    mentioned: bool = False
    media_unread: bool = False
    reacted: bool = False  # the reaction table has rows for it
    expires_at: int = 0  # when the TTL of its chat deletes it; 0 = never

    @property
    def key(self) -> MessageKey:
        return self.box, self.id

    @property
    def author(self) -> int:
        """The account that wrote it, also where a chat is shown as its sender."""
        return self.content.author or self.sender


class PostCounter(msgspec.Struct, frozen=True, array_like=True):
    """How often a channel's post was seen and passed on."""

    views: int = 0
    forwards: int = 0


class ReactionCount(msgspec.Struct, frozen=True, array_like=True):
    reaction: str  # an emoji, "custom:<document id>" or "paid"
    count: int
    chosen_order: int | None = None


class RecentReaction(msgspec.Struct, frozen=True, array_like=True):
    peer: Peer
    reaction: str
    date: int
    unread: bool = False
    big: bool = False
    mine: bool = False


class ReactionTally(msgspec.Struct, frozen=True):
    """The reactions on one message as one viewer sees them."""

    counts: tuple[ReactionCount, ...] = ()
    recent: tuple[RecentReaction, ...] = ()
    can_see_list: bool = True
    top: tuple[TopReactor, ...] = ()  # of those who paid


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    date: int
    text: str = ""
    entities: tuple[Entity, ...] = ()
    reply: Reply | None = None
    no_webpage: bool = False
    invert_media: bool = False
    effect: int = 0
    suggested: SuggestedPost | None = None
    page: str = ""  # the link whose preview was chosen
    page_size: str = ""  # "large" or "small"
    page_optional: bool = False


class NotifySettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/constructor/peerNotifySettings; None = not set, inherit."""

    show_previews: bool | None = None
    silent: bool | None = None
    mute_until: int | None = None
    sound: str | None = None  # "default", "none", "local:<title>\n<data>" or "ringtone:<id>"
    stories_muted: bool | None = None
    stories_hide_sender: bool | None = None
    stories_sound: str | None = None


class Dialog(msgspec.Struct, frozen=True, kw_only=True):
    """One chat in one person's list."""

    owner_id: int
    peer: Peer
    top_id: MsgId = MsgId(0)
    top_date: int = 0
    read_inbox_max_id: MsgId = MsgId(0)
    read_outbox_max_id: MsgId = MsgId(0)
    unread_count: int = 0
    unread_mentions: int = 0
    unread_reactions: int = 0
    unread_mark: bool = False
    folder_id: int = 0
    pinned_order: int = 0  # 0 = not pinned; larger = higher
    ttl_period: int = 0
    total: int = 0  # messages in it
    as_messages: bool = False  # a forum that its owner sees as one list
    pts: int = 0  # of a supergroup or channel: where its log stands
    draft: Draft | None = None
    notify: NotifySettings | None = None
