"""Parts of a box: what an export reads at a time, and the list of calls."""

from __future__ import annotations

import pytest

from angarium.domain.messages import sending
from angarium.model.messages import Action, Content
from angarium.store import boxes
from angarium.tl import functions, types
from tests.stories.harness import Actor, World

call = functions.messages


async def ring(world: World, caller: Actor, other: Actor, **fields: object) -> None:
    """A call that has ended, as both sides' messages tell of it."""
    action = Action(kind="PhoneCall", number=world.random.getrandbits(62), **fields)  # type: ignore[arg-type]
    async with world.app.house.work.begin() as tx:
        target = await sending.get_target(tx, caller.user_id, other.user_id)
        await sending.deliver(tx, target, Content(action=action), None)


@pytest.mark.parametrize("layer", [135, 160, 200, 229])
async def test_the_list_of_calls_is_emptied_for_one_side_or_both(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    await ring(world, alice, bob, period=63, text="hangup")
    await ring(world, bob, alice, flag=True, text="missed")
    calls = {"peer": types.InputPeerEmpty(), "q": "", "filter": types.InputMessagesFilterPhoneCalls(), "min_date": 0, "max_date": 0,
             "offset_id": 0, "add_offset": 0, "limit": 10, "max_id": 0, "min_id": 0, "hash": 0}  # fmt: skip
    missed, talked = (await alice(call.Search(**calls))).messages
    assert isinstance(missed.action.reason, types.PhoneCallDiscardReasonMissed) and missed.action.video
    assert talked.action.duration == 63 and isinstance(talked.action.reason, types.PhoneCallDiscardReasonHangup)
    gone = await alice(call.DeletePhoneCallHistory())
    assert gone.messages == [missed.id, talked.id] and (gone.pts_count, gone.offset) == (2, 0)
    assert (await alice(call.Search(**calls))).messages == []
    assert len((await bob(call.Search(**calls))).messages) == 2
    await ring(world, alice, bob, text="busy")
    assert len((await bob(call.DeletePhoneCallHistory(revoke=True))).messages) == 3
    assert (await alice(call.Search(**calls))).messages == []
    nothing = await bob(call.DeletePhoneCallHistory(revoke=True))
    assert nothing.messages == [] and nothing.pts_count == 0


@pytest.mark.parametrize("layer", [135, 229])
async def test_an_export_reads_a_large_box_in_parts(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    first = await alice.say(bob, "long ago")
    async with world.app.house.work.begin() as tx:
        await boxes.advance(tx, alice.user_id, ids=250_000)
    last = await alice.say(bob, "now")
    parts = await alice(call.GetSplitRanges())
    assert [(part.min_id, part.max_id) for part in parts] == [
        (1, 100_000), (100_001, 200_000), (200_001, 2**31 - 1),
    ]  # fmt: skip
    history = call.GetHistory(
        peer=alice.peer(bob), offset_id=0, offset_date=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=0
    )
    found = [await alice(functions.InvokeWithMessagesRange(range=part, query=history)) for part in parts]
    assert [[one.id for one in page.messages] for page in found] == [[first.id], [], [last.id]]
    group = await alice.create_channel("group", bob, megagroup=True)
    await alice.write(group, "of its own count")
    history.peer = alice.chat(group)
    own = await alice(functions.InvokeWithMessagesRange(range=parts[-1], query=history))
    assert own.messages[0].message == "of its own count"
