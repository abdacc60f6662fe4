"""What is called all the time leaves nothing to the collector of cycles, which stops everyone while it looks."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from angarium.tl import functions, types
from tests.stories.harness import World, refused

call = functions.messages
OURS = tuple(f"angarium.{room}." for room in ("domain", "gateway", "model", "mtproto", "rpc", "store"))
"""The story's own client keeps TL objects in its refusals; a request that the server kept would be seen by what holds it."""
RAIN = "It begins to rain: #weather, @nobody, https://example.org"


@contextmanager
def leavings() -> Iterator[Counter[str]]:
    """What of ours only the collector could free, counted by type when the block ends."""
    found: Counter[str] = Counter()
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield found
        gc.collect()
        found.update(type(one).__qualname__ for one in gc.garbage if type(one).__module__.startswith(OURS))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


async def test_what_is_called_all_the_time_leaves_no_cycles(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    carol = await world.sign_up("Carol")
    carol.witness.gone = True
    carol.client.tell(functions.DestroySession(session_id=carol.witness.client.session_id))  # nobody but she hears her
    group = await alice.create_group("Weather", bob)
    channel = await alice.create_channel("Storms", bob, megagroup=True)

    async def live() -> None:
        ids = [(await alice.say(bob, RAIN)).id, await alice.write(group, RAIN), await alice.write(channel, RAIN)]
        for at, id in zip((alice.peer(bob), alice.chat(group), alice.chat(channel)), ids, strict=True):
            await alice(call.EditMessage(peer=at, id=id, message="It rains"))
            await alice(
                call.GetHistory(peer=at, offset_id=0, offset_date=0, add_offset=0, limit=20, max_id=0, min_id=0, hash=0)
            )
            await alice(call.SetTyping(peer=at, action=types.SendMessageTypingAction()))
            with refused("MESSAGE_EMPTY"):
                await alice(call.SendMessage(peer=at, message="", random_id=1))
        await carol.say(bob, RAIN)
        await alice(functions.upload.SaveFilePart(file_id=7, file_part=0, bytes=b"x" * 1024))
        with refused("FILE_PART_INVALID"):
            await alice(functions.upload.SaveFilePart(file_id=7, file_part=-1, bytes=b"x" * 1024))
        await bob(functions.updates.GetDifference(pts=1, date=1, qts=0))
        await bob.barrier()

    await live()
    with leavings() as left:
        await live()
    assert not left
