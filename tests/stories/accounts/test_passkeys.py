"""Signing in by a key that a device keeps."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from angarium.domain.accounts.passkeys import encode
from angarium.tl import functions, types
from tests.stories.accounts.secrets import set_password
from tests.stories.harness import Actor, World, refused


class Authenticator:
    """What a browser and the key in a phone do together, for one passkey (https://www.w3.org/TR/webauthn-3/)."""

    def __init__(self, origin: str = "http://localhost:8480") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.origin, self.count, self.handle = os.urandom(16), origin, 0, ""

    def _client_data(self, kind: str, options: Any) -> str:
        return json.dumps(
            {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        )

    def _data(self, place: str, *, fresh: bool) -> bytes:
        self.count += 1
        head = (
            hashlib.sha256(place.encode()).digest() + bytes([0x45 if fresh else 0x05]) + self.count.to_bytes(4, "big")
        )
        if not fresh:
            return head
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return head + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)

    def register(self, given: Any) -> types.InputPasskeyCredentialPublicKey:
        options = json.loads(given.data)["publicKey"]
        self.handle = options["user"]["id"]
        proof = {"fmt": "none", "attStmt": {}, "authData": self._data(options["rp"]["id"], fresh=True)}
        said = types.InputPasskeyResponseRegister(
            client_data=types.DataJSON(data=self._client_data("webauthn.create", options)),
            attestation_data=cbor2.dumps(proof),
        )
        return types.InputPasskeyCredentialPublicKey(id=encode(self.id), raw_id=encode(self.id), response=said)

    def sign(self, given: Any, user_id: int) -> types.InputPasskeyCredentialPublicKey:
        options = json.loads(given.data)["publicKey"]
        client_data = self._client_data("webauthn.get", options)
        data = self._data(options["rpId"], fresh=False)
        proof = self.key.sign(data + hashlib.sha256(client_data.encode()).digest(), ec.ECDSA(SHA256()))
        said = types.InputPasskeyResponseLogin(
            client_data=types.DataJSON(data=client_data),
            authenticator_data=data,
            signature=proof,
            user_handle=str(user_id),
        )
        return types.InputPasskeyCredentialPublicKey(id=encode(self.id), raw_id=encode(self.id), response=said)


async def register(actor: Actor, key: Authenticator) -> Any:
    wish = await actor(functions.account.InitPasskeyRegistration())
    return await actor(functions.account.RegisterPasskey(credential=key.register(wish.options)))


async def sign_in(device: Actor, key: Authenticator, user_id: int) -> Any:
    ask = await device(functions.auth.InitPasskeyLogin(api_id=11111, api_hash="a" * 32))
    return await device(functions.auth.FinishPasskeyLogin(credential=key.sign(ask.options, user_id)))


async def test_a_passkey_is_made_used_and_deleted(world: World) -> None:
    alice = await world.sign_up("Alice")
    key = Authenticator()
    made = await register(alice, key)
    assert made.id == encode(key.id) and made.last_usage_date is None
    world.clock.advance(100)
    device = await world.device("Alice", alice.phone)
    entered = await sign_in(device, key, alice.user_id)
    assert entered.user.id == alice.user_id
    (shown,) = (await alice(functions.account.GetPasskeys())).passkeys
    assert shown.last_usage_date == made.date + 100
    wish = json.loads((await alice(functions.account.InitPasskeyRegistration())).options.data)["publicKey"]
    assert [one["id"] for one in wish["excludeCredentials"]] == [made.id]
    assert await alice(functions.account.DeletePasskey(id=made.id))
    with refused("PASSKEY_CREDENTIAL_NOT_FOUND"):
        await alice(functions.account.DeletePasskey(id=made.id))
    other = await world.device("Alice", alice.phone)
    with refused("PASSKEY_CREDENTIAL_NOT_FOUND"):
        await sign_in(other, key, alice.user_id)


async def test_what_does_not_prove_itself_is_turned_away(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    with refused("PASSKEY_ORIGIN_MISMATCH"):
        await register(alice, Authenticator("https://elsewhere.example"))
    wish = await bob(functions.account.InitPasskeyRegistration())
    with refused("CREDENTIAL_INVALID"):  # made for somebody else
        await alice(functions.account.RegisterPasskey(credential=Authenticator().register(wish.options)))
    wish = await alice(functions.account.InitPasskeyRegistration())
    world.clock.advance(601)
    with refused("CREDENTIAL_INVALID"):
        await alice(functions.account.RegisterPasskey(credential=Authenticator().register(wish.options)))
    key = Authenticator()
    await register(alice, key)
    device = await world.device("Alice", alice.phone)
    with refused("PASSKEY_CREDENTIAL_NOT_FOUND"):
        await sign_in(device, key, bob.user_id)
    ask = await device(functions.auth.InitPasskeyLogin(api_id=11111, api_hash="a" * 32))
    elsewhere = await world.device("Alice", alice.phone)
    with refused("CREDENTIAL_INVALID"):  # the challenge was made for another device
        await elsewhere(functions.auth.FinishPasskeyLogin(credential=key.sign(ask.options, alice.user_id)))
    forged = key.sign(ask.options, alice.user_id)
    *kept, last = forged.response.signature
    forged.response.signature = bytes((*kept, last ^ 1))
    with refused("CREDENTIAL_INVALID"):
        await device(functions.auth.FinishPasskeyLogin(credential=forged))
    with refused("CREDENTIAL_INVALID"):
        await alice(functions.account.RegisterPasskey(credential=forged))
    for _ in range(3):
        await register(alice, Authenticator())
    two = [(Authenticator(), await alice(functions.account.InitPasskeyRegistration())) for _ in range(2)]
    fifth, sixth = [functions.account.RegisterPasskey(credential=key.register(ask.options)) for key, ask in two]
    assert await alice(fifth)
    with refused("PASSKEYS_TOO_MUCH"):
        await alice(sixth)
    with refused("PASSKEYS_TOO_MUCH"):
        await alice(functions.account.InitPasskeyRegistration())


async def test_the_password_is_asked_for_all_the_same(world: World) -> None:
    alice = await world.sign_up("Alice")
    key = Authenticator()
    await register(alice, key)
    await set_password(alice, "secret")
    device = await world.device("Alice", alice.phone)
    with refused("SESSION_PASSWORD_NEEDED", 401):
        await sign_in(device, key, alice.user_id)
