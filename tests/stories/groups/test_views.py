"""How often posts were seen and passed on."""

from __future__ import annotations

from typing import Any

from angarium.domain.threads.views import is_told
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused


async def look(actor: Actor, peer: Any, *ids: int, increment: bool = True) -> list[Any]:
    found = await actor(functions.messages.GetMessagesViews(peer=peer, id=list(ids), increment=increment))
    return list(found.views)


async def test_a_look_counts_once_a_day(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news = await alice.create_channel("News", bob)
    post = await alice.write(news, "It rains")
    assert (await look(bob, bob.chat(news), post))[0].views == 1
    seen = await look(alice, alice.chat(news), post, 777)
    assert (seen[0].views, seen[0].forwards, seen[1].views) == (2, 0, None)
    assert (await look(alice, alice.chat(news), post))[0].views == 2
    await bob.barrier()
    assert [update.views for update in bob.heard(types.UpdateChannelMessageViews)] == [2]
    await world.pass_time(86400)
    assert (await look(alice, alice.chat(news), post))[0].views == 3
    with refused("CHANNEL_PRIVATE"):
        await look(carol, carol.chat(news), post)
    town = await alice.create_channel("Town", bob, megagroup=True)
    said = await alice.write(town, "No post")
    assert (await look(bob, bob.chat(town), said))[0].views is None


async def test_a_post_is_counted_wherever_it_goes(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news = await alice.create_channel("News", bob)
    post = await alice.write(news, "It rains")
    await bob(functions.messages.ForwardMessages(
        from_peer=bob.chat(news), to_peer=bob.peer(carol), id=[post], random_id=[1]))  # fmt: skip
    await carol.barrier()
    copy = carol.messages[-1]
    assert (copy.views, copy.forwards) == (1, 1)
    assert (await look(carol, carol.peer(bob), copy.id))[0].views == 1
    await carol(functions.messages.ForwardMessages(
        from_peer=carol.peer(bob), to_peer=carol.peer(alice), id=[copy.id], random_id=[2]))  # fmt: skip
    assert (await look(alice, alice.chat(news), post, increment=False))[0].forwards == 2
    await alice.barrier()
    assert [update.forwards for update in alice.heard(types.UpdateChannelMessageForwards)] == [1, 2]


def test_large_numbers_are_told_seldom() -> None:
    assert all(is_told(number) for number in range(20))
    assert [number for number in range(990, 1201) if is_told(number)] == [990, 1000, 1100, 1200]
