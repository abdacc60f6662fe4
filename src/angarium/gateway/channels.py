"""Tells online members what happens in supergroups and channels. A post is rendered once for each layer, for somebody who knows nobody
there; for each member only the access hashes in it are their own. Those to whom it looks different (whoever wrote it or is named in
it, admins, the restricted) get a rendering of their own, and nobody costs a question to the database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from msgspec.structs import replace

from angarium.domain.chats import audience, hearing, rights, views
from angarium.domain.chats.hearing import Ear
from angarium.model.bells import Bell, Grew, KeyChanged, Passing
from angarium.model.chats import MEMBER, ChatView, Participant
from angarium.model.events import Typing
from angarium.model.facts import Facts
from angarium.rpc import push
from angarium.tl import codec

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.sessions import Live

log = structlog.get_logger(__name__)

Ring = Grew | Passing
Places = dict[int, Participant | None]
"""Where somebody sits, with their standing there; None = not looked up yet."""

ALL, KNOWING = "all", "knowing"
"""Renderings that members share: for whoever knows nobody, and for those who know somebody in it better than anybody does."""

STEP = "step"
"""The one for bots that do not get to see it."""


class Listener(Protocol):
    """Somebody who is online."""

    id: int
    lives: dict[int, Live]


class Channel:
    """A supergroup or channel with members online."""

    __slots__ = ("_door", "_position", "ears", "id", "seats")

    def __init__(self, door: Door, peer: int) -> None:
        self.id = peer  # which it is, whichever log is heard of it
        self.seats: dict[int, tuple[Listener, Participant | None]] = {}
        self.ears: dict[int, Ear] = {}  # of bots that do not hear everything
        self._door = door
        self._position = 0  # where the log stood at the last bell; 0 = not known yet

    def hear(self, bell: Bell) -> None:
        """The ear on the bus."""
        if isinstance(bell, KeyChanged):
            return
        if isinstance(bell, Grew):
            expected, self._position = self._position + bell.count, max(bell.position, self._position)
            if expected not in (bell.count, bell.position):
                self._tell_too_long(bell)
                return
        typist = bell.event.user_id if isinstance(bell.event, Typing) else 0
        for user_id, (listener, me) in tuple(self.seats.items()):
            if user_id == typist:
                continue
            lives = [one for one in listener.lives.values() if _hears(one, bell)]
            if lives and self._is_meant(bell, user_id, me):
                self._tell(bell, user_id, me, lives)
            elif isinstance(bell, Grew):
                self._pass_over(bell, lives)

    def _is_meant(self, bell: Ring, user_id: int, me: Participant | None) -> bool:
        """Bots hear in groups what is meant for them."""
        ear = self.ears.get(user_id)
        if ear is None:
            return True
        return ear.takes(bell.facts.messages.values(), bell.facts.named, admin=rights.is_admin(me))

    def _pass_over(self, bell: Grew, lives: list[Live]) -> None:
        """The line has moved on by something that a bot does not get: told nothing, it would find a gap and ask for the difference."""
        for live in lives:
            layer = live.caller.layer
            step = bell.rendered.get((layer, STEP))
            if step is None:
                told = push.render_step(self.id, bell.position, bell.count, bell.date)
                step = bell.rendered[layer, STEP] = codec.encode(told, layer)
            assert isinstance(step, bytes)
            live.push(step)

    def _tell(self, bell: Ring, user_id: int, me: Participant | None, lives: list[Live]) -> None:
        if me is not None and (event := views.veiled(bell.event, me.available_min_id)) is not bell.event:
            if isinstance(bell, Passing):
                return
            bell = replace(bell, event=event, facts=Facts(), rendered={})
        places = {self.id: me, **self._door.pushers.channels.places(user_id, bell.facts.chats, besides=self.id)}
        variant = _variant(bell.facts, user_id, places)
        for live in lives:
            body = self._render(bell, live.caller.layer, variant, user_id, places)
            if body:
                live.push(body)

    def _render(self, bell: Ring, layer: int, variant: object, user_id: int, places: Places) -> bytes:
        """The bytes for one member."""
        template = bell.rendered.get((layer, variant))
        if template is None:
            template = bell.rendered[layer, variant] = self._make(bell, layer, variant, user_id, places)
        assert isinstance(template, Template)
        return template.fill(self._door.house.secret, user_id)

    def _make(self, bell: Ring, layer: int, variant: object, user_id: int, places: Places) -> Template:
        facts = _seen(bell.facts, user_id if variant == user_id else 0, places)
        try:
            told = push.render_channel(replace(bell, facts=facts), self.id, minimal=user_id in facts.related)
            return Template(b"" if told is None else codec.encode(told, layer), facts)
        except codec.NotInLayer:
            return Template(b"", facts)
        except Exception:
            log.exception("an event of a channel could not be rendered", told=type(bell.event).__name__, layer=layer)
            return Template(b"", facts)

    def _tell_too_long(self, bell: Grew) -> None:
        """A bell was lost: members fetch the difference."""
        for listener, _ in self.seats.values():
            tell_too_long(listener, self.id, bell.position)


class Template:
    """An encoded event in which every member's own access hashes have their places."""

    __slots__ = ("_body", "_holes")

    def __init__(self, body: bytes, facts: Facts) -> None:
        self._body = body
        self._holes: list[tuple[int, str, int]] = []
        for kind, hashes in (
            ("user", {id: view.access_hash for id, view in facts.users.items()}),
            ("channel", {id: view.access_hash for id, view in facts.chats.items()}),
        ):
            for id, value in hashes.items():
                wanted = value.to_bytes(8, "little", signed=True)
                at = body.find(wanted)
                while at >= 0:
                    self._holes.append((at, kind, id))
                    at = body.find(wanted, at + 8)

    def fill(self, secret: bytes, user_id: int) -> bytes:
        """The bytes for one member."""
        if not self._holes:
            return self._body
        body = bytearray(self._body)
        for at, kind, id in self._holes:
            body[at : at + 8] = push.access_hash(secret, user_id, kind, id).to_bytes(8, "little", signed=True)
        return bytes(body)


