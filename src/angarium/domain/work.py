"""The unit of work: commit first, then ring. The only place that does either.

    async with work.begin() as tx:
        ...                     # domain code, which awaits nothing but tx
    # here it is durable, and the bells have rung

Within the block SQLite runs the statements at once on the loop's thread; only the end of the block waits, for the COMMIT that many
units share (store/sqlite.py).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from angarium.domain.house import House
from angarium.model.bells import Bell, Grew, KeyChanged, Passing
from angarium.model.clock import Chance
from angarium.model.events import ChannelChanged, Event
from angarium.model.facts import Facts
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.model.lines import ON_PTS, ON_QTS
from angarium.store import boxes
from angarium.store.db import Db, Row
from angarium.store.sqlite import SqliteEngine

_NO_FACTS = Facts()


class Tx:
    """One unit of work or one snapshot: a `Db` that also knows the time and collects bells."""

    __slots__ = ("_after", "_bells", "_db", "_joined", "chance", "house", "now", "origin")

    def __init__(self, db: Db, house: House, origin: int) -> None:
        self._db = db
        self.house = house
        self.chance: Chance = house.chance
        self.now = int(house.clock.now())
        self.origin = origin  # the MTProto session whose call this is
        self._bells: list[Bell] = []
        self._joined: set[int] = set()  # channels that somebody who is online will hear from the end of this unit on
        self._after: list[Callable[[], Coroutine[Any, Any, None]]] = []

    # Db, handed through

    async def one(self, sql: str, *args: Any) -> Row | None:
        return await self._db.one(sql, *args)

    async def all(self, sql: str, *args: Any) -> list[Row]:
        return await self._db.all(sql, *args)

    async def run(self, sql: str, *args: Any) -> None:
        await self._db.run(sql, *args)

    async def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        await self._db.many(sql, rows)

    # Events and bells

    def heard(self, box: int) -> bool:
        """Whether a session of this box is online: nothing need be gathered for one that is not."""
        return self.house.bus.heard(box) or box in self._joined

    async def log(self, box: int, event: Event, facts: Facts | None = None, *, count: int = 1) -> int:
        """Append an event to the box's log, on the line it belongs to, and ring after the commit. Returns the line's position.

        `facts` spares listening sessions the database; without them they read what they need.
        """
        if type(event) in ON_PTS:
            position = (await boxes.advance(self, box, pts=count)).pts
            await boxes.log_pts(self, [(box, position, count, self.now, event)])
            self.logged(box, "pts", position, count, event, facts)
        elif type(event) in ON_QTS:
            position = (await boxes.advance(self, box, qts=1)).qts
            await boxes.log_qts(self, box, position, self.now, event)
            with self.unasked():  # no result carries it
                self.logged(box, "qts", position, 1, event, facts)
        else:
            position = (await boxes.advance(self, box, seq=1)).seq
            await boxes.log_seq(self, box, position, self.now, event)
            self.logged(box, "seq", position, 1, event, facts)
        return position

    @contextmanager
    def unasked(self) -> Iterator[None]:
        """What is logged in this block is not in the caller's result: it is pushed to the calling session, too."""
        origin, self.origin = self.origin, 0
        try:
            yield
        finally:
            self.origin = origin

    def logged(self, box: int, line: str, position: int, count: int, event: Event, facts: Facts | None) -> None:
        """Queue the bell of an event that the caller has logged itself."""
        if self.heard(box):
            if isinstance(event, ChannelChanged) and event.joined:
                self._joined.add(event.line or event.peer)
            self._bells.append(Grew(box, line, position, count, event, facts or _NO_FACTS, self.now, self.origin))

    def passing(self, box: int, event: Event, facts: Facts | None = None) -> None:
        """Queue the bell of something that no log keeps."""
        if self.heard(box):
            self._bells.append(Passing(box, event, facts or _NO_FACTS, self.now, self.origin))

    def key_changed(self, key_id: KeyId, user_id: UserId | None, authorization_id: AuthorizationId | None) -> None:
        """Tell the door that the authorization behind a key began (ids) or ended (None)."""
        self._bells.append(KeyChanged(("key", key_id), key_id, user_id, authorization_id, self.origin))

    def key_heard(self, key_id: KeyId) -> bool:
        """Whether a session of this key is online."""
        return self.house.bus.heard(("key", key_id))

    def key_passing(self, key_id: KeyId, event: Event, facts: Facts | None = None) -> None:
        """Say something to the sessions of one key, logged in or not."""
        self._bells.append(Passing(("key", key_id), event, facts or _NO_FACTS, self.now, self.origin))

    def key_logged(self, key_id: KeyId, qts: int, event: Event, facts: Facts | None = None) -> None:
        """Queue the bell of an event on the qts line of one device, which the caller has logged."""
        self._bells.append(Grew(("key", key_id), "qts", qts, 1, event, facts or _NO_FACTS, self.now, self.origin))

    def after_commit(self, errand: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Start something that talks to the world (a mail, say) once this unit is durable."""
        self._after.append(errand)

    def committed(self) -> None:
        """Ring and start the errands. Called by the engine at the moment the unit is durable."""
        # Facts that are worked out late hold this unit, which must not hold them any longer: a cycle for each message.
        bells, self._bells = self._bells, []
        for bell in bells:
            self.house.bus.ring(bell)
        for errand in self._after:
            self.house.start(errand())


class Unit:
    """`async with` form of one unit of work."""

    __slots__ = ("_engine", "_house", "_origin", "_tx")

    def __init__(self, engine: SqliteEngine, house: House, origin: int) -> None:
        self._engine, self._house, self._origin = engine, house, origin

    async def __aenter__(self) -> Tx:
        self._tx = Tx(await self._engine.enter(), self._house, self._origin)
        return self._tx

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is None:
            await self._engine.leave(self._tx.committed)
        else:
            self._engine.abandon()


class Snapshot:
    """`async with` form of one consistent reading."""

    __slots__ = ("_db", "_engine", "_house")

    def __init__(self, engine: SqliteEngine, house: House) -> None:
        self._engine, self._house = engine, house

    async def __aenter__(self) -> Tx:
        self._db = await self._engine.enter_snapshot()
        return Tx(self._db, self._house, 0)

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.leave_snapshot(self._db)


class Work:
    """Hands out units of work and snapshots."""

    def __init__(self, engine: SqliteEngine, house: House) -> None:
        self._engine, self._house = engine, house

    def begin(self, origin: int = 0) -> Unit:
        """A unit of work; `origin` is the MTProto session on whose behalf."""
        return Unit(self._engine, self._house, origin)

    def read(self) -> Snapshot:
        """One committed state; writing in it fails."""
        return Snapshot(self._engine, self._house)
