"""Ordinary currencies, where the operator lets bots try them out (https://core.telegram.org/api/payments): nobody pays anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from angarium.model.config import Config, Handshakes, Previews, Stars
from angarium.tl import functions, types
from tests.stories.bots.robots import heard
from tests.stories.harness import Actor, World, refused
from tests.stories.stars.test_invoices import invoice, offer, started
from tests.stories.stars.test_paid_reactions import balance

pay = functions.payments
call = functions.messages
MEANS = types.InputPaymentCredentials(data=types.DataJSON(data='{"title": "Test card"}'))
ADDRESS = types.PostAddress(
    street_line1="1 Road", street_line2="", city="Town", state="", country_iso2="DE", post_code="12345"
)
EVERYTHING = {"name_requested": True, "phone_requested": True, "email_requested": True, "flexible": True}
ANN = types.PaymentRequestedInfo(name="Ann", phone="+49 1551", email="ann@example.org", shipping_address=ADDRESS)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A server where payments are tried out."""
    stars = Stars(test_payments=True)
    async with World(
        tmp_path, Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), stars=stars)
    ) as made:
        yield made


def in_euro(**terms: Any) -> types.InputMediaInvoice:
    amount = terms.pop("amount", 1000)
    return invoice(terms={"currency": "EUR", **terms}, provider="TEST", amount=amount)


def option(id: str, amount: int) -> types.ShippingOption:
    return types.ShippingOption(id=id, title=id, prices=[types.LabeledPrice(label=id, amount=amount)])


async def order(alice: Actor, bot: Actor, wanted: Any, *, count: int = 1, **said: Any) -> Any:
    """Say where it should go, and hear how it can."""
    waiting = alice.begin(pay.ValidateRequestedInfo(invoice=wanted, info=ANN, save=True))
    asked = await heard(bot, types.UpdateBotShippingQuery, count)
    assert asked.shipping_address.city == "Town" and asked.payload == b"thing-1"
    await bot(call.SetBotShippingResults(query_id=asked.query_id, **said))
    return await waiting


@pytest.mark.parametrize("layer", [135, 143, 167, 229])
async def test_a_thing_is_shipped(world: World, layer: int) -> None:
    alice, bot = await started(world, layer)
    terms = {**EVERYTHING, "max_tip_amount": 500, "suggested_tip_amounts": [100, 200]}
    shown = await offer(bot, alice, in_euro(**terms))
    assert shown.media.test and shown.media.shipping_address_requested
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    assert form.url.startswith("https://") and form.invoice.flexible and form.saved_info is None
    valid = await order(alice, bot, wanted, shipping_options=[option("slow", 0), option("fast", 250)])
    assert [one.id for one in valid.shipping_options] == ["slow", "fast"]
    waiting = alice.begin(
        pay.SendPaymentForm(
            form_id=form.form_id, invoice=wanted, requested_info_id=valid.id, shipping_option_id="fast",
            credentials=MEANS, tip_amount=100,
        )
    )  # fmt: skip
    asked = await heard(bot, types.UpdateBotPrecheckoutQuery)
    assert (asked.total_amount, asked.shipping_option_id, asked.info.phone) == (1350, "fast", "491551")
    await bot(call.SetBotPrecheckoutResults(query_id=asked.query_id, success=True))
    done = await waiting
    told = next(u.message for u in done.updates.updates if u.NAME == "updateNewMessage")
    assert told.action.total_amount == 1350 and told.action.currency == "EUR"
    await bot.barrier()
    assert bot.messages[-1].action.info.shipping_address == ADDRESS
    receipt = await alice(pay.GetPaymentReceipt(peer=alice.peer(bot), msg_id=told.id))
    assert (receipt.tip_amount, receipt.shipping.id, receipt.credentials_title) == (100, "fast", "Test card")
    assert await balance(bot) == 0 and bot.heard(types.UpdateStarsBalance) == []
    assert (await alice(pay.GetPaymentForm(invoice=wanted))).saved_info.name == "Ann"
    assert (await alice(pay.GetSavedInfo())).saved_info.email == "ann@example.org"
    assert await alice(pay.ClearSavedInfo(info=True, credentials=True))
    assert (await alice(pay.GetSavedInfo())).saved_info is None


