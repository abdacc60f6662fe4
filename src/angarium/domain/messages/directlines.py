"""Direct messages of a channel lie in one box, whose log its admins hear. Whoever writes to the channel hears a log of their own, in
which there is nothing but their topic (https://core.telegram.org/api/monoforum)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats.guards import Standing
from angarium.domain.messages import archive
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.directs import DirectTopic
from angarium.model.errors import Refusal
from angarium.model.events import ChannelChanged, Event, MessagesDeleted, MessagesPinned, NewMessage
from angarium.model.ids import MsgId, Peer
from angarium.model.messages import Content, Message
from angarium.store import boxes, dialogs, directs, messages, saved


async def place(tx: Tx, standing: Standing, content: Content, answered: Message | None) -> Content:
    """With the topic in which it is said: an admin names it, or answers a message in it. Refuses REPLY_TO_MONOFORUM_PEER_INVALID."""
    topic = standing.topic or content.topic or (answered.content.topic if answered is not None else 0)
    if not standing.topic and await directs.find(tx, standing.chat.peer, topic) is None:
        raise Refusal("REPLY_TO_MONOFORUM_PEER_INVALID")
    if answered is not None and answered.content.topic != topic:
        raise Refusal("REPLY_TO_MONOFORUM_PEER_INVALID")
    return replace(content, topic=topic)


async def arrive(tx: Tx, chat: Chat, message: Message) -> int:
    """A message came into a topic, which it may begin; returns where the topic's log stands."""
    topic, own = message.content.topic, message.sender == message.content.topic
    if await directs.find(tx, chat.peer, topic) is None:
        made = DirectTopic(box=chat.peer, user_id=topic, line=directs.line_of(chat.peer, topic), changed=tx.now)
        await directs.put(tx, made)
        await boxes.add(tx, made.line)
        await tx.log(topic, ChannelChanged(peer=chat.peer, joined=True, line=made.line))
    await saved.add(tx, message.box, Peer(topic), message.id)
    dialog = await dialogs.touch(tx, topic, chat.peer, message.id, message.date, unread=0 if own else 1)
    if dialog.folder_id and not own:
        await archive.wake(tx, dialog)
    if own:
        await dialogs.put(tx, replace(dialog, read_inbox_max_id=message.id, unread_count=0, unread_mark=False))
    return (await echo(tx, NewMessage(id=message.id), [message]))[topic]


async def echo(tx: Tx, event: Event, concerned: Sequence[Message]) -> dict[int, int]:
    """What was logged in the box is told on the lines of the topics that it concerns, too; returns where these stand."""
    by_topic: dict[int, list[Message]] = {}
    for message in concerned:
        if message.content.topic:
            by_topic.setdefault(message.content.topic, []).append(message)
    stand: dict[int, int] = {}
    for topic, mine in by_topic.items():
        box = mine[0].box
        line, own, count = directs.line_of(box, topic), _narrowed(event, mine), _size(event, mine)
        stand[topic] = pts = (await boxes.advance(tx, line, pts=count)).pts
        await boxes.log_pts(tx, [(line, pts, count, tx.now, own)])
        await directs.set_changed(tx, box, topic, tx.now)
        if tx.heard(line):
            gone = isinstance(event, MessagesDeleted)
            facts = await gathered.gather(tx, topic, [] if gone else mine, users=(box,))
            tx.logged(line, "pts", pts, count, own, facts)
    return stand


def _narrowed(event: Event, mine: Sequence[Message]) -> Event:
    """What one topic hears of an event that concerns several."""
    if isinstance(event, MessagesDeleted | MessagesPinned):
        ids = {message.id for message in mine}
        return replace(event, ids=tuple(id for id in event.ids if id in ids))
    return event


def _size(event: Event, mine: Sequence[Message]) -> int:
    return len(mine) if isinstance(event, MessagesDeleted | MessagesPinned) else 1


async def pass_on(tx: Tx, event: Event, message: Message) -> None:
    """What no log keeps, to whoever writes in the topic."""
    line = directs.line_of(message.box, message.content.topic)
    if tx.heard(line):
        tx.passing(line, event, await gathered.gather(tx, message.content.topic, [message], users=(message.box,)))


async def leave(tx: Tx, gone: Sequence[Message]) -> dict[int, int]:
    """Messages went; returns where the topics' logs stand."""
    by_topic: dict[int, list[Message]] = {}
    for message in gone:
        by_topic.setdefault(message.content.topic, []).append(message)
    for topic, mine in by_topic.items():
        box = mine[0].box
        await saved.remove(tx, box, [(Peer(topic), message.id) for message in mine])
        found = await dialogs.find(tx, topic, Peer(box))
        if found is None:
            continue
        top = next(iter(await saved.find_many(tx, box, (topic,))), None)
        newest = await messages.find(tx, box, MsgId(top[1])) if top is not None else None
        await dialogs.put(
            tx,
            replace(
                found,
                top_id=newest.id if newest else MsgId(0),
                top_date=newest.date if newest else 0,
                total=max(found.total - len(mine), 0),
                unread_count=await directs.count_said(tx, box, topic, found.read_inbox_max_id, by_user=False),
            ),
        )
    return await echo(tx, MessagesDeleted(ids=tuple(sorted(message.id for message in gone))), gone)


async def pts_for(tx: Tx, standing: Standing) -> int:
    """Where the log stands that somebody hears of a supergroup or channel."""
    peer = standing.chat.peer
    line = directs.line_of(peer, standing.topic) if standing.topic else peer
    return (await boxes.find(tx, line)).pts or boxes.FIRST_PTS
