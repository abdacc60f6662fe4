"""Polls of every library, answered by every other."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Starter
from tests.clients.test_chat import NAMES

PAIRS = list(zip(NAMES, NAMES[2:] + NAMES[:2], strict=True))


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=["+".join(pair) for pair in PAIRS])
async def test_they_vote(start: Starter, one: str, two: str) -> None:
    alice, bob = await start(one, sign_up="Alice"), await start(two, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bobby"))["id"]
    to_alice = (await bob.add_contact(phone=alice.phone, first_name="Ally"))["id"]
    asked = await alice.ask(to=to_bob, question="Lunch?", answers=["Soup", "Salad"])
    assert (asked["question"], asked["answers"], asked["total"]) == ("Lunch?", ["Soup", "Salad"], 0)
    got = await bob.heard("new", text="")
    answered = await bob.vote(peer=to_alice, id=got["id"], place=1)
    assert (answered["voters"], answered["total"]) == ([0, 1], 1)
    own = await alice.vote(peer=to_bob, id=asked["id"], place=0)
    assert (own["voters"], own["total"]) == ([1, 1], 2)
    assert await alice.end_poll(peer=to_bob, id=asked["id"])
