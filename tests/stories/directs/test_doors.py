"""What one person and a channel write each other, nobody else who writes to the channel sees, by whatever door they look."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.directs.scene import answer, open_directs
from tests.stories.groups.doors import SECRET, look
from tests.stories.harness import World


async def test_no_door_shows_somebody_elses_topic(world: World) -> None:
    owner, bob, eve, dan = [await world.sign_up(name) for name in ("Owner", "Bob", "Eve", "Dan")]
    channel = await owner.create_channel("News", bob, eve, dan)
    directs = await open_directs(owner, channel)
    ids = [await bob.write(directs, f"{SECRET} example.org"), await answer(owner, directs, bob, f"what {SECRET}")]
    await eve.write(directs, "hello")
    await owner(functions.messages.UpdatePinnedMessage(peer=owner.chat(directs), id=ids[0]))
    like = [types.ReactionEmoji(emoticon="👍")]
    await owner(functions.messages.SendReaction(peer=owner.chat(directs), msg_id=ids[0], reaction=like))
    for stranger in (eve, dan):
        assert not (shown := await look(stranger, directs, ids)), "\n".join(shown)
    assert await look(bob, directs, ids)
