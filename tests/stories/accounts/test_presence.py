"""Who is online."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
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


async def test_who_writes_is_here(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    await alice.say(bob, "are you there?")
    await world.pass_time(1)
    await bob.barrier()
    (came,) = bob.heard(types.UpdateUserStatus)  # though her program has not said that she is
    until = int(world.clock.now()) - 1 + 30
    assert (came.user_id, came.status) == (alice.user_id, types.UserStatusOnline(expires=until))
    await world.pass_time(10)
    await alice.say(bob, "hello?")  # soon after: not worth telling
    await world.pass_time(1)
    await bob.barrier()
    assert len(bob.heard(types.UpdateUserStatus)) == 1
    await world.pass_time(10)
    await alice(functions.messages.SetTyping(peer=alice.peer(bob), action=types.SendMessageTypingAction()))
    await world.pass_time(1)
    await bob.barrier()
    prolonged = bob.heard(types.UpdateUserStatus)[-1].status
    assert prolonged == types.UserStatusOnline(expires=int(world.clock.now()) - 1 + 30)
    await world.pass_time(30)
    await bob.barrier()
    assert bob.heard(types.UpdateUserStatus)[-1].status == types.UserStatusOffline(was_online=prolonged.expires)
    await alice.say(bob, "bye")
    assert await alice(
        functions.account.UpdateStatus(offline=True)
    )  # she says it herself: so she is not shown after all
    gone = types.UserStatusOffline(was_online=int(world.clock.now()))
    await world.pass_time(1)
    await bob.barrier()
    assert bob.heard(types.UpdateUserStatus)[-1].status == gone
    bob.client.updates.clear()
    bot = await make_bot(world, alice)
    await alice.say(bot, "/start")
    await bot.say(alice, "hello")
    await world.pass_time(60)
    assert all(update.user_id != bot.user_id for update in alice.heard(types.UpdateUserStatus))


async def test_what_was_scheduled_does_not_show_anybody(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    await world.pass_time(1)
    await world.pass_time(60)
    await bob.barrier()
    bob.client.updates.clear()
    await alice.say(bob, "later", schedule_date=int(world.clock.now()) + 20)
    await world.pass_time(21)
    await world.pass_time(1)
    await bob.barrier()
    assert bob.messages[-1].message == "later" and not bob.heard(types.UpdateUserStatus)
