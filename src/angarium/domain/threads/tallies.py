"""Counts what happens in supergroups and channels, for their statistics (https://core.telegram.org/api/stats)."""

from __future__ import annotations

from angarium.domain.accounts import notify
from angarium.domain.groups import turnover
from angarium.domain.messages import channel, reactions, reads
from angarium.domain.threads.views import DAY, HOUR
from angarium.domain.work import Tx
from angarium.model.chats import Chat, Participant
from angarium.model.ids import Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.store import activity


async def note_message(tx: Tx, chat: Chat, message: Message) -> None:
    """Something was written."""
    forward = message.content.forward
    if message.content.action is not None or (forward is not None and forward.imported):
        return
    await activity.add(tx, chat.peer, tx.now // HOUR, messages=1)
    if not chat.is_broadcast and message.author > 0:
        await activity.note_person(tx, chat.peer, tx.now // DAY, message.author, 1, len(message.content.text))


async def note_reaction(tx: Tx, message: Message, reaction: str) -> None:
    """Somebody reacted."""
    await activity.add_reaction(
        tx, message.box, tx.now // DAY, "custom" if reaction.startswith("custom:") else reaction
    )


async def note_reader(tx: Tx, chat: Chat, user_id: UserId) -> None:
    """Somebody read a group."""
    if not chat.is_broadcast:
        await activity.note_person(tx, chat.peer, tx.now // DAY, user_id, 0, 0)


def way_of(one: Participant) -> str:
    """By what way somebody came, as `activity` counts it."""
    if one.by_request:
        return "came_requests"
    if one.invite:
        return "came_links"
    return "came_added" if one.inviter_id and one.inviter_id != one.user_id else "came_public"


async def note_move(tx: Tx, chat: Chat, before: Participant | None, after: Participant) -> None:
    """Somebody came or went."""
    was = before is not None and before.present
    if chat.is_channel and was != after.present:
        moved = {"joins": 1, way_of(after): 1} if after.present else {"leaves": 1}
        await activity.add(tx, chat.peer, tx.now // HOUR, **moved)


async def note_notices(tx: Tx, peer: Peer, muted: bool) -> None:
    """Somebody wants to hear no more of a channel, or to hear of it again."""
    if is_channel(peer):
        await activity.add(tx, peer, tx.now // HOUR, **({"mutes": 1} if muted else {"unmutes": 1}))


channel.POSTED.append(note_message)
reactions.REACTED.append(note_reaction)
reads.READ.append(note_reader)
turnover.MOVED.append(note_move)
notify.MUTED.append(note_notices)
