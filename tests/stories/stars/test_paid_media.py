"""Posts that are seen for stars (https://core.telegram.org/api/paid-media)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot, photo_of
from tests.stories.harness import Actor, World, refused
from tests.stories.stars.test_invoices import started
from tests.stories.stars.test_paid_reactions import ME, balance

pay = functions.payments
call = functions.messages


def sold(*items: Any, stars: int = 50, **fields: Any) -> types.InputMediaPaidMedia:
    return types.InputMediaPaidMedia(stars_amount=stars, extended_media=list(items), **fields)


async def post(actor: Actor, peer: Any, media: Any) -> Any:
    random_id = actor.world.random.getrandbits(62)
    return await actor(call.SendMedia(peer=peer, media=media, message="look", random_id=random_id))


async def newest(actor: Actor, peer: Any) -> Any:
    return (await actor(call.GetHistory(peer=peer, limit=1))).messages[0]


async def buy(actor: Actor, peer: Any, id: int) -> Any:
    wanted = types.InputInvoiceMessage(peer=peer, msg_id=id)
    form = await actor(pay.GetPaymentForm(invoice=wanted))
    assert form.invoice.currency == "XTR"
    return await actor(pay.SendStarsForm(form_id=form.form_id, invoice=wanted))


@pytest.mark.parametrize("layer", [152, 184, 189, 229])
async def test_a_post_of_a_channel(world: World, layer: int) -> None:
    alice, carol = await world.sign_up("Alice"), await world.sign_up("Carol")
    bob = await world.sign_up("Bob", layer=layer)
    phone = await world.sign_in(bob, layer=layer)
    channel = await alice.create_channel("News", bob, carol)
    full = (await alice(functions.channels.GetFullChannel(channel=alice.channel(channel)))).full_chat
    assert full.paid_media_allowed
    await post(alice, alice.chat(channel), sold(await photo_of(alice), await photo_of(alice)))
    await bob.barrier()
    shown = bob.messages[-1]
    if layer < 184:
        assert shown.media.NAME == "messageMediaUnsupported"
        return
    assert shown.media.stars_amount == 50 and len(shown.media.extended_media) == 2
    outline = shown.media.extended_media[0]
    assert (outline.NAME, outline.w, outline.h) == ("messageExtendedMediaPreview", 320, 200) and outline.thumb
    assert (await newest(alice, alice.chat(channel))).media.extended_media[0].media.photo.id
    done = await buy(bob, bob.chat(channel), shown.id)
    [told] = done.updates.updates
    assert told.msg_id == shown.id and told.extended_media[1].media.photo.sizes
    await phone.barrier()
    assert phone.heard(types.UpdateMessageExtendedMedia)[-1].extended_media[0].media.photo.id
    assert (await newest(bob, bob.chat(channel))).media.extended_media[0].NAME == "messageExtendedMedia"
    assert (await newest(carol, carol.chat(channel))).media.extended_media[0].NAME == "messageExtendedMediaPreview"
    assert await balance(bob) == 2450 and await balance(alice, alice.chat(channel)) == 50
    moved = await bob(pay.GetStarsTransactions(peer=ME, offset="", limit=1))
    assert moved.history[0].msg_id == shown.id
    # an edit shows everyone what they may see
    await alice(call.EditMessage(peer=alice.chat(channel), id=shown.id, message="look here"))
    for actor, kind in ((phone, "messageExtendedMedia"), (carol, "messageExtendedMediaPreview")):
        await actor.barrier()
        edited = actor.heard(types.UpdateEditChannelMessage)[-1].message
        assert {one.NAME for one in edited.media.extended_media} == {kind}
    with refused("MEDIA_ALREADY_PAID"):
        await buy(bob, bob.chat(channel), shown.id)
    with refused("MEDIA_ALREADY_PAID"):
        await buy(alice, alice.chat(channel), shown.id)
    # passed on, it is still to be paid for
    forward = call.ForwardMessages(from_peer=bob.chat(channel), id=[shown.id], random_id=[7], to_peer=bob.peer(carol))
    await bob(forward)
    await carol.barrier()
    theirs = carol.messages[-1]
    assert theirs.media.extended_media[0].NAME == "messageExtendedMediaPreview"
    await buy(carol, carol.peer(bob), theirs.id)
    assert (await newest(carol, carol.chat(channel))).media.extended_media[0].NAME == "messageExtendedMedia"
    assert await balance(alice, alice.chat(channel)) == 100


async def test_a_bot_sells_to_somebody(world: World) -> None:
    alice, bot = await started(world)
    await post(bot, bot.peer(alice), sold(await photo_of(bot), payload="picture-1", stars=2500))
    await alice.barrier()
    shown = alice.messages[-1]
    assert shown.media.extended_media[0].NAME == "messageExtendedMediaPreview"
    await buy(alice, alice.peer(bot), shown.id)
    await bot.barrier()
    [told] = bot.heard(types.UpdateBotPurchasedPaidMedia)
    assert (told.user_id, told.payload) == (alice.user_id, "picture-1") and told.qts
    assert await balance(alice) == 0 and await balance(bot) == 2500
    await post(bot, bot.peer(alice), sold(await photo_of(bot), stars=1))
    await alice.barrier()
    with refused("BALANCE_TOO_LOW"):
        await buy(alice, alice.peer(bot), alice.messages[-1].id)
    charge = (await bot(pay.GetStarsTransactions(peer=ME, offset="", limit=1))).history[0].id
    await bot(pay.RefundStarsCharge(user_id=bot.user(alice), charge_id=charge))
    assert await balance(alice) == 2500


async def test_what_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    await alice.say(bot, "/start")
    channel = await alice.create_channel("News", bob)
    group = await alice.create_channel("Group", bob, megagroup=True)
    photo = await photo_of(alice)
    for peer in (alice.chat(group), alice.peer(bob), ME):
        with refused("EXTENDED_MEDIA_PEER_INVALID"):
            await post(alice, peer, sold(photo))
    for stars in (0, 10_001):
        with refused("EXTENDED_MEDIA_AMOUNT_INVALID"):
            await post(alice, alice.chat(channel), sold(photo, stars=stars))
    for items in ([], [photo] * 11):
        with refused("EXTENDED_MEDIA_INVALID"):
            await post(alice, alice.chat(channel), sold(*items))
    with refused("EXTENDED_MEDIA_TYPE_INVALID"):
        await post(alice, alice.chat(channel), sold(types.InputMediaDice(emoticon="🎲")))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await post(bob, bob.chat(channel), sold(await photo_of(bob)))
    await post(alice, alice.chat(channel), sold(photo))
    await bob.barrier()
    wanted = types.InputInvoiceMessage(peer=bob.chat(channel), msg_id=bob.messages[-1].id)
    with refused("FORM_EXPIRED"):
        await bob(pay.SendStarsForm(form_id=5, invoice=wanted))
