"""The operator signs people out and deletes accounts while they are connected."""

from __future__ import annotations

from angarium.domain import dues, ledger
from angarium.store import stars
from angarium.store.operator import DELETES, SIGNS_OUT
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused


async def order(world: World, kind: str, actor: Actor) -> None:
    """What `angarium user sign-out` and `delete` write down."""
    async with world.app.house.work.begin() as tx:
        await dues.put(tx, actor.user_id, kind, 0, tx.now)
    await world.pass_time(1)


async def thrown_out(actor: Actor) -> None:
    """The server closed the connection, and a new one finds nobody signed in."""
    actor.witness.gone = True
    await actor.client.wire.lost
    await actor.reconnect()
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await actor(functions.updates.GetState())


async def test_signing_out_ends_every_device_and_leaves_the_account(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    await order(world, SIGNS_OUT, alice)
    for device in (alice, phone):
        await thrown_out(device)
    await bob.say(alice, "are you there?")
    again = await world.sign_in(alice)
    assert again.user_id == alice.user_id


async def test_a_deleted_account_is_gone_and_what_it_wrote_stays(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "remember me")
    await order(world, DELETES, alice)
    await thrown_out(alice)
    seen = await bob(functions.messages.GetHistory(peer=bob.peer(alice), limit=10))
    assert [message.message for message in seen.messages if getattr(message, "message", "")] == ["remember me"]
    assert next(user for user in seen.users if user.id == alice.user_id).deleted
    await order(world, DELETES, alice)  # a second time changes nothing


async def test_stars_that_the_operator_gives_are_told(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    async with world.app.house.work.begin() as tx:  # what `angarium stars grant` does, in a process of its own
        await ledger.grant(tx, alice.user_id, 100, tx.now, world.config.stars)
        await dues.put(tx, alice.user_id, stars.TOLD, 0, tx.now)
    await world.pass_time(1)
    await alice.barrier()
    assert [told.balance.amount for told in alice.heard(types.UpdateStarsBalance)] == [2600]
    assert not bob.heard(types.UpdateStarsBalance)
    await order(world, DELETES, alice)
    await thrown_out(alice)
    async with world.app.house.work.read() as tx:
        assert await stars.find_purse(tx, alice.user_id) is None
