"""Whoever comments on a channel's posts need not be in its discussion group: what is answered to them lies in the chat "Replies"
(https://core.telegram.org/api/discussion#replies), as a message that was passed on from there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.accounts import blocks, reports
from angarium.domain.chats import forums, guards
from angarium.domain.messages import channel, deletions, edits, listeners, notices
from angarium.domain.work import Tx
from angarium.model.accounts import Report
from angarium.model.chats import BANNED, Chat
from angarium.model.errors import Refusal
from angarium.model.events import PeerBlocked
from angarium.model.facts import Facts
from angarium.model.ids import REPLIES_USER, Box, MsgId, Peer, UserId
from angarium.model.messages import Content, Forward, Message, Reply
from angarium.store import accounts, answers, boxes, chats, messages, relations, threads
from angarium.store.answers import CommentAnswer


async def bring(tx: Tx, chat: Chat, message: Message) -> None:
    """A comment was answered: its author hears of it who is not in the group, and so would not."""
    reply = message.content.reply
    if chat.profile.linked is None or chat.is_broadcast or reply is None or reply.peer is not None:
        return
    if message.content.action is not None or reply.story:
        return
    top = forums.thread_of(reply, forum=chat.profile.forum)
    answered = await messages.find(tx, Box(chat.peer), reply.id)
    if answered is None or not await threads.find_posts(tx, chat.peer, (top,)):
        return
    owner = UserId(answered.author)
    if await _listens(tx, chat, owner, message):
        said = _copied(chat, message, replace(reply, peer=chat.peer, top_id=MsgId(top)))
        with tx.unasked():
            copy = await notices.put(tx, owner, REPLIES_USER, said)
        await answers.add(tx, CommentAnswer(chat.peer, message.id, owner, copy.id, message.sender))


async def _listens(tx: Tx, chat: Chat, owner: UserId, message: Message) -> bool:
    """Whether somebody is told here: they are not in the group but may read it, and have blocked neither the sender nor this chat."""
    if owner <= 0 or owner == message.author:
        return False
    user = await accounts.find(tx, owner)
    if user is None or user.profile.deleted or user.profile.bot:
        return False
    standing = await guards.find(tx, owner, chat.peer)
    if standing is None or standing.is_present or (standing.me is not None and standing.me.status == BANNED):
        return False
    for other in dict.fromkeys((REPLIES_USER, message.sender, message.author)):
        if await blocks.holds(tx, owner, other):
            return False
    return await guards.may_read(tx, standing)


def _copied(chat: Chat, message: Message, reply: Reply) -> Content:
    old = message.content
    return Content(
        text=old.text, entities=old.entities, media=old.media, reply=reply, via_bot=old.via_bot, silent=old.silent,
        noforwards=old.noforwards or chat.profile.noforwards, invert_media=old.invert_media, no_webpage=old.no_webpage,
        forward=Forward(
            date=message.date, sender=message.sender, post_author=old.post_author, saved_peer=chat.peer, saved_id=message.id
        ),
    )  # fmt: skip


async def follow_change(tx: Tx, message: Message) -> None:
    """An answer was changed: so is its copy."""
    if message.content.reply is None or message.content.post:
        return
    for one in await answers.find_many(tx, message.box, (message.id,)):
        chat = await chats.find(tx, message.box)
        copy = await messages.find(tx, Box(one.owner_id), one.id)
        if copy is None or chat is None or copy.content.reply is None:
            continue
        said = _copied(chat, message, copy.content.reply)
        if said != copy.content:
            changed = replace(copy, content=said, edit_date=message.edit_date, edit_hidden=message.edit_hidden)
            with tx.unasked():
                await edits.rewrite(tx, changed)


async def follow_loss(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Answers were taken away: so are their copies."""
    said = [message.id for message in gone if message.content.reply is not None and not message.content.post]
    by_owner: dict[UserId, list[int]] = {}
    for one in await answers.find_many(tx, box, said):
        by_owner.setdefault(one.owner_id, []).append(one.id)
    for owner, ids in by_owner.items():
        with tx.unasked():
            await _erase(tx, owner, ids)


async def _erase(tx: Tx, owner: UserId, ids: Sequence[int]) -> list[MsgId]:
    """Take copies out of somebody's box; the ids of those that were still there."""
    found = list((await messages.find_many(tx, Box(owner), ids)).values())
    if found:
        await deletions.erase(tx, owner, found)
    return [message.id for message in found]


@listeners.sees_deletion
async def forget(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Copies are gone, and with them what they were copies of."""
    if ids := [message.id for message in gone if int(message.peer) == REPLIES_USER]:
        await answers.remove(tx, box, ids)


channel.POSTED.append(bring)
edits.EDITED.append(follow_change)
deletions.ERASED.append(follow_loss)


@dataclass(frozen=True, slots=True)
class Blocked:
    """What came of it: the sender is blocked, and with them these messages have gone."""

    blocked: PeerBlocked
    pts: int
    ids: tuple[MsgId, ...]
    facts: Facts


async def block(
    tx: Tx, owner_id: UserId, id: int, *, delete_message: bool, delete_history: bool, report_spam: bool
) -> Blocked:
    """Hear no more of whoever sent an answer (https://core.telegram.org/method/contacts.blockFromReplies). Refuses MSG_ID_INVALID for
    what lies in no box or in another chat."""
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    forward = message.content.forward if message is not None and int(message.peer) == REPLIES_USER else None
    if forward is None or forward.sender is None:
        raise Refusal("MSG_ID_INVALID")
    sender, place = forward.sender, forward.saved_peer
    if report_spam:
        await _report(tx, owner_id, sender, place, forward.saved_id)
    with suppress(Refusal):  # an account that is no more answers nobody
        await blocks.set_blocked(tx, owner_id, sender, blocked=True, stories=False)
    ids = [id] if delete_message else []
    if delete_history:
        ids += await answers.of_sender(tx, owner_id, sender)
    gone = await _erase(tx, owner_id, list(dict.fromkeys(ids)))
    known = await relations.find(tx, owner_id, sender)
    done = PeerBlocked(
        peer=sender, blocked=known is not None and known.blocked, stories=known is not None and known.blocked_stories
    )
    facts = await gathered.gather(tx, owner_id, [], users=(sender,))
    return Blocked(done, (await boxes.find(tx, owner_id)).pts, tuple(gone), facts)


async def _report(tx: Tx, owner_id: UserId, sender: Peer, place: Peer | None, id: MsgId) -> None:
    """The answer is reported where it was said, unless it is no longer to be seen there: then its sender."""
    try:
        await reports.add(tx, owner_id, Report(peer=place or sender, reason="spam", ids=(id,) if place else ()))
    except Refusal:
        await reports.add(tx, owner_id, Report(peer=sender, reason="spam"))
