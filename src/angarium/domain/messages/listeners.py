"""Who else hears what is said in private chats, within the same unit of work:

    @listeners.hears
    async def answer(tx: Tx, pair: Pair, message: Message) -> None: ...

`message` is the writer's copy. What is changed or taken away is told for each side's copy, to `sees_edit` and `sees_deletion`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from angarium.domain.messages.private import Pair
from angarium.domain.work import Tx
from angarium.model.ids import Box
from angarium.model.messages import Message
from angarium.model.users import User

Listener = Callable[[Tx, Pair, Message], Awaitable[None]]
LISTENERS: list[Listener] = []
Watcher = Callable[[Tx, User, Message], Awaitable[None]]
WATCHERS: list[Watcher] = []
Mourner = Callable[[Tx, Box, Sequence[Message]], Awaitable[None]]
MOURNERS: list[Mourner] = []


def hears(listener: Listener) -> Listener:
    """Register one."""
    LISTENERS.append(listener)
    return listener


def sees_edit(watcher: Watcher) -> Watcher:
    """Register one that is told of a changed copy and its owner."""
    WATCHERS.append(watcher)
    return watcher


def sees_deletion(mourner: Mourner) -> Mourner:
    """Register one that is told of what is gone from a box."""
    MOURNERS.append(mourner)
    return mourner


async def tell(tx: Tx, pair: Pair, message: Message) -> None:
    """Somebody has written a message of a private chat."""
    for listener in LISTENERS:
        await listener(tx, pair, message)


async def tell_edited(tx: Tx, owner: User, message: Message) -> None:
    """A copy of a message has changed, in a private chat of its owner's."""
    for watcher in WATCHERS:
        await watcher(tx, owner, message)


async def tell_gone(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Messages of private chats are gone from a box."""
    for mourner in MOURNERS:
        await mourner(tx, box, gone)
