"""Messages that cost their sender stars (https://core.telegram.org/api/paid-messages)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import photo_of
from tests.stories.harness import Actor, World, refused
from tests.stories.stars.test_paid_reactions import ME, balance

account = functions.account
call = functions.messages


async def ask_for(actor: Actor, stars: int) -> Any:
    settings = types.GlobalPrivacySettings(noncontact_peers_paid_stars=stars)
    return await actor(account.SetGlobalPrivacySettings(settings=settings))


async def test_strangers_pay(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert (await ask_for(alice, 10)).noncontact_peers_paid_stars == 10
    assert (await alice(account.GetGlobalPrivacySettings())).noncontact_peers_paid_stars == 10
    for stars in (-1, 10_001):
        with refused("STARS_AMOUNT_INVALID"):
            await ask_for(alice, stars)
    with refused("ALLOW_PAYMENT_REQUIRED_10", 403):
        await bob.say(alice, "hello")
    with refused("ALLOW_PAYMENT_REQUIRED_10"):
        await bob.say(alice, "hello", allow_paid_stars=9)
    [wanted] = await bob(functions.users.GetRequirementsToContact(id=[bob.user(alice)]))
    assert wanted == types.RequirementToContactPaidMessages(stars_amount=10)
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert full.full_user.send_paid_messages_stars == 10 and full.users[0].send_paid_messages_stars == 10
    await bob.say(alice, "hello", allow_paid_stars=50)
    await alice.barrier()
    assert alice.messages[-1].paid_message_stars == 10
    assert await balance(bob) == 2490 and await balance(alice) == 2510
    moved = await bob(functions.payments.GetStarsTransactions(peer=ME, offset="", limit=1))
    assert moved.history[0].paid_messages == 1 and moved.history[0].peer.peer.user_id == alice.user_id
    # an answer costs nothing: Bob asks for nothing
    await alice.say(bob, "thanks")
    assert await balance(alice) == 2510
    # albums and what is passed on pay for each
    photo = await photo_of(bob)
    both = [types.InputSingleMedia(media=photo, random_id=at, message="") for at in (5, 6)]
    with refused("ALLOW_PAYMENT_REQUIRED_10"):
        await bob(call.SendMultiMedia(peer=bob.peer(alice), multi_media=both, allow_paid_stars=19))
    await bob(call.SendMultiMedia(peer=bob.peer(alice), multi_media=both, allow_paid_stars=20))
    note = await bob.say(bob, "note")
    forward = {"from_peer": ME, "id": [note.updates[0].id], "random_id": [7], "to_peer": bob.peer(alice)}
    with refused("ALLOW_PAYMENT_REQUIRED_10"):
        await bob(call.ForwardMessages(**forward))
    await bob(call.ForwardMessages(**forward, allow_paid_stars=10))
    assert await balance(bob) == 2460
    earned = account.GetPaidMessagesRevenue(user_id=alice.user(bob))
    assert (await alice(earned)).stars_amount == 40
    # and Alice lets him off
    assert await alice(account.ToggleNoPaidMessagesException(user_id=alice.user(bob), refund_charged=True))
    assert (await alice(earned)).stars_amount == 0 and await balance(bob) == 2500
    await bob.say(alice, "for nothing")
    [wanted] = await bob(functions.users.GetRequirementsToContact(id=[bob.user(alice)]))
    assert wanted == types.RequirementToContactEmpty()


async def test_contacts_do_not_and_the_poor_cannot(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await ask_for(alice, 2000)
    add = functions.contacts.AddContact(id=alice.user(carol), first_name="Carol", last_name="", phone="")
    await alice(add)
    await carol.say(alice, "hello")
    assert await balance(carol) == 2500
    send = {"peer": bob.peer(alice), "message": "hello", "random_id": 9, "allow_paid_stars": 2000}
    for _ in range(2):  # the same message again costs nothing
        await bob(call.SendMessage(**send))
    assert await balance(bob) == 500
    with refused("BALANCE_TOO_LOW"):
        await bob.say(alice, "more", allow_paid_stars=2000)
    later = int(world.clock.now()) + 100
    await ask_for(alice, 500)
    with refused("ALLOW_PAYMENT_REQUIRED_500"):
        await bob.say(alice, "later", allow_paid_stars=499, schedule_date=later)
    await bob.say(alice, "later", allow_paid_stars=500, schedule_date=later)
    assert await balance(bob) == 500
    await world.pass_time(101)
    assert await balance(bob) == 0


@pytest.mark.parametrize("layer", [152, 200, 229])
async def test_members_of_a_supergroup_pay(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    town = await alice.create_channel("Town", bob, megagroup=True)
    price = functions.channels.UpdatePaidMessagesPrice(channel=alice.channel(town), send_paid_messages_stars=5)
    await alice(price)
    with refused("ALLOW_PAYMENT_REQUIRED_5", 403):
        await bob.write(town, "hello")
    if layer >= 200:
        await bob.write(town, "hello", allow_paid_stars=5)
        assert await balance(alice, alice.chat(town)) == 5 and await balance(bob) == 2495
    await alice.write(town, "free for me", allow_paid_stars=5)
    history = await bob(call.GetHistory(peer=bob.chat(town), limit=2))
    free, paid = history.messages
    if layer == 229:
        assert free.paid_message_stars is None and paid.paid_message_stars == 5
