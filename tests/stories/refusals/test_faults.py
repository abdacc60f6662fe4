"""What is nobody's fault but ours: the caller hears that it went wrong, and the session goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from angarium.rpc.router import METHODS
from angarium.tl import functions, types
from angarium.tl.layers import CANONICAL
from tests.stories.harness import World, refused


async def test_a_bug(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await world.sign_up("Alice")

    async def handle(call: Any, req: Any) -> Any:
        raise ZeroDivisionError

    ask = functions.help.GetNearestDc()
    monkeypatch.setitem(METHODS, ask.NAME, replace(METHODS[ask.NAME], handle=handle))
    with refused("INTERNAL", 500):
        await alice(ask)
    assert "ZeroDivisionError" in world.faults.pop()
    monkeypatch.undo()
    assert await alice(ask)


async def test_a_full_disk(world: World) -> None:
    alice = await world.sign_up("Alice")
    disk = world.app.engine._write
    disk.execute("PRAGMA max_page_count = 1")
    with refused("STORAGE_UNAVAILABLE", 500):
        for _ in range(200):
            await alice.say(alice, "x" * 4000)
    assert "full" in world.faults.pop()
    assert await alice(functions.updates.GetState()), "what is there can be read"
    disk.execute("PRAGMA max_page_count = 1000000")
    await alice.say(alice, "There is room again")


async def test_a_method_that_is_not_there(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("METHOD_NOT_IMPLEMENTED", 400):
        await alice(functions.smsjobs.GetStatus())


async def test_an_answer_that_the_layer_has_no_form_for(world: World) -> None:
    alice = await world.sign_up("Alice")
    ask = functions.stories.GetStoriesArchive(peer=types.InputPeerSelf(), offset_id=0, limit=5)
    with refused("METHOD_NOT_IMPLEMENTED", 400):
        await alice(functions.InvokeWithLayer(layer=133, query=ask))
    assert (await alice(functions.InvokeWithLayer(layer=CANONICAL, query=ask))).count == 0
