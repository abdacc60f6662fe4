"""Who else hears what is said in private chats, within the same unit of work:

    @listeners.hears
    async def answer(tx: Tx, pair: Pair, message: Message) -> None: ...

`message` is the writer's copy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from angarium.domain.messages.private import Pair
from angarium.domain.work import Tx
from angarium.model.messages import Message

Listener = Callable[[Tx, Pair, Message], Awaitable[None]]
LISTENERS: list[Listener] = []


def hears(listener: Listener) -> Listener:
    """Register one."""
    LISTENERS.append(listener)
    return listener


async def tell(tx: Tx, pair: Pair, message: Message) -> None:
    """Somebody has written a message of a private chat."""
    for listener in LISTENERS:
        await listener(tx, pair, message)
