"""Bots that are paid in stars (https://core.telegram.org/api/bot-payments-stars)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import button, callback, heard, inline, make_bot, photo_of
from tests.stories.bots.test_inline import answered, scene
from tests.stories.harness import Actor, World, refused
from tests.stories.stars.test_paid_reactions import balance

pay = functions.payments
call = functions.messages


def invoice(**fields: Any) -> types.InputMediaInvoice:
    terms = fields.pop("terms", {})
    price = types.LabeledPrice(label="It", amount=fields.pop("amount", 100))
    given: dict[str, Any] = {
        "title": "Thing", "description": "A thing", "payload": b"thing-1", "provider_data": types.DataJSON(data="{}"),
        "invoice": types.Invoice(**{"currency": "XTR", "prices": [price], **terms}),
    }  # fmt: skip
    return types.InputMediaInvoice(**{**given, **fields})


async def offer(bot: Actor, who: Actor, media: Any, **fields: Any) -> Any:
    random_id = bot.world.random.getrandbits(62)
    sent = call.SendMedia(peer=bot.peer(who), media=media, message="", random_id=random_id, **fields)
    await bot(sent)
    await who.barrier()
    return who.messages[-1]


async def started(world: World, layer: int = 229) -> tuple[Actor, Actor]:
    alice = await world.sign_up("Alice", layer=layer)
    owner = alice if layer == 229 else await world.sign_up("Owner")
    bot = await make_bot(world, owner)
    await alice.say(bot, "/start")
    return alice, bot


async def buy(alice: Actor, bot: Actor, wanted: Any, *, count: int = 1, **verdict: Any) -> Any:
    """Fetch the form and send it; the bot agrees, or says what `verdict` does."""
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    waiting = alice.begin(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))
    asked = await heard(bot, types.UpdateBotPrecheckoutQuery, count)
    await bot(call.SetBotPrecheckoutResults(query_id=asked.query_id, **(verdict or {"success": True})))
    return await waiting


@pytest.mark.parametrize("layer", [181, 189, 204, 229])
async def test_a_thing_is_bought(world: World, layer: int) -> None:
    alice, bot = await started(world, layer)
    shown = await offer(bot, alice, invoice())
    assert shown.media.total_amount == 100 and shown.media.currency == "XTR" and not shown.media.receipt_msg_id
    [[button_]] = [row.buttons for row in shown.reply_markup.rows]
    assert button_.text == "Pay 100 ⭐"
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    assert form.title == "Thing" and form.bot_id == bot.user_id and form.invoice.prices[0].amount == 100
    done = await buy(alice, bot, wanted)
    told = next(u.message for u in done.updates.updates if u.NAME == "updateNewMessage")
    assert told.action.total_amount == 100 and told.reply_to.reply_to_msg_id == shown.id
    assert await balance(alice) == 2400 and await balance(bot) == 100
    asked = bot.heard(types.UpdateBotPrecheckoutQuery)[-1]
    assert (asked.payload, asked.currency, asked.total_amount) == (b"thing-1", "XTR", 100)
    await bot.barrier()
    sold = bot.messages[-1].action
    assert sold.payload == b"thing-1" and sold.charge.id
    await alice.barrier()
    edited = alice.heard(types.UpdateEditMessage)[-1].message
    assert edited.id == shown.id and edited.media.receipt_msg_id == told.id
    receipt = await alice(pay.GetPaymentReceipt(peer=alice.peer(bot), msg_id=told.id))
    assert receipt.transaction_id == sold.charge.id and receipt.total_amount == 100
    moved = await alice(pay.GetStarsTransactions(peer=types.InputPeerSelf(), offset="", limit=1))
    assert moved.history[0].title == "Thing" and moved.history[0].peer.peer.user_id == bot.user_id
    took = await bot(pay.GetStarsTransactions(peer=types.InputPeerSelf(), offset="", limit=1))
    assert (moved.history[0].bot_payload, took.history[0].bot_payload) == (None, b"thing-1")
    # the bot gives it back
    await bot(pay.RefundStarsCharge(user_id=bot.user(alice), charge_id=sold.charge.id))
    await alice.barrier()
    if layer >= 184:
        back = alice.messages[-1].action
        assert back.total_amount == 100 and back.payload is None
    assert await balance(alice) == 2500 and await balance(bot) == 0
    with refused("CHARGE_ALREADY_REFUNDED"):
        await bot(pay.RefundStarsCharge(user_id=bot.user(alice), charge_id=sold.charge.id))
    with refused("CHARGE_NOT_FOUND"):
        await bot(pay.RefundStarsCharge(user_id=bot.user(alice), charge_id="stx"))
    with refused("CHARGE_ID_EMPTY"):
        await bot(pay.RefundStarsCharge(user_id=bot.user(alice), charge_id=""))
    with refused("MESSAGE_ID_INVALID"):
        await alice(pay.GetPaymentReceipt(peer=alice.peer(bot), msg_id=shown.id))
    picked = [types.InputStarsTransaction(id=sold.charge.id, refund=True)]
    assert (await bot(pay.GetStarsTransactionsByID(peer=types.InputPeerSelf(), id=picked))).history[0].refund


async def test_the_bot_says_no_or_nothing(world: World) -> None:
    alice, bot = await started(world)
    phone = await world.sign_in(alice)
    shown = await offer(bot, alice, invoice())
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    with refused("PRECHECKOUT_FAILED", 406):
        await buy(alice, bot, wanted, error="Sold out")
    await phone.barrier()
    assert [notice.message for notice in phone.heard(types.UpdateServiceNotification)] == ["Sold out"]
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    waiting = alice.begin(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))
    asked = await heard(bot, types.UpdateBotPrecheckoutQuery, 2)
    await world.pass_time(11)
    with refused("BOT_PRECHECKOUT_TIMEOUT"):
        await waiting
    with refused("QUERY_ID_INVALID"):
        await bot(call.SetBotPrecheckoutResults(query_id=asked.query_id, success=True))
    with refused("ERROR_TEXT_EMPTY"):
        await bot(call.SetBotPrecheckoutResults(query_id=asked.query_id))
    with refused("USER_BOT_REQUIRED"):
        await alice(call.SetBotPrecheckoutResults(query_id=asked.query_id, success=True))
    assert await balance(alice) == 2500


async def test_forms_are_paid_once_and_grow_old(world: World) -> None:
    alice, bot = await started(world)
    shown = await offer(bot, alice, invoice())
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    both = [alice.begin(pay.SendStarsForm(form_id=form.form_id, invoice=wanted)) for _ in range(2)]
    await heard(bot, types.UpdateBotPrecheckoutQuery, 2)
    for asked in bot.heard(types.UpdateBotPrecheckoutQuery):
        await bot(call.SetBotPrecheckoutResults(query_id=asked.query_id, success=True))
    await both[0]
    with refused("FORM_SUBMIT_DUPLICATE"):
        await both[1]
    with refused("FORM_SUBMIT_DUPLICATE"):
        await alice(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))
    assert await balance(alice) == 2400
    with refused("FORM_ID_EMPTY"):
        await alice(pay.SendStarsForm(form_id=0, invoice=wanted))
    with refused("FORM_EXPIRED"):
        await alice(pay.SendStarsForm(form_id=form.form_id + 1, invoice=wanted))
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    await world.pass_time(3601)
    with refused("FORM_EXPIRED"):
        await alice(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))
    dear = await offer(bot, alice, invoice(amount=2401))
    wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=dear.id)
    form = await alice(pay.GetPaymentForm(invoice=wanted))
    with refused("BALANCE_TOO_LOW"):
        await alice(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))


async def test_a_link_sells_to_everyone(world: World) -> None:
    alice, bot = await started(world)
    bob = await world.sign_up("Bob")
    url = (await bot(pay.ExportInvoice(invoice_media=invoice()))).url
    assert url.startswith("https://t.me/$")
    wanted = types.InputInvoiceSlug(slug=url.rpartition("$")[2])
    done = await buy(bob, bot, wanted)
    told = next(u.message for u in done.updates.updates if u.NAME == "updateNewMessage")
    assert told.action.invoice_slug == wanted.slug and told.peer_id.user_id == bot.user_id
    await buy(alice, bot, types.InputInvoiceSlug(slug=url), count=2)
    assert await balance(bot) == 200
    for slug in ("", "x", wanted.slug[:-2] + "AA", "é", "http://[x", "//[::1/$" + wanted.slug[:4]):
        with refused("SLUG_INVALID"):
            await bob(pay.GetPaymentForm(invoice=types.InputInvoiceSlug(slug=slug)))
    with refused("INVOICE_INVALID"):
        premium = types.InputInvoiceStars(purpose=types.InputStorePaymentStarsTopup(stars=1, currency="USD", amount=1))
        await bob(pay.GetPaymentForm(invoice=premium))
    with refused("USER_BOT_REQUIRED"):
        await bob(pay.ExportInvoice(invoice_media=invoice()))


async def test_what_no_invoice_is(world: World) -> None:
    alice, bot = await started(world)
    price = types.LabeledPrice(label="x", amount=1)
    picture = {"size": 1, "mime_type": "image/jpeg", "attributes": []}
    wrong: list[tuple[str, Any]] = [
        ("MEDIA_INVALID", invoice(title="")),
        ("MEDIA_INVALID", invoice(description="x" * 256)),
        ("INVOICE_PAYLOAD_INVALID", invoice(payload=b"")),
        ("CURRENCY_TOTAL_AMOUNT_INVALID", invoice(amount=0)),
        ("CURRENCY_TOTAL_AMOUNT_INVALID", invoice(terms={"prices": []})),
        ("STARS_INVOICE_INVALID", invoice(terms={"prices": [price, price]})),
        ("STARS_INVOICE_INVALID", invoice(terms={"name_requested": True})),
        ("PAYMENT_PROVIDER_INVALID", invoice(terms={"currency": "EUR"}, provider="TEST")),
        ("SUBSCRIPTION_PERIOD_INVALID", invoice(terms={"subscription_period": 2592000})),
        ("EXTENDED_MEDIA_INVALID", invoice(extended_media=types.InputMediaDice(emoticon="🎲"))),
        ("START_PARAM_INVALID", invoice(start_param="a b")),
        ("WEBDOCUMENT_URL_EMPTY", invoice(photo=types.InputWebDocument(url="", **picture))),
        ("WEBDOCUMENT_URL_INVALID", invoice(photo=types.InputWebDocument(url="nowhere", **picture))),
        (
            "WEBDOCUMENT_MIME_INVALID",
            invoice(photo=types.InputWebDocument(url="https://a.org/b", **{**picture, "mime_type": "text/html"})),
        ),
    ]
    for name, media in wrong:
        with refused(name):
            await bot(pay.ExportInvoice(invoice_media=media))
    with refused("MEDIA_INVALID"):
        await bot(pay.ExportInvoice(invoice_media=await photo_of(bot)))
    with refused("MEDIA_INVALID"):
        await alice(call.SendMedia(peer=alice.peer(bot), media=invoice(), message="", random_id=5))
    buy_it, more = button("Buy", types.InlineButtonTypeBuy()), callback("More", b"more")
    for markup in (inline([more], [buy_it]), inline([more]), types.ReplyInlineMarkup(rows=[])):
        with refused("REPLY_MARKUP_BUY_EMPTY"):
            await offer(bot, alice, invoice(), reply_markup=markup)
    with refused("BUTTON_POS_INVALID"):
        await offer(bot, alice, invoice(), reply_markup=inline([buy_it, buy_it]))
    fine = types.InputWebDocument(url="https://example.org/a.jpg", **picture)
    shown = await offer(bot, alice, invoice(photo=fine), reply_markup=inline([buy_it, more]))
    assert shown.media.photo.url == "https://example.org/a.jpg" and len(shown.reply_markup.rows[0].buttons) == 2
    with refused("MESSAGE_ID_INVALID"):
        await alice(pay.GetPaymentForm(invoice=types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=999)))
    plain = await alice.say(bot, "hello")
    with refused("MESSAGE_ID_INVALID"):
        await alice(pay.GetPaymentForm(invoice=types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=plain.id)))
    form = await alice(pay.GetPaymentForm(invoice=types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)))
    means = types.InputPaymentCredentials(data=types.DataJSON(data="{}"))
    with refused("FORM_UNSUPPORTED"):
        wanted = types.InputInvoiceMessage(peer=alice.peer(bot), msg_id=shown.id)
        await alice(pay.SendPaymentForm(form_id=form.form_id, invoice=wanted, credentials=means))


@pytest.mark.parametrize("layer", [181, 229])
async def test_somebody_sends_an_invoice_for_a_bot(world: World, layer: int) -> None:
    alice, bob, bot = await scene(world, layer)
    given = vars(invoice(provider=""))
    said = types.InputBotInlineMessageMediaInvoice(
        **{name: given[name] for name in ("title", "description", "payload", "invoice", "provider_data", "provider")}
    )
    offered = types.InputBotInlineResult(id="a", type="article", title="Thing", send_message=said)
    shown = await answered(alice, bot, alice.peer(bob), "thing", [offered])
    assert shown.results[0].send_message.total_amount == 100 and shown.results[0].send_message.currency == "XTR"
    await alice(call.SendInlineBotResult(peer=alice.peer(bob), query_id=shown.query_id, id="a", random_id=5))
    await bob.barrier()
    asked = bob.messages[-1]
    assert asked.via_bot_id == bot.user_id and asked.reply_markup.rows[0].buttons[0].text == "Pay 100 ⭐"
    wanted = types.InputInvoiceMessage(peer=bob.peer(alice), msg_id=asked.id)
    done = await buy(bob, bot, wanted)
    told = next(u.message for u in done.updates.updates if u.NAME == "updateNewMessage")
    assert told.peer_id.user_id == bot.user_id and told.reply_to is None
    assert await balance(bob) == 2400 and await balance(bot) == 100
    with refused("PAYMENT_PROVIDER_INVALID"):
        said.invoice = types.Invoice(currency="EUR", prices=[types.LabeledPrice(label="It", amount=5)])
        await bot(call.SetInlineBotResults(query_id=1, results=[offered], cache_time=0))
