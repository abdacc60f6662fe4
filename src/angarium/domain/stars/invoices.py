"""Invoices: what bots ask to be paid for, in stars (https://core.telegram.org/api/bot-payments-stars) or, where the operator tries out
payments, in ordinary money that nobody pays (https://core.telegram.org/api/payments)."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import blake2b
from hmac import compare_digest

from msgspec.structs import replace

from angarium.domain.bots import inline
from angarium.domain.work import Tx
from angarium.model.config import Stars
from angarium.model.errors import Refusal
from angarium.model.messages import Media
from angarium.model.payments import STARS, Invoice
from angarium.store import invoices as stored

TITLE, DESCRIPTION, PAYLOAD = 32, 255, 128
"""Letters, and bytes of the payload, at most (https://core.telegram.org/bots/api#sendinvoice)."""

MOST_STARS, MOST_MONEY = 100_000, 10**12
MOST_PRICES, MOST_TIPS = 50, 4
TEST = "TEST"
"""The provider token for payments that are none."""

PREFIX = "https://t.me/$"


def check(invoice: Invoice, rules: Stars) -> Invoice:
    """The invoice as it will be kept. Refuses MEDIA_INVALID, INVOICE_PAYLOAD_INVALID, CURRENCY_TOTAL_AMOUNT_INVALID,
    STARS_INVOICE_INVALID, PAYMENT_PROVIDER_INVALID, START_PARAM_INVALID, WEBDOCUMENT_MIME_INVALID."""
    if not 1 <= len(invoice.title) <= TITLE or not 1 <= len(invoice.description) <= DESCRIPTION:
        raise Refusal("MEDIA_INVALID")
    if not 1 <= len(invoice.payload) <= PAYLOAD:
        raise Refusal("INVOICE_PAYLOAD_INVALID")
    if invoice.photo is not None and not invoice.photo.mime_type.startswith("image/"):
        raise Refusal("WEBDOCUMENT_MIME_INVALID")
    inline.check_start(invoice.start)
    if not 1 <= len(invoice.prices) <= MOST_PRICES:
        raise Refusal("CURRENCY_TOTAL_AMOUNT_INVALID")
    if invoice.currency == STARS:
        _check_stars(invoice)
        return replace(invoice, provider="", test=False)
    _check_money(invoice, rules)
    return replace(invoice, test=True)


def _check_stars(invoice: Invoice) -> None:
    """Stars have one price, and nothing is sent anywhere for them."""
    if len(invoice.prices) != 1 or invoice.asks or invoice.flexible or invoice.max_tip or invoice.provider:
        raise Refusal("STARS_INVOICE_INVALID")
    if not 1 <= invoice.total <= MOST_STARS:
        raise Refusal("CURRENCY_TOTAL_AMOUNT_INVALID")


def _check_money(invoice: Invoice, rules: Stars) -> None:
    """There is no provider here who could take money; the operator may let bots pretend that there is."""
    if not rules.test_payments or invoice.provider != TEST:
        raise Refusal("PAYMENT_PROVIDER_INVALID")
    well_named = len(invoice.currency) == 3 and invoice.currency.isascii() and invoice.currency.isupper()
    if not well_named or not 1 <= invoice.total <= MOST_MONEY:
        raise Refusal("CURRENCY_TOTAL_AMOUNT_INVALID")
    tips = invoice.tips
    rising = all(low < high for low, high in zip((0, *tips), (*tips, invoice.max_tip + 1), strict=True))
    if len(tips) > MOST_TIPS or not 0 <= invoice.max_tip <= MOST_MONEY or (tips and not rising):
        raise Refusal("CURRENCY_TOTAL_AMOUNT_INVALID")


async def make(tx: Tx, invoice: Invoice) -> Invoice:
    """Keep a new invoice. Refuses what `check` does."""
    made = replace(check(invoice, tx.house.config.stars), id=tx.chance.long() & (2**62 - 1) | 1)
    await stored.add(tx, made)
    return made


def as_media(invoice: Invoice) -> Media:
    """As it lies in a message."""
    return Media(kind="invoice", extra_id=invoice.id, title=price_of(invoice))


def price_of(invoice: Invoice) -> str:
    """As it stands on the button below."""
    if invoice.currency == STARS:
        return f"{invoice.total} ⭐"
    return f"{invoice.total / 100:.2f} {invoice.currency}"


# --- links


def slug_of(secret: bytes, invoice: Invoice) -> str:
    """How a link names an invoice: nobody can make up another one."""
    body = invoice.id.to_bytes(8, "big")
    return urlsafe_b64encode(body + blake2b(body, digest_size=10, key=secret, person=b"invoice link").digest()).decode()


async def find_by_slug(tx: Tx, slug: str) -> Invoice:
    """Refuses SLUG_INVALID."""
    try:
        id = int.from_bytes(urlsafe_b64decode(slug[:64].encode())[:8], "big")
    except (Error, UnicodeEncodeError, ValueError):
        raise Refusal("SLUG_INVALID") from None
    invoice = await stored.find(tx, id) if 0 < id < 2**62 else None
    if invoice is None or not compare_digest(slug_of(tx.house.secret, invoice).encode(), slug.encode()):
        raise Refusal("SLUG_INVALID")
    return invoice
