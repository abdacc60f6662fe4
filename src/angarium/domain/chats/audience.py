"""Who hears a supergroup or channel: its members who are online."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.chats import views
from angarium.domain.work import Tx
from angarium.model.chats import Participant
from angarium.store import boxes, chats, directs, participants


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place among the listeners of a channel, whose log stands at `pts`. Of a channel's direct messages people hear a log
    of their own, admins that of all."""

    peer: int
    pts: int
    me: Participant | None


async def seats(tx: Tx, user_id: int) -> dict[int, Seat]:
    """Every supergroup and channel that somebody hears, by the log in which it stands."""
    standing = await chats.standing(tx, user_id)
    known = await participants.of_user(tx, user_id, standing)
    found = {peer: Seat(peer, pts, known[peer]) for peer, pts in standing.items() if peer in known}
    own = [topic for topic in await directs.of_user(tx, user_id) if topic.box not in found]
    seen = await views.views(tx, user_id, [topic.box for topic in own])
    for topic in own:
        if topic.box in seen and seen[topic.box].open:
            found[topic.line] = Seat(topic.box, (await boxes.find(tx, topic.line)).pts, None)
    return found


line_of = directs.line_of


async def seat(tx: Tx, user_id: int, peer: int) -> Participant | None:
    """Somebody's place in one of them; None when they do not hear it any more."""
    me = await participants.find(tx, peer, user_id)
    return me if me is not None and me.present else None
