"""payments.*: forms, orders, paying and receipts; messages.setBot…Results: what bots say before."""

from __future__ import annotations

from typing import Any

import msgspec

from angarium.domain.stars import deals, orders, paidmedia, payments
from angarium.domain.stars.deals import Deal
from angarium.domain.stars.payments import Terms
from angarium.model.errors import Refusal
from angarium.model.paidmedia import PaidMedia
from angarium.model.payments import STARS, Address, OrderInfo, Shipping, Verdict
from angarium.model.starevents import MediaBought
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.push import render_event
from angarium.rpc.render.payments import render_info, render_invoice, render_shipping
from angarium.rpc.render.sent import render_sent, render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.render.webfiles import render_file
from angarium.rpc.router import Call, method
from angarium.rpc.stars.invoices import read_prices
from angarium.tl import functions, types

ERROR = 1024


async def _deal(call: Call, given: types.TypeInputInvoice) -> Deal:
    """Refuses INVOICE_INVALID, MESSAGE_ID_INVALID, SLUG_INVALID, BOT_INVALID."""
    match given:
        case types.InputInvoiceMessage():
            return await deals.of_message(call.tx, call.user_id, read_peer(call, given.peer), given.msg_id)
        case types.InputInvoiceSlug():
            slug = given.slug.partition("?")[0].partition("#")[0].rsplit("/", 1)[-1].removeprefix("$")
            return await deals.of_slug(call.tx, call.user_id, slug)
        case _:
            raise Refusal("INVOICE_INVALID")


async def _paid_media(call: Call, given: types.TypeInputInvoice) -> tuple[Deal, PaidMedia] | None:
    """A message that is seen for stars, if that is what is meant. Refuses MEDIA_ALREADY_PAID."""
    if not isinstance(given, types.InputInvoiceMessage):
        return None
    found = await paidmedia.find(call.tx, call.user_id, read_peer(call, given.peer), given.msg_id)
    if found is not None:
        await paidmedia.require_unsold(call.tx, call.user_id, found[1])
    return found


@method("payments.getPaymentForm", bots=False)
async def get_payment_form(call: Call, req: functions.payments.GetPaymentForm) -> types.payments.TypePaymentForm:
    sold = await _paid_media(call, req.invoice)
    deal = sold[0] if sold else await _deal(call, req.invoice)
    invoice, facts = deal.invoice, await deals.show(call.tx, deal)
    shown: dict[str, Any] = {
        "form_id": deals.make_form(call.tx, deal), "bot_id": invoice.bot_id, "title": invoice.title,
        "description": invoice.description, "photo": render_file(invoice.photo), "invoice": render_invoice(invoice),
        "users": render_users(facts),
    }  # fmt: skip
    if invoice.currency == STARS:
        return types.payments.PaymentFormStars(**shown)
    known = render_info(await orders.saved(call.tx, call.user_id)) if invoice.asks else None
    url = f"https://{call.house.config.public_address or 'localhost'}/test-payment.html"
    return types.payments.PaymentForm(provider_id=invoice.bot_id, url=url, saved_info=known, **shown)


# --- what the buyer says of themselves


def _read_info(given: types.TypePaymentRequestedInfo) -> OrderInfo:
    place = given.shipping_address
    address = None
    if place is not None:
        address = Address(
            place.street_line1, place.street_line2, place.city, place.state, place.country_iso2, place.post_code
        )
    return OrderInfo(name=given.name or "", phone=given.phone or "", email=given.email or "", address=address)


@method("payments.validateRequestedInfo", alone=True, bots=False)
async def validate_requested_info(
    call: Call, req: functions.payments.ValidateRequestedInfo
) -> types.payments.ValidatedRequestedInfo:
    options: tuple[Shipping, ...] = ()
    async with call.begin() as inner:
        deal = await _deal(inner, req.invoice)
        info = orders.check(_read_info(req.info), deal.invoice.asks)
        asked = await orders.ask(inner.tx, deal, info)
    if asked is not None:
        options = orders.require_options(await asked)
    async with call.begin() as inner:
        id = await orders.keep(inner.tx, deal, info, options, save=req.save)
    return types.payments.ValidatedRequestedInfo(
        id=str(id), shipping_options=[render_shipping(option) for option in options] or None
    )


@method("payments.getSavedInfo", bots=False)
async def get_saved_info(call: Call, req: functions.payments.GetSavedInfo) -> types.payments.SavedInfo:
    """Means of payment are never kept here."""
    return types.payments.SavedInfo(saved_info=render_info(await orders.saved(call.tx, call.user_id)))


@method("payments.clearSavedInfo", writes=True, bots=False)
async def clear_saved_info(call: Call, req: functions.payments.ClearSavedInfo) -> bool:
    if req.info:
        await orders.forget(call.tx, call.user_id)
    return True


# --- paying


