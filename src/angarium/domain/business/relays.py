"""What a connected bot hears and may do in the chats that it answers (https://core.telegram.org/api/business#connected-bots)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.domain.business import connections
from angarium.domain.messages import listeners
from angarium.domain.messages.private import Pair
from angarium.domain.people import recipients as meant
from angarium.domain.work import Tx
from angarium.model.business import ConnectedBot
from angarium.model.errors import Refusal
from angarium.model.events import BusinessMessageCame, BusinessMessageEdited, BusinessMessagesDeleted
from angarium.model.ids import Box, MsgId, Peer, UserId, is_saved, is_user
from angarium.model.messages import Message
from angarium.model.users import Relation, User
from angarium.store import accounts, business, messages, relations

ACTIVE = 86400
"""Seconds since the other side's last word within which a bot may write."""


@listeners.hears
async def relay(tx: Tx, pair: Pair, message: Message) -> None:
    """Tell the bots of both sides of what was said, each with the number that it has on its side."""
    sides = ((pair.sender, pair.other, pair.mine, message.id), (pair.other, pair.sender, pair.theirs, message.pair_id))
    for owner, other, known, id in sides:
        if owner.profile.business_bot and id and not message.content.business_bot and not pair.is_self:
            await _relay(tx, owner, other, known, MsgId(id))


async def _relay(tx: Tx, owner: User, other: User, known: Relation | None, id: MsgId) -> None:
    made = await connections.find(tx, owner.id)
    if made is None or other.profile.bot:
        return
    new = not await business.previous_date(tx, owner.id, other.id, id)
    if answers(made, other.id, known, new=new):
        await tx.log(made.bot_id, BusinessMessageCame(connection_id=made.id, owner_id=owner.id, id=id))


@listeners.sees_edit
async def relay_edit(tx: Tx, owner: User, message: Message) -> None:
    """Tell the bot of a person in whose box a message has changed."""
    if not owner.profile.business_bot or message.content.business_bot:
        return
    made = await _answering(tx, owner.id, message.peer)
    if made is not None:
        event = BusinessMessageEdited(connection_id=made.id, owner_id=owner.id, id=message.id)
        await tx.log(made.bot_id, event)


@listeners.sees_deletion
async def relay_deletion(tx: Tx, box: Box, gone: Sequence[Message]) -> None:
    """Tell the bot of a person from whose box messages are gone."""
    owner = await accounts.find(tx, box) if gone else None
    if owner is None or not owner.profile.business_bot:
        return
    for peer in sorted({message.peer for message in gone}):
        if (made := await _answering(tx, owner.id, peer)) is not None:
            ids = tuple(sorted(message.id for message in gone if message.peer == peer))
            await tx.log(made.bot_id, BusinessMessagesDeleted(connection_id=made.id, peer=peer, ids=ids))


async def _answering(tx: Tx, owner_id: UserId, peer: Peer) -> ConnectedBot | None:
    """The bot that answers for somebody in a chat in which something has been said before."""
    made = await connections.find(tx, owner_id)
    other = await accounts.find(tx, peer)
    if made is None or is_saved(owner_id, peer) or other is None or other.profile.bot:
        return None
    links = await relations.between(tx, owner_id, (other.id,))
    return made if answers(made, peer, links.get((owner_id, other.id)), new=False) else None


def answers(made: ConnectedBot, other_id: int, known: Relation | None, *, new: bool) -> bool:
    """Whether the bot answers in a chat; `known` is what the other is to the bot's person."""
    contact = known is not None and known.contact
    return other_id not in made.paused and meant.is_meant(made.recipients, other_id, contact=contact, new=new)


def require_rights(made: ConnectedBot, rights: Iterable[str]) -> None:
    """Refuse BOT_ACCESS_FORBIDDEN for a bot that its person has not given all of these."""
    if not set(rights) <= set(made.rights):
        raise Refusal("BOT_ACCESS_FORBIDDEN")


async def require_chat(tx: Tx, owner_id: UserId, made: ConnectedBot, other_id: int) -> None:
    """Refuse BUSINESS_PEER_INVALID for a chat that the bot does not answer, BUSINESS_PEER_USAGE_MISSING where nobody has written
    lately."""
    links = await relations.between(tx, owner_id, (UserId(other_id),))
    if other_id == owner_id or not answers(made, other_id, links.get((owner_id, UserId(other_id))), new=False):
        raise Refusal("BUSINESS_PEER_INVALID")
    if await business.last_heard(tx, owner_id, other_id) < tx.now - ACTIVE:
        raise Refusal("BUSINESS_PEER_USAGE_MISSING")


async def require_own(tx: Tx, owner_id: UserId, made: ConnectedBot, id: int) -> None:
    """Refuse MESSAGE_ID_INVALID for a message that the bot did not send."""
    message = await messages.find(tx, Box(owner_id), MsgId(id))
    if message is None or message.content.business_bot != made.bot_id:
        raise Refusal("MESSAGE_ID_INVALID")


async def require_deletable(tx: Tx, owner_id: UserId, made: ConnectedBot, ids: Sequence[int]) -> None:
    """Refuse BUSINESS_PEER_INVALID for messages of chats that the bot does not answer, BOT_ACCESS_FORBIDDEN for those that it may not
    take away: its own and other people's need different rights."""
    for message in (await messages.find_many(tx, Box(owner_id), ids)).values():
        if not is_user(message.peer) or await _answering(tx, owner_id, message.peer) is None:
            raise Refusal("BUSINESS_PEER_INVALID")
        own = message.content.business_bot == made.bot_id
        require_rights(made, ("delete_sent_messages" if own else "delete_received_messages",))
