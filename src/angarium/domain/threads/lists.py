"""Lists of topics, each as one viewer has it (https://core.telegram.org/method/messages.getForumTopics)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import forums, guards
from angarium.domain.texts import names
from angarium.domain.threads.topics import require_forum
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.model.threads import Thread, ThreadState, Topic
from angarium.store import boxes, dialogs, mentions, messages, reactions, threads, topics

PAGE = 100
SEARCHED = 1000
"""Topics among which titles are looked for."""

END = 2**62


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic with what is new in it for the viewer."""

    topic: Topic
    thread: Thread
    state: ThreadState
    unread: int = 0
    mentions: int = 0
    reactions: int = 0


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics in order; `missing` are ids asked for that are none; `newest` the newest message of each."""

    peer: Peer
    found: list[Listed]
    missing: list[int]
    newest: list[Message]
    facts: Facts
    count: int
    pts: int


async def page(tx: Tx, viewer_id: UserId, peer: Peer, query: str, offset: tuple[int, int], limit: int) -> Topics:
    """Topics of a forum beyond `offset` = (id of the newest message, id of the topic) of the last one told: the pinned ones, then by
    the newest message. Refuses what `require_forum` does."""
    await require_forum(tx, viewer_id, peer)
    limit = max(1, min(limit, PAGE))
    total = await topics.count(tx, peer)
    pinned = [topic.id for topic in await topics.pinned(tx, peer)]
    if query.strip():
        wanted = names.words(query)
        known = [topic.id for topic in await topics.some(tx, peer, SEARCHED) if _matches(topic.title, wanted)]
        return await _complete(tx, viewer_id, peer, known[:limit], len(known))
    before, last = offset
    if last and not before:
        thread = await threads.find(tx, peer, last)
        before = thread.max_id if thread is not None else 0
    if last in pinned:  # the unpinned ones begin from the top after the last pinned one
        before = END
    fresh = not before and not last
    rest = [id for id in await topics.latest(tx, peer, before or END, limit + len(pinned)) if id not in pinned]
    ids = [*(pinned if fresh else pinned[pinned.index(last) + 1 :] if last in pinned else []), *rest]
    return await _complete(tx, viewer_id, peer, ids[:limit], total)


def _matches(title: str, wanted: Sequence[str]) -> bool:
    known = names.words(title)
    return all(any(word.startswith(start) for word in known) for start in wanted)


async def pick(tx: Tx, viewer_id: UserId, peer: Peer, ids: Sequence[int]) -> Topics:
    """These topics (https://core.telegram.org/method/messages.getForumTopicsByID). Refuses what `require_forum` does."""
    await require_forum(tx, viewer_id, peer)
    return await _complete(tx, viewer_id, peer, list(dict.fromkeys(ids))[:PAGE], 0)


async def of_messages(tx: Tx, viewer_id: UserId, found: Sequence[Message], facts: Facts) -> list[tuple[Peer, Listed]]:
    """The topics of the forums in which these messages were said; what it takes to show them is added to `facts`."""
    wanted: dict[Peer, list[int]] = {}
    for message in found:
        view = facts.chats.get(message.peer)
        if view is None or not view.chat.profile.forum or not is_channel(message.box):
            continue
        opened = message.content.action is not None and message.content.action.kind == "TopicCreate"
        wanted.setdefault(message.peer, []).append(
            message.id if opened else forums.thread_of(message.content.reply, forum=True)
        )
    told: list[tuple[Peer, Listed]] = []
    for peer, ids in wanted.items():
        known = await _complete(tx, viewer_id, peer, list(dict.fromkeys(ids))[:PAGE], 0)
        facts.merge(_around(known.facts))
        told += [(peer, one) for one in known.found]
    return told


def _around(facts: Facts) -> Facts:
    """People and chats alone: the newest messages of topics are not told with them."""
    return Facts(
        facts.viewer_id, users=facts.users, chats=facts.chats, photos=facts.photos, references=facts.references
    )


async def _complete(tx: Tx, viewer_id: UserId, peer: Peer, ids: list[int], total: int) -> Topics:
    known = await topics.find_many(tx, peer, ids)
    begun = await threads.find_many(tx, peer, known)
    mine = await threads.find_states(tx, viewer_id, peer, known)
    dialog = await dialogs.find(tx, viewer_id, peer)
    everywhere = dialog.read_inbox_max_id if dialog is not None else 0
    standing = await guards.find(tx, viewer_id, peer)
    floor = standing.floor if standing is not None else 0
    named, reacted = await mentions.unread(tx, viewer_id, peer), await reactions.unread_by(tx, peer, viewer_id)
    found: list[Listed] = []
    for id in ids:
        if id in known:
            thread = begun.get(id) or Thread(box=peer, top_id=id, topic=True)
            if 0 < thread.max_id <= floor:  # whoever came later sees how it began, and no more
                thread = replace(thread, max_id=id)
            state = mine.get(id) or ThreadState(owner_id=viewer_id, box=peer, top_id=id)
            read = min(max(state.read_inbox_max_id, everywhere), max(thread.max_id, state.read_inbox_max_id))
            state = replace(state, read_inbox_max_id=read)  # whoever has read the whole forum has read its topics
            found.append(
                Listed(
                    known[id], thread, state,
                    unread=await threads.count_others(tx, peer, id, read, viewer_id) if thread.max_id > read else 0,
                    mentions=await _inside(tx, peer, id, named),
                    reactions=await _inside(tx, peer, id, reacted),
                )
            )  # fmt: skip
    newest = await messages.find_many(tx, Box(peer), {one.thread.max_id for one in found if one.thread.max_id})
    users = {peer, *(one.topic.creator for one in found), *gathered.peers_in_drafts(one.state.draft for one in found)}
    facts = await gathered.gather(tx, viewer_id, list(newest.values()), users=users)
    missing = [id for id in ids if id not in known]
    pts = (await boxes.find(tx, peer)).pts
    return Topics(peer, found, missing, list(newest.values()), facts, total or len(found), pts)


async def _inside(tx: Tx, peer: Peer, top_id: int, ids: Sequence[int]) -> int:
    """How many of these messages are in a topic."""
    return len(await threads.holds(tx, peer, top_id, ids)) if ids else 0
