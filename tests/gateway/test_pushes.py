"""Who is told what happens in a box: online sessions at once, slow and absent ones by updatesTooLong, strangers never."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from angarium.domain import access
from angarium.domain.accounts import devices, signing
from angarium.model.accounts import Device
from angarium.model.events import DialogMarked
from angarium.model.ids import KeyId, Peer, UserId
from angarium.store import logins
from angarium.tl import functions, types
from tests.gateway.yard import Yard
from tests.stories.client import Client, RpcError


class Person:
    """An account that is signed in with one key."""

    def __init__(self, yard: Yard, user_id: int, auth_key: bytes, client: Client) -> None:
        self.yard, self.user_id, self.auth_key, self.client = yard, user_id, auth_key, client
        self.sent = 0

    async def say(self, other: Person, text: str = "hello") -> Any:
        self.sent += 1
        hash = access.access_hash(self.yard.house.secret, self.user_id, "user", other.user_id)
        peer = types.InputPeerUser(user_id=other.user_id, access_hash=hash)
        return await self.client(functions.messages.SendMessage(peer=peer, message=text, random_id=self.sent))

    async def another(self) -> Client:
        """A second session of the key, which listens."""
        client = await self.yard.client(self.auth_key)
        await client(functions.updates.GetState())
        return client

    def box(self) -> Any:
        return self.yard.door.pushers._boxes[self.user_id]


async def sign_up(yard: Yard, name: str, *, layer: int = 229) -> Person:
    auth_key = await yard.add_key()
    client = await yard.client(auth_key, layer=layer)
    async with yard.house.work.begin() as tx:
        user_id = await signing.make(tx, f"49155{len(name):07}{ord(name[0])}", name, "")
        await devices.log_in(tx, user_id, KeyId(client.cipher.key_id), Device(), layer, "")
    await client(functions.updates.GetState())
    return Person(yard, user_id, auth_key, client)


@pytest.fixture
async def pair(yard: Yard) -> tuple[Person, Person]:
    yard.door.router = yard.real
    return await sign_up(yard, "Alice"), await sign_up(yard, "Bob")


def texts(client: Client) -> list[str]:
    return [update.message.message for update in told(client) if update.NAME == "updateNewMessage"]


def told(client: Client) -> list[Any]:
    return [update for packet in client.updates if packet.NAME == "updates" for update in packet.updates]


async def settle(yard: Yard, *clients: Client) -> None:
    await yard.door.pushers.settle()
    for client in clients:
        await client.ping()


async def test_every_session_but_the_one_that_acted(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    elsewhere = await alice.another()
    await alice.say(bob, "one")
    await settle(yard, alice.client, elsewhere, bob.client)
    assert texts(alice.client) == []
    assert texts(elsewhere) == ["one"]
    assert texts(bob.client) == ["one"]


async def test_rendered_once_for_each_layer(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    older = await yard.client(bob.auth_key, layer=158)
    await older(functions.updates.GetState())
    await alice.say(bob)
    await settle(yard, older, bob.client)
    assert texts(older) == texts(bob.client) == ["hello"]


async def test_a_session_without_updates_hears_nothing(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    quiet = await yard.client(bob.auth_key)
    await quiet(functions.InvokeWithoutUpdates(query=functions.updates.GetState()))
    await alice.say(bob)
    await settle(yard, quiet)
    assert quiet.updates == []


async def test_a_lost_bell_is_made_up_from_the_log(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    await alice.say(bob, "one")
    ear = bob.box().hear
    yard.house.bus.leave(bob.user_id, ear)
    await alice.say(bob, "two")
    await alice.say(bob, "three")
    yard.house.bus.listen(bob.user_id, ear)
    await alice.say(bob, "four")
    await settle(yard, bob.client)
    assert texts(bob.client) == ["one", "two", "three", "four"]
    assert [update.pts for update in told(bob.client)] == [2, 3, 4, 5]


async def test_a_wide_gap_is_left_to_the_client(
    yard: Yard, pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("angarium.gateway.pusher.GAP", 1)
    alice, bob = pair
    await alice.say(bob, "one")
    ear = bob.box().hear
    yard.house.bus.leave(bob.user_id, ear)
    await alice.say(bob, "two")
    yard.house.bus.listen(bob.user_id, ear)
    await alice.say(bob, "three")
    await settle(yard, bob.client)
    assert texts(bob.client) == ["one"]
    assert bob.client.updates[-1] == types.UpdatesTooLong()
    await alice.say(bob, "four")
    await settle(yard, bob.client)
    assert texts(bob.client) == ["one", "four"]


async def test_a_bell_told_twice_is_pushed_once(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    bells: list[Any] = []
    yard.house.bus.listen(bob.user_id, bells.append)
    await alice.say(bob)
    for bell in tuple(bells):
        yard.house.bus.ring(bell)
    await settle(yard, bob.client)
    assert texts(bob.client) == ["hello"]


async def test_bells_without_facts_keep_their_order(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    async with yard.house.work.begin() as tx:
        await tx.log(bob.user_id, DialogMarked(peer=Peer(alice.user_id), unread=True))
    await alice.say(bob, "one")
    async with yard.house.work.begin() as tx:
        await tx.log(bob.user_id, DialogMarked(peer=Peer(alice.user_id), unread=False))
    await alice.say(bob, "two")
    await settle(yard, bob.client)
    kinds = [update.NAME for update in told(bob.client)]
    assert kinds == ["updateDialogUnreadMark", "updateNewMessage", "updateDialogUnreadMark", "updateNewMessage"]


async def test_who_was_away_is_told_to_fetch_the_difference(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    await bob.client.disconnect()
    await alice.say(bob)
    await bob.client.reconnect()
    await settle(yard, bob.client)
    assert texts(bob.client) == []
    assert bob.client.updates == [types.UpdatesTooLong()]


async def test_who_does_not_read_is_told_so_once_he_reads_again(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    await settle(yard, bob.client)
    assert bob.client.wire is not None
    bob.client.wire.transport.clog()
    for _ in range(100):
        await alice.say(bob, "x" * 4000)
        await asyncio.sleep(0)
    bob.client.wire.transport.unclog()
    await settle(yard, bob.client)
    assert 0 < len(texts(bob.client)) < 100
    assert bob.client.updates[-1] == types.UpdatesTooLong()
    assert [packet.NAME for packet in bob.client.updates].count("updatesTooLong") == 1
    await alice.say(bob, "after")
    await settle(yard, bob.client)
    assert texts(bob.client)[-1] == "after"


async def test_logging_out_elsewhere_closes_the_sockets(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    async with yard.house.work.begin() as tx:
        (device,) = await logins.find_all(tx, UserId(bob.user_id))
        await devices.log_out(tx, device)
    assert bob.client.wire is not None
    await asyncio.wait_for(bob.client.wire.lost, 10)
    assert bob.user_id not in yard.door.pushers._boxes
    yard.pass_time(1)  # the session begins anew, with ids by the clock
    await bob.client.reconnect()
    await alice.say(bob)
    await settle(yard, bob.client)
    assert bob.client.updates == []


async def test_logging_out_reaches_a_key_without_a_session(yard: Yard, pair: tuple[Person, Person]) -> None:
    _, bob = pair
    await bob.client.disconnect()
    yard.pass_time(700)
    async with yard.house.work.begin() as tx:
        (device,) = await logins.find_all(tx, UserId(bob.user_id))
        await devices.log_out(tx, device)
    with pytest.raises(RpcError, match="AUTH_KEY_UNREGISTERED"):
        await bob.another()


async def test_a_box_that_nobody_listens_to_costs_nothing(yard: Yard, pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    await bob.client.disconnect()
    yard.pass_time(700)
    assert bob.user_id not in yard.door.pushers._boxes
    assert not yard.house.bus.heard(bob.user_id)
    await alice.say(bob)
    assert (await alice.client(functions.updates.GetState())).pts == 2
