"""Stories: pictures and films that are shown for a day or so (https://core.telegram.org/api/stories)."""

from __future__ import annotations

import msgspec

from angarium.model.entities import Entity
from angarium.model.ids import FileId, Peer
from angarium.model.messages import Media
from angarium.model.users import PrivacyRule

StoryKey = tuple[int, int]
"""Whose story, and its number there."""


class MediaArea(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place on a story that can be tapped (https://core.telegram.org/type/MediaArea). `kind` is "venue", "geo", "reaction", "post",
    "url", "weather" or "gift"; position and size are in percent of the story's, `rotation` in degrees."""

    kind: str
    x: float
    y: float
    w: float
    h: float
    rotation: float = 0.0
    radius: float | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    title: str = ""
    address: str = ""
    provider: str = ""
    venue_id: str = ""
    venue_type: str = ""
    country: str = ""
    state: str = ""
    city: str = ""
    street: str = ""
    reaction: str = ""
    dark: bool = False
    flipped: bool = False
    peer: int = 0  # of a post
    post: int = 0
    url: str = ""  # of a link; of a gift, its name
    emoji: str = ""
    temperature: float = 0.0
    color: int = 0


class StoryOrigin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whose story was posted again; `name` instead of `peer` when their privacy hides the account."""

    peer: Peer | None = None
    name: str = ""
    id: int = 0
    modified: bool = False


class StoryContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was posted; stored as one value: add fields with defaults only."""

    media: Media
    text: str = ""
    entities: tuple[Entity, ...] = ()
    areas: tuple[MediaArea, ...] = ()
    privacy: tuple[PrivacyRule, ...] = ()
    origin: StoryOrigin | None = None
    noforwards: bool = False
    edited: bool = False
    signed: bool = False  # a group shows which of its admins it was
    music: FileId = FileId(0)


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One story of a user, supergroup or channel. It is active until `expires`; then it stays in the archive of those who posted it,
    and, when `pinned`, on their profile; `top` > 0 = at its head, the highest first."""

    box: Peer
    id: int
    date: int
    expires: int
    author: int
    content: StoryContent
    pinned: bool = False
    top: int = 0
    random_id: int = 0
    views: int = 0
    reactions: int = 0
    forwards: int = 0

    @property
    def key(self) -> StoryKey:
        return self.box, self.id

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it."""
        return self.content.privacy[:1] == (PrivacyRule(True, "all"),) or not self.content.privacy


class StoryView(msgspec.Struct, frozen=True, kw_only=True):
    """A story as one viewer sees it; `leads`: it is their own, or their channel's, and they see who else has looked; `shared`: it is
    shown to many at once."""

    story: Story
    leads: bool = False
    shared: bool = False
    reaction: str = ""
    tally: tuple[tuple[str, int], ...] = ()
    recent: tuple[int, ...] = ()
    albums: tuple[int, ...] = ()


class StoryReader(msgspec.Struct, frozen=True):
    """How far somebody has read another's stories, and whether they put them away."""

    max_id: int = 0
    hidden: bool = False


class Stealth(msgspec.Struct, frozen=True):
    """Until when somebody looks at stories without being seen, and from when on they may ask for it again."""

    until: int = 0
    cooldown: int = 0


class StoryAlbum(msgspec.Struct, frozen=True, kw_only=True):
    """Stories of one profile under one title; `cover` is the newest of them."""

    box: Peer
    id: int
    position: int
    title: str


class StoryViewer(msgspec.Struct, frozen=True):
    """Somebody who looked at a story, and what they said to it."""

    user_id: int
    date: int
    reaction: str = ""
