"""The channel that somebody shows on their own page (https://core.telegram.org/api/profile#personal-channel)."""

from __future__ import annotations

from angarium.domain.accounts import profiles
from angarium.domain.chats import guards, views
from angarium.domain.messages import histories
from angarium.domain.messages.histories import Page, Selection, Window
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.ids import Box, Peer, UserId
from angarium.store import accounts, chats, messages


async def choose(tx: Tx, user_id: UserId, peer: Peer | None) -> None:
    """Show a public channel of one's own, or (None) none. Refuses CHANNEL_INVALID and what `guards.require_creator` does."""
    if peer is not None:
        standing = await guards.require_creator(tx, user_id, peer)
        if not (standing.chat.is_broadcast and views.is_public(standing.chat)):
            raise Refusal("CHANNEL_INVALID")
    await profiles.change(tx, user_id, "user", personal_channel=peer or 0)


async def find(tx: Tx, user_id: UserId) -> Chat | None:
    """The channel that somebody shows, as long as everybody may look into it."""
    user = await accounts.find(tx, user_id)
    if user is None or not user.profile.personal_channel:
        return None
    chat = await chats.find(tx, user.profile.personal_channel)
    return chat if chat is not None and chat.is_broadcast and views.is_public(chat) else None


async def newest(tx: Tx, chat: Chat) -> int:
    """The id of its newest post; 0 while it has none."""
    id, _ = await messages.top_id(tx, Box(chat.peer), Peer(chat.peer))
    return id


async def history(tx: Tx, viewer_id: UserId, user_id: UserId, window: Window) -> Page | None:
    """What stands in the channel that somebody shows; None when they show none. Refuses USER_ID_INVALID."""
    if await accounts.find(tx, user_id) is None:
        raise Refusal("USER_ID_INVALID")
    chat = await find(tx, user_id)
    if chat is None:
        return None
    return await histories.page(tx, viewer_id, Selection(box=chat.peer, peer=chat.peer), window)
