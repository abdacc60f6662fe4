"""Passkeys (https://core.telegram.org/api/passkeys): registering them, and signing in by them. What browsers say is checked by the
`webauthn` package (https://www.w3.org/TR/webauthn-3/).

A challenge is kept nowhere: it is a dated seal over whom it was made for. The package is imported late: it takes a third of a second.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from urllib.parse import urlsplit

import msgspec

from angarium.domain.accounts import signing
from angarium.domain.accounts.signing import Client
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.model.passkeys import Passkey
from angarium.model.users import User
from angarium.store import accounts, keys, passkeys

MOST = 5
"""Passkeys of one account; help.getAppConfig tells clients the same number."""

LIFE = 600
"""Seconds for which a challenge is good."""

_HEAD = struct.Struct("<16sQ")
NATIVE = ("android:apk-key-hash:", "ios:bundle-id:")


def encode(body: bytes) -> str:
    """URL-safe base64 without padding, as browsers write it."""
    return urlsafe_b64encode(body).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def place(house: House) -> str:
    """The name under which browsers keep passkeys of this server: its public host name."""
    host = urlsplit(f"//{house.config.public_address}").hostname or ""
    return host if any(letter.isalpha() for letter in host) and ":" not in host else "localhost"


def make_challenge(tx: Tx, whom: str) -> bytes:
    head = _HEAD.pack(tx.chance.bytes(16), tx.now + LIFE)
    return head + _seal(tx, head, whom)


def _seal(tx: Tx, head: bytes, whom: str) -> bytes:
    return blake2b(head + whom.encode(), digest_size=16, key=tx.house.secret, person=b"passkey").digest()


def _is_ours(tx: Tx, challenge: bytes, whom: str) -> bool:
    head = challenge[: _HEAD.size]
    if len(head) < _HEAD.size or not compare_digest(challenge[_HEAD.size :], _seal(tx, head, whom)):
        return False
    until: int = _HEAD.unpack(head)[1]
    return tx.now <= until


async def wish(tx: Tx, user: User) -> str:
    """What a browser needs to make a passkey, as JSON. Refuses PASSKEYS_TOO_MUCH."""
    import webauthn
    from webauthn.helpers import structs

    known = await passkeys.listing(tx, user.id)
    if len(known) >= MOST:
        raise Refusal("PASSKEYS_TOO_MUCH")
    name = f"{user.profile.first_name} {user.profile.last_name}".strip()
    options = webauthn.generate_registration_options(
        rp_id=place(tx.house),
        rp_name=tx.house.config.name,
        user_id=str(user.id).encode(),
        user_name=f"+{user.phone}" if user.phone else name,
        user_display_name=name,
        challenge=make_challenge(tx, f"make {user.id}"),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=decode(one.id)) for one in known],
    )
    return f'{{"publicKey":{webauthn.options_to_json(options)}}}'


def ask(tx: Tx, client_key: int) -> str:
    """What a browser needs to find a passkey of this server, as JSON."""
    import webauthn

    options = webauthn.generate_authentication_options(
        rp_id=place(tx.house), challenge=make_challenge(tx, f"use {client_key}")
    )
    return f'{{"publicKey":{webauthn.options_to_json(options)}}}'


class _ClientData(msgspec.Struct):
    """https://www.w3.org/TR/webauthn-3/#dictionary-client-data"""

    challenge: str
    origin: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser said: the credential's id, the client data as it was signed, and the parts of the answer in the words of WebAuthn."""

    id: str
    client_data: str
    parts: dict[str, bytes]


def _read(tx: Tx, answer: Answer, whom: str) -> tuple[bytes, str]:
    """The challenge and the origin, if they are good; raises ValueError. Refuses PASSKEY_ORIGIN_MISMATCH."""
    said = msgspec.json.decode(answer.client_data, type=_ClientData)
    challenge = decode(said.challenge)
    if not _is_ours(tx, challenge, whom):
        raise ValueError("not a challenge of this server")
    there = urlsplit(said.origin)
    host, rp = there.hostname or "", place(tx.house)
    secure = there.scheme == "https" or (there.scheme == "http" and host == "localhost")
    at_home = secure and (host == rp or host.endswith(f".{rp}"))
    if not at_home and not said.origin.startswith(NATIVE):
        raise Refusal("PASSKEY_ORIGIN_MISMATCH")
    return challenge, said.origin


