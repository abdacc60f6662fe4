"""Links to stories (https://core.telegram.org/api/links#story-links)."""

from __future__ import annotations

from angarium.domain.stories import places
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_user
from angarium.store import accounts, chats


async def make(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> str:
    """By the public name of whoever posted it. Refuses USER_PUBLIC_MISSING, and what `places.require_visible` does."""
    await places.require_visible(tx, viewer_id, peer, id)
    whose = await (accounts.find if is_user(peer) else chats.find)(tx, peer)
    names = whose.profile.usernames if whose is not None else ()
    if not names:
        raise Refusal("USER_PUBLIC_MISSING")
    return f"https://t.me/{names[0]}/s/{id}"
