"""What a connected bot hears and may do in the chats that it answers (https://core.telegram.org/api/business#connected-bots)."""

from __future__ import annotations

from angarium.domain.business import connections
from angarium.domain.messages import listeners
from angarium.domain.messages.private import Pair
from angarium.domain.people import recipients as meant
from angarium.domain.work import Tx
from angarium.model.business import ConnectedBot
from angarium.model.errors import Refusal
from angarium.model.events import BusinessMessageCame
from angarium.model.ids import Box, MsgId, UserId
from angarium.model.messages import Message
from angarium.model.users import Relation, User
from angarium.store import business, messages, relations

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
        with tx.unasked():
            await tx.log(made.bot_id, BusinessMessageCame(connection_id=made.id, owner_id=owner.id, id=id))


def answers(made: ConnectedBot, other_id: int, known: Relation | None, *, new: bool) -> bool:
    """Whether the bot answers in a chat; `known` is what the other is to the bot's person."""
    contact = known is not None and known.contact
    return other_id not in made.paused and meant.is_meant(made.recipients, other_id, contact=contact, new=new)


async def require_chat(tx: Tx, owner_id: UserId, made: ConnectedBot, other_id: int) -> None:
    """Refuse BUSINESS_PEER_INVALID for a chat that the bot does not answer, BUSINESS_PEER_USAGE_MISSING where nobody has written
    lately, BOT_ACCESS_FORBIDDEN for one that may not answer at all."""
    if "reply" not in made.rights:
        raise Refusal("BOT_ACCESS_FORBIDDEN")
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
