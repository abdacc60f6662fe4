"""What every rule may use beside the stored facts: settings, time, chance, secrets, and the ways out."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from angarium.blobs import Blobs
from angarium.bus import Bus
from angarium.domain.waits import Answers, Waits
from angarium.model.clock import Chance, Clock
from angarium.model.config import Config
from angarium.model.sanctions import Sanction
from angarium.pictures import Pictures
from angarium.senders import Sender
from angarium.sources import Sources

if TYPE_CHECKING:
    from angarium.domain.cdn.master import Cdn
    from angarium.domain.cdn.outpost import Outpost
    from angarium.domain.work import Work

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class House:
    """Built once by `app`. `secret` keys every hash that the server alone can make (access hashes, file references, salts)."""

    config: Config
    clock: Clock
    chance: Chance
    secret: bytes
    bus: Bus
    blobs: Blobs
    pictures: Pictures
    senders: Mapping[str, Sender]
    sources: Sources = field(default_factory=Sources)
    work: Work = field(init=False)
    waits: Waits = field(default_factory=Waits)
    answers: Answers = field(default_factory=Answers)
    sanctions: dict[tuple[int, str], Sanction] = field(default_factory=dict)  # (account, kind): the limited, the frozen
    acted: dict[int, int] = field(default_factory=dict)  # who was active, and when: until the next sweep
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)  # of exported chats: one at a time, they are long
    cdn: Cdn | None = None  # where it sends people for popular files
    outpost: Outpost | None = None  # what it is itself: then it has no `work`
    _errands: set[asyncio.Task[None]] = field(default_factory=set)

    def now(self) -> int:
        """Epoch seconds."""
        return int(self.clock.now())

    def start(self, errand: Coroutine[Any, Any, None]) -> None:
        """Run something beside the caller; a failure is logged, and `close` waits for it."""
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._errands.discard(task)
        if not task.cancelled() and (fault := task.exception()):
            log.error("an errand failed", exc_info=fault)

    async def settle(self) -> None:
        """Wait for the errands under way."""
        while self._errands:
            await asyncio.gather(*self._errands, return_exceptions=True)
