"""Stars with kurigram's own methods: reactions and pictures that are paid for, and a bot that sells."""

from __future__ import annotations

import re

from tests.clients.conftest import Starter

NAME = "kurigram-2.2"


async def test_stars_are_spent(start: Starter) -> None:
    alice, bob = await start(NAME, sign_up="Alice"), await start(NAME, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    await alice.send_text(to=to_bob, text="hello")
    await bob.heard("new", text="hello")
    channel = (await alice.create_channel(title="News", megagroup=False))["id"]
    await alice.invite(peer=channel, users=[to_bob])
    assert channel in [dialog["id"] for dialog in await bob.dialogs()]
    await alice.let_pay(peer=channel)
    post = await alice.send_text(to=channel, text="buy")
    await bob.heard("new", text="buy")
    before = await bob.stars()
    await bob.react_paid(peer=channel, id=post["id"], count=30)
    await bob.react_paid(peer=channel, id=post["id"], count=5)
    assert await bob.reactions_of(peer=channel, id=post["id"]) == [["paid", 35]]
    assert await bob.stars() == before - 35 and await alice.stars(peer=channel) == 35
    await alice.send_paid(to=channel, stars=20)
    sold = (await bob.heard("new", text=""))["id"]
    assert await bob.paid_media(peer=channel, id=sold) == ["PaidMediaPreview"]
    await bob.buy(peer=channel, id=sold)
    assert await bob.paid_media(peer=channel, id=sold) == ["Photo"]
    assert await bob.stars() == before - 55

    for line in ("/newbot", "Shop", "starshopbot"):
        await alice.send_text(to="BotFather", text=line)
    said = await alice.said("new", "Congratulations")
    token = re.search(r"\d+:[\w-]{35}", said["text"])
    assert token
    bot = await start(NAME)
    await bot.sign_in_bot(token=token[0])
    await bot.serve_payments()
    await bob.send_text(to="starshopbot", text="/start")
    await bot.heard("new", text="/start")
    await bot.sell(to=bob.id, title="Thing", stars=100)
    asked = await bob.heard("new", media="invoice")
    await bob.buy(peer="starshopbot", id=asked["id"])
    paid = await bot.heard("paid", total=100)
    assert await bot.stars() == 100 and await bob.stars() == before - 155
    assert await bot.give_back(user=bob.id, charge=paid["charge"])
    assert await bot.stars() == 0 and await bob.stars() == before - 55
