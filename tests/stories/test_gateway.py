"""What the harness itself promises, and the whole way from the key exchange to a message."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.client import Client, make_key
from tests.stories.harness import World, refused, server_key


async def test_two_people_of_different_layers_chat(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    await alice.say(bob, "Hello")
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["Hello"]
    await bob.say(alice, "Hi")
    await alice.barrier()
    assert [message.message for message in alice.messages] == ["Hi"]
    with refused("PEER_ID_INVALID", 400):
        await alice(functions.messages.SendMessage(peer=types.InputPeerEmpty(), message="x", random_id=1))


async def test_a_second_device_hears_everything(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    second = await world.sign_in(alice)
    await alice.say(bob, "from the first")
    await second.barrier()
    assert [message.message for message in second.messages] == ["from the first"]
    await second.reconnect()
    await bob.say(alice, "to both")
    await alice.barrier()
    await second.barrier()
    assert [message.message for message in second.messages] == ["from the first", "to both"]


async def test_a_restart_loses_nothing(world: World) -> None:
    """Pyrogram only pings after it: the session goes on listening by itself, with the layer it had."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    await alice.say(bob, "before")
    await world.restart()
    await alice.say(bob, "after")
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["before", "after"]
    (live,) = [
        live
        for live in world.app.door.keys.find(bob.client.cipher.key_id).lives.values()  # type: ignore[union-attr]
        if live.session.session_id == bob.client.session_id
    ]
    assert live.caller.layer == 158


async def test_what_came_between_a_restart_and_the_return_is_fetched(world: World) -> None:
    """Telethon fetches the difference when it is told to, but not because a session is new to the server."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob.disconnect()
    await world.restart()
    await bob.barrier()
    assert bob.packets == [types.UpdatesTooLong()]
    await alice.say(bob, "after")
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["after"]


async def test_the_whole_way_in(world: World) -> None:
    door = world.app.door
    made = await make_key(door, server_key().public, world.random.randbytes)
    client = Client(door, made.auth_key, made.salt, now=world.clock.now, random=world.random.randbytes)
    config = await client(functions.help.GetConfig())
    assert config.this_dc == world.config.dc_id
    assert client.salt == made.salt
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await client(functions.updates.GetState())


async def test_a_message_survives_a_lost_connection(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob.disconnect()
    await alice.say(bob, "while away")
    await bob.reconnect()
    await bob.barrier()
    assert bob.packets == [types.UpdatesTooLong()]
    found = await bob(functions.updates.GetDifference(pts=0, date=0, qts=0))
    assert "while away" in [message.message for message in found.new_messages]


async def test_the_harness_notices_what_was_not_pushed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bob.witness.client.updates.append(types.Updates(updates=[], users=[], chats=[], date=0, seq=5))
    with pytest.raises(AssertionError, match="Bob"):
        await world.check()
    bob.witness.client.updates.pop()
    await alice.say(bob, "one")
    await bob.witness.client.ping()
    lost = bob.witness.client.updates.pop()
    with pytest.raises(AssertionError, match="Bob"):
        await world.check()
    bob.witness.client.updates.append(lost)
