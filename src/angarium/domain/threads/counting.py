"""Keeps account of what is said in which thread (https://core.telegram.org/api/threads)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.chats import forums
from angarium.domain.files.kinds import search_kind
from angarium.domain.messages import channel, deletions, edits
from angarium.domain.work import Tx
from angarium.model.chats import Chat
from angarium.model.ids import Box
from angarium.model.messages import Message
from angarium.model.threads import GENERAL, Thread, ThreadState, Topic
from angarium.store import chats, threads, topics


def kind_number(message: Message) -> int:
    """What a message is among the kinds that searches filter by."""
    return search_kind(message.content)


def thread_of(chat: Chat, message: Message) -> int:
    """The thread that a message is said in; 0 = none. A topic begins with the message that made it; what service messages say
    belongs to topics alone."""
    action = message.content.action
    if action is not None and action.kind == "TopicCreate":
        return message.id
    if action is not None and not chat.profile.forum:
        return 0
    return forums.thread_of(message.content.reply, forum=chat.profile.forum)


async def ensure_general(tx: Tx, chat: Chat) -> None:
    """Every forum has a general topic."""
    if await topics.find(tx, chat.peer, GENERAL) is None:
        made = Topic(id=GENERAL, title="General", creator=chat.creator_id, date=chat.created)
        await topics.put(tx, chat.peer, made)


async def note(tx: Tx, chat: Chat, message: Message) -> None:
    """A message was put into a chat: its thread has one more, which its author has read."""
    top_id = 0 if chat.is_broadcast else thread_of(chat, message)
    if not top_id:
        return
    known = await threads.find(tx, message.box, top_id)
    if known is None:
        general = chat.profile.forum and top_id == GENERAL
        if general:
            await ensure_general(tx, chat)
        known = Thread(box=message.box, top_id=top_id, topic=general or top_id == message.id)
    recent = known.recent
    if message.content.action is None:
        recent = tuple(dict.fromkeys((int(message.sender), *recent)))[: threads.RECENT]
    await threads.put(tx, replace(known, replies=known.replies + 1, max_id=message.id, recent=recent))
    await threads.add_messages(tx, message.box, top_id, [(message.id, message.sender, kind_number(message))])
    if message.author > 0:
        mine = await threads.find_state(tx, message.author, message.box, top_id)
        mine = mine or ThreadState(owner_id=message.author, box=message.box, top_id=top_id)
        await threads.put_state(tx, replace(mine, read_inbox_max_id=message.id))


async def note_change(tx: Tx, message: Message) -> None:
    """A message was changed: it may be of another kind now."""
    chat = None if message.content.post else await chats.find(tx, message.box)
    top_id = thread_of(chat, message) if chat is not None else 0
    if top_id and await threads.holds(tx, message.box, top_id, (message.id,)):
        await threads.add_messages(tx, message.box, top_id, [(message.id, message.sender, kind_number(message))])


async def forget(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Messages were taken out: their threads have fewer, and those that began with one of them are over."""
    said = [message for message in gone if not message.content.post]
    if not said:
        return
    by_top: dict[int, list[int]] = {}
    for message in said:
        for forum in (False, True):
            if within := forums.thread_of(message.content.reply, forum=forum):
                by_top.setdefault(within, []).append(message.id)
        by_top.setdefault(message.id, []).append(message.id)
    known = await threads.find_many(tx, box, by_top)
    ids = {message.id for message in said}
    for top_id, thread in known.items():
        here = await threads.holds(tx, box, top_id, dict.fromkeys(by_top[top_id]))
        if here:
            await threads.remove_messages(tx, box, top_id, here)
        if top_id in ids and not thread.topic:
            await threads.remove(tx, box, top_id)
        elif here:
            newest = await threads.newest(tx, box, top_id)
            recent = tuple(dict.fromkeys(sender for _, sender in newest))[: threads.RECENT]
            left, max_id = max(thread.replies - len(here), 0), newest[0][0] if newest else 0
            await threads.put(tx, replace(thread, replies=left, max_id=max_id, recent=recent))


channel.POSTED.append(note)
edits.EDITED.append(note_change)
deletions.ERASED.append(forget)
