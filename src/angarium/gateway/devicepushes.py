"""Tells the sessions of one device what is for it alone: its secret chats, an accepted login token.

A bell of the qts line carries the message itself, and bells ring in the order of the commits, so that there is nothing to read here; a
client that misses one sees the gap in qts (https://core.telegram.org/api/updates) and fetches the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from angarium.gateway import pusher
from angarium.model.bells import Grew, Passing
from angarium.model.events import LoginTokenAccepted

if TYPE_CHECKING:
    from angarium.gateway.sessions import Live


def tell(lives: Iterable[Live], bell: Grew | Passing) -> None:
    """Push to those that listen; the session whose own call it was knows already. One that waits to be let in always listens."""
    for live in lives:
        listens = live.caller.wants_updates or isinstance(bell.event, LoginTokenAccepted)
        if not listens or live.session.session_id == bell.origin:
            continue
        body = pusher.render(bell, live)
        if body:
            live.push(body)
