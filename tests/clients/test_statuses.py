"""Stories of every library that knows them, looked at by another."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Starter

NAMES = ["telethon-1.39", "telethon-1.45", "kurigram-2.2", "mtcute-0.30"]
PAIRS = list(zip(NAMES, NAMES[2:] + NAMES[:2], strict=True))


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=["+".join(pair) for pair in PAIRS])
async def test_they_show_each_other_stories(start: Starter, one: str, two: str) -> None:
    alice, bob = await start(one, sign_up="Alice"), await start(two, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bobby"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Ally"))["id"]
    posted = await alice.post_story(text="a day at the sea")
    assert await bob.look_at_stories(peer=to_alice) == [{"id": posted["id"], "text": "a day at the sea"}]
    assert await alice.story_viewers(id=posted["id"]) == {"ids": [to_bob], "reactions": 1}
