"""Sticker sets and GIFs, made by one library and seen by another."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Starter
from tests.stories.files.materials import gif, mp4, png

PYTHON = ("telethon-1.27", "telethon-1.45", "pyrogram-2.0", "kurigram-2.2")


@pytest.mark.parametrize(("one", "two"), [("telethon-1.27", "kurigram-2.2"), ("telethon-1.45", "telethon-1.27")])
async def test_a_set_is_made_and_found(start: Starter, one: str, two: str) -> None:
    alice, bob = await start(one, sign_up="Alice"), await start(two, sign_up="Bob")
    name = f"ours_{alice.phone.lstrip(chr(43))}"
    made = await alice.make_set(name=name, hex=png(512, 400).hex())
    assert made == {"mime": "image/webp", "emoji": "\U0001f642", "count": 1}
    found = await bob.find_set(name=name)
    assert (found["title"], found["emoji"], found.get("format", "WEBP")) == ("Ours", "\U0001f642", "WEBP")


@pytest.mark.parametrize(("one", "two"), list(zip(PYTHON, PYTHON[2:] + PYTHON[:2], strict=True)))
async def test_animations_are_found(start: Starter, one: str, two: str) -> None:
    alice, bob = await start(one, sign_up="Alice"), await start(two, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bobby"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Ally"))["id"]
    await alice.send_bytes(to=to_bob, name="dance.gif", hex=gif().hex())
    await alice.send_bytes(to=to_bob, name="cat.mp4", hex=mp4().hex())
    await bob.heard("new", text="")
    found = await bob.animations(peer=to_alice)
    assert {one["mime"] for one in found} == {"video/mp4"} and {one["width"] for one in found} >= {120}
    assert await alice.animations(peer=to_bob) == found
