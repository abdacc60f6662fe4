"""What passes between the two devices of a secret chat: bytes for the other device, typing, reads."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.secret import chats, queues
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import SecretHistoryRead, SecretMessageCame, SecretTyping
from angarium.model.secretchats import Party, SecretChat, SecretFile
from angarium.store import relations, secret

DATA = 64 * 1024
"""Bytes of one message; files travel apart."""

HEADER = 8 + 16
BLOCK = 16


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender is told."""

    date: int
    file: SecretFile | None = None


async def find_sent(tx: Tx, device: Party, chat: SecretChat, random_id: int) -> Sent | None:
    """What this sender sent before under this random_id."""
    earlier = await secret.find_sent(tx, device.user_id, chat.id, random_id)
    if earlier is None:
        return None
    date, file_id = earlier
    return Sent(date, await secret.find_file(tx, file_id) if file_id else None)


async def require_sendable(tx: Tx, device: Party, chat: SecretChat, random_id: int, data: bytes) -> Party:
    """The side that it goes to. Refuses RANDOM_ID_INVALID, DATA_INVALID, DATA_TOO_LONG, USER_IS_BLOCKED and what
    `chats.require_open` refuses."""
    if not random_id:
        raise Refusal("RANDOM_ID_INVALID")
    if len(data) > DATA:
        raise Refusal("DATA_TOO_LONG")
    # A fingerprint of the key, a message key, whole blocks: https://core.telegram.org/api/end-to-end
    if len(data) < HEADER + BLOCK or (len(data) - HEADER) % BLOCK:
        raise Refusal("DATA_INVALID")
    other = await chats.require_open(tx, chat, device)
    theirs = await relations.find(tx, other.user_id, device.user_id)
    if theirs is not None and theirs.blocked:
        raise Refusal("USER_IS_BLOCKED")
    return other


async def send(
    tx: Tx,
    device: Party,
    chat: SecretChat,
    random_id: int,
    data: bytes,
    *,
    service: bool = False,
    file: SecretFile | None = None,
) -> Sent:
    """Let a message wait for the other device; a random_id that was used before in this chat sends nothing."""
    if earlier := await find_sent(tx, device, chat, random_id):
        return earlier
    other = await require_sendable(tx, device, chat, random_id, data)
    await secret.add_sent(tx, device.user_id, chat.id, random_id, tx.now, file.id if file else 0)
    message = SecretMessageCame(
        chat_id=chat.id, random_id=random_id, date=tx.now, data=data, service=service, file=file
    )
    await queues.add(tx, other, message)
    return Sent(tx.now, file)


async def show_typing(tx: Tx, device: Party, chat: SecretChat) -> None:
    """Tell the other device now or never."""
    other = await chats.require_open(tx, chat, device)
    theirs = await relations.find(tx, other.user_id, device.user_id)
    if tx.key_heard(other.key_id) and not (theirs is not None and theirs.blocked):
        tx.key_passing(other.key_id, SecretTyping(chat_id=chat.id))


async def read(tx: Tx, device: Party, chat: SecretChat, max_date: int) -> None:
    """Everything received up to `max_date` was read. Refuses MAX_DATE_INVALID."""
    if max_date <= 0:
        raise Refusal("MAX_DATE_INVALID")
    other = await chats.require_open(tx, chat, device)
    await queues.tell_read(tx, other, SecretHistoryRead(chat_id=chat.id, max_date=min(max_date, tx.now), date=tx.now))
