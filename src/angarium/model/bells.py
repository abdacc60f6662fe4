"""What the bus carries: who should look, and where. The log is the truth; a bell that is lost loses nothing."""

from __future__ import annotations

import msgspec

from angarium.model.events import Event
from angarium.model.facts import Facts
from angarium.model.ids import AuthorizationId, KeyId, UserId

Topic = int | tuple[str, int]  # a box, or ("key", id of a permanent auth key)


class Grew(msgspec.Struct, frozen=True, eq=False):
    """A box's durable log grew: `line` is "pts", "seq" or a bot's "qts", `position` the counter after the event, `count` how far it moved.
    One device's own line, which is "qts", too, rings under its key.

    `facts` holds what a session needs to render the event without asking the database; `origin` is the MTProto session whose own
    call caused it (it has the event in its result).
    """

    topic: Topic
    line: str
    position: int
    count: int
    event: Event
    facts: Facts
    date: int
    origin: int = 0
    rendered: dict[object, object] = {}  # the door's cache of bytes, by layer


class Passing(msgspec.Struct, frozen=True, eq=False):
    """Something worth saying now or never: typing, presence, a login token. In no log."""

    topic: Topic
    event: Event
    facts: Facts
    date: int
    origin: int = 0
    rendered: dict[object, object] = {}


class KeyChanged(msgspec.Struct, frozen=True, eq=False):
    """The authorization behind a permanent key began (ids given) or ended (None)."""

    topic: Topic
    key_id: KeyId
    user_id: UserId | None
    authorization_id: AuthorizationId | None
    origin: int = 0


Bell = Grew | Passing | KeyChanged
