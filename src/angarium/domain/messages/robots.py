"""Accounts of the server itself that answer when people write to them:

    @robots.answers(BOT_FATHER)
    async def hear(tx: Tx, message: Message) -> None: ...

`message` is the sender's copy; the answer belongs to the same unit of work.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.messages import Message
from angarium.model.users import Relation, User
from angarium.store import relations

Answer = Callable[[Tx, Message], Awaitable[None]]
ROBOTS: dict[int, Answer] = {}


def answers(user_id: int) -> Callable[[Answer], Answer]:
    """Register who answers under this number."""

    def register(answer: Answer) -> Answer:
        ROBOTS[user_id] = answer
        return answer

    return register


async def hear(tx: Tx, message: Message) -> None:
    """Somebody has written a message of a private chat: let the other side answer if it is one of ours."""
    if (answer := ROBOTS.get(message.peer)) is not None:
        with tx.unasked():
            await answer(tx, message)


HOSTS: list[Answer] = []


def watches(host: Answer) -> Answer:
    """Register who hears of messages that name somebody by username: `host(tx, message)`."""
    HOSTS.append(host)
    return host


async def watch(tx: Tx, message: Message) -> None:
    """A message has been sent: it may call somebody who is not in the chat."""
    if HOSTS and any(entity.kind == "Mention" for entity in message.content.entities):
        with tx.unasked():
            for host in HOSTS:
                await host(tx, message)


async def let_write(tx: Tx, owner_id: UserId, bot: User, known: Relation | None) -> None:
    """Whoever writes to a bot may be written to by it (https://core.telegram.org/bots#4-how-are-bots-different-from-users)."""
    if bot.profile.bot and not (known is not None and known.bot_may_write):
        known = known or Relation(owner_id=owner_id, other_id=bot.id)
        await relations.put(tx, replace(known, bot_may_write=True))


def check(sender: User, other: User, theirs: Relation | None) -> None:
    """Whether a bot may write to somebody. Refuses USER_IS_BOT for another bot, PEER_ID_INVALID for whoever has not let it."""
    if not sender.profile.bot:
        return
    if other.profile.bot:
        raise Refusal("USER_IS_BOT")
    if theirs is None or not theirs.bot_may_write:
        raise Refusal("PEER_ID_INVALID")
