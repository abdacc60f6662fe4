"""Invoices, orders and receipts (https://core.telegram.org/api/payments)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from angarium.domain.stars.payments import read_receipt
from angarium.model.facts import Facts
from angarium.model.messages import Action, Media
from angarium.model.payments import Address, Invoice, OrderInfo, Price, Receipt, Shipping
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.webfiles import render_file
from angarium.tl import types


def render_invoice_media(media: Media, invoice: Invoice | None) -> types.TypeMessageMedia:
    if invoice is None:
        return types.MessageMediaUnsupported()
    return types.MessageMediaInvoice(
        shipping_address_requested="address" in invoice.asks,
        test=invoice.test,
        title=invoice.title,
        description=invoice.description,
        photo=render_file(invoice.photo),
        receipt_msg_id=media.receipt_id or None,
        currency=invoice.currency,
        total_amount=invoice.total,
        start_param=invoice.start,
    )


def render_inline_invoice(invoice: Invoice, markup: types.TypeReplyMarkup | None) -> types.BotInlineMessageMediaInvoice:
    """An invoice that somebody may send for a bot."""
    return types.BotInlineMessageMediaInvoice(
        shipping_address_requested="address" in invoice.asks, test=invoice.test, title=invoice.title,
        description=invoice.description, photo=render_file(invoice.photo), currency=invoice.currency,
        total_amount=invoice.total, reply_markup=markup,
    )  # fmt: skip


def render_prices(prices: Iterable[Price]) -> list[types.LabeledPrice]:
    return [types.LabeledPrice(label=price.label, amount=price.amount) for price in prices]


def render_invoice(invoice: Invoice) -> types.Invoice:
    return types.Invoice(
        test=invoice.test,
        name_requested="name" in invoice.asks,
        phone_requested="phone" in invoice.asks,
        email_requested="email" in invoice.asks,
        shipping_address_requested="address" in invoice.asks,
        flexible=invoice.flexible,
        phone_to_provider="phone" in invoice.passes_on,
        email_to_provider="email" in invoice.passes_on,
        currency=invoice.currency,
        prices=render_prices(invoice.prices),
        max_tip_amount=invoice.max_tip or None,
        suggested_tip_amounts=list(invoice.tips) if invoice.max_tip else None,
        terms_url=invoice.terms_url or None,
    )


def render_address(address: Address) -> types.PostAddress:
    return types.PostAddress(
        street_line1=address.street1, street_line2=address.street2, city=address.city, state=address.state,
        country_iso2=address.country, post_code=address.post_code,
    )  # fmt: skip


def render_info(info: OrderInfo | None) -> types.PaymentRequestedInfo | None:
    if info is None:
        return None
    return types.PaymentRequestedInfo(
        name=info.name or None,
        phone=info.phone or None,
        email=info.email or None,
        shipping_address=render_address(info.address) if info.address else None,
    )


def render_shipping(option: Shipping) -> types.ShippingOption:
    return types.ShippingOption(id=option.id, title=option.title, prices=render_prices(option.prices))


def _is_bots(receipt: Receipt, facts: Facts) -> bool:
    return facts.viewer_id == receipt.bot_id


def render_sent(action: Action, facts: Facts) -> types.TypeMessageAction:
    """That something was paid: the bot is told for what."""
    receipt = read_receipt(action)
    if not _is_bots(receipt, facts):
        return types.MessageActionPaymentSent(
            currency=receipt.currency, total_amount=receipt.total, invoice_slug=receipt.slug or None
        )
    return types.MessageActionPaymentSentMe(
        currency=receipt.currency, total_amount=receipt.total, payload=receipt.payload, info=render_info(receipt.info),
        shipping_option_id=receipt.shipping.id if receipt.shipping else None,
        charge=types.PaymentCharge(id=receipt.charge, provider_charge_id=receipt.charge),
    )  # fmt: skip


def render_refunded(action: Action, facts: Facts) -> types.TypeMessageAction:
    receipt = read_receipt(action)
    return types.MessageActionPaymentRefunded(
        peer=render_peer(receipt.bot_id), currency=receipt.currency, total_amount=receipt.total,
        payload=receipt.payload if _is_bots(receipt, facts) else None,
        charge=types.PaymentCharge(id=receipt.charge, provider_charge_id=receipt.charge),
    )  # fmt: skip


PAYMENT_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "PaymentSent": render_sent,
    "PaymentRefunded": render_refunded,
}
