"""Two devices with a secret chat, as far as a server can see one: the keys are numbers, the messages random bytes."""

from __future__ import annotations

from typing import Any

from angarium.crypto import dh
from angarium.tl import functions, types
from tests.stories.harness import Actor, World

call = functions.messages


def public(world: World) -> bytes:
    """A public value of the key exchange."""
    return dh.to_bytes(dh.power(dh.G, world.random.getrandbits(2040) | 1))


def sealed(world: World, size: int = 64) -> bytes:
    """What an encrypted message looks like from outside."""
    return world.random.randbytes(24 + size)


def named(chat: Any) -> types.InputEncryptedChat:
    return types.InputEncryptedChat(chat_id=chat.id, access_hash=chat.access_hash)


async def invite(one: Actor, other: Actor, random_id: int = 0) -> Any:
    """The invitation as the inviter sees it."""
    number = random_id or one.world.random.getrandbits(30) | 1
    return await one(call.RequestEncryption(user_id=one.user(other), random_id=number, g_a=public(one.world)))


async def invited(device: Actor) -> Any:
    """The invitation that came last to a device."""
    await device.barrier()
    return device.heard(types.UpdateEncryption)[-1].chat


async def accept(device: Actor) -> Any:
    """Take the chat that a device was invited to last."""
    chat = await invited(device)
    return await device(call.AcceptEncryption(peer=named(chat), g_b=public(device.world), key_fingerprint=77))


async def begin(one: Actor, other: Actor) -> tuple[types.InputEncryptedChat, types.InputEncryptedChat]:
    """A chat that both sides have, as each names it."""
    mine = await invite(one, other)
    theirs = await accept(other)
    return named(mine), named(theirs)


async def send(device: Actor, peer: types.InputEncryptedChat, data: bytes = b"", random_id: int = 0) -> bytes:
    """Send something; the bytes."""
    data = data or sealed(device.world)
    number = random_id or device.world.random.getrandbits(62) | 1
    await device(call.SendEncrypted(peer=peer, random_id=number, data=data))
    return data


async def received(device: Actor) -> list[Any]:
    """The encrypted messages that were pushed to a device."""
    await device.barrier()
    return [update.message for update in device.heard(types.UpdateNewEncryptedMessage)]
