"""A channel that can be written to, and some who do."""

from __future__ import annotations

from typing import Any

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.harness import Actor


def switch(owner: Actor, channel: int, *, allowed: bool = True, stars: int = 0) -> Any:
    """Let people write to a channel."""
    return functions.channels.UpdatePaidMessagesPrice(
        channel=owner.channel(channel), send_paid_messages_stars=stars, broadcast_messages_allowed=allowed
    )


async def open_directs(owner: Actor, channel: int) -> int:
    """Let people write to a channel; the peer number of its direct messages."""
    answer = await owner(switch(owner, channel))
    made = next(chat for chat in answer.chats if chat.monoforum)
    return -CHANNEL_OFFSET - int(made.id)


async def answer(leader: Actor, directs: int, person: Actor, text: str, **fields: Any) -> int:
    """Write to somebody as the channel; the message's id."""
    topic = types.InputReplyToMonoForum(monoforum_peer_id=leader.peer(person))
    return await leader.write(directs, text, reply_to=topic, **fields)


async def topics(leader: Actor, directs: int) -> list[Any]:
    """The list of topics as an admin has it."""
    listed = await leader(
        functions.messages.GetSavedDialogs(
            parent_peer=leader.chat(directs), offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=20,
            hash=0,
        )
    )  # fmt: skip
    return list(listed.dialogs)


async def texts(actor: Actor, directs: int) -> list[str]:
    """What somebody sees there, newest first."""
    page = await actor(
        functions.messages.GetHistory(
            peer=actor.chat(directs), offset_id=0, offset_date=0, add_offset=0, limit=50, max_id=0, min_id=0, hash=0
        )
    )
    return [message.message for message in page.messages if isinstance(message, types.Message)]


async def admit(owner: Actor, channel: int, person: Actor, **rights: bool) -> None:
    """Make somebody an admin of the channel, or take it away with no rights."""
    await owner(
        functions.channels.EditAdmin(
            channel=owner.channel(channel), user_id=owner.user(person), rank="",
            admin_rights=types.ChatAdminRights(**rights),
        )
    )  # fmt: skip
