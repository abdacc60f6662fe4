"""What bots ask to be paid for, and what became of it (https://core.telegram.org/api/payments)."""

from __future__ import annotations

import msgspec

from angarium.model.bots import WebFile

STARS = "XTR"
"""The currency that stars are."""


class Price(msgspec.Struct, frozen=True, array_like=True):
    label: str
    amount: int  # in the smallest unit of the currency


class Shipping(msgspec.Struct, frozen=True, array_like=True):
    """A way for the goods to the buyer."""

    id: str
    title: str
    prices: tuple[Price, ...]


class Address(msgspec.Struct, frozen=True, array_like=True):
    street1: str
    street2: str
    city: str
    state: str
    country: str
    post_code: str


class OrderInfo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a buyer says of themselves; only what was asked for."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: Address | None = None


class Invoice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is asked for. `asks` are names of fields of `OrderInfo`; `test`: no money will move."""

    id: int = 0
    bot_id: int
    title: str
    description: str
    photo: WebFile | None = None
    currency: str
    prices: tuple[Price, ...]
    payload: bytes
    provider: str = ""
    start: str = ""
    asks: tuple[str, ...] = ()
    passes_on: tuple[str, ...] = ()  # of these, what the provider is told
    flexible: bool = False  # the price depends on the way of shipping
    max_tip: int = 0
    tips: tuple[int, ...] = ()
    terms_url: str = ""
    test: bool = False

    @property
    def total(self) -> int:
        return sum(price.amount for price in self.prices)


class Receipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A payment; it lies in the service message that tells of it."""

    invoice_id: int
    bot_id: int
    date: int
    currency: str
    total: int
    charge: str
    payload: bytes
    info: OrderInfo | None = None
    shipping: Shipping | None = None
    tip: int = 0
    slug: str = ""  # the link behind which it was bought
    title: str = ""  # how the payer's means are called


class Verdict(msgspec.Struct, frozen=True):
    """What a bot says before it is paid, or asked for the ways of shipping; an `error` means no."""

    error: str = ""
    options: tuple[Shipping, ...] = ()
