"""The pictures of groups and channels."""

from __future__ import annotations

from angarium.domain.chats import guards
from angarium.domain.files import downloads
from angarium.domain.files.downloads import Body
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import Peer


async def find(tx: Tx, user_id: int, peer: Peer, photo_id: int, *, big: bool) -> Body:
    """The picture that a chat has now. Refuses LOCATION_INVALID, and what `guards.require_open` does."""
    standing = await guards.require_open(tx, user_id, peer)
    if standing.chat.profile.photo_id != photo_id:
        raise Refusal("LOCATION_INVALID")
    return await downloads.find_portrait(tx, photo_id, big=big)
