"""Many devices do whatever comes to their minds, some of them offline: each has exactly what was sent to it, in order."""

from __future__ import annotations

import random
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.accounts.test_binding import binding, make_temporary
from tests.stories.harness import Actor, RpcError, World
from tests.stories.secret.pairs import begin, invite, named, public, sealed, send

call = functions.messages


class Walk:
    """A random walk. `ready` holds the chats that both sides have: device → (how it names the chat, the other device)."""

    def __init__(self, world: World, devices: list[Actor], seed: int) -> None:
        self.world, self.devices = world, devices
        self.random = random.Random(seed)
        self.started: list[tuple[Actor, Any]] = []
        self.ready: list[tuple[Actor, types.InputEncryptedChat, Actor]] = []
        self.owed: dict[int, list[bytes]] = {id(device): [] for device in devices}

    async def step(self) -> None:
        deeds = [self.invite, self.accept, self.discard, self.send, self.send, self.send, self.go, self.wait]
        try:
            await self.random.choice(deeds)()
        except RpcError as refusal:
            assert refusal.name.startswith(("ENCRYPTION_", "CHAT_ID_INVALID", "FLOOD_WAIT_")), refusal

    async def invite(self) -> None:
        one, other = self.random.sample(self.devices, 2)
        if one.user_id != other.user_id:
            self.started.append((one, await invite(one, other)))

    async def accept(self) -> None:
        device = self.random.choice(self.devices)
        open_ones = [update.chat for update in device.heard(types.UpdateEncryption)]
        requested = [chat for chat in open_ones if isinstance(chat, types.EncryptedChatRequested)]
        if not requested:
            return
        chat = self.random.choice(requested)
        await device(call.AcceptEncryption(peer=named(chat), g_b=public(self.world), key_fingerprint=1))
        [(inviter, waiting)] = [(one, mine) for one, mine in self.started if mine.id == chat.id]
        self.ready += [(inviter, named(waiting), device), (device, named(chat), inviter)]

    async def discard(self) -> None:
        if self.ready and self.random.random() < 0.3:
            device, chat, _ = self.random.choice(self.ready)
            await device(call.DiscardEncryption(chat_id=chat.chat_id))

    async def send(self) -> None:
        if self.ready:
            device, chat, other = self.random.choice(self.ready)
            data = sealed(self.world, 16 * self.random.randint(1, 5))
            self.owed[id(other)].append(await send(device, chat, data))

    async def go(self) -> None:
        await self.random.choice(self.devices).disconnect()

    async def wait(self) -> None:
        self.world.clock.advance(self.random.randint(0, 3))


@pytest.mark.parametrize("seed", range(5))
async def test_everyone_gets_what_was_sent_to_them(world: World, seed: int) -> None:
    people = [await world.sign_up(name) for name in ("Alice", "Bob", "Eve")]
    devices = [*people, *[await world.sign_in(person, layer=135) for person in people]]
    states = [await device(functions.updates.GetState()) for device in devices]
    walk = Walk(world, devices, seed)
    for _ in range(120):
        await walk.step()
    await world.restart()
    assert walk.ready, "nothing happened"
    for device, state in zip(devices, states, strict=True):
        asked = functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts)
        found = await device(asked)
        told = [message.bytes for message in getattr(found, "new_encrypted_messages", [])]
        assert told == walk.owed[id(device)]


async def test_a_temporary_key_hears_for_its_device(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    temporary = await make_temporary(world)
    client = world.make_client(temporary, bob.layer)
    assert await client(binding(bob, client, temporary)) is True
    await client(functions.updates.GetState())
    mine, theirs = await begin(alice, bob)
    data = await send(alice, mine)
    await client.ping()
    pushed = [update for packet in client.updates for update in getattr(packet, "updates", [])]
    [came] = [update for update in pushed if isinstance(update, types.UpdateNewEncryptedMessage)]
    assert came.message.bytes == data
    await client(call.SendEncrypted(peer=theirs, random_id=1, data=data))
    await alice.barrier()
    assert alice.heard(types.UpdateNewEncryptedMessage)[-1].message.bytes == data
