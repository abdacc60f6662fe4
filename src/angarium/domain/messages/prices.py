"""What a message costs its sender (https://core.telegram.org/api/paid-messages): people ask strangers for stars, supergroups their
members."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import ledger
from angarium.domain.chats import guards
from angarium.domain.chats.guards import Standing
from angarium.domain.messages.private import Pair, require_pair
from angarium.domain.people import privacy
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import SERVICE_USER, Peer, UserId
from angarium.model.messages import Content
from angarium.model.stars import Entry
from angarium.store import directs
from angarium.store import stars as stored


def price_between(pair: Pair) -> int:
    """What one person pays to write to another: nothing for contacts and those who were let off, nor for bots."""
    price, sender = pair.other.profile.message_stars, pair.sender
    if not price or pair.is_self or sender.profile.bot or sender.id == SERVICE_USER or pair.other.profile.bot:
        return 0
    return 0 if privacy.allows(pair.other, "no_paid_messages", sender.id, pair.theirs) else price


def _price(target: Pair | Standing) -> int:
    return price_between(target) if isinstance(target, Pair) else guards.price_for(target)


def check(target: Pair | Standing, content: Content) -> int:
    """What the message costs. Refuses ALLOW_PAYMENT_REQUIRED_%d when its sender has not agreed to so much."""
    price = 0 if content.action is not None else _price(target)
    if price > content.paid_stars:
        raise Refusal("ALLOW_PAYMENT_REQUIRED_%d", price)
    return price


async def pay(tx: Tx, target: Pair | Standing, content: Content) -> Content:
    """Take what the message costs from its sender; the message as it is sent then. Refuses BALANCE_TOO_LOW, and what `check` does."""
    if isinstance(target, Standing) and target.chat.profile.monoforum and await _is_free(tx, target):
        price = 0
    else:
        price = check(target, content)
    if price:
        entry = Entry(kind="message", charge=ledger.new_charge(tx))
        if isinstance(target, Pair):
            await ledger.pay(tx, target.sender.id, target.other.id, price, entry)
            await stored.add_revenue(tx, target.other.id, target.sender.id, price)
        else:
            payee = target.chat.profile.direct if target.chat.profile.monoforum else None
            await ledger.pay(tx, target.user_id, payee or target.chat.peer, price, entry)
            if payee is not None:
                await stored.add_revenue(tx, payee, target.user_id, price)
    return content if price == content.paid_stars else replace(content, paid_stars=price)


async def _is_free(tx: Tx, standing: Standing) -> bool:
    """Whether a channel lets somebody write to it for nothing."""
    topic = await directs.find(tx, standing.chat.peer, standing.user_id)
    return topic is not None and topic.free


async def earned(tx: Tx, owner_id: int, payer_id: UserId) -> int:
    """What somebody's messages have brought, and was not given back."""
    return await stored.find_revenue(tx, owner_id, payer_id)


async def price_of(tx: Tx, sender_id: UserId, peer: Peer) -> int:
    """What somebody pays to write to another. Refuses PEER_ID_INVALID."""
    return price_between(await require_pair(tx, sender_id, peer))


async def give_back(tx: Tx, owner_id: int, payer_id: UserId) -> None:
    """Return all that somebody's messages have brought. Refuses BALANCE_TOO_LOW."""
    brought = await earned(tx, owner_id, payer_id)
    if brought:
        entry = Entry(kind="message", charge=ledger.new_charge(tx), refund=True)
        await ledger.pay(tx, owner_id, payer_id, brought, entry)
        await stored.forget_revenue(tx, owner_id, payer_id)
