"""Bots: what everyone sees of one, what its owner has set, and what hangs on a message (https://core.telegram.org/api/bots)."""

from __future__ import annotations

import msgspec

from angarium.model.entities import Entity
from angarium.model.ids import FileId, Peer, UserId
from angarium.model.messages import Media

BOT_FATHER = UserId(93372553)  # below the numbers that accounts are given
"""The account with which people talk to make bots."""


class BotFace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What travels with every mention of a bot; part of its profile. `version` grows with each change of what
    https://core.telegram.org/constructor/botInfo says."""

    owner_id: int = 0
    version: int = 1
    reads_all: bool = False  # in groups it hears everything: privacy mode is off
    no_groups: bool = False
    placeholder: str = ""  # of its inline mode; with "" it has none
    inline_geo: bool = False
    main_app: bool = False
    attach_menu: bool = False
    business: bool = False
    guest: bool = False  # it answers where it is named, without being there
    guard: bool = False  # it may answer those who ask to be let into a supergroup
    manages: bool = False  # it may make bots for those who ask it
    active_users: int = 0


class MenuButton(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """https://core.telegram.org/api/bots/menu: `kind` is "default", "commands" or "web"."""

    kind: str = "default"
    text: str = ""
    url: str = ""


class Command(msgspec.Struct, frozen=True, array_like=True):
    name: str
    description: str


class Commands(msgspec.Struct, frozen=True, array_like=True):
    """The commands for one scope and language."""

    rows: tuple[Command, ...] = ()


class BotText(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """How a bot introduces itself in one language."""

    name: str = ""
    about: str = ""
    description: str = ""


class Bot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What only the bot and its owner know. `keys` counts the tokens that it has had. Stored as one value: add fields with
    defaults only."""

    id: UserId
    owner_id: int
    created: int = 0
    keys: int = 1
    manager_id: int = 0  # the bot through which it was made
    deleted: bool = False
    feedback: int = 0  # of so many chosen inline results in a hundred the bot is told
    menu: MenuButton = MenuButton()
    domains: tuple[str, ...] = ()  # of web sites that people may sign in to through it
    group_rights: tuple[str, ...] = ()  # names of chatAdminRights that are suggested when it is added
    channel_rights: tuple[str, ...] = ()
    main_url: str = ""
    privacy_url: str = ""
    restricted: bool = False  # only its owner and `guests` may use it
    guests: tuple[int, ...] = ()
    verifies: str = ""  # the organization in whose name it vouches for others; "" = it may not
    verify_icon: int = 0


class BotApp(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A web app or a game that a bot offers under a short name of its own."""

    id: int
    bot_id: UserId
    short_name: str
    kind: str  # "app" or "game"
    title: str
    description: str = ""
    url: str = ""
    photo_id: FileId = FileId(0)
    document_id: FileId = FileId(0)


class Preview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture or video on a bot's page."""

    date: int
    kind: str  # "photo" or "document"
    file_id: FileId
    form: str = "document"


class Verification(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That a bot vouches for a peer (https://core.telegram.org/api/bots/verification)."""

    bot_id: int
    icon: int
    description: str


# --- keyboards ------------------------------------------------------------------------------------------------------------------


class Wanted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody may choose with a button that asks for peers: `kind` is "user", "chat", "broadcast" or "create_bot"; None = it
    does not matter."""

    kind: str
    bot: bool | None = None
    premium: bool | None = None
    creator: bool = False
    bot_participant: bool = False
    has_username: bool | None = None
    forum: bool | None = None
    user_rights: tuple[str, ...] | None = None
    bot_rights: tuple[str, ...] | None = None
    managed: bool = False
    name: str = ""
    username: str = ""
    most: int = 1
    tells: tuple[str, ...] = ()  # what the bot learns of each: "name", "username", "photo"


class Button(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/type/KeyboardButton: `kind` is the TL name of its type without `buttonType` or `inlineButtonType`;
    only the fields of that kind are set."""

    kind: str
    text: str
    color: str = ""  # "primary", "danger" or "success"
    icon: int = 0
    data: bytes = b""
    password: bool = False
    url: str = ""
    query: str = ""
    same_peer: bool = False
    peer_types: tuple[str, ...] = ()
    id: int = 0
    user_id: int = 0
    forward_text: str = ""
    asks_write: bool = False
    quiz: bool | None = None
    wanted: Wanted | None = None


class Keyboard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/type/ReplyMarkup: `kind` is "inline", "reply", "hide" or "force"."""

    kind: str
    rows: tuple[tuple[Button, ...], ...] = ()
    resize: bool = False
    single_use: bool = False
    selective: bool = False
    persistent: bool = False
    placeholder: str = ""


# --- what people ask of bots ----------------------------------------------------------------------------------------------------


class Pressed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a bot answers to a pressed button."""

    text: str = ""
    url: str = ""
    alert: bool = False
    cache_time: int = 0


class WebFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file at an address of the web."""

    url: str
    size: int = 0
    mime_type: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0


class InlineText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is sent when a result is chosen: `kind` is the TL name without `botInlineMessage` ("Text", "MediaAuto", "MediaGeo",
    "MediaVenue", "MediaContact", "MediaWebPage", "MediaInvoice", "Game")."""

    kind: str
    text: str = ""
    entities: tuple[Entity, ...] = ()
    no_webpage: bool = False
    invert_media: bool = False
    url: str = ""
    large: bool = False
    small: bool = False
    media: Media | None = None
    markup: bytes = b""


class InlineResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One result of an inline query."""

    id: str
    type: str
    title: str = ""
    description: str = ""
    url: str = ""
    thumb: WebFile | None = None
    content: WebFile | None = None
    photo_id: FileId = FileId(0)
    document_id: FileId = FileId(0)
    form: str = "document"
    game: str = ""
    message: InlineText


class InlineAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a bot answers to an inline query, as it is kept for those who ask the same and for sending a result."""

    query: str = ""
    offset: str = ""
    results: tuple[InlineResult, ...] = ()
    gallery: bool = False
    private: bool = False
    next_offset: str = ""
    switch_pm: tuple[str, str] | None = None  # text, start parameter
    switch_web: tuple[str, str] | None = None  # text, address
    cache_time: int = 0  # seconds
    place: tuple[float, float] | None = None
    asker_id: int = 0
    peer_types: tuple[str, ...] = ()  # of a prepared message: where it may go; none = everywhere


class WebSession(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A web app that is open in a chat and may send one message there."""

    user_id: UserId
    peer: Peer
    silent: bool = False
    reply_id: int = 0
    send_as: Peer | None = None


class GuestQuery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message by which somebody called a bot into a chat that it is not in."""

    user_id: UserId
    peer: Peer
    id: int


class WebLogin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A web site that somebody has signed in to."""

    hash: int
    bot_id: int
    domain: str
    browser: str = ""
    platform: str = ""
    created: int = 0
    active: int = 0
    address: str = ""
    region: str = ""


class Score(msgspec.Struct, frozen=True, array_like=True):
    user_id: int
    score: int
