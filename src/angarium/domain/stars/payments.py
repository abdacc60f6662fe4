"""Paying: the bot is asked, the stars move, and both sides have it in writing (https://core.telegram.org/api/payments#3-payment)."""

from __future__ import annotations

from asyncio import Future

import msgspec
from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain import ledger
from angarium.domain.contents import copies as answers
from angarium.domain.messages import edits, private, sending
from angarium.domain.messages.sent import Sent
from angarium.domain.stars import deals
from angarium.domain.stars.deals import Deal
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import ServiceNotice
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_saved, is_user
from angarium.model.messages import Action, Content, Message
from angarium.model.payments import STARS, Invoice, OrderInfo, Receipt, Shipping, Verdict
from angarium.model.starevents import CheckoutAsked
from angarium.model.stars import Entry
from angarium.store import invoices
from angarium.store import stars as stored

PATIENCE = 10
"""Seconds for which a bot is waited for (https://core.telegram.org/method/messages.setBotPrecheckoutResults)."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Receipt).decode


class Terms(msgspec.Struct, frozen=True):
    """What the buyer has chosen beside the invoice."""

    info: OrderInfo | None = None
    shipping: Shipping | None = None
    tip: int = 0
    title: str = ""

    def total(self, invoice: Invoice) -> int:
        added = sum(price.amount for price in self.shipping.prices) if self.shipping else 0
        return invoice.total + added + self.tip


def require_tip(invoice: Invoice, tip: int) -> int:
    """Refuses CURRENCY_TOTAL_AMOUNT_INVALID for more than the bot takes."""
    if not 0 <= tip <= invoice.max_tip:
        raise Refusal("CURRENCY_TOTAL_AMOUNT_INVALID")
    return tip


async def ask(tx: Tx, deal: Deal, form_id: int, terms: Terms) -> Future[Verdict | None]:
    """Ask the bot whether it still sells that. Refuses FORM_EXPIRED, FORM_SUBMIT_DUPLICATE, BALANCE_TOO_LOW."""
    deals.require_form(tx, deal, form_id)
    invoice, total = deal.invoice, terms.total(deal.invoice)
    if await stored.find_charge(tx, deal.user_id, deals.charge_of(deal, form_id)):
        raise Refusal("FORM_SUBMIT_DUPLICATE")
    if invoice.currency == STARS and await ledger.balance(tx, deal.user_id) < total:
        raise Refusal("BALANCE_TOO_LOW")
    query_id = tx.chance.long()
    future = tx.house.waits.open(("checkout", invoice.bot_id, query_id), tx.now + PATIENCE)
    event = CheckoutAsked(
        query_id=query_id, user_id=deal.user_id, payload=invoice.payload, currency=invoice.currency, total=total,
        info=terms.info, shipping_id=terms.shipping.id if terms.shipping else "",
    )  # fmt: skip
    with tx.unasked():
        await tx.log(invoice.bot_id, event)
    return future


def answer(tx: Tx, bot_id: UserId, query_id: int, verdict: Verdict) -> None:
    """What a bot says. Refuses QUERY_ID_INVALID."""
    if not tx.house.waits.answer(("checkout", bot_id, query_id), verdict):
        raise Refusal("QUERY_ID_INVALID")


async def explain(tx: Tx, user_id: UserId, text: str) -> None:
    """Show the buyer the bot's own words for why not."""
    with tx.unasked():
        await tx.log(user_id, ServiceNotice(text=text, kind="PRECHECKOUT_FAILED", popup=True, date=tx.now))


