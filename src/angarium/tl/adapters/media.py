"""Polls, documents, gifts, invoices, translations."""

from __future__ import annotations

from typing import Any

from angarium.tl import types
from angarium.tl.adapters.registry import Fields, down, extend, up
from angarium.tl.combinator import Combinator
from angarium.tl.errors import NotInLayer
from angarium.tl.objects import TLObject, get_class

DAYS_A_MONTH = 30
MOST_ANSWERS = 100


@up("inputMediaPoll", takes=("correct_answers",))
def raise_poll(fields: Fields) -> None:
    """Right answers were named by their option's bytes; since layer 225 by their place."""
    options = fields.get("correct_answers")
    if options is not None:
        known = [getattr(answer, "option", None) for answer in fields["poll"].answers]
        fields["correct_answers"] = [known.index(option) for option in options if option in known]


@down("inputMediaPoll", gives=("correct_answers",))
def lower_poll(media: types.InputMediaPoll, form: Combinator) -> TLObject:
    """A draft's poll; answers that nobody gave an option yet are numbered as the server does."""
    if media.correct_answers is None:
        return media
    numbers = range(min(len(media.poll.answers), MOST_ANSWERS))
    options = [getattr(media.poll.answers[place], "option", bytes((place,))) for place in numbers]
    options = [options[place] for place in media.correct_answers if place in numbers]
    return extend(media, correct_answers=options)


@down("messageMediaDocument", gives=("alt_document",))
def lower_document(media: types.MessageMediaDocument, form: Combinator) -> types.MessageMediaDocument:
    """One other quality at most."""
    if not media.alt_documents or "alt_document" not in form.field:
        return media
    return extend(media, alt_document=media.alt_documents[0])


@down(
    "messageActionGiftCode", "messageActionGiftPremium", "payments.checkedGiftCode", gives=("months", "days", "from_id")
)
def lower_gift(gift: Any, form: Combinator) -> Any:
    """Gifts were counted in months up to layer 216; a code without a giver had no form in layer 167."""
    if "from_id" in form.field and gift.from_id is None and not form.field["from_id"].optional:
        raise NotInLayer(gift.NAME, 0)
    if "days" in form.field:
        return gift
    return extend(gift, months=round(gift.days / DAYS_A_MONTH))


@up("invoice", takes=("recurring_terms_url",))
def raise_invoice(fields: Fields) -> None:
    """Terms are not for recurring payments only."""
    if "recurring_terms_url" in fields:
        fields["terms_url"] = fields.pop("recurring_terms_url")


@down("invoice", gives=("recurring_terms_url",))
def lower_invoice(invoice: types.Invoice, form: Combinator) -> types.Invoice:
    """As above."""
    return extend(invoice, recurring_terms_url=invoice.terms_url)


@up(
    "payments.getPaymentForm", "payments.sendPaymentForm", "payments.validateRequestedInfo",
    takes=("peer", "msg_id", "invoice"),
)  # fmt: skip
def raise_payment(fields: Fields) -> None:
    """An invoice could only be a message's."""
    if "msg_id" in fields:
        fields["invoice"] = types.InputInvoiceMessage(peer=fields.pop("peer"), msg_id=fields.pop("msg_id"))


@up("payments.canPurchasePremium")
def raise_purchase(fields: Fields) -> TLObject:
    """Renamed in layer 204; in layer 143 a subscription was all there was to buy."""
    fields.setdefault("purpose", types.InputStorePaymentPremiumSubscription())
    return get_class("payments.canPurchaseStore", True)(**fields)


@up("inputStorePaymentStars")
def raise_topup(fields: Fields) -> TLObject:
    """Renamed in layer 185."""
    return types.InputStorePaymentStarsTopup(**fields)


@up("messages.translateText", takes=("msg_id", "text", "from_lang"))
def raise_translation(fields: Fields) -> None:
    """One message or one plain text; the language is recognized by the server since layer 152."""
    fields.pop("from_lang", None)
    if "msg_id" in fields:
        fields["id"] = [fields.pop("msg_id")]
    if isinstance(fields.get("text"), str):
        fields["text"] = [types.TextWithEntities(text=fields["text"], entities=[])]


@up("inputInvoiceStars", takes=("option", "purpose"))
def raise_stars(fields: Fields) -> None:
    """Stars were bought by option before there were purposes."""
    if "option" in fields:
        option = fields.pop("option")
        fields["purpose"] = types.InputStorePaymentStarsTopup(
            stars=option.stars, currency=option.currency, amount=option.amount
        )


@up("payments.convertStarGift", "payments.saveStarGift", takes=("user_id", "msg_id", "stargift"))
def raise_gift(fields: Fields) -> None:
    """A gift was named by who gave it and by the message."""
    if "msg_id" in fields:
        fields.pop("user_id", None)
        fields["stargift"] = types.InputSavedStarGiftUser(msg_id=fields.pop("msg_id"))


@up("payments.updateStarGiftPrice", takes=("resell_stars", "resell_amount"))
def raise_price(fields: Fields) -> None:
    """Stars were the only currency."""
    if "resell_stars" in fields:
        fields["resell_amount"] = types.StarsAmount(amount=fields.pop("resell_stars"), nanos=0)


@up(
    "payments.assignAppStoreTransaction", "payments.assignPlayMarketTransaction",
    takes=("purpose", "receipt", "restore", "transaction_id", "purchase_token"),
)  # fmt: skip
def raise_transaction(fields: Fields) -> None:
    """Layer 143 knew subscriptions only; its receipts have nothing to be checked against."""
    for name in ("restore", "transaction_id", "purchase_token"):
        fields.pop(name, None)
    fields.setdefault("purpose", types.InputStorePaymentPremiumSubscription())
    fields.setdefault("receipt", types.DataJSON(data="{}"))


@up("phoneCallDiscardReasonAllowGroupCall")
def raise_discard(fields: Fields) -> TLObject:
    """Layers 198 to 201 alone turned calls into conferences so: the call itself is over."""
    return types.PhoneCallDiscardReasonHangup()