async def test_the_bot_does_not_ship(world: World) -> None:
    alice, bot = await started(world)
    shown = await offer(bot, alice, in_euro(**EVERYTHING))
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    with refused("SHIPPING_NOT_AVAILABLE"):
        await order(alice, bot, wanted, error="Too far")
    waiting = alice.begin(pay.ValidateRequestedInfo(invoice=wanted, info=ANN))
    asked = await heard(bot, types.UpdateBotShippingQuery, 2)
    with refused("ERROR_TEXT_EMPTY"):
        await bot(call.SetBotShippingResults(query_id=asked.query_id))
    await world.pass_time(11)
    with refused("SHIPPING_BOT_TIMEOUT"):
        await waiting
    with refused("QUERY_ID_INVALID"):
        await bot(call.SetBotShippingResults(query_id=asked.query_id, error="late"))
    wrong = {
        "REQ_INFO_NAME_INVALID": {"name": " "},
        "REQ_INFO_PHONE_INVALID": {"phone": "12"},
        "REQ_INFO_EMAIL_INVALID": {"email": "nobody"},
        "ADDRESS_STREET_LINE1_INVALID": {"shipping_address": None},
        "ADDRESS_STREET_LINE2_INVALID": {"street_line2": "x" * 200},
        "ADDRESS_CITY_INVALID": {"city": ""},
        "ADDRESS_STATE_INVALID": {"state": "x" * 200},
        "ADDRESS_COUNTRY_INVALID": {"country_iso2": "D1"},
        "ADDRESS_POSTCODE_INVALID": {"post_code": "x" * 20},
    }
    for name, field in wrong.items():
        place = types.PostAddress(**{**vars(ADDRESS), **field}) if field.keys() <= vars(ADDRESS).keys() else ADDRESS
        info = types.PaymentRequestedInfo(
            **{**vars(ANN), "shipping_address": place, **(field if place is ADDRESS else {})}
        )
        with refused(name):
            await alice(pay.ValidateRequestedInfo(invoice=wanted, info=info))


async def test_what_is_refused(world: World) -> None:
    alice, bot = await started(world)
    for media in (
        in_euro(currency="euro"),
        in_euro(amount=0),
        in_euro(max_tip_amount=100, suggested_tip_amounts=[200]),
        in_euro(max_tip_amount=100, suggested_tip_amounts=[50, 50]),
    ):
        with refused("CURRENCY_TOTAL_AMOUNT_INVALID"):
            await bot(pay.ExportInvoice(invoice_media=media))
    with refused("PAYMENT_PROVIDER_INVALID"):
        await bot(pay.ExportInvoice(invoice_media=invoice(terms={"currency": "EUR"}, provider="bank")))
    shown = await offer(bot, alice, in_euro(**EVERYTHING))
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    valid = await order(alice, bot, wanted, shipping_options=[option("slow", 0)])
    told: dict[str, Any] = {"form_id": form.form_id, "invoice": wanted, "credentials": MEANS}
    whole = {**told, "requested_info_id": valid.id, "shipping_option_id": "slow"}
    saved = types.InputPaymentCredentialsSaved(id="x", tmp_password=b"")
    garbage = types.InputPaymentCredentials(data=types.DataJSON(data="["))
    for name, fields in (
        ("REQUESTED_INFO_INVALID", told),
        ("REQUESTED_INFO_INVALID", {**whole, "requested_info_id": "12"}),
        ("REQUESTED_INFO_INVALID", {**whole, "requested_info_id": "9" * 19}),
        ("SHIPPING_NOT_AVAILABLE", {**whole, "shipping_option_id": "fast"}),
        ("CURRENCY_TOTAL_AMOUNT_INVALID", {**whole, "tip_amount": 1}),
        ("PAYMENT_CREDENTIALS_INVALID", {**whole, "credentials": saved}),
        ("PAYMENT_CREDENTIALS_INVALID", {**whole, "credentials": garbage}),
        ("FORM_EXPIRED", {**whole, "form_id": 7}),
    ):
        with refused(name):
            await alice(pay.SendPaymentForm(**fields))
    with refused("FORM_UNSUPPORTED"):
        await alice(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))
