"""What has to be done elsewhere before an account is gone:

@farewells.before_deletion
async def leave_everything(tx: Tx, user_id: int) -> None: ...
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from angarium.domain.work import Tx

Farewell = Callable[[Tx, int], Awaitable[None]]
FAREWELLS: list[Farewell] = []


def before_deletion(part: Farewell) -> Farewell:
    """Register one; it runs in the unit of work in which the account goes."""
    FAREWELLS.append(part)
    return part


async def say(tx: Tx, user_id: int) -> None:
    """Do all of it."""
    for part in FAREWELLS:
        await part(tx, user_id)
