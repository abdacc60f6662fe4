"""Who is online."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World


async def test_those_who_know_somebody_see_them_come_and_go(world: World) -> None:
    alice, bob, carol = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Carol")
    await alice.say(bob, "hello")
    assert await alice(functions.account.UpdateStatus(offline=False))
    await bob.barrier()
    (came,) = bob.heard(types.UpdateUserStatus)
    assert came.user_id == alice.user_id
    assert came.status == types.UserStatusOnline(expires=int(world.clock.now()) + 300)
    assert await alice(functions.account.UpdateStatus(offline=False))  # said again at once: nothing new
    assert await alice(functions.account.UpdateStatus(offline=True))
    await bob.barrier()
    assert [update.status.NAME for update in bob.heard(types.UpdateUserStatus)] == [
        "userStatusOnline",
        "userStatusOffline",
    ]
    await carol.barrier()
    assert not carol.heard(types.UpdateUserStatus)


async def test_nobody_is_online_for_ever(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    bob.client.updates.clear()
    await alice(functions.account.UpdateStatus(offline=False))
    until = int(world.clock.now()) + 300
    for _ in range(6):
        await world.pass_time(52)
        await alice.client.ping()
        await bob.client.ping()
        for actor in (alice, bob):
            await actor.witness.client.ping()
    last = bob.heard(types.UpdateUserStatus)[-1]
    assert last.status == types.UserStatusOffline(was_online=until)


async def test_a_blocked_person_does_not_see_it(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    await alice(functions.contacts.Block(id=alice.peer(bob)))
    await alice(functions.account.UpdateStatus(offline=False))
    await bob.barrier()
    assert all(isinstance(u.status, types.UserStatusRecently) for u in bob.heard(types.UpdateUserStatus))