def _hears(live: Live, bell: Ring) -> bool:
    return live.caller.wants_updates and live.session.session_id != bell.origin


def _variant(facts: Facts, user_id: int, places: Places) -> object:
    """Which rendering somebody gets: their own, or one that all share who are plain members in the same of the chats in it."""
    if any(me is not None and me.status != MEMBER for me in places.values()):
        return user_id
    if user_id in facts.users or any(message.author == user_id for message in facts.messages.values()):
        return user_id
    if any(view.poll.owner_id == user_id for view in facts.polls.values()):  # whose poll another has passed on
        return user_id
    if any(user_id in people for people in facts.named.values()):
        return user_id
    if any(user_id in view.buyers or user_id == view.paid.author_id for view in facts.paid.values()):
        return user_id
    known = KNOWING if user_id in facts.related else ALL
    return known if len(places) == 1 else (known, frozenset(places))


def _seen(facts: Facts, user_id: int, places: Places) -> Facts:
    """The facts as one member sees them, or, with user 0, any plain member in these chats."""
    chats = {id: _standing_in(view, user_id, places) for id, view in facts.chats.items()}
    if not user_id:
        return replace(facts, chats=chats)
    mentions = {key: people[user_id] for key, people in facts.named.items() if user_id in people}
    return replace(facts, viewer_id=user_id, chats=chats, mentions=mentions)


def _standing_in(view: ChatView, user_id: int, places: Places) -> ChatView:
    """A chat as seen by somebody who sits there, or does not."""
    peer = view.chat.peer
    if peer not in places:
        return view
    someone = Participant(chat=peer, user_id=user_id, status=MEMBER, date=view.chat.created)
    return push.with_standing(view, (places[peer] if user_id else None) or someone)