def _pack(answer: Answer) -> dict[str, object]:
    parts = {name: encode(body) for name, body in answer.parts.items()}
    parts["clientDataJSON"] = encode(answer.client_data.encode())
    return {"id": answer.id, "rawId": answer.id, "type": "public-key", "response": parts}


async def register(tx: Tx, user_id: UserId, answer: Answer, name: str) -> Passkey:
    """Keep a new passkey. Refuses PASSKEYS_TOO_MUCH, PASSKEY_ORIGIN_MISMATCH, and CREDENTIAL_INVALID for what does not prove itself
    (https://core.telegram.org/method/account.registerPasskey)."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    if len(await passkeys.listing(tx, user_id)) >= MOST:
        raise Refusal("PASSKEYS_TOO_MUCH")
    try:
        challenge, origin = _read(tx, answer, f"make {user_id}")
        proved = webauthn.verify_registration_response(
            credential=_pack(answer),
            expected_challenge=challenge,
            expected_rp_id=place(tx.house),
            expected_origin=origin,
        )
    except (WebAuthnException, ValueError, msgspec.MsgspecError):
        raise Refusal("CREDENTIAL_INVALID") from None
    made = Passkey(
        id=encode(proved.credential_id), name=name, public_key=proved.credential_public_key, date=tx.now,
        count=proved.sign_count,
    )  # fmt: skip
    await passkeys.put(tx, user_id, made)
    return made


async def listing(tx: Tx, user_id: UserId) -> list[Passkey]:
    return sorted(await passkeys.listing(tx, user_id), key=lambda one: one.date)


async def delete(tx: Tx, user_id: UserId, id: str) -> None:
    """Refuses PASSKEY_CREDENTIAL_NOT_FOUND."""
    if all(one.id != id for one in await passkeys.listing(tx, user_id)):
        raise Refusal("PASSKEY_CREDENTIAL_NOT_FOUND")
    await passkeys.remove(tx, user_id, id)


async def sign_in(tx: Tx, answer: Answer, handle: str, client: Client) -> UserId | Refusal:
    """Let a key in by a passkey; `handle` is the account as the browser keeps it, its id. Refuses PASSKEY_CREDENTIAL_NOT_FOUND,
    PASSKEY_ORIGIN_MISMATCH, CREDENTIAL_INVALID (https://core.telegram.org/method/auth.finishPasskeyLogin). Returned, to be raised once
    durable: SESSION_PASSWORD_NEEDED."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    user_id = UserId(int(handle)) if handle.isascii() and handle.isdigit() and len(handle) < 16 else UserId(0)
    known = next((one for one in await passkeys.listing(tx, user_id) if one.id == answer.id.rstrip("=")), None)
    user = await accounts.find(tx, user_id)
    if known is None or user is None or user.profile.deleted:
        raise Refusal("PASSKEY_CREDENTIAL_NOT_FOUND")
    try:
        challenge, origin = _read(tx, answer, f"use {client.key_id}")
        proved = webauthn.verify_authentication_response(
            credential=_pack(answer), expected_challenge=challenge, expected_rp_id=place(tx.house), expected_origin=origin,
            credential_public_key=known.public_key, credential_current_sign_count=known.count,
        )  # fmt: skip
    except (WebAuthnException, ValueError, msgspec.MsgspecError):
        raise Refusal("CREDENTIAL_INVALID") from None
    await passkeys.put(tx, user_id, msgspec.structs.replace(known, count=proved.new_sign_count, used=tx.now))
    if await signing.needs_password(tx, user_id):
        await keys.set_pending(tx, client.key_id, user_id, tx.now)
        return Refusal("SESSION_PASSWORD_NEEDED")
    await signing.enter(tx, user_id, client)
    return user_id
