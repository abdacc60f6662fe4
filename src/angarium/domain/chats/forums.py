"""To which thread of a supergroup a message belongs (https://core.telegram.org/api/threads), and whether somebody may write there
(https://core.telegram.org/api/forum)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.chats.guards import Standing
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.errors import Refusal
from angarium.model.ids import MsgId
from angarium.model.messages import Message, Reply
from angarium.model.threads import GENERAL, Topic
from angarium.store import chats, threads, topics

COUNTED = 100
"""Topics of one forum in which unread messages are counted."""


def thread_of(reply: Reply | None, *, forum: bool) -> MsgId:
    """The message with which the thread began that an answer belongs to; 0 = none. In a forum what belongs to no topic is in the
    general one."""
    if reply is not None and reply.forum_topic:
        return reply.top_id or reply.id
    if forum:
        return GENERAL
    if reply is None or reply.peer is not None:
        return MsgId(0)
    return reply.top_id or reply.id


async def placed(tx: Tx, peer: int, reply: Reply, answered: Message | None, top_id: int) -> Reply | None:
    """An answer with its thread named; `answered` None = in another chat. In a forum the answer to a topic's first message is said in
    that topic, and to the general one's it answers nothing."""
    chat = await chats.find(tx, peer)
    if chat is None or not chat.profile.forum:
        return replace(reply, top_id=top_of(answered)) if answered is not None else reply
    topic = top_id if top_id > GENERAL else 0
    if answered is not None:
        own = answered.content.reply
        topic = topic or (thread_of(own, forum=True) if own is not None else 0)
        if await topics.find(tx, peer, answered.id) is not None:
            return replace(reply, forum_topic=True) if answered.id != GENERAL else None
    if topic <= GENERAL:
        return reply
    return replace(reply, top_id=MsgId(topic), forum_topic=True)


def top_of(answered: Message) -> MsgId:
    """The message with which a thread began (https://core.telegram.org/api/threads); 0 when it begins with the answered one."""
    reply = answered.content.reply
    return (reply.top_id or reply.id) if reply is not None and reply.peer is None else MsgId(0)


async def require_topic(tx: Tx, chat: Chat, id: int) -> None:
    """Refuse TOPIC_DELETED for a topic that is not there (any more); in what is no forum, nothing is."""
    if chat.profile.forum and id > GENERAL and await topics.find(tx, chat.peer, id) is None:
        raise Refusal("TOPIC_DELETED")


async def require_open(tx: Tx, standing: Standing, reply: Reply | None) -> None:
    """Whether somebody may write into the topic that this answer belongs to. Refuses TOPIC_DELETED, TOPIC_CLOSED."""
    if not standing.chat.profile.forum:
        return
    id = thread_of(reply, forum=True)
    topic = await topics.find(tx, standing.chat.peer, id)
    if topic is None and id != GENERAL:
        raise Refusal("TOPIC_DELETED")
    if topic is not None and topic.closed and not may_manage(standing, topic):
        raise Refusal("TOPIC_CLOSED")


def may_manage(standing: Standing, topic: Topic) -> bool:
    """Admins with the right manage every topic, everybody their own."""
    return standing.has("manage_topics") or (standing.is_present and topic.creator == standing.user_id)


async def is_comment(tx: Tx, chat: Chat, reply: Reply | None) -> bool:
    """Whether this answers a channel's post in its discussion group, or something said below one."""
    if reply is None or chat.profile.linked is None:
        return False
    top = thread_of(reply, forum=chat.profile.forum)
    return bool(await threads.find_posts(tx, chat.peer, (top,)))


async def unread_topics(tx: Tx, peer: int, user_id: int, read: int) -> dict[int, int]:
    """The topics of a forum in which somebody has not read everything, and up to where they have, some of them at least; `read` is how
    far they have read the whole forum."""
    newest = dict(await topics.grown(tx, peer, read, COUNTED))
    mine = await threads.find_states(tx, user_id, peer, newest)
    seen = {id: max(read, mine[id].read_inbox_max_id if id in mine else 0) for id in newest}
    return {id: at for id, at in seen.items() if at < newest[id]}


async def count_unread(tx: Tx, peer: int, user_id: int, read: int) -> int:
    """How many messages of a forum somebody has not read, wherever they read the others."""
    unread = await unread_topics(tx, peer, user_id, read)
    return sum([await threads.count_others(tx, peer, id, at, user_id) for id, at in unread.items()])
