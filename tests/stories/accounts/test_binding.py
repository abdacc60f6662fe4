"""Temporary keys: https://core.telegram.org/api/pfs."""

from __future__ import annotations

import struct
from typing import Any

from angarium.crypto.kdf import BindingCipher, make_key_id
from angarium.domain.accounts import devices
from angarium.model.accounts import AuthKey
from angarium.model.ids import KeyId
from angarium.store import keys
from angarium.tl import functions, types
from tests.stories.client import Client
from tests.stories.harness import FIRST_SALT, Actor, World, refused

HOUR = 3600


async def make_temporary(world: World) -> bytes:
    """The key of an exchange with expires_in."""
    key = world.random.randbytes(256)
    now = int(world.clock.now())
    made = AuthKey(id=KeyId(make_key_id(key)), key=key, first_salt=FIRST_SALT, created=now, expires_at=now + HOUR)
    async with world.app.house.work.begin() as tx:
        assert await devices.add_key(tx, made)
    return key


def binding(alice: Actor, client: Client, key: bytes, **wrong: Any) -> functions.auth.BindTempAuthKey:
    """The request that the client sends as its next message, or one that says something `wrong`."""
    said = {
        "msg_id": max(int(client.now() * 4294967296) & ~3, client._last_id + 4),  # what the request will have
        "nonce": 4711,
        "temporary": make_key_id(key),
        "permanent": make_key_id(alice.auth_key),
        "session": client.session_id,
        "seqno": 0,
        "constructor": 0x75A3F765,
        "expires": int(client.now()) + HOUR,
    }
    outer = {"nonce": said["nonce"], "expires": said["expires"], "permanent": said["permanent"]}
    said |= wrong
    inner = struct.pack(
        "<Iqqqqi", *(said[name] for name in ("constructor", "nonce", "temporary", "permanent", "session", "expires"))
    )
    random = client.random
    message = random(16) + struct.pack("<qiI", said["msg_id"], said["seqno"], len(inner)) + inner
    sealed = BindingCipher(alice.auth_key).encrypt(message, random(-len(message) % 16))
    return functions.auth.BindTempAuthKey(
        perm_auth_key_id=outer["permanent"], nonce=outer["nonce"], expires_at=outer["expires"], encrypted_message=sealed
    )


async def test_a_temporary_key_speaks_for_the_permanent_one(world: World) -> None:
    alice = await world.sign_up("Alice")
    temporary = await make_temporary(world)
    client = world.make_client(temporary, alice.layer)
    with refused("AUTH_KEY_UNREGISTERED"):
        await client(functions.updates.GetState())
    for wrong in (
        {"msg_id": 4},
        {"nonce": 4712},
        {"temporary": 1},
        {"permanent": 1},
        {"session": 1},
        {"expires": 1},
    ):
        with refused("ENCRYPTED_MESSAGE_INVALID"):
            await client(binding(alice, client, temporary, **wrong))
    for stranger in (1, make_key_id(temporary)):  # a key that is not there, or ends itself
        unknown = binding(alice, client, temporary)
        unknown.perm_auth_key_id = stranger
        with refused("ENCRYPTED_MESSAGE_INVALID"):
            await client(unknown)
    broken = binding(alice, client, temporary)
    broken.encrypted_message = broken.encrypted_message[:-16] + bytes(16)
    with refused("ENCRYPTED_MESSAGE_INVALID"):
        await client(broken)
    for wrong in ({"constructor": 0x75A3F764}, {"seqno": 1}):  # the permanent key says it, but in no such message
        with refused("ENCRYPTED_MESSAGE_INVALID"):
            await client(binding(alice, client, temporary, **wrong))
    assert await client(binding(alice, client, temporary)) is True
    (own,) = await client(functions.users.GetUsers(id=[types.InputUserSelf()]))
    assert own.id == alice.user_id
    assert await client(binding(alice, client, temporary)) is True  # repeated: it is bound to the same
    bob = await world.sign_up("Bob")
    with refused("TEMP_AUTH_KEY_ALREADY_BOUND"):
        await client(binding(bob, client, temporary))
    await bob.say(alice, "hello")
    await world.settle()
    await client.ping()
    assert client.updates
    await client.disconnect()


async def test_a_connection_outlives_a_binding_before_the_sign_in(world: World) -> None:
    device = await world.device("Nobody", "4915510999999")
    temporary = await make_temporary(world)
    client = world.make_client(temporary, device.layer)
    assert await client(binding(device, client, temporary)) is True
    with refused("AUTH_KEY_UNREGISTERED"):
        await client(functions.updates.GetState())
    assert client.wire is not None and not client.wire.lost.done()
    await client.disconnect()


async def test_only_temporary_keys_are_bound(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    with refused("TEMP_AUTH_KEY_EMPTY"):
        await bob(binding(alice, bob.client, bob.auth_key))


async def test_temporary_keys_are_dropped(world: World) -> None:
    alice = await world.sign_up("Alice")
    first, second = await make_temporary(world), await make_temporary(world)
    clients = [world.make_client(key, alice.layer) for key in (first, second)]
    for client, key in zip(clients, (first, second), strict=True):
        assert await client(binding(alice, client, key))
    assert await clients[0](functions.auth.DropTempAuthKeys(except_auth_keys=[]))
    async with world.app.house.work.read() as tx:
        assert await devices.find_key(tx, KeyId(make_key_id(first))) is not None
        assert await devices.find_key(tx, KeyId(make_key_id(second))) is None
    for client in clients:
        await client.disconnect()


async def test_keys_are_wrapped_where_they_are_stored(world: World) -> None:
    alice = await world.sign_up("Alice")
    async with world.app.house.work.read() as tx:
        stored = await keys.find(tx, KeyId(make_key_id(alice.auth_key)))
        opened = await devices.find_key(tx, KeyId(make_key_id(alice.auth_key)))
    assert stored is not None
    assert opened is not None
    assert alice.auth_key not in stored.key.key
    assert opened.key.key == alice.auth_key
