"""Discussion groups of channels (https://core.telegram.org/api/discussion): every post is put into the group and commented on there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.groups import changing
from angarium.domain.messages import channel, deletions, edits
from angarium.domain.messages.group import with_ttl
from angarium.domain.threads import places
from angarium.domain.work import Tx
from angarium.model.chats import MEGAGROUP, Chat
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId, is_channel
from angarium.model.messages import Content, Forward, Message
from angarium.model.threads import Carried, Thread, ThreadState
from angarium.store import chats, messages, participants, threads

AT_ONCE = 200
"""Groups that are offered for a channel at most."""


@dataclass(frozen=True, slots=True)
class Discussion:
    """The messages that a thread begins with (an album's all), how far the viewer has read it, how much is unread."""

    messages: list[Message]
    thread: Thread
    state: ThreadState
    unread: int
    facts: Facts


async def link(tx: Tx, actor_id: UserId, broadcast: Peer | None, group: Peer | None) -> None:
    """Let a group be the place where a channel's posts are discussed, or with None end that
    (https://core.telegram.org/method/channels.setDiscussionGroup).

    Refuses BROADCAST_ID_INVALID, MEGAGROUP_ID_INVALID, MEGAGROUP_PREHISTORY_HIDDEN, CHAT_ADMIN_REQUIRED, LINK_NOT_MODIFIED.
    """
    theirs = await guards.require_admin(tx, actor_id, broadcast, "change_info") if broadcast is not None else None
    ours = await guards.require_admin(tx, actor_id, group, "pin_messages") if group is not None else None
    if theirs is not None and not theirs.chat.is_broadcast:
        raise Refusal("BROADCAST_ID_INVALID")
    if ours is not None and (ours.chat.kind != MEGAGROUP or ours.chat.profile.forum):
        raise Refusal("MEGAGROUP_ID_INVALID")
    if theirs is None and ours is None:
        raise Refusal("LINK_NOT_MODIFIED")
    if ours is not None and theirs is not None and ours.chat.profile.history_hidden:
        raise Refusal("MEGAGROUP_PREHISTORY_HIDDEN")
    wanted = {one.chat.peer: other for one, other in ((theirs, group), (ours, broadcast)) if one is not None}
    before = {one.chat.peer: one.chat.profile.linked for one in (theirs, ours) if one is not None}
    if wanted == before:
        raise Refusal("LINK_NOT_MODIFIED")
    for former in before.values():
        if former is not None and former not in wanted:
            wanted[former] = None
    for peer, other in wanted.items():
        standing = await guards.find(tx, actor_id, peer)
        if standing is not None and standing.chat.profile.linked != other:
            await changing.put(tx, standing, linked=other)


async def groups_for(tx: Tx, user_id: UserId) -> tuple[list[int], Facts]:
    """Groups that somebody could link to a channel (https://core.telegram.org/method/channels.getGroupsForDiscussion)."""
    ids = (await participants.chats_of(tx, user_id))[:AT_ONCE]
    mine = await participants.of_user(tx, user_id, ids)
    free = []
    for peer, chat in sorted((await chats.find_many(tx, ids)).items()):
        standing = guards.Standing(chat, user_id, mine.get(peer))
        fits = chat.kind == MEGAGROUP or (not chat.is_channel and chat.profile.migrated_to is None)
        may = standing.has("pin_messages") if chat.is_channel else standing.is_creator
        if fits and may and not chat.profile.forum and chat.profile.linked is None:
            free.append(peer)
    return free, await gathered.gather(tx, user_id, [], users=free)


# --- the posts in the group -----------------------------------------------------------------------------------------------------------


async def carry(tx: Tx, chat: Chat, post: Message) -> None:
    """A channel has posted: the post is put into its discussion group, in the channel's name, and pinned there."""
    if not chat.is_broadcast or chat.profile.linked is None or post.content.action is not None:
        return
    group = await chats.find(tx, chat.profile.linked)
    if group is None or group.profile.deleted:
        return
    content, expires_at = with_ttl(_copied(chat, post), group.profile.ttl_period, tx.now)
    copy, pts = await channel.put(tx, group, content, chat.peer, expires_at=expires_at, pinned=True)
    root = await _root(tx, post) or copy.id
    await threads.carry(tx, Carried(chat.peer, post.id, group.peer, copy.id, root))
    if root == copy.id:
        await threads.put(tx, Thread(box=group.peer, top_id=copy.id))
    with tx.unasked():
        await channel.tell(tx, group, copy, pts)


def _copied(chat: Chat, post: Message) -> Content:
    old = post.content
    header = old.forward or Forward(date=post.date, sender=chat.peer, channel_post=post.id, post_author=old.post_author)
    return Content(
        text=old.text, entities=old.entities, media=old.media, grouped_id=old.grouped_id, via_bot=old.via_bot, silent=old.silent,
        noforwards=old.noforwards, invert_media=old.invert_media, no_webpage=old.no_webpage,
        forward=replace(header, saved_peer=chat.peer, saved_id=post.id),
    )  # fmt: skip


async def _root(tx: Tx, post: Message) -> int:
    """Under which copy an album is discussed: that of its first file; 0 when this is it."""
    if not post.content.grouped_id:
        return 0
    before = await messages.find_many(tx, post.box, (post.id - 1,))
    if not any(one.content.grouped_id == post.content.grouped_id for one in before.values()):
        return 0
    known = await threads.find_carried(tx, post.peer, (post.id - 1,))
    return known[post.id - 1].root if post.id - 1 in known else 0


async def follow_change(tx: Tx, post: Message) -> None:
    """A post was changed: so is its copy."""
    known = await threads.find_carried(tx, post.box, (post.id,)) if post.content.post else {}
    for one in known.values():
        copy = await messages.find_many(tx, Box(one.chat), (one.id,))
        chat = await chats.find(tx, post.box)
        if one.id in copy and chat is not None:
            old = copy[one.id].content
            made = replace(_copied(chat, post), forward=old.forward, ttl_period=old.ttl_period)
            changed = replace(copy[one.id], content=made, edit_date=post.edit_date, edit_hidden=post.edit_hidden)
            with tx.unasked():
                await edits.rewrite(tx, changed, chat.creator_id)


async def follow_loss(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Posts were deleted: so are their copies; copies were deleted: the posts have no discussion any more."""
    posts = [message.id for message in gone if message.content.post]
    by_chat: dict[int, list[int]] = {}
    for one in (await threads.find_carried(tx, box, posts)).values():
        by_chat.setdefault(one.chat, []).append(one.id)
    for chat, ids in by_chat.items():
        copies = list((await messages.find_many(tx, Box(chat), ids)).values())
        with tx.unasked():
            await deletions.erase(tx, chat, copies)
    copied = await threads.find_posts(tx, box, [message.id for message in gone if not message.content.post])
    await threads.drop_carried(tx, copied.values())


channel.POSTED.append(carry)
edits.EDITED.append(follow_change)
deletions.ERASED.append(follow_loss)


async def find(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> Discussion:
    """Where a thread begins (https://core.telegram.org/method/messages.getDiscussionMessage). Refuses MSG_ID_INVALID, and what
    `guards.require_open` does."""
    place = await places.require(tx, viewer_id, peer, id)
    box, top_id = place.chat.peer, place.top_id
    ids = [one.id for one in await threads.album(tx, box, top_id)] if place.post is not None else [top_id]
    if place.post is None and top_id <= place.floor:
        raise Refusal("MSG_ID_INVALID")
    found = await messages.find_many(tx, Box(box), ids or [top_id])
    state = await threads.find_state(tx, viewer_id, box, top_id)
    state = state or ThreadState(owner_id=viewer_id, box=box, top_id=top_id)
    unread = await threads.count_others(tx, box, top_id, state.read_inbox_max_id, viewer_id)
    shown = [found[id] for id in sorted(found, reverse=True)]
    facts = await gathered.gather(tx, viewer_id, shown, users=(box, peer) if is_channel(peer) else (box,))
    return Discussion(shown, place.thread, state, unread, facts)
