"""Channels that somebody may like (https://core.telegram.org/api/recommend): those that others who read the same have in common."""

from __future__ import annotations

from collections import Counter

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId
from angarium.store import chats, participants

READERS = 200
"""Members of a channel whose other channels are looked at."""

OWN = 10
"""Channels of somebody's own from which recommendations for them in general are made."""

MOST = 100


async def find(tx: Tx, user_id: UserId, peer: Peer | None) -> tuple[list[int], Facts]:
    """Public channels beside one, or with None beside all of the viewer's own: those that most of their readers read, and the viewer
    does not. Refuses BROADCAST_REQUIRED, and what `guards.require_open` does."""
    mine = set(await participants.chats_of(tx, user_id))
    if peer is not None:
        standing = await guards.require_open(tx, user_id, peer)
        if not standing.chat.is_broadcast:
            raise Refusal("BROADCAST_REQUIRED")
        near = [int(peer)]
    else:
        near = [id for id, chat in (await chats.find_many(tx, mine)).items() if chat.is_broadcast][:OWN]
    read: Counter[int] = Counter()
    for channel in near:
        for reader in await participants.present(tx, channel, READERS):
            if reader.user_id != user_id:
                read.update(await participants.chats_of(tx, reader.user_id))
    for id in mine.union(near):
        read.pop(id, None)
    known = await chats.find_many(tx, [id for id, _ in read.most_common(MOST)])
    shown = [
        id for id, chat in known.items() if chat.is_broadcast and chat.profile.usernames and not chat.profile.deleted
    ]
    shown.sort(key=lambda id: (-read[id], -known[id].members, id))
    return shown, await gathered.gather(tx, user_id, [], users=shown)


async def left(tx: Tx, user_id: UserId, offset: int) -> tuple[int, list[int], Facts]:
    """Supergroups and channels that somebody has left: how many, and a page of them
    (https://core.telegram.org/method/channels.getLeftChannels)."""
    gone = await participants.left_by(tx, user_id)
    page = gone[max(offset, 0) : max(offset, 0) + MOST]
    return len(gone), page, await gathered.gather(tx, user_id, [], users=page)
