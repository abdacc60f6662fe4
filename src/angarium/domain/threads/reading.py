"""Reading threads (https://core.telegram.org/method/messages.getReplies, /messages.readDiscussion)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.chats import forums
from angarium.domain.messages import histories, reads
from angarium.domain.messages.histories import Page, Window
from angarium.domain.threads import places
from angarium.domain.work import Tx
from angarium.model.events import DiscussionOutboxRead, DiscussionRead
from angarium.model.ids import MsgId, Peer, UserId
from angarium.model.threads import ThreadState
from angarium.store import dialogs, threads
from angarium.store.selections import Selection


async def replies(tx: Tx, viewer_id: UserId, peer: Peer, id: int, wanted: Window) -> tuple[int, Page]:
    """What was said in a thread, newest first, and in which box. Refuses what `places.require` does."""
    place = await places.require(tx, viewer_id, peer, id)
    chosen = Selection(box=place.chat.peer, peer=place.chat.peer, thread=place.top_id, floor=place.floor)
    return place.chat.peer, await histories.page(tx, viewer_id, chosen, wanted)


async def read(tx: Tx, user_id: UserId, peer: Peer, id: int, max_id: int) -> bool:
    """A thread was read up to `max_id`; whoever wrote what was read learns of it. Refuses what `places.require` does."""
    place = await places.require(tx, user_id, peer, id)
    box, top_id = place.chat.peer, place.top_id
    mine = await threads.find_state(tx, user_id, box, top_id) or ThreadState(owner_id=user_id, box=box, top_id=top_id)
    reach = min(max_id, place.thread.max_id) if max_id > 0 else place.thread.max_id
    if reach <= mine.read_inbox_max_id:
        return False
    await threads.put_state(tx, replace(mine, read_inbox_max_id=reach))
    channel, post = (place.post.channel, place.post.post) if place.post is not None else (0, 0)
    event = DiscussionRead(peer=box, top_id=MsgId(top_id), max_id=MsgId(reach), channel=channel, post=MsgId(post))
    await tx.log(user_id, event)
    newest: dict[int, int] = {}
    for said, author in await threads.between(tx, box, top_id, mine.read_inbox_max_id, reach):
        newest.setdefault(author, said)
    for author, said in newest.items():
        if author > 0 and author != user_id:
            await _tell_author(tx, author, box, top_id, said)
    if place.chat.profile.forum:
        await _read_forum(tx, user_id, box)
    return True


async def _read_forum(tx: Tx, user_id: UserId, peer: Peer) -> None:
    """Whoever has read all topics has read the forum."""
    dialog = await dialogs.find(tx, user_id, peer)
    if dialog is not None and not await forums.unread_topics(tx, peer, user_id, dialog.read_inbox_max_id):
        with tx.unasked():
            await reads.read_channel(tx, user_id, peer, 0)


async def _tell_author(tx: Tx, author: int, box: Peer, top_id: int, said: int) -> None:
    theirs = await threads.find_state(tx, author, box, top_id)
    theirs = theirs or ThreadState(owner_id=author, box=box, top_id=top_id)
    if theirs.read_outbox_max_id < said:
        await threads.put_state(tx, replace(theirs, read_outbox_max_id=said))
        await tx.log(author, DiscussionOutboxRead(peer=box, top_id=MsgId(top_id), max_id=MsgId(said)))
