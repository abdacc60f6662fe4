"""What happens to those who lead groups and channels, and to bots there."""

from __future__ import annotations

from angarium.model.chats import Participant
from angarium.model.ids import Peer
from angarium.model.invites import Invite
from angarium.model.logged import Base


class RequestsChanged(Base, frozen=True):
    """To admins: how many wait to be let in, and who the latest are."""

    peer: Peer
    waiting: int
    people: tuple[int, ...] = ()


class JoinAsked(Base, frozen=True):
    """To a bot that is an admin: somebody asks to be let in."""

    peer: Peer
    user_id: int
    date: int
    about: str
    invite: Invite
    query_id: int = 0  # under which the bot that guards the door answers


class JoinDecided(Base, frozen=True):
    """To somebody who asked to be let in: what the bot that guards the door says ("approved", "declined", "queued", "web")."""

    peer: Peer
    query_id: int
    verdict: str
    url: str = ""


class ParticipantChanged(Base, frozen=True):
    """To a bot that is an admin, or that it concerns itself: somebody's place in a chat is not what it was. None = they are not in it."""

    peer: Peer
    date: int
    actor_id: int
    user_id: int
    before: Participant | None = None
    after: Participant | None = None
    invite: Invite | None = None
    via_chatlist: bool = False
