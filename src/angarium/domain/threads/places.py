"""Which thread a client means: it names it by the message it begins with, by one in it, or by the channel's post under discussion."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.domain.chats import forums, guards
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.ids import Box, Peer, UserId, is_channel
from angarium.model.threads import Carried, Thread
from angarium.store import messages, threads


@dataclass(frozen=True, slots=True)
class Place:
    """A thread of a supergroup; `post` is the channel's post that it discusses, if it does; `floor` as of a `Selection`."""

    chat: Chat
    top_id: int
    thread: Thread
    post: Carried | None
    floor: int


async def require(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> Place:
    """A thread that the viewer may read. Refuses PEER_ID_INVALID, MSG_ID_INVALID, and what `guards.require_open` does."""
    if not is_channel(peer):
        raise Refusal("PEER_ID_INVALID")
    standing = await guards.require_open(tx, viewer_id, peer)
    if standing.chat.is_broadcast:
        carried = (await threads.find_carried(tx, peer, (id,))).get(id)
        if carried is None or carried.chat != standing.chat.profile.linked:
            raise Refusal("MSG_ID_INVALID")
        standing = await guards.require_open(tx, viewer_id, Peer(carried.chat))
        id = carried.root
    box = Box(standing.chat.peer)
    thread = await threads.find(tx, box, id)
    if thread is None:
        begun = (await messages.find_many(tx, box, (id,))).get(id)
        if begun is None:
            raise Refusal("MSG_ID_INVALID")
        id = forums.top_of(begun) or id
        thread = await threads.find(tx, box, id) or Thread(box=box, top_id=id)
    post = (await threads.find_posts(tx, box, (id,))).get(id)
    floor = standing.me.available_min_id if standing.me is not None else 0
    return Place(standing.chat, id, thread, post, floor)
