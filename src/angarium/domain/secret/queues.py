"""What waits for one device: encrypted messages in a line of their own, qts, and the latest word on each of its secret chats.

A client drops what it has with `receivedQueue`; what nobody has fetched for a week is dropped by itself, and of too many messages the
oldest (`limits.secret_queue`). A client sees what it lacks by the sequence numbers inside and asks the other side to send it again
(https://core.telegram.org/api/end-to-end/seq_no#dealing-with-gaps).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from angarium.domain import facts as gathered
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import SecretChatChanged, SecretHistoryRead, SecretMessageCame
from angarium.model.facts import Facts
from angarium.model.ids import AuthorizationId, UserId
from angarium.model.secretchats import Party
from angarium.store import secret

KEPT = 7 * 86400
"""Seconds for which a message waits."""

SLICE_BYTES = 1 << 20
"""Bytes of messages in one difference, beyond the first message."""

NEWS = 2000
"""Words on chats in one difference."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a device has not seen: messages up to `qts`, and words on its chats when nothing is left behind (`final`)."""

    messages: list[SecretMessageCame]
    news: list[secret.News]
    facts: Facts
    qts: int
    final: bool = True


async def add(tx: Tx, to: Party, message: SecretMessageCame) -> None:
    """Let a message wait for a device, and push it when the device is online."""
    keep = tx.house.config.limits.secret_queue
    qts = await secret.add_message(tx, to.user_id, to.login_id, message, keep)
    if tx.key_heard(to.key_id):
        tx.key_logged(to.key_id, qts, message)


async def tell_chat(tx: Tx, to: Party, changed: SecretChatChanged) -> None:
    """Tell a device how a chat stands."""
    await secret.put_news(tx, to.user_id, (to.login_id,), "chat", tx.now, changed)
    if tx.key_heard(to.key_id):
        tx.key_passing(to.key_id, changed, await facts_of(tx, to.user_id, (changed,)))


async def tell_read(tx: Tx, to: Party, read: SecretHistoryRead) -> None:
    """Tell a device how far the other side has read; never less far than before."""
    known = await secret.find_news(tx, to.user_id, read.chat_id, "read", to.login_id)
    if isinstance(known, SecretHistoryRead) and known.max_date >= read.max_date:
        return
    await secret.put_news(tx, to.user_id, (to.login_id,), "read", tx.now, read)
    if tx.key_heard(to.key_id):
        tx.key_passing(to.key_id, read)


async def facts_of(tx: Tx, viewer_id: UserId, news: Iterable[secret.News]) -> Facts:
    """The people on the other side."""
    others: set[int] = set()
    for word in news:
        if isinstance(word, SecretChatChanged):
            others |= {word.admin_id, word.participant_id}
    others -= {0, viewer_id}
    return await gathered.gather(tx, viewer_id, [], users=others) if others else Facts()


async def qts_of(tx: Tx, user_id: UserId, login_id: AuthorizationId | None) -> int:
    return await secret.find_qts(tx, user_id, login_id) if login_id is not None else 0


async def difference(tx: Tx, user_id: UserId, login_id: AuthorizationId, qts: int, date: int, limit: int) -> Waiting:
    """Messages beyond `qts`, at most `limit`, and what else happened to the device's chats since `date`."""
    found = await secret.messages_since(tx, user_id, login_id, max(qts, 0), limit + 1)
    taken = _fitting(found[:limit])
    if len(taken) < len(found):
        return Waiting([message for _, message in taken], [], Facts(), taken[-1][0], final=False)
    news = await secret.news_since(tx, user_id, login_id, date, NEWS)
    people = await facts_of(tx, user_id, news)
    return Waiting([message for _, message in taken], news, people, await secret.find_qts(tx, user_id, login_id))


def _fitting(found: list[tuple[int, SecretMessageCame]]) -> list[tuple[int, SecretMessageCame]]:
    """As many from the front as one answer takes."""
    room = SLICE_BYTES
    for at, (_, message) in enumerate(found):
        room -= len(message.data)
        if room < 0 and at:
            return found[:at]
    return found


async def acknowledge(tx: Tx, user_id: UserId, login_id: AuthorizationId, qts: int) -> list[int]:
    """Drop what the device has; the random_ids of messages that nobody need be notified of any more: service messages never make
    a sound. Refuses MAX_QTS_INVALID (https://core.telegram.org/method/messages.receivedQueue)."""
    if not 0 <= qts <= await secret.find_qts(tx, user_id, login_id):
        raise Refusal("MAX_QTS_INVALID")
    dropped = await secret.messages_until(tx, user_id, login_id, qts)
    if dropped:
        await secret.remove_messages(tx, user_id, login_id, qts)
    return [message.random_id for message in dropped if not message.service]


async def remove_old(tx: Tx) -> None:
    """Forget what has waited for too long."""
    await secret.remove_old(tx, tx.now - KEPT)
