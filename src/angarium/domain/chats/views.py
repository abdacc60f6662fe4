"""Groups and channels as one viewer sees them."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain import access
from angarium.domain.work import Tx
from angarium.model.chats import BANNED, Chat, ChatView, Participant
from angarium.store import chats, participants


async def views(tx: Tx, viewer_id: int, ids: Iterable[int]) -> dict[int, ChatView]:
    """Every chat of `ids` that exists. Two queries, however many they are. Viewer 0 is anybody."""
    wanted = {id for id in ids if id < 0}
    if not wanted:
        return {}
    found = await chats.find_many(tx, wanted)
    mine = await participants.of_user(tx, viewer_id, found) if viewer_id else {}
    return {id: view(tx, viewer_id, chat, mine.get(id)) for id, chat in found.items()}


def view(tx: Tx, viewer_id: int, chat: Chat, me: Participant | None) -> ChatView:
    """One chat for one viewer."""
    return ChatView(
        chat=chat,
        me=me,
        access_hash=access.access_hash(tx.house.secret, viewer_id, "channel", chat.peer),
        open=not viewer_id or is_open(chat, me),
    )


def is_open(chat: Chat, me: Participant | None) -> bool:
    """Whether somebody may look inside: those present, and anyone for what is public, but nobody who is banned."""
    if me is not None and me.present:
        return True
    if me is not None and me.status == BANNED:
        return False
    return bool(chat.profile.usernames) and not chat.profile.deleted
