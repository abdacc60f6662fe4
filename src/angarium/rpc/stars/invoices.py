"""Invoices as bots send them (https://core.telegram.org/constructor/inputMediaInvoice)."""

from __future__ import annotations

from angarium.domain.stars import invoices, paidmedia
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.model.messages import Media
from angarium.model.paidmedia import PaidMedia
from angarium.model.payments import Invoice, Price
from angarium.rpc.files.media import read_media
from angarium.rpc.render.webfiles import read_file
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_ASKS = {"name_requested": "name", "phone_requested": "phone", "email_requested": "email"}


def read_prices(given: list[types.TypeLabeledPrice]) -> tuple[Price, ...]:
    return tuple(Price(price.label[:128], price.amount) for price in given[: invoices.MOST_PRICES + 1])


def read_invoice(call: Call, given: types.TypeInputMedia) -> Invoice:
    """Refuses MEDIA_INVALID for what is none or not a bot's, WEBDOCUMENT_URL_EMPTY, EXTENDED_MEDIA_INVALID, SUBSCRIPTION_PERIOD_INVALID."""
    if not isinstance(given, types.InputMediaInvoice) or not call.caller.bot:
        raise Refusal("MEDIA_INVALID")
    if given.extended_media is not None:  # pictures that are paid for are posts of their own
        raise Refusal("EXTENDED_MEDIA_INVALID")
    if given.photo is not None and not given.photo.url:
        raise Refusal("WEBDOCUMENT_URL_EMPTY")
    terms = given.invoice
    if terms.subscription_period or terms.recurring:  # everything is paid once
        raise Refusal("SUBSCRIPTION_PERIOD_INVALID")
    asks = [name for flag, name in _ASKS.items() if getattr(terms, flag)]
    if terms.shipping_address_requested or terms.flexible:
        asks.append("address")
    return Invoice(
        bot_id=call.user_id, title=given.title.strip(), description=given.description.strip(), photo=read_file(given.photo),
        currency=terms.currency, prices=read_prices(terms.prices), payload=given.payload, provider=given.provider or "",
        start=given.start_param or "", asks=tuple(asks), flexible=terms.flexible,
        passes_on=tuple(name for name in ("phone", "email") if getattr(terms, f"{name}_to_provider")),
        max_tip=terms.max_tip_amount or 0, tips=tuple(terms.suggested_tip_amounts or ())[:10],
        terms_url=(terms.terms_url or "")[:2048],
    )  # fmt: skip


async def make_invoice(call: Call, given: types.InputMediaInvoice) -> Media:
    """Keep an invoice that is to be sent. Refuses what `read_invoice` and `invoices.check` do. Opens its own unit of work."""
    invoice = read_invoice(call, given)
    async with call.begin() as inner:
        return invoices.as_media(await invoices.make(inner.tx, invoice))


@method("payments.exportInvoice", writes=True, users=False)
async def export_invoice(call: Call, req: functions.payments.ExportInvoice) -> types.payments.ExportedInvoice:
    invoice = await invoices.make(call.tx, read_invoice(call, req.invoice_media))
    return types.payments.ExportedInvoice(url=invoices.PREFIX + invoices.slug_of(call.house.secret, invoice))


async def make_paid_media(call: Call, peer: Peer, given: types.InputMediaPaidMedia) -> Media:
    """Keep what is to be seen for stars in a chat. Refuses what `paidmedia.require_seller` and `check` do, and what reading media does.
    Opens its own unit of work."""
    async with call.read() as inner:
        seller = await paidmedia.require_seller(inner.tx, call.user_id, peer)
    items = [await read_media(call, one) for one in given.extended_media[: paidmedia.MOST_ITEMS + 1]]
    paid = PaidMedia(
        seller=seller, author_id=call.user_id, stars=given.stars_amount, items=tuple(items), payload=given.payload or ""
    )
    async with call.begin() as inner:
        return await paidmedia.make(inner.tx, paid)
