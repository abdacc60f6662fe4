"""Sending, to whatever kind of chat: once, however often the client repeats itself."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.chats import guards
from angarium.domain.files import documents
from angarium.domain.files.kinds import kind_of
from angarium.domain.messages import archive, robots
from angarium.domain.people import privacy
from angarium.domain.messages import channel, group, private
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import DraftChanged
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel, is_user
from angarium.model.messages import Content, Media, Message
from angarium.store import boxes, dialogs, messages

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
    in private chats what `private.check_may_send`, in groups and channels what `guards.require_sender` does, SEND_AS_PEER_INVALID.
    """
    if earlier := await find_earlier(tx, sender_id, peer, random_id):
        return await repeat(tx, sender_id, earlier, random_id)
    content = await with_known_emoji(tx, content)
    comments = replies is not None and replies.own is not None
    target = await require_target(tx, sender_id, peer, content, comments=comments)
    sent = await deliver(tx, target, content, random_id, replies, send_as=send_as)
    if clear_draft:
        await forget_draft(tx, sender_id, peer)
    await robots.let_write(tx, sender_id, pair.other, pair.mine)
    await robots.hear(tx, sent.message)
    return sent


async def require_target(tx: Tx, sender_id: UserId, peer: Peer, content: Content, *, comments: bool = False) -> Target:
    """Where this would go, if it may. Refuses what `send` does."""
    if not is_user(peer):
        return await guards.require_sender(tx, sender_id, peer, content, comments=comments)
    pair = await private.require_pair(tx, sender_id, peer)
    private.check_may_send(pair, content)
    return pair


async def get_target(tx: Tx, sender_id: UserId, peer: Peer) -> Target:
    """Where a service message goes that was allowed already. Refuses PEER_ID_INVALID."""
    if is_user(peer):
        return await private.require_pair(tx, sender_id, peer)
    standing = await guards.find(tx, sender_id, peer)
    if standing is None:
        raise Refusal("PEER_ID_INVALID")
    links = {} if is_saved(sender_id, peer) else await relations.between(tx, sender_id, (peer,))
    return Pair(sender, other, links.get((sender_id, UserId(peer))), links.get((UserId(peer), sender_id)))


def check_may_send(pair: Pair, content: Content) -> None:
    """Whether one person may write this to another."""
    if pair.other.profile.deleted:
        raise Refusal("INPUT_USER_DEACTIVATED")
    if pair.mine is not None and pair.mine.blocked:
        raise Refusal("YOU_BLOCKED_USER")
    if pair.theirs is not None and pair.theirs.blocked:
        raise Refusal("USER_IS_BLOCKED")
    robots.check(pair.sender, pair.other, pair.theirs)
    if (
        content.media is not None
        and kind_of(content) in ("voice", "round")
        and not privacy.allows(pair.other, "voice_messages", pair.sender.id, pair.theirs)
    ):
        raise Refusal("VOICE_MESSAGES_FORBIDDEN")


async def deliver(tx: Tx, pair: Pair, content: Content, random_id: int | None, replies: Replies | None = None) -> Sent:
    """Write both copies, move both dialogs and logs. The caller has checked that it may be."""
    me, other = pair.sender.id, pair.other.id
    mine = await _arrive(tx, me, other, own=True)
    content, expires_at = _with_ttl(content, mine, tx.now)
    kind = messages.KINDS.get(kind_of(content), 0)
    unheard = content.media is not None and is_unheard(content, pair)
    if pair.is_self:
        own = Message(
            box=Box(me), id=mine.top_id, peer=Peer(me), sender=Peer(me), date=tx.now, expires_at=expires_at,
            content=replace(content, reply=replies.own) if replies else content, out=True, random_id=random_id,
        )  # fmt: skip
        return await _keep(tx, pair, own, kind, mine)
    stranger = pair.theirs is None or not pair.theirs.contact
    theirs = await _arrive(tx, other, me, own=False, stranger=stranger)
    own = Message(
        box=Box(me), id=mine.top_id, peer=Peer(other), sender=Peer(me), date=tx.now, expires_at=expires_at, media_unread=unheard,
        content=replace(content, reply=replies.own) if replies else content, out=True, random_id=random_id, pair_id=theirs.top_id,
    )  # fmt: skip
    copy = Message(
        box=Box(other), id=theirs.top_id, peer=Peer(me), sender=Peer(me), date=tx.now, expires_at=expires_at, media_unread=unheard,
        content=replace(content, reply=replies.other) if replies else content, pair_id=own.id,
    )  # fmt: skip
    await messages.add(tx, ((own, kind), (copy, kind)))
    told = NewMessage(id=copy.id)
    await boxes.log_pts(tx, [(me, mine.pts, 1, tx.now, NewMessage(id=own.id)), (other, theirs.pts, 1, tx.now, told)])
    if expires_at:
        await deadlines.set_expiry(tx, ((own.box, own.id), (copy.box, copy.id)), expires_at)
    if tx.heard(other):
        facts = await gathered.of_pair(tx, pair.other, pair.sender, pair.theirs, pair.mine, copy)
        tx.logged(other, "pts", theirs.pts, 1, told, facts)
    sent = await _tell(tx, pair, own, mine.pts)
    await _follow_up(tx, pair, mine, theirs)
    return sent

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


async def forget_draft(tx: Tx, owner_id: UserId, peer: Peer) -> None:
    """What was being written has been sent."""
    found = await dialogs.find(tx, owner_id, peer)
    if found is not None and found.draft is not None:
        await dialogs.put(tx, replace(found, draft=None))
        await tx.log(owner_id, DraftChanged(peer=peer, draft=None, date=tx.now))


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
