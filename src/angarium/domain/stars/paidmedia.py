"""Posts that are seen for stars: offered by channels and bots, bought once by each reader (https://core.telegram.org/api/paid-media)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain import ledger
from angarium.domain.chats import guards
from angarium.domain.stars import deals
from angarium.domain.stars.deals import Deal
from angarium.domain.work import Tx
from angarium.model.chats import BROADCAST
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import SERVICE_USER, Peer, UserId, is_channel, is_saved, is_user
from angarium.model.messages import Media, Message
from angarium.model.paidmedia import PaidMedia
from angarium.model.payments import STARS, Invoice, Price
from angarium.model.starevents import MediaBought, MediaSold
from angarium.model.stars import Entry
from angarium.store import accounts
from angarium.store import paidmedia as stored
from angarium.store import stars as charges

MOST_ITEMS, MOST_STARS, PAYLOAD = 10, 10_000, 128
"""stars_paid_post_amount_max of https://core.telegram.org/api/config#stars-paid-post-amount-max."""


async def require_seller(tx: Tx, user_id: UserId, peer: Peer) -> int:
    """Who gets the stars for what is sent there: a channel, or the bot that sends it to somebody. Refuses EXTENDED_MEDIA_PEER_INVALID."""
    if is_channel(peer):
        standing = await guards.require_open(tx, user_id, peer)
        if standing.chat.kind == BROADCAST:
            return peer
    elif is_user(peer) and not is_saved(user_id, peer):
        sender = await accounts.find(tx, user_id)
        if sender is not None and sender.profile.bot:
            return user_id
    raise Refusal("EXTENDED_MEDIA_PEER_INVALID")


def check(paid: PaidMedia) -> None:
    """Refuses EXTENDED_MEDIA_AMOUNT_INVALID, EXTENDED_MEDIA_INVALID, EXTENDED_MEDIA_TYPE_INVALID."""
    if not 1 <= paid.stars <= MOST_STARS:
        raise Refusal("EXTENDED_MEDIA_AMOUNT_INVALID")
    if not 1 <= len(paid.items) <= MOST_ITEMS or len(paid.payload.encode()) > PAYLOAD:
        raise Refusal("EXTENDED_MEDIA_INVALID")
    if any(one.ttl_seconds or not (one.kind == "photo" or one.form == "video") for one in paid.items):
        raise Refusal("EXTENDED_MEDIA_TYPE_INVALID")


async def make(tx: Tx, paid: PaidMedia) -> Media:
    """Keep what is to be sold. Refuses what `check` does."""
    check(paid)
    made = replace(paid, id=tx.chance.long() & (2**62 - 1) | 1)
    await stored.add(tx, made)
    return Media(kind="paid", extra_id=made.id, value=made.stars)


async def find(tx: Tx, user_id: UserId, peer: Peer, id: int) -> tuple[Deal, PaidMedia] | None:
    """What a message asks for that is seen for stars; None for another message. Refuses MESSAGE_ID_INVALID."""
    message = await deals.require_message(tx, user_id, peer, id)
    media = message.content.media
    paid = await stored.find(tx, media.extra_id) if media is not None and media.kind == "paid" else None
    if paid is None:
        return None
    asks = Invoice(
        id=paid.id, bot_id=paid.seller if is_user(paid.seller) else SERVICE_USER, title="", description="", currency=STARS,
        prices=(Price("", paid.stars),), payload=b"",
    )  # fmt: skip
    return Deal(user_id, asks, message), paid


async def require_unsold(tx: Tx, user_id: UserId, paid: PaidMedia) -> None:
    """Refuses MEDIA_ALREADY_PAID."""
    if user_id == paid.author_id or await stored.is_bought(tx, user_id, paid.id):
        raise Refusal("MEDIA_ALREADY_PAID")


async def buy(tx: Tx, deal: Deal, paid: PaidMedia, form_id: int) -> tuple[Message, Facts]:
    """Pay, and see it from now on. Refuses FORM_EXPIRED, MEDIA_ALREADY_PAID, BALANCE_TOO_LOW."""
    message, user_id = deal.message, deal.user_id
    assert message is not None
    deals.require_form(tx, deal, form_id)
    await require_unsold(tx, user_id, paid)
    charge = deals.charge_of(deal, form_id)
    assert not await charges.find_charge(tx, user_id, charge), "whoever has paid has bought it"
    number = message.id if message.peer == paid.seller else 0
    entry = Entry(kind="media", charge=charge, message_id=number, payload=paid.payload.encode())
    await ledger.pay(tx, user_id, paid.seller, paid.stars, entry)
    await stored.add_buyer(tx, user_id, paid.id)
    facts = await gathered.gather(tx, user_id, [message])
    await tx.log(user_id, MediaBought(peer=message.peer, id=message.id), facts)
    author = await accounts.find(tx, paid.author_id)
    if author is not None and author.profile.bot:
        with tx.unasked():
            await tx.log(author.id, MediaSold(user_id=user_id, payload=paid.payload))
    return message, facts