def tell_too_long(listener: Listener, peer: int, pts: int) -> None:
    """Let somebody's sessions fetch what happened in a channel (https://core.telegram.org/constructor/updateChannelTooLong)."""
    for live in tuple(listener.lives.values()):
        if live.caller.wants_updates:
            live.push(codec.encode(push.render_too_long(peer, pts, live.door.house.now()), live.caller.layer))


class Channels:
    """The supergroups and channels that somebody who is online is in."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._channels: dict[int, Channel] = {}
        self._heard: dict[int, set[int]] = {}  # by listener: where they sit
        self._ears: dict[int, Ear] = {}  # of the bots among them
        self._tasks: set[asyncio.Task[None]] = set()

    def places(self, user_id: int, peers: Iterable[int], *, besides: int) -> Places:
        """Those of `peers` but one where somebody sits."""
        heard = self._heard.get(user_id, ())
        return {peer: self._channels[peer].seats[user_id][1] for peer in peers if peer != besides and peer in heard}

    def enter(self, listener: Listener) -> None:
        """Somebody has come online: let them hear the channels they are in."""
        self._heard[listener.id] = set()
        self._start(self._enter(listener))

    async def _enter(self, listener: Listener) -> None:
        async with self._door.house.work.read() as tx:
            before = await audience.seats(tx, listener.id)
            ear = await hearing.find_ear(tx, listener.id)
        if ear is not None:
            self._ears[listener.id] = ear
        for line, seat in before.items():
            self._seat(listener, seat.peer, seat.me, line)
        if not before:
            return
        async with self._door.house.work.read() as tx:
            now = await audience.seats(tx, listener.id)
        for line, seat in now.items():  # what was posted in between was not heard
            if line not in before or before[line].pts != seat.pts:
                tell_too_long(listener, seat.peer, seat.pts)

    def follow(self, listener: Listener, peer: int, joined: bool | None, line: int = 0) -> None:
        """Somebody online has come into a channel, has left it, or has another standing there now. `line`: what they hear of a
        channel's direct messages; who leads these hears everything instead."""
        if joined is False:
            self._rise(listener, line or peer)
            return
        if line:
            self._seat(listener, peer, None, line)
            return
        if joined:
            self._rise(listener, audience.line_of(peer, listener.id))
            self._seat(listener, peer, None, peer)
        if peer in self._heard.get(listener.id, ()):
            self._start(self._look(listener, peer))

    async def _look(self, listener: Listener, peer: int) -> None:
        async with self._door.house.work.read() as tx:
            me = await audience.seat(tx, listener.id, peer)
        if me is None:
            self._rise(listener, peer)
        elif peer in self._heard.get(listener.id, ()):
            self._seat(listener, peer, me, peer)

    def leave(self, listener: Listener) -> None:
        """Somebody has gone offline."""
        for line in tuple(self._heard.get(listener.id, ())):
            self._rise(listener, line)
        self._heard.pop(listener.id, None)
        self._ears.pop(listener.id, None)

    def _seat(self, listener: Listener, peer: int, me: Participant | None, line: int) -> None:
        heard = self._heard.get(listener.id)
        if heard is None:
            return
        channel = self._channels.get(line)
        if channel is None:
            channel = self._channels[line] = Channel(self._door, peer)
            self._door.house.bus.listen(line, channel.hear)
        channel.seats[listener.id] = (listener, me)
        if (ear := self._ears.get(listener.id)) is not None and line == peer:  # what a channel writes them they hear
            channel.ears[listener.id] = ear
        heard.add(line)

    def _rise(self, listener: Listener, line: int) -> None:
        self._heard.get(listener.id, set()).discard(line)
        channel = self._channels.get(line)
        if channel is None:
            return
        channel.seats.pop(listener.id, None)
        channel.ears.pop(listener.id, None)
        if not channel.seats:
            self._door.house.bus.leave(line, channel.hear)
            del self._channels[line]

    def _start(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(errand)
        self._tasks.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.error("the channels of a listener could not be read", exc_info=fault)

    async def settle(self) -> None:
        """Wait until everyone sits where they belong."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
