"""Sending, to whatever kind of chat: once, however often the client repeats itself."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import forums, guards
from angarium.domain.files import documents
from angarium.domain.messages import channel, directlines, drafts, group, listeners, prices, private, robots
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.people import activity, sanctions
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Content, Media, Message
from angarium.store import boxes, chats, messages

Target = private.Pair | guards.Standing
"""The two people of a private chat, or somebody's place in a group or channel."""


async def send(
    tx: Tx,
    sender_id: UserId,
    peer: Peer,
    content: Content,
    random_id: int,
    *,
    replies: Replies | None = None,
    clear_draft: bool = False,
    send_as: Peer | None = None,
) -> Sent:
    """Send a message (https://core.telegram.org/method/messages.sendMessage).

    A random_id that this sender used before in this chat returns the first message and touches nothing. Refuses PEER_ID_INVALID,
    in private chats what `private.require_open`, in groups and channels what `guards.require_sender` and `forums.require_open` do,
    SEND_AS_PEER_INVALID, and what `sanctions.check_frozen` and `prices.pay` do.
    """
    if earlier := await find_earlier(tx, sender_id, peer, random_id):
        return await repeat(tx, sender_id, earlier, random_id)
    content = await with_known_emoji(tx, content)
    target = await require_target(tx, sender_id, peer, content, replies)
    if send_as is not None and send_as != Peer(sender_id) and not is_channel(peer):
        raise Refusal("SEND_AS_PEER_INVALID")
    content = await _placed(tx, target, content, replies)
    content = await prices.pay(tx, target, content)
    sent = await deliver(tx, target, content, random_id, replies, send_as=send_as)
    activity.note_sent(tx, sender_id, content)
    if clear_draft:
        await forget_draft(tx, sender_id, sent.message)
    await robots.watch(tx, sent.message)
    if isinstance(target, private.Pair):
        await robots.let_write(tx, sender_id, target.other, target.mine)
        await robots.hear(tx, sent.message)
        await listeners.tell(tx, target, sent.message)
    return sent


async def require_target(
    tx: Tx, sender_id: UserId, peer: Peer, content: Content, replies: Replies | None = None
) -> Target:
    """Where this would go, if it may. Refuses what `send` does."""
    sanctions.check_frozen(tx, sender_id, peer)
    if is_channel(peer):
        reply = replies.own if replies is not None else None
        chat = await chats.find(tx, peer) if reply is not None else None
        comments = chat is not None and await forums.is_comment(tx, chat, reply)
        standing = await guards.require_sender(tx, sender_id, peer, content, comments=comments)
        await forums.require_open(tx, standing, reply)
        return standing
    if not is_user(peer):
        return await guards.require_sender(tx, sender_id, peer, content)
    pair = await private.require_open(tx, sender_id, peer, content)
    prices.check(pair, content)
    return pair


async def _placed(tx: Tx, target: Target, content: Content, replies: Replies | None) -> Content:
    """In a channel's direct messages everything has its topic, and only there posts are suggested. Refuses
    SUGGESTED_POST_PEER_INVALID, and what `directlines.place` does."""
    if not isinstance(target, guards.Standing) or not target.chat.profile.monoforum:
        if content.suggested is not None:
            raise Refusal("SUGGESTED_POST_PEER_INVALID")
        return replace(content, topic=0) if content.topic else content
    reply = replies.own if replies is not None else None
    answered = await messages.find(tx, Box(target.chat.peer), reply.id) if reply and reply.peer is None else None
    return await directlines.place(tx, target, content, answered)


async def get_target(tx: Tx, sender_id: UserId, peer: Peer) -> Target:
    """Where a message goes that was allowed already."""
    if is_user(peer):
        return await private.require_pair(tx, sender_id, peer)
    standing = await guards.find(tx, sender_id, peer)
    if standing is None:
        raise LookupError(f"there is no chat {peer}")
    return standing


async def deliver(
    tx: Tx,
    target: Target,
    content: Content,
    random_id: int | None,
    replies: Replies | None = None,
    *,
    send_as: Peer | None = None,
    also: Sequence[int] = (),
) -> Sent:
    """Write it into every box that gets it; in a basic group into those of `also`, too, who have just left. The caller has checked
    that it may be."""
    if isinstance(target, private.Pair):
        return await private.deliver(tx, target, content, random_id, replies)
    if not target.chat.is_channel:
        return await group.deliver(tx, target.chat, target.user_id, content, random_id, replies, also=also)
    sender = await channel.choose_sender(tx, target, send_as)
    return await channel.post(tx, target, content, random_id, replies, sender)


async def find_earlier(tx: Tx, sender_id: UserId, peer: Peer, random_id: int) -> Message | None:
    """What this sender sent to this chat under this random_id before."""
    if is_channel(peer):
        return await messages.find_by_random(tx, Box(peer), channel.own_random(sender_id, random_id), peer)
    return await messages.find_by_random(tx, Box(sender_id), random_id, peer)


async def was_sent(tx: Tx, sender_id: UserId, peer: Peer, random_id: int) -> bool:
    """Whether something was sent under this random_id before."""
    return await find_earlier(tx, sender_id, peer, random_id) is not None


async def repeat(tx: Tx, sender_id: UserId, earlier: Message, random_id: int) -> Sent:
    """The answer for something that was sent before."""
    pts = (await boxes.find(tx, earlier.box)).pts
    if earlier.content.topic and (standing := await guards.find(tx, sender_id, earlier.peer)) is not None:
        pts = await directlines.pts_for(tx, standing)
    facts = await gathered.gather(tx, sender_id, [earlier])
    return Sent(replace(earlier, random_id=random_id), pts, facts, again=True)


async def with_known_emoji(tx: Tx, content: Content) -> Content:
    """Without the custom emoji that are not here: a client could not fetch them (https://core.telegram.org/api/custom-emoji)."""
    wanted = {entity.target for entity in content.entities if entity.kind == "CustomEmoji"}
    if not wanted:
        return content
    known = await documents.find_many(tx, wanted)
    kept = tuple(one for one in content.entities if one.kind != "CustomEmoji" or one.target in known)
    return content if kept == content.entities else replace(content, entities=kept)


async def forget_draft(tx: Tx, owner_id: UserId, sent: Message) -> None:
    """What was being written, in the chat or in the thread, has been sent."""
    if sent.content.topic not in (0, owner_id):
        await drafts.save(tx, owner_id, sent.peer, None, topic=sent.content.topic)
        return
    if is_channel(sent.peer) and (top_id := forums.thread_of(sent.content.reply, forum=False)):
        await drafts.save(tx, owner_id, sent.peer, None, top_id)
        reply = sent.content.reply
        if reply is not None and reply.forum_topic:
            return
    await drafts.save(tx, owner_id, sent.peer, None)


async def facts_of_media(tx: Tx, viewer_id: UserId, media: Media) -> Facts:
    """What it takes to show media that is in no message yet."""
    shown = Message(
        box=Box(viewer_id),
        id=MsgId(0),
        peer=Peer(viewer_id),
        sender=Peer(viewer_id),
        date=tx.now,
        content=Content(media=media),
    )
    return await gathered.gather(tx, viewer_id, [shown])
