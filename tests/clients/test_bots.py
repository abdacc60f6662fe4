"""A bot from its making to its use, by client libraries that know nothing of this server."""

from __future__ import annotations

import re

import pytest

from tests.clients.conftest import Starter


@pytest.mark.parametrize(
    ("person", "robot"),
    [
        ("kurigram-2.2", "telethon-1.45"),
        ("pyrogram-2.0", "telethon-1.27"),
        ("pyrogram-2.0", "kurigram-2.2"),
        ("kurigram-2.2", "mtcute-0.30"),
    ],
)
async def test_a_bot_is_made_and_used(start: Starter, person: str, robot: str) -> None:
    name = f"{re.sub('[^a-z]', '', person + robot)}bot"
    alice, bob = await start(person, sign_up="Alice"), await start(person, sign_up="Bob")
    for line, answer in (
        ("/newbot", "How are we going to call it"),
        ("Loud Bot", "choose a username"),
        (name, "Congratulations"),
    ):
        await alice.send_text(to="BotFather", text=line)
        said = await alice.said("new", answer)
    token = re.search(r"\d+:[\w-]{35}", said["text"])
    assert token
    for line in ("/setinline", f"@{name}", "Say it"):
        await alice.send_text(to="BotFather", text=line)
    await alice.said("new", "Success")

    bot = await start(robot)
    assert (await bot.sign_in_bot(token=token[0]))["bot"]
    await bot.serve()
    await bob.send_text(to=name, text="/start")
    hello = await bob.heard("new", text="Hello!")
    pressed = await bob.press(peer=name, id=hello["id"], data="press")
    assert pressed == {"text": "You pressed", "alert": True}
    assert (await bob.heard("edited", text="Pressed."))["id"] == hello["id"]

    await bot.keyboards(to=bob.id)
    for text, buttons in (
        ("Below", [["Tap", "callback"], ["Look", "url"], ["Share", "switch"]]),
        ("Instead", [["Yes", "text"], ["Number", "contact"], ["Where", "place"]]),
    ):
        shown = await bob.heard("new", text=text)
        assert await bob.buttons(peer=name, id=shown["id"]) == buttons

    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Alice"))["id"]
    assert (await bob.send_inline(bot=name, query="good morning", to=to_alice))["title"] == "Loud"
    assert not (await alice.heard("new", text="GOOD MORNING"))["out"]
