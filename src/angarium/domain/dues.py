"""Things that happen by themselves at a time. A module that has such a thing registers how it is done:

    @dues.happens("scheduled")
    async def send_scheduled(tx: Tx, box: int, id: int) -> None: ...

and `put`s one row for each; `domain.sweeps` carries it out, in a unit of work of its own that also takes the row away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from angarium.domain.work import Tx
from angarium.store import dues
from angarium.store.dues import Due

Deed = Callable[[Tx, int, int], Awaitable[None]]
DEEDS: dict[str, Deed] = {}


def happens(kind: str) -> Callable[[Deed], Deed]:
    """Register what is done when a row of this kind is due: `deed(tx, box, id)`."""

    def register(deed: Deed) -> Deed:
        DEEDS[kind] = deed
        return deed

    return register


async def put(tx: Tx, box: int, kind: str, id: int, at: int) -> None:
    """Let it happen at `at` (epoch seconds), and not at the time that was set before."""
    await dues.put(tx, Due(box, kind, id, at))


async def remove(tx: Tx, box: int, kind: str, id: int) -> None:
    """Let it not happen."""
    await dues.remove(tx, box, kind, id)
