"""Tells online sessions what happens in their boxes: one ear on the bus for each box, however many sessions it has."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

import structlog
from msgspec.structs import replace

from angarium.domain import facts, updates
from angarium.gateway.channels import Channels
from angarium.model.bells import Bell, Grew, KeyChanged, Passing
from angarium.model.events import ChannelChanged, ChannelCut
from angarium.model.facts import Facts
from angarium.rpc import push
from angarium.tl import codec

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.sessions import Live

log = structlog.get_logger(__name__)

SLICE = 100
"""Events of a gap that are read at once."""

GAP = 500
"""A wider gap is left to the clients' getDifference."""

Ring = Grew | Passing


class Box:
    """An online box. It stands at a position of each line of its log and pushes what comes exactly next."""

    __slots__ = ("_door", "_positions", "_task", "_waiting", "id", "lives")

    def __init__(self, door: Door, box_id: int) -> None:
        self.id = box_id
        self.lives: dict[int, Live] = {}
        self._door = door
        self._positions: dict[str, int] = {}  # a line is unknown until its first bell: sessions fetch what was before
        self._waiting: deque[Ring] | None = None
        self._task: asyncio.Task[None] | None = None

    def hear(self, bell: Bell) -> None:
        """The ear on the bus."""
        if isinstance(bell, KeyChanged):
            return
        if isinstance(bell.event, ChannelChanged | ChannelCut):
            self._follow(bell.event)
        if self._waiting is not None:
            self._waiting.append(bell)
        elif not self._audience(bell):
            self._advance(bell)
        elif self._is_next(bell) and _is_complete(bell.facts):
            self._tell(bell)
        elif not self._is_past(bell):
            self._waiting = deque((bell,))
            self._task = asyncio.get_running_loop().create_task(self._read_on())

    def _follow(self, event: ChannelChanged | ChannelCut) -> None:
        """The box's owner has come into a supergroup or channel, has left it, or may see or do other things there now."""
        joined, line = (event.joined, event.line) if isinstance(event, ChannelChanged) else (None, 0)
        self._door.pushers.channels.follow(self, event.peer, joined, line)

    def _audience(self, bell: Ring) -> list[Live]:
        """Whom to tell. The session whose own call it was has the event in its result."""
        return [
            live for live in self.lives.values() if live.caller.wants_updates and live.session.session_id != bell.origin
        ]

    def _advance(self, bell: Ring) -> None:
        if isinstance(bell, Grew):
            self._positions[bell.line] = max(bell.position, self._positions.get(bell.line, 0))

    def _is_next(self, bell: Ring) -> bool:
        if isinstance(bell, Passing):
            return True
        known = self._positions.get(bell.line)
        return known is None or known + bell.count == bell.position

    def _is_past(self, bell: Ring) -> bool:
        return isinstance(bell, Grew) and bell.position <= self._positions.get(bell.line, -1)

    def _tell(self, bell: Ring) -> None:
        self._advance(bell)
        for live in self._audience(bell):
            body = render(bell, live)
            if body:
                live.push(body)

    async def _read_on(self) -> None:
        """Work off what waits in order, asking the database for what the bells do not carry."""
        try:
            while self._waiting:
                bell = self._waiting.popleft()
                if self._is_past(bell):
                    continue
                if self._is_next(bell):
                    self._tell(await self._complete(bell))
                elif isinstance(bell, Grew):
                    await self._read_gap(bell)
        except Exception:
            log.exception("a push failed; the clients fetch the difference", box=self.id)
            self._give_up()
        finally:
            self._waiting = None

    async def settle(self) -> None:
        """Wait until nothing has to be read any more."""
        while self._waiting is not None and self._task is not None:
            await self._task

    async def _complete(self, bell: Ring) -> Ring:
        if _is_complete(bell.facts):
            return bell
        async with self._door.house.work.read() as tx:
            return replace(bell, facts=await facts.for_events(tx, self.id, [bell.event]))

    async def _read_gap(self, bell: Grew) -> None:
        """A bell was lost: the log is the truth."""
        position = self._positions[bell.line]
        if bell.position - position > GAP:
            self._positions[bell.line] = bell.position
            self._give_up()
            return
        while position < bell.position:
            async with self._door.house.work.read() as tx:
                logged, known = await updates.since(tx, self.id, bell.line, position, SLICE)
            if not logged:
                self._positions[bell.line] = bell.position
                return
            for row in logged:
                self._tell(Grew(self.id, bell.line, row.position, row.count, row.event, known, row.date))
            position = logged[-1].position

    def _give_up(self) -> None:
        for live in tuple(self.lives.values()):
            if live.caller.wants_updates:
                live.missed = True
                live.catch_up()


class Pushers:
    """The boxes that are online."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._boxes: dict[int, Box] = {}
        self.channels = Channels(door)

    def join(self, live: Live) -> None:
        """Push to the box of the session's user from now on, if there is one."""
        user_id = live.caller.user_id
        if live.box == user_id:
            return
        self.leave(live)
        if user_id is None:
            return
        box = self._boxes.get(user_id)
        if box is None:
            box = self._boxes[user_id] = Box(self._door, user_id)
            self._door.house.bus.listen(user_id, box.hear)
            self.channels.enter(box)
        box.lives[id(live)] = live
        live.box = user_id

    def leave(self, live: Live) -> None:
        """No more."""
        box = self._boxes.get(live.box) if live.box is not None else None
        live.box = None
        if box is None:
            return
        box.lives.pop(id(live), None)
        if not box.lives:
            self._door.house.bus.leave(box.id, box.hear)
            del self._boxes[box.id]
            self.channels.leave(box)

    async def settle(self) -> None:
        """Wait until everything that has happened is pushed."""
        await self.channels.settle()
        for box in tuple(self._boxes.values()):
            await box.settle()


def render(bell: Ring, live: Live) -> bytes:
    """The bytes of an event for one session, made once for each layer; empty when there is nothing to say."""
    layer = live.caller.layer
    body = bell.rendered.get(layer)
    if body is None:
        body = bell.rendered[layer] = _encode(bell, live, layer)
    assert isinstance(body, bytes)
    return body


def _encode(bell: Ring, live: Live, layer: int) -> bytes:
    try:
        told = push.render(bell, live.caller)
        return b"" if told is None else codec.encode(told, layer)
    except codec.NotInLayer:
        return b""
    except Exception:
        log.exception("an event could not be rendered", told=type(bell.event).__name__, layer=layer)
        live.missed = True
        return b""


def _is_complete(known: Facts) -> bool:
    """Whether the bell carries what it takes to tell it; an event's owner at least is in there."""
    return bool(known.users or known.messages)