async def _pay(call: Call, deal: Deal, form_id: int, terms: Terms) -> types.payments.TypePaymentResult:
    """Refuses BOT_PRECHECKOUT_TIMEOUT, PRECHECKOUT_FAILED, and what `payments.ask` and `payments.complete` do."""
    async with call.begin() as inner:
        asked = await payments.ask(inner.tx, deal, form_id, terms)
    verdict = await asked
    if verdict is None:
        raise Refusal("BOT_PRECHECKOUT_TIMEOUT")
    async with call.begin() as inner:
        if verdict.error:
            await payments.explain(inner.tx, call.user_id, verdict.error)
            sent = None
        else:
            sent = await payments.complete(inner.tx, deal, form_id, terms)
    if sent is None:
        raise Refusal("PRECHECKOUT_FAILED")
    return types.payments.PaymentResult(updates=render_sent([sent], date=call.house.now()))


@method("payments.sendStarsForm", alone=True, bots=False, flood="send")
async def send_stars_form(call: Call, req: functions.payments.SendStarsForm) -> types.payments.TypePaymentResult:
    async with call.begin() as inner:
        if (sold := await _paid_media(inner, req.invoice)) is not None:
            message, facts = await paidmedia.buy(inner.tx, *sold, req.form_id)
            told = render_event(MediaBought(peer=message.peer, id=message.id), facts, call.user_id, 0, 0)
            return types.payments.PaymentResult(updates=render_updates(list(told), facts, inner.tx.now))
    async with call.read() as inner:
        deal = await _deal(inner, req.invoice)
    if deal.invoice.currency != STARS:
        raise Refusal("FORM_UNSUPPORTED")
    return await _pay(call, deal, req.form_id, Terms())


def _read_means(given: types.TypeInputPaymentCredentials) -> str:
    """How the means of payment are called, which move no money. Refuses PAYMENT_CREDENTIALS_INVALID."""
    if not isinstance(given, types.InputPaymentCredentials):
        raise Refusal("PAYMENT_CREDENTIALS_INVALID")
    try:
        said = msgspec.json.decode(given.data.data, type=dict[str, Any])
    except msgspec.MsgspecError:
        raise Refusal("PAYMENT_CREDENTIALS_INVALID") from None
    return str(said.get("title") or "Test")[:64]


@method("payments.sendPaymentForm", alone=True, bots=False, flood="send")
async def send_payment_form(call: Call, req: functions.payments.SendPaymentForm) -> types.payments.TypePaymentResult:
    async with call.read() as inner:
        deal = await _deal(inner, req.invoice)
        if deal.invoice.currency == STARS:
            raise Refusal("FORM_UNSUPPORTED")
        order = await orders.require(inner.tx, deal, req.requested_info_id)
    terms = Terms(
        info=order.info if order else None,
        shipping=orders.require_shipping(deal, order, req.shipping_option_id),
        tip=payments.require_tip(deal.invoice, req.tip_amount or 0),
        title=_read_means(req.credentials),
    )
    return await _pay(call, deal, req.form_id, terms)


@method("messages.setBotPrecheckoutResults", writes=True, users=False)
async def set_bot_precheckout_results(call: Call, req: functions.messages.SetBotPrecheckoutResults) -> bool:
    if not req.success and not req.error:
        raise Refusal("ERROR_TEXT_EMPTY")
    verdict = Verdict() if req.success else Verdict(error=(req.error or "")[:ERROR])
    payments.answer(call.tx, call.user_id, req.query_id, verdict)
    return True


@method("messages.setBotShippingResults", writes=True, users=False)
async def set_bot_shipping_results(call: Call, req: functions.messages.SetBotShippingResults) -> bool:
    options = tuple(
        Shipping(one.id[:64], one.title[:128], read_prices(one.prices)) for one in req.shipping_options or ()
    )
    orders.answer(call.tx, call.user_id, req.query_id, Verdict(error=(req.error or "")[:ERROR], options=options))
    return True


# --- afterwards


@method("payments.getPaymentReceipt", bots=False)
async def get_payment_receipt(
    call: Call, req: functions.payments.GetPaymentReceipt
) -> types.payments.TypePaymentReceipt:
    receipt, invoice, facts = await payments.find_receipt(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id)
    shown: dict[str, Any] = {
        "date": receipt.date, "bot_id": receipt.bot_id, "title": invoice.title, "description": invoice.description,
        "photo": render_file(invoice.photo), "invoice": render_invoice(invoice), "currency": receipt.currency,
        "total_amount": receipt.total, "users": render_users(facts),
    }  # fmt: skip
    if receipt.currency == STARS:
        return types.payments.PaymentReceiptStars(transaction_id=receipt.charge, **shown)
    return types.payments.PaymentReceipt(
        provider_id=receipt.bot_id,
        info=render_info(receipt.info),
        shipping=render_shipping(receipt.shipping) if receipt.shipping else None,
        tip_amount=receipt.tip or None,
        credentials_title=receipt.title,
        **shown,
    )


@method("payments.refundStarsCharge", writes=True, users=False)
async def refund_stars_charge(call: Call, req: functions.payments.RefundStarsCharge) -> types.TypeUpdates:
    user_id = read_user(call, req.user_id)
    sent = await payments.refund(call.tx, call.user_id, user_id, req.charge_id)
    return render_sent([sent], date=call.tx.now)
