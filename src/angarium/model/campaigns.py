"""What the operator shows people: announcements, a promoted chat, hints."""

from __future__ import annotations

import msgspec

from angarium.model.entities import FormattedText


class Announcement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="announcement"):
    """Shown below the posts of channels, above the chats with bots, and to those who search (https://core.telegram.org/api/sponsored-messages).
    `peer` is the chat that it is about, 0 = none; `url` is where its button leads. Without `places` and `words` it is shown in every
    channel."""

    title: str
    text: FormattedText
    url: str
    button: str
    peer: int = 0
    places: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


class Promotion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="promotion"):
    """A chat on top of everybody's list (https://core.telegram.org/api/config#psa-info); `kind` is the type that clients know it by."""

    peer: int
    kind: str
    message: str


class Hint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="hint"):
    """A suggestion in the operator's own words (https://core.telegram.org/api/config#custom-suggestions)."""

    name: str
    title: FormattedText
    text: FormattedText
    url: str


Body = Announcement | Promotion | Hint


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """One of them, from `begins` until `ends` (epoch seconds; 0 = until the operator ends it), and what people did with it."""

    id: int
    begins: int
    ends: int
    body: Body
    views: int = 0
    clicks: int = 0
    reports: int = 0

    def runs(self, now: int) -> bool:
        return self.begins <= now and (not self.ends or now < self.ends)
