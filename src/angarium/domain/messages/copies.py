"""The same message in other people's boxes."""

from __future__ import annotations

from angarium.domain.work import Tx
from angarium.model.ids import Box, is_chat, is_saved, is_user
from angarium.model.messages import Message
from angarium.store import messages, participants


async def of(tx: Tx, message: Message) -> list[Message]:
    """Every other copy that is still there: the other person's, those of a basic group's members; channels have but one."""
    if is_chat(message.peer):
        others = [id for id in await participants.known_ids(tx, message.peer) if id != message.box]
        return await messages.find_copies(tx, message.peer, message.pair_id, others)
    if is_user(message.peer) and message.pair_id and not is_saved(message.box, message.peer):
        copy = await messages.find(tx, Box(message.peer), message.pair_id)
        return [copy] if copy else []
    return []
