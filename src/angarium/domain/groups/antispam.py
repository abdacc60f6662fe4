"""What the house does against spam in supergroups where admins have switched it on: links and forwards of those who have just come are
taken away, and admins see it among what was done (https://core.telegram.org/api/antispam). Also what admins report."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain.accounts import reports
from angarium.domain.chats import guards, journal
from angarium.domain.messages import channel, deletions
from angarium.domain.work import Tx
from angarium.model.accounts import Report
from angarium.model.chats import MEMBER, Chat
from angarium.model.errors import Refusal
from angarium.model.ids import SERVICE_USER, Box, MsgId, Peer, UserId
from angarium.model.messages import Message
from angarium.store import adminlog, chats, messages, participants

NEWCOMER = 24 * 3600
"""Seconds for which somebody counts as new."""

LINKS = frozenset({"Url", "TextUrl", "Mention", "MentionName"})
DEED = "antispam"
_EVER = 2**62


def is_suspect(message: Message) -> bool:
    """Whether a message leads out of the chat, as spam does."""
    content = message.content
    return content.forward is not None or any(entity.kind in LINKS for entity in content.entities)


async def watch(tx: Tx, chat: Chat, message: Message) -> None:
    """Take note of what somebody new has sent; it goes in the next second."""
    if not chat.profile.antispam or chat.is_broadcast or not is_suspect(message):
        return
    author = await participants.find(tx, chat.peer, message.author)
    if author is None or author.status != MEMBER or author.trusted or author.date < tx.now - NEWCOMER:
        return
    await dues.put(tx, chat.peer, DEED, message.id, tx.now + 1)


channel.POSTED.append(watch)


@dues.happens(DEED)
async def take_away(tx: Tx, box: int, id: int) -> None:
    """Delete a message for its looks, and say so to the admins."""
    found = await messages.find(tx, Box(box), MsgId(id))
    chat = await chats.find(tx, box)
    if found is None or chat is None or not chat.profile.antispam:
        return
    await journal.note_deleted(tx, Peer(box), SERVICE_USER, [found])
    await deletions.erase(tx, box, [found])


async def forgive(tx: Tx, actor_id: UserId, peer: Peer, id: int) -> None:
    """An admin says that a message was no spam: its author is trusted from now on, and the operator is told
    (https://core.telegram.org/method/channels.reportAntiSpamFalsePositive). Refuses CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID."""
    await guards.require_admin(tx, actor_id, peer, "ban_users")
    taken = await adminlog.page(tx, peer, before=_EVER, after=0, sorts=("delete",), users=(SERVICE_USER,), limit=1000)
    message = next((row.entry.message for row in taken if row.entry.message and row.entry.message.id == id), None)
    if message is None:
        raise Refusal("MESSAGE_ID_INVALID")
    author = await participants.find(tx, peer, message.author)
    if author is not None:
        await participants.put(tx, replace(author, trusted=True))
    await reports.add(tx, actor_id, Report(peer=peer, reason="no spam", ids=(id,)))


async def report(tx: Tx, actor_id: UserId, peer: Peer, who: Peer, ids: Sequence[int]) -> None:
    """An admin reports messages of somebody in a supergroup (https://core.telegram.org/method/channels.reportSpam). Refuses
    CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID, PEER_ID_INVALID."""
    await guards.require_admin(tx, actor_id, peer)
    found = await messages.find_many(tx, Box(peer), ids)
    if not found or any(message.sender != who for message in found.values()):
        raise Refusal("MESSAGE_ID_INVALID")
    said = "\n".join(message.content.text for message in found.values())[:1024]
    await reports.add(tx, actor_id, Report(peer=who, reason="spam", ids=tuple(found), comment=said))
