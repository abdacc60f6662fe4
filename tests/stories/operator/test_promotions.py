"""The chat that the operator puts on top of everybody's list."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.posters import promotion, put_up, take_down

call = functions.help
LAYERS = [133, 158, 201, 229]


async def seen(actor: Actor) -> int | None:
    """The channel that is promoted to somebody."""
    peer = getattr(await actor(call.GetPromoData()), "peer", None)
    return None if peer is None else int(peer.channel_id)


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_chat_is_promoted_until_it_is_hidden_or_over(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    channel = await bob.create_channel("News")
    number = bob.channel(channel).channel_id
    ends = int(world.clock.now()) + 1000
    await put_up(world, promotion(channel), ends=ends)
    assert await seen(alice) is None and await seen(bob) == number  # it is private, and bob's own
    await bob(functions.channels.UpdateUsername(channel=bob.channel(channel), username="the_news"))
    found = await alice(call.GetPromoData())
    assert found.peer.channel_id == number and found.chats[0].title == "News" and not found.proxy
    assert (found.psa_type, found.psa_message) == ("announcement", "Read this first.")
    assert found.expires == ends
    peer = types.InputPeerChannel(channel_id=number, access_hash=found.chats[0].access_hash)
    assert await alice(call.HidePromoData(peer=peer))
    assert await seen(alice) is None and await seen(bob) == number
    again = await put_up(world, promotion(channel, "And read it again."))
    assert await seen(alice) == number  # this is another one
    await take_down(world, again)
    assert await seen(alice) is None
    await world.pass_time(1000)
    assert await seen(bob) is None


async def test_what_nobody_promotes_cannot_be_hidden(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert not await alice(call.HidePromoData(peer=alice.peer(bob)))
    with refused("PEER_ID_INVALID"):
        await alice(call.HidePromoData(peer=types.InputPeerUser(user_id=bob.user_id, access_hash=1)))


async def test_a_person_is_promoted_as_well_as_a_chat(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await put_up(world, promotion(bob.user_id))
    found = await alice(call.GetPromoData())
    assert found.peer.user_id == bob.user_id and [user.first_name for user in found.users] == ["Bob"]
    bob.witness.gone = True
    assert await bob(functions.account.DeleteAccount(reason="enough"))
    assert (await alice(call.GetPromoData())).peer is None
