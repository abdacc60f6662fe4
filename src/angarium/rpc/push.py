"""What happened → what a session is told. Pushes and differences are made by the same functions here, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from angarium.domain.access import access_hash
from angarium.model.bells import Grew, Passing
from angarium.model.chats import ChatView, Participant
from angarium.model.events import Event, LoginTokenAccepted
from angarium.model.facts import Facts
from angarium.rpc.caller import Caller
from angarium.rpc.render.chats import number_of, render_chats
from angarium.rpc.render.updates import render_update
from angarium.rpc.render.users import render_minimal_user, render_user, render_users
from angarium.tl import types


def render(bell: Grew | Passing, caller: Caller) -> types.TypeUpdates | None:
    """The Updates object for a session of the box's owner; None when there is nothing to say.

    The same for every session of one viewer, so that the door encodes it once per layer.
    """
    position, count = (bell.position, bell.count) if isinstance(bell, Grew) and bell.line != "seq" else (0, 0)
    viewer_id = caller.user_id or 0
    updates = render_event(bell.event, bell.facts, viewer_id, position, count)
    if isinstance(bell.event, LoginTokenAccepted):
        # COMPAT(TDLib): before the sign-in it takes notice of no other form.
        return types.UpdateShort(update=updates[0], date=bell.date)
    return pack(updates, bell.facts, bell.date)


def render_event(
    event: Event, facts: Facts, viewer_id: int, pts: int, count: int, box: int = 0
) -> Sequence[types.TypeUpdate]:
    """One event as updates; none when what it speaks of is gone. `box` is a channel's; 0 = the viewer's own."""
    return render_update(event, facts, viewer_id, pts, count, box)


def pack(updates: Sequence[types.TypeUpdate], facts: Facts, date: int) -> types.Updates | None:
    """seq stays 0, "apply at once": a session learns of its own acts by their results, so that a counter which these moved would look
    to it like a gap, and every gap costs a getDifference. What a session misses it finds by date."""
    if not updates:
        return None
    return types.Updates(updates=list(updates), users=render_users(facts), chats=render_chats(facts), date=date, seq=0)


def render_channel(bell: Grew | Passing, peer: int, *, minimal: bool) -> types.TypeUpdates | None:
    """The same for an event of a supergroup or channel; `minimal`: people in short form, for whoever knows them already
    (https://core.telegram.org/api/min)."""
    position, count = (bell.position, bell.count) if isinstance(bell, Grew) else (0, 0)
    facts = bell.facts
    updates = render_event(bell.event, facts, facts.viewer_id, position, count, peer)
    if not updates:
        return None
    users: list[types.TypeUser] = []
    for id, view in facts.users.items():
        if (
            id == facts.viewer_id
        ):  # as anybody sees them; they know better, but look for themselves among those who are named
            users.append(render_minimal_user(msgspec.structs.replace(view, is_self=True), facts))
        else:
            users.append((render_minimal_user if minimal else render_user)(view, facts))
    return types.Updates(updates=list(updates), users=users, chats=render_chats(facts), date=bell.date, seq=0)


def render_too_long(peer: int, pts: int, date: int) -> types.TypeUpdates:
    """Something in a supergroup or channel was missed."""
    return types.UpdateShort(update=types.UpdateChannelTooLong(channel_id=number_of(peer), pts=pts), date=date)


def render_step(peer: int, pts: int, count: int, date: int) -> types.TypeUpdates:
    """Something in a supergroup that is not for this reader: a step of its line, in the form of a preview of no link."""
    step = types.UpdateChannelWebPage(
        channel_id=number_of(peer), webpage=types.WebPageEmpty(id=0), pts=pts, pts_count=count
    )
    return types.UpdateShort(update=step, date=date)


def with_standing(view: ChatView, me: Participant | None) -> ChatView:
    """A chat as one of its members sees it."""
    return msgspec.structs.replace(view, me=me)


__all__ = [
    "access_hash",
    "pack",
    "render",
    "render_channel",
    "render_event",
    "render_step",
    "render_too_long",
    "with_standing",
]