async def complete(tx: Tx, deal: Deal, form_id: int, terms: Terms) -> Sent:
    """Move the stars, and write it down in the chat with the bot. Refuses FORM_SUBMIT_DUPLICATE, BALANCE_TOO_LOW."""
    invoice, charge = deal.invoice, deals.charge_of(deal, form_id)
    if await stored.find_charge(tx, deal.user_id, charge):
        raise Refusal("FORM_SUBMIT_DUPLICATE")
    receipt = Receipt(
        invoice_id=invoice.id, bot_id=invoice.bot_id, date=tx.now, currency=invoice.currency, total=terms.total(invoice),
        charge=charge, payload=invoice.payload, info=terms.info, shipping=terms.shipping, tip=terms.tip, slug=deal.slug,
        title=terms.title,
    )  # fmt: skip
    if invoice.currency == STARS:
        entry = Entry(
            kind="invoice", charge=charge, title=invoice.title, description=invoice.description,
            payload=invoice.payload,
        )  # fmt: skip
        await ledger.pay(tx, deal.user_id, invoice.bot_id, receipt.total, entry)
    sent = await _tell(tx, deal, Content(action=Action(kind="PaymentSent", data=_encode(receipt))))
    await _mark_paid(tx, deal, sent.message)
    return sent


async def _tell(tx: Tx, deal: Deal, content: Content) -> Sent:
    """In the chat with the bot, as an answer to the invoice if that is where it lies."""
    if deal.message is not None and int(deal.message.peer) == deal.invoice.bot_id:
        return await answers.say(tx, deal.user_id, deal.message, content)
    pair = await private.require_pair(tx, deal.user_id, Peer(deal.invoice.bot_id))
    return await sending.deliver(tx, pair, content, None)


async def _mark_paid(tx: Tx, deal: Deal, told: Message) -> None:
    """The buyer's own copy of the invoice leads to the receipt from now on."""
    message = deal.message
    if message is None or message.content.media is None or not is_user(message.box):
        return
    media = replace(message.content.media, receipt_id=told.id)
    with tx.unasked():
        await edits.rewrite(tx, replace(message, content=replace(message.content, media=media)))


def read_receipt(action: Action) -> Receipt:
    """What lies in a service message about a payment."""
    return _decode(action.data)


async def find_receipt(tx: Tx, user_id: UserId, peer: Peer, id: int) -> tuple[Receipt, Invoice, Facts]:
    """A payment, by the message that tells its buyer of it. Refuses MESSAGE_ID_INVALID."""
    message = await deals.require_message(tx, user_id, peer, id)
    action = message.content.action
    if action is None or action.kind != "PaymentSent" or not is_saved(user_id, message.sender):
        raise Refusal("MESSAGE_ID_INVALID")
    receipt = read_receipt(action)
    invoice = await invoices.find(tx, receipt.invoice_id)
    if invoice is None:
        raise LookupError(f"there is no invoice {receipt.invoice_id}")
    return receipt, invoice, await gathered.gather(tx, user_id, [], users=[receipt.bot_id])


async def refund(tx: Tx, bot_id: UserId, user_id: UserId, charge: str) -> Sent:
    """A bot gives back what somebody paid in stars (https://core.telegram.org/method/payments.refundStarsCharge).

    Refuses CHARGE_ID_EMPTY, CHARGE_NOT_FOUND, CHARGE_ALREADY_REFUNDED, BALANCE_TOO_LOW.
    """
    if not charge:
        raise Refusal("CHARGE_ID_EMPTY")
    known = await stored.find_charge(tx, bot_id, charge)
    paid = next((one for one in known if int(one.peer) == user_id and one.stars > 0 and not one.refund), None)
    if paid is None:
        raise Refusal("CHARGE_NOT_FOUND")
    if any(one.refund for one in known):
        raise Refusal("CHARGE_ALREADY_REFUNDED")
    await ledger.pay(tx, bot_id, user_id, paid.stars, replace(paid, refund=True))
    receipt = Receipt(
        invoice_id=0, bot_id=bot_id, date=tx.now, currency=STARS, total=paid.stars, charge=charge, payload=paid.payload
    )
    pair = await private.require_pair(tx, bot_id, Peer(user_id))
    return await sending.deliver(tx, pair, Content(action=Action(kind="PaymentRefunded", data=_encode(receipt))), None)
