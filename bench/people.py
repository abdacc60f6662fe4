"""Signed-up people for the load, under test numbers (https://core.telegram.org/api/auth#test-accounts)."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from angarium.crypto.rsa import PublicKey
from angarium.tl import functions, types
from bench.wire import Client

DIGITS = 5


def numbers(start: int = 0) -> itertools.chain[str]:
    """Test numbers: their code is their sixth digit, repeated."""
    return itertools.chain.from_iterable((f"99966{dc}{at:04}" for at in range(start, 10_000)) for dc in (1, 2, 3))


async def sign_up(client: Client, phone: str, name: str) -> Any:
    """Everything after the key exchange; the client holds a user when it returns."""
    sent = await client(
        functions.auth.SendCode(phone_number=phone, api_id=1, api_hash="x", settings=types.CodeSettings())
    )
    code = phone[5] * DIGITS
    proof = {"phone_number": phone, "phone_code_hash": sent.phone_code_hash}
    answer = await client(functions.auth.SignIn(**proof, phone_code=code))
    if isinstance(answer, types.auth.AuthorizationSignUpRequired):
        answer = await client(functions.auth.SignUp(**proof, first_name=name, last_name=""))
    client.user = answer.user
    return answer


async def crowd(address: tuple[str, int], key: PublicKey, phones: list[str], at_once: int = 8) -> list[Client]:
    """That many signed-up clients."""
    gate = asyncio.Semaphore(at_once)

    async def one(phone: str) -> Client:
        async with gate:
            client = Client(address, key)
            await client.shake_hands()
            await sign_up(client, phone, f"Load {phone}")
            return client

    return list(await asyncio.gather(*map(one, phones)))


async def befriend(client: Client, other: Client) -> types.InputPeerUser:
    """The other as an InputPeer, found by number."""
    contact = types.InputPhoneContact(client_id=1, phone=other.user.phone, first_name="Friend", last_name="")
    found = await client(functions.contacts.ImportContacts(contacts=[contact]))
    user = next(user for user in found.users if user.id == other.user.id)
    return types.InputPeerUser(user_id=user.id, access_hash=user.access_hash)
