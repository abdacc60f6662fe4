"""A bot from its making to its use, by client libraries that know nothing of this server."""

from __future__ import annotations

import re

from tests.clients.conftest import Starter


async def test_a_bot_is_made_and_used(start: Starter) -> None:
    alice, bob = await start("kurigram-2.2", sign_up="Alice"), await start("kurigram-2.2", sign_up="Bob")
    for line, answer in (
        ("/newbot", "How are we going to call it"),
        ("Loud Bot", "choose a username"),
        ("LoudBot", "Congratulations"),
    ):
        await alice.send_text(to="BotFather", text=line)
        said = await alice.said("new", answer)
    token = re.search(r"\d+:[\w-]{35}", said["text"])
    assert token
    for line in ("/setinline", "@LoudBot", "Say it"):
        await alice.send_text(to="BotFather", text=line)
    await alice.said("new", "Success")

    bot = await start("telethon-1.45")
    assert (await bot.sign_in_bot(token=token[0]))["bot"]
    await bot.serve()
    await bob.send_text(to="LoudBot", text="/start")
    hello = await bob.heard("new", text="Hello!")
    pressed = await bob.press(peer="LoudBot", id=hello["id"], data="press")
    assert pressed == {"text": "You pressed", "alert": True}
    assert (await bob.heard("edited", text="Pressed."))["id"] == hello["id"]

    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    assert (await bob.send_inline(bot="LoudBot", query="good morning", to=to_alice))["title"] == "Loud"
    assert not (await alice.heard("new", text="GOOD MORNING"))["out"]
