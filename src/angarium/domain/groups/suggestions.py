"""Posts that people suggest to a channel in its direct messages, or the channel to them (https://core.telegram.org/api/suggested-posts).
It is always the person who pays. The stars wait in the purse of the direct messages until the post has stood for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import dues, ledger
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.house import House
from angarium.domain.messages import deletions, edits, sending
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.work import Tx
from angarium.model.directs import AGE, LATEST, LEAST, MOST, SOONEST, Approved
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import Box, MsgId, Peer, UserId, is_channel
from angarium.model.messages import Action, Content, Message, Reply, SuggestedPost
from angarium.model.stars import Entry
from angarium.store import directs, messages

COMMENT = 4096
POSTS, PAYS = "suggested_post", "suggested_pay"


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggestion after it was approved or rejected, as its judge sees it, and the message that says so."""

    message: Message
    pts: int
    facts: Facts
    notice: Sent
    changed: bool = True


def check(house: House, offered: SuggestedPost | None) -> SuggestedPost | None:
    """A suggestion as it may be sent. Refuses SUGGESTED_POST_AMOUNT_INVALID, SCHEDULE_DATE_INVALID, SCHEDULE_DATE_TOO_LATE."""
    if offered is None:
        return None
    if offered.stars and not LEAST <= offered.stars <= MOST:
        raise Refusal("SUGGESTED_POST_AMOUNT_INVALID")
    if offered.date:
        _check_date(offered.date, int(house.now()), SOONEST)
    return offered


def _check_date(date: int, now: int, soonest: int) -> None:
    if date < now + soonest:
        raise Refusal("SCHEDULE_DATE_INVALID")
    if date > now + LATEST:
        raise Refusal("SCHEDULE_DATE_TOO_LATE")


async def judge(
    tx: Tx, actor_id: UserId, peer: Peer, id: int, *, reject: bool, comment: str = "", date: int = 0
) -> Judged:
    """Approve a suggested post, for now or for a date, or reject it (messages.toggleSuggestedPostApproval).

    Whoever was offered it decides. Refuses PEER_ID_INVALID, MESSAGE_ID_INVALID, CHAT_ADMIN_REQUIRED for admins who do not post,
    SCHEDULE_DATE_INVALID, SCHEDULE_DATE_TOO_LATE.
    """
    if not is_channel(peer):
        raise Refusal("PEER_ID_INVALID")
    standing = await guards.require_reader(tx, actor_id, peer)
    channel = standing.chat.profile.direct
    if not standing.chat.profile.monoforum or channel is None:
        raise Refusal("PEER_ID_INVALID")
    message = await messages.find(tx, Box(peer), MsgId(id))
    offered = message.content.suggested if message is not None and standing.shows(message) else None
    if message is None or offered is None or offered.accepted or offered.rejected:
        raise Refusal("MESSAGE_ID_INVALID")
    if (message.sender == message.content.topic) == bool(standing.topic):
        raise Refusal("MESSAGE_ID_INVALID")  # one's own
    if reject:
        action = Action(kind="SuggestedPostApproval", flag=True, text=comment.strip()[:COMMENT])
        return await _settle(tx, standing, message, replace(offered, rejected=True), action)
    if not standing.topic:
        await guards.require_admin(tx, actor_id, channel, "post_messages")
    if date:
        _check_date(date, tx.now, 0)
    date = max(date or offered.date, tx.now)
    action = Action(kind="SuggestedPostApproval", number=offered.stars, period=date)
    charge = await _collect(tx, message, offered.stars)
    if charge is None:
        low = Action(kind="SuggestedPostApproval", number=offered.stars, title="balance_too_low")
        return await _settle(tx, standing, message, offered, low)
    approved = Approved(peer, message.id, channel, 0, message.content.topic, offered.stars, charge)
    await directs.put_approved(tx, approved)
    judged = await _settle(tx, standing, message, replace(offered, accepted=True, date=date), action)
    if date > tx.now:
        await dues.put(tx, peer, POSTS, message.id, date)
    else:
        await publish(tx, peer, message.id)
    return judged


