"""What a business account has (https://core.telegram.org/api/business)."""

from __future__ import annotations

import msgspec

from angarium.model.entities import FormattedText
from angarium.model.ids import FileId, MsgId
from angarium.model.messages import Content


class QuickReply(msgspec.Struct, frozen=True, array_like=True):
    """A shortcut and what hangs on it."""

    id: int
    shortcut: str
    top_id: MsgId = MsgId(0)
    count: int = 0


class QuickMessage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message of a shortcut; its id counts apart from those of sent ones."""

    id: MsgId
    date: int
    content: Content
    edit_date: int = 0


class WorkHours(msgspec.Struct, frozen=True, array_like=True):
    """Minutes of the week from Monday on, in a time zone: (from, to)."""

    timezone: str
    weekly: tuple[tuple[int, int], ...]


class Location(msgspec.Struct, frozen=True, array_like=True):
    address: str
    latitude: float | None = None
    longitude: float | None = None


class Intro(msgspec.Struct, frozen=True, array_like=True):
    """What stands in an empty chat."""

    title: str
    description: str
    sticker_id: FileId | None = None


class Recipients(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom something is for; `exclude` turns it round. `excluded` is for bots alone."""

    existing_chats: bool = False
    new_chats: bool = False
    contacts: bool = False
    non_contacts: bool = False
    exclude: bool = False
    users: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


class Greeting(msgspec.Struct, frozen=True, array_like=True):
    shortcut_id: int
    recipients: Recipients
    days: int  # without a word, after which somebody is greeted anew


class Away(msgspec.Struct, frozen=True, array_like=True):
    """`schedule` is "always", "outside" (of the work hours) or "custom" (`start` to `end`)."""

    shortcut_id: int
    recipients: Recipients
    schedule: str
    start: int = 0
    end: int = 0
    offline_only: bool = False


class ConnectedBot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bot that answers for its person; `rights` are the TL names of those it has, `paused` the chats that the person leads alone."""

    id: str  # of the connection
    bot_id: int
    recipients: Recipients
    rights: tuple[str, ...] = ()
    date: int = 0
    paused: tuple[int, ...] = ()
    device: str = ""  # on which it was connected
    location: str = ""  # from where
    confirmed: bool = True  # on another device, or there was none


class Business(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that one account chose. Stored as one value: add fields with defaults only."""

    hours: WorkHours | None = None
    location: Location | None = None
    intro: Intro | None = None
    greeting: Greeting | None = None
    away: Away | None = None
    bot: ConnectedBot | None = None


class ChatLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A link that opens a chat with a text ready to be sent."""

    slug: str
    text: FormattedText
    title: str = ""
    views: int = 0
    date: int = 0
