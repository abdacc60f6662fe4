"""The people who know somebody: those who have them among their contacts, and those they talk with. They hear of changes."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.events import Event
from angarium.store import circles, relations

MOST = 5000
"""People of a circle who are told; everyone else sees the change with the next thing that names the person."""

AT_ONCE = 64
"""People who are told within the change's own unit of work; more are told by an errand."""


async def of(tx: Tx, user_id: int) -> list[int]:
    """Everyone who knows this person, without the person."""
    known = dict.fromkeys(await relations.known_by(tx, user_id))
    known.update(dict.fromkeys(await circles.partners(tx, user_id, MOST)))
    known.pop(user_id, None)
    return list(known)[:MOST]


async def tell(tx: Tx, user_id: int, event: Event) -> None:
    """Log an event about a person in their own box and in those of their circle."""
    await tx.log(user_id, event)
    circle = await of(tx, user_id)
    if len(circle) <= AT_ONCE:
        await _log(tx, circle, event)
    else:
        house = tx.house
        tx.after_commit(lambda: _tell_many(house, circle, event))


async def _tell_many(house: House, circle: Sequence[int], event: Event) -> None:
    for start in range(0, len(circle), AT_ONCE):
        async with house.work.begin() as tx:
            await _log(tx, circle[start : start + AT_ONCE], event)


async def _log(tx: Tx, circle: Sequence[int], event: Event) -> None:
    for id in circle:
        await tx.log(id, event)