async def _settle(tx: Tx, standing: Standing, message: Message, offered: SuggestedPost, action: Action) -> Judged:
    """Mark the suggestion, and say what became of it."""
    changed = replace(message, content=replace(message.content, suggested=offered))
    if offered == message.content.suggested:
        notice = await _say(tx, standing, changed, action)
        return Judged(changed, 0, notice.facts, notice, changed=False)
    changed = replace(changed, edit_date=tx.now, edit_hidden=True)
    pts, facts = await edits.rewrite(tx, changed, standing.user_id)
    return Judged(changed, pts, facts, await _say(tx, standing, changed, action))


async def _say(tx: Tx, standing: Standing, about: Message, action: Action) -> Sent:
    content = Content(action=action, topic=about.content.topic)
    return await sending.deliver(tx, standing, content, None, Replies(Reply(id=about.id), None))


async def _collect(tx: Tx, message: Message, stars: int) -> str | None:
    """Take what is offered from the person; the name of the payment, or None when they do not have so much."""
    if not stars:
        return ""
    charge = ledger.new_charge(tx)
    entry = Entry(kind="message", charge=charge, title="Suggested post", message_id=message.id)
    try:
        await ledger.pay(tx, message.content.topic, message.box, stars, entry)
    except Refusal as refusal:
        if refusal.name != "BALANCE_TOO_LOW":
            raise
        return None
    return charge


async def _leader(tx: Tx, peer: int) -> Standing | None:
    """In whose name the house speaks for a channel: its creator's."""
    found = await guards.find(tx, 0, peer)
    return await guards.find(tx, found.chat.creator_id, peer) if found is not None else None


@dues.happens(POSTS)
async def publish(tx: Tx, box: int, id: int) -> None:
    """The time of an approved post has come."""
    approved, message = await directs.find_approved(tx, box, id), await messages.find(tx, Box(box), MsgId(id))
    if approved is None:
        return
    channel = await _leader(tx, approved.channel)
    if message is None or channel is None or channel.chat.profile.deleted:
        await _give_back(tx, approved, message)
        return
    said = message.content
    content = Content(
        text=said.text, entities=said.entities, media=said.media, invert_media=said.invert_media, no_webpage=said.no_webpage,
        paid_post=approved.stars > 0,
    )  # fmt: skip
    with tx.unasked():
        posted = await sending.deliver(tx, channel, content, None)
    if not approved.stars:
        await directs.drop_approved(tx, box, id)
        return
    await directs.put_approved(tx, replace(approved, post=posted.message.id))
    await dues.put(tx, box, PAYS, id, tx.now + AGE)


@dues.happens(PAYS)
async def pay(tx: Tx, box: int, id: int) -> None:
    """A post has stood long enough: its channel gets the stars."""
    approved, message = await directs.find_approved(tx, box, id), await messages.find(tx, Box(box), MsgId(id))
    if approved is None:
        return
    await directs.drop_approved(tx, box, id)
    entry = Entry(kind="message", charge=approved.charge, title="Suggested post", message_id=approved.post)
    await ledger.pay(tx, box, approved.channel, approved.stars, entry, seen=Peer(approved.payer))
    await _tell(tx, approved, message, Action(kind="SuggestedPostSuccess", number=approved.stars))


async def _give_back(tx: Tx, approved: Approved, message: Message | None) -> None:
    await directs.drop_approved(tx, approved.box, approved.id)
    if not approved.stars:
        return
    entry = Entry(kind="message", charge=approved.charge, title="Suggested post", message_id=approved.id, refund=True)
    await ledger.pay(tx, approved.box, approved.payer, approved.stars, entry, seen=Peer(approved.channel))
    await _tell(tx, approved, message, Action(kind="SuggestedPostRefund"))


async def _tell(tx: Tx, approved: Approved, message: Message | None, action: Action) -> None:
    """Say it in the topic, in answer to the suggestion unless that is gone."""
    speaker = await _leader(tx, approved.box)
    if speaker is None or speaker.topic:
        return
    named = Replies(Reply(id=message.id), None) if message is not None else None
    with tx.unasked():
        await sending.deliver(tx, speaker, Content(action=action, topic=approved.payer), None, named)


async def follow_loss(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Posts were deleted: those that were not paid yet are not paid at all."""
    posts = [message.id for message in gone if message.content.paid_post]
    for approved in await directs.find_posted(tx, box, posts):
        await dues.remove(tx, approved.box, PAYS, approved.id)
        await _give_back(tx, approved, await messages.find(tx, Box(approved.box), MsgId(approved.id)))


deletions.ERASED.append(follow_loss)
