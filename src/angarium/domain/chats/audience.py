"""Who hears a supergroup or channel: its members who are online."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.work import Tx
from angarium.model.chats import Participant
from angarium.store import chats, participants


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place among the listeners of a channel, whose log stands at `pts`."""

    pts: int
    me: Participant


async def seats(tx: Tx, user_id: int) -> dict[int, Seat]:
    """Every supergroup and channel that somebody hears."""
    standing = await chats.standing(tx, user_id)
    known = await participants.of_user(tx, user_id, standing)
    return {peer: Seat(pts, known[peer]) for peer, pts in standing.items() if peer in known}


async def seat(tx: Tx, user_id: int, peer: int) -> Participant | None:
    """Somebody's place in one of them; None when they do not hear it any more."""
    me = await participants.find(tx, peer, user_id)
    return me if me is not None and me.present else None
