"""What a buyer says of themselves, and the ways of shipping that the bot then offers
(https://core.telegram.org/api/payments#2-order-information)."""

from __future__ import annotations

from asyncio import Future

import msgspec

from angarium.domain import offsets
from angarium.domain.accounts import recovery
from angarium.domain.stars.deals import Deal
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.payments import Address, OrderInfo, Shipping, Verdict
from angarium.model.starevents import ShippingAsked
from angarium.store import accounts
from angarium.store import bots as stored

PATIENCE = 10
"""Seconds for which a bot is waited for (https://core.telegram.org/method/messages.setBotShippingResults)."""

KEPT = 3600
LINE, MOST_OPTIONS = 128, 100
SETTING = "order_info"


class Order(msgspec.Struct, frozen=True):
    """What was said, and what the bot offered for it."""

    user_id: int
    invoice_id: int
    info: OrderInfo
    options: tuple[Shipping, ...] = ()


def check(info: OrderInfo, asks: tuple[str, ...]) -> OrderInfo:
    """What was asked for alone. Refuses REQ_INFO_NAME_INVALID, REQ_INFO_PHONE_INVALID, REQ_INFO_EMAIL_INVALID and ADDRESS_..._INVALID."""
    if "name" in asks and not 1 <= len(info.name.strip()) <= LINE:
        raise Refusal("REQ_INFO_NAME_INVALID")
    digits = [sign for sign in info.phone if sign.isascii() and sign.isdigit()]
    if "phone" in asks and not 5 <= len(digits) <= 15:
        raise Refusal("REQ_INFO_PHONE_INVALID")
    if "email" in asks and not recovery.is_mail(info.email):
        raise Refusal("REQ_INFO_EMAIL_INVALID")
    if "address" in asks:
        _check_address(info.address)
    return OrderInfo(
        name=info.name.strip() if "name" in asks else "",
        phone="".join(digits) if "phone" in asks else "",
        email=info.email if "email" in asks else "",
        address=info.address if "address" in asks else None,
    )


def _check_address(address: Address | None) -> None:
    if address is None or not 1 <= len(address.street1.strip()) <= LINE:
        raise Refusal("ADDRESS_STREET_LINE1_INVALID")
    if len(address.street2) > LINE:
        raise Refusal("ADDRESS_STREET_LINE2_INVALID")
    if not 1 <= len(address.city.strip()) <= LINE:
        raise Refusal("ADDRESS_CITY_INVALID")
    if len(address.state) > LINE:
        raise Refusal("ADDRESS_STATE_INVALID")
    if len(address.country) != 2 or not address.country.isascii() or not address.country.isalpha():
        raise Refusal("ADDRESS_COUNTRY_INVALID")
    if not 1 <= len(address.post_code.strip()) <= 12:
        raise Refusal("ADDRESS_POSTCODE_INVALID")


async def ask(tx: Tx, deal: Deal, info: OrderInfo) -> Future[Verdict | None] | None:
    """Ask the bot for the ways of shipping; None when the price does not depend on them."""
    invoice = deal.invoice
    if not invoice.flexible or info.address is None:
        return None
    query_id = tx.chance.long()
    future = tx.house.waits.open(("shipping", invoice.bot_id, query_id), tx.now + PATIENCE)
    event = ShippingAsked(query_id=query_id, user_id=deal.user_id, payload=invoice.payload, address=info.address)
    with tx.unasked():
        await tx.log(invoice.bot_id, event)
    return future


def require_options(verdict: Verdict | None) -> tuple[Shipping, ...]:
    """What the bot offers. Refuses SHIPPING_BOT_TIMEOUT, SHIPPING_NOT_AVAILABLE."""
    if verdict is None:
        raise Refusal("SHIPPING_BOT_TIMEOUT")
    if verdict.error or not verdict.options:
        raise Refusal("SHIPPING_NOT_AVAILABLE")
    return verdict.options


async def keep(tx: Tx, deal: Deal, info: OrderInfo, options: tuple[Shipping, ...], *, save: bool) -> int:
    """Remember what was said until the form is sent, and for the next time if the buyer wants that."""
    id = tx.chance.long() & (2**62 - 1)
    order = Order(deal.user_id, deal.invoice.id, info, options)
    await stored.put_query(tx, deal.user_id, "order", id, tx.now + KEPT, order)
    if save:
        await accounts.set_setting(tx, deal.user_id, SETTING, info)
    return id


async def require(tx: Tx, deal: Deal, id: str | None) -> Order | None:
    """What a buyer said for this form; None when nothing was asked. Refuses REQUESTED_INFO_INVALID."""
    if not deal.invoice.asks:
        return None
    (number,) = offsets.find(id or "", 1) or (0,)
    order = await stored.find_query(tx, deal.user_id, "order", number, tx.now, Order)
    if order is None or order.invoice_id != deal.invoice.id:
        raise Refusal("REQUESTED_INFO_INVALID")
    return order


def require_shipping(deal: Deal, order: Order | None, id: str | None) -> Shipping | None:
    """The way that was chosen; None when there is no choice. Refuses SHIPPING_NOT_AVAILABLE."""
    if not deal.invoice.flexible:
        return None
    chosen = next((one for one in order.options if one.id == id), None) if order else None
    if chosen is None:
        raise Refusal("SHIPPING_NOT_AVAILABLE")
    return chosen


def answer(tx: Tx, bot_id: UserId, query_id: int, verdict: Verdict) -> None:
    """What a bot says to a question for shipping. Refuses QUERY_ID_INVALID, ERROR_TEXT_EMPTY."""
    if not verdict.error and not 1 <= len(verdict.options) <= MOST_OPTIONS:
        raise Refusal("ERROR_TEXT_EMPTY")
    if not tx.house.waits.answer(("shipping", bot_id, query_id), verdict):
        raise Refusal("QUERY_ID_INVALID")


async def saved(tx: Tx, user_id: UserId) -> OrderInfo | None:
    """What somebody wanted kept for the next time."""
    return await accounts.find_setting(tx, user_id, SETTING, OrderInfo)


async def forget(tx: Tx, user_id: UserId) -> None:
    await accounts.remove_setting(tx, user_id, SETTING)
