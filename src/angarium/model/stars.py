"""Stars: what people pay each other with on this server (https://core.telegram.org/api/stars). They cost nothing and are worth what
the people of the server make of them; the operator rules how many there are."""

from __future__ import annotations

import msgspec

from angarium.model.ids import Peer


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One movement of stars as one side sees it. `kind` is "gift" (of the house), "reaction", "invoice", "media" or "message"."""

    id: int = 0  # counts within its owner
    charge: str = ""  # the same on both sides, and for what is given back
    stars: int = 0  # below zero: went out
    date: int = 0
    peer: Peer = Peer(0)  # the other side; 0 = the house
    kind: str
    title: str = ""
    description: str = ""
    message_id: int = 0
    payload: bytes = b""
    refund: bool = False


class Purse(msgspec.Struct, frozen=True, array_like=True):
    """What somebody has; `month` is the last one whose allowance they were given, `last_id` their newest entry."""

    stars: int = 0
    month: int = 0
    last_id: int = 0


class Reactor(msgspec.Struct, frozen=True, array_like=True):
    """What one person paid for a reaction on a post; `shown` is in whose name, 0 = nobody's."""

    user_id: int
    stars: int
    shown: int


class TopReactor(msgspec.Struct, frozen=True, array_like=True):
    """One of those who paid most for reactions on a post, or the viewer, as the viewer sees them."""

    peer: int  # 0 = somebody who does not want to be named
    stars: int
    top: bool
    mine: bool
    anonymous: bool
