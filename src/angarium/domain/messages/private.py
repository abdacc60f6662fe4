"""Messages of private chats: one copy in each of the two boxes, or one in Saved Messages."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from angarium.domain import budgets, deadlines
from angarium.domain.budgets import Allowance
from angarium.domain.files.kinds import kind_of, search_kind
from angarium.domain.messages import archive, newfacts, robots
from angarium.domain.messages.sent import Replies, Sent
from angarium.domain.people import privacy, sanctions
from angarium.domain.work import Tx
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import HistoryTtlChanged, NewMessage
from angarium.model.ids import REPLIES_USER, SERVICE_USER, Box, MsgId, Peer, UserId, is_saved
from angarium.model.messages import Action, Content, Dialog, Message
from angarium.model.users import Relation, User
from angarium.store import accounts, boxes, dialogs, messages, relations, saved


@dataclass(frozen=True, slots=True)
class Pair:
    """The two people of a private chat; the same person twice in Saved Messages."""

    sender: User
    other: User
    mine: Relation | None  # what the other is to the sender
    theirs: Relation | None  # what the sender is to the other

    @property
    def is_self(self) -> bool:
        return self.sender.id == self.other.id


async def require_pair(tx: Tx, sender_id: UserId, peer: Peer) -> Pair:
    """The two people of a private chat. Refuses PEER_ID_INVALID."""
    users = await accounts.find_many(tx, {sender_id, peer})
    sender, other = users.get(sender_id), users.get(peer)
    if sender is None or other is None:
        raise Refusal("PEER_ID_INVALID")
    links = {} if is_saved(sender_id, peer) else await relations.between(tx, sender_id, (peer,))
    links = await privacy.acquaint(tx, sender_id, (sender, other), links)
    return Pair(sender, other, links.get((sender_id, UserId(peer))), links.get((UserId(peer), sender_id)))


def check_may_send(pair: Pair, content: Content) -> None:
    """Whether one person may write this to another."""
    if pair.other.profile.deleted:
        raise Refusal("INPUT_USER_DEACTIVATED")
    if REPLIES_USER in (pair.sender.id, pair.other.id):
        raise Refusal("CHAT_WRITE_FORBIDDEN")  # https://core.telegram.org/api/discussion#replies: it is only read
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


async def require_open(tx: Tx, sender_id: UserId, peer: Peer, content: Content) -> Pair:
    """The two people of a private chat in which one may say this to the other, a service message, say. Refuses PEER_ID_INVALID, PEER_FLOOD,
    and what `check_may_send` does."""
    pair = await require_pair(tx, sender_id, peer)
    check_may_send(pair, content)
    await sanctions.check_stranger(tx, sender_id, pair.other, pair.theirs)
    return pair


async def deliver(
    tx: Tx, pair: Pair, content: Content, random_id: int | None, replies: Replies | None = None, *,
    whispered: FormattedText | None = None,
) -> Sent:  # fmt: skip
    """Write both copies, move both dialogs and logs. The caller has checked that it may be. `whispered` is a text that only the other
    side reads."""
    me, other = pair.sender.id, pair.other.id
    mine = await _arrive(tx, me, other, own=True)
    content, expires_at = _with_ttl(content, mine, tx.now)
    kind = search_kind(content)
    unheard = content.media is not None and is_unheard(content, pair)
    if pair.is_self:
        own = Message(
            box=Box(me), id=mine.top_id, peer=Peer(me), sender=Peer(me), date=tx.now, expires_at=expires_at,
            content=replace(content, reply=replies.own) if replies else content, out=True, random_id=random_id,
        )  # fmt: skip
        return await _keep(tx, pair, own, kind, mine)
    stranger = pair.theirs is None or not pair.theirs.contact
    theirs = await _arrive(tx, other, me, own=False, stranger=stranger)
    if stranger and mine.begun and theirs.begun:
        await spend_on_stranger(tx, pair)
    own = Message(
        box=Box(me), id=mine.top_id, peer=Peer(other), sender=Peer(me), date=tx.now, expires_at=expires_at, media_unread=unheard,
        content=replace(content, reply=replies.own) if replies else content, out=True, random_id=random_id, pair_id=theirs.top_id,
    )  # fmt: skip
    heard = replace(content, text=whispered.text, entities=whispered.entities) if whispered else content
    copy = Message(
        box=Box(other), id=theirs.top_id, peer=Peer(me), sender=Peer(me), date=tx.now, expires_at=expires_at, media_unread=unheard,
        content=replace(heard, reply=replies.other) if replies else heard, pair_id=own.id,
    )  # fmt: skip
    await messages.add(tx, ((own, kind), (copy, kind)))
    told = NewMessage(id=copy.id)
    await boxes.log_pts(tx, [(me, mine.pts, 1, tx.now, NewMessage(id=own.id)), (other, theirs.pts, 1, tx.now, told)])
    if expires_at:
        await deadlines.set_expiry(tx, ((own.box, own.id), (copy.box, copy.id)), expires_at)
    if tx.heard(other):
        facts = await newfacts.of_pair(tx, pair.other, pair.sender, pair.theirs, pair.mine, copy)
        tx.logged(other, "pts", theirs.pts, 1, told, facts)
    sent = await _tell(tx, pair, own, mine.pts)
    await _follow_up(tx, pair, mine, theirs)
    return sent


async def spend_on_stranger(tx: Tx, pair: Pair) -> None:
    """A chat begins between two who do not know each other: whoever does so with many is taken for a spammer. Refuses PEER_FLOOD."""
    if pair.sender.profile.bot or pair.other.profile.bot or pair.sender.id == SERVICE_USER:
        return
    most = tx.house.config.limits.strangers
    await budgets.spend(tx, f"strangers:{pair.sender.id}", Allowance(most, most), refusal="PEER_FLOOD")


async def _follow_up(tx: Tx, pair: Pair, mine: Arrival, theirs: Arrival) -> None:
    """What a message brings with it: an archived chat comes back, a new one takes over its beginner's timer."""
    if theirs.dialog.folder_id:
        await archive.wake(tx, theirs.dialog)
    if mine.begun and mine.dialog.ttl_period and not theirs.dialog.ttl_period:
        with tx.unasked():
            await _adopt_timer(tx, pair, mine.dialog, theirs.dialog)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A place made for a message in one box."""

    top_id: MsgId
    pts: int
    dialog: Dialog
    begun: bool = False  # there was no such chat before


async def _arrive(tx: Tx, owner_id: UserId, peer: UserId, *, own: bool, stranger: bool = False) -> Arrival:
    """Take the next id and pts of a box and move its chat up, making it when there was none."""
    box = await boxes.advance(tx, owner_id, ids=1, pts=1)
    found = await dialogs.move_up(tx, owner_id, Peer(peer), box.last_id, tx.now, unread=0 if own else 1)
    if found is None:
        begun = Dialog(
            owner_id=owner_id,
            peer=Peer(peer),
            top_id=MsgId(box.last_id),
            top_date=tx.now,
            unread_count=0 if own else 1,
            total=1,
        )
        found = await archive.begin(tx, begun, incoming=not own, stranger=stranger)
        return Arrival(MsgId(box.last_id), box.pts, found, begun=True)
    return Arrival(MsgId(box.last_id), box.pts, found)


async def _adopt_timer(tx: Tx, pair: Pair, mine: Dialog, theirs: Dialog) -> None:
    """A chat begun by somebody with a default timer has it on both sides (https://core.telegram.org/method/messages.setDefaultHistoryTTL)."""
    await dialogs.put(tx, replace(theirs, ttl_period=mine.ttl_period))
    for dialog in (mine, theirs):
        await tx.log(dialog.owner_id, HistoryTtlChanged(peer=dialog.peer, period=mine.ttl_period))
    action = Action(kind="SetMessagesTTL", period=mine.ttl_period, users=(pair.sender.id,))
    await deliver(tx, pair, Content(action=action), None)


async def _keep(tx: Tx, pair: Pair, own: Message, kind: int, arrival: Arrival) -> Sent:
    """A message to oneself: one copy, filed under the chat that it came from."""
    await messages.add(tx, ((own, kind),))
    await saved.add(tx, own.box, saved_peer(own), own.id)
    await boxes.log_pts(tx, [(own.box, arrival.pts, 1, tx.now, NewMessage(id=own.id))])
    if own.expires_at:
        await deadlines.set_expiry(tx, ((own.box, own.id),), own.expires_at)
    return await _tell(tx, pair, own, arrival.pts)


def saved_peer(message: Message) -> Peer:
    """The sub-chat of Saved Messages that holds a message (https://core.telegram.org/api/saved-messages)."""
    forward = message.content.forward
    if forward is None:
        return Peer(message.box)
    return forward.saved_peer or forward.sender or HIDDEN_AUTHOR


HIDDEN_AUTHOR = Peer(2666000)
"""The account under which Telegram files what was saved from people who hide their account in forwards."""


async def _tell(tx: Tx, pair: Pair, own: Message, pts: int) -> Sent:
    facts = await newfacts.of_pair(tx, pair.sender, pair.other, pair.mine, pair.theirs, own)
    tx.logged(pair.sender.id, "pts", pts, 1, NewMessage(id=own.id), facts)
    return Sent(own, pts, facts)


def _with_ttl(content: Content, arrival: Arrival, now: int) -> tuple[Content, int]:
    """Messages of a chat with an auto-delete timer carry its period and go when it is over."""
    period = arrival.dialog.ttl_period
    if not period or content.action is not None:
        return content, 0
    return replace(content, ttl_period=period), now + period


def is_unheard(content: Content, pair: Pair) -> bool:
    """Whether it stays marked until its reader opens it: voice, round video, and what destroys itself after a view."""
    media = content.media
    if media is None or pair.is_self:
        return False
    return media.ttl_seconds > 0 or kind_of(content) in ("voice", "round")
