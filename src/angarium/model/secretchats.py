"""Secret chats as the server knows them: who, with which device, in what state. Never a key, never a text."""

from __future__ import annotations

from typing import Literal

import msgspec

from angarium.model.ids import AuthorizationId, FileId, KeyId, UserId

SecretState = Literal["requested", "accepted", "discarded"]
SecretLook = Literal["waiting", "requested", "accepted", "discarded"]
"""What one device sees of it: an invitation is waited for by one side and requested of the other."""


class Party(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side: a person, and the one device that holds the chat; no device yet while an invitation is open."""

    user_id: UserId
    login_id: AuthorizationId = AuthorizationId(0)
    key_id: KeyId = KeyId(0)


class SecretChat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A chat between the device of `admin`, who began it, and one device of `participant`
    (https://core.telegram.org/api/end-to-end). `g_a`, `g_b` and the fingerprint are public values of the key exchange."""

    id: int
    admin: Party
    participant: Party
    date: int
    state: SecretState = "requested"
    g_a: bytes = b""
    g_b: bytes = b""
    fingerprint: int = 0


class SecretFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that only the two devices can open; `fingerprint` is of its key (https://core.telegram.org/constructor/encryptedFile)."""

    id: FileId
    owner_id: int
    access_hash: int
    date: int
    size: int
    blob: str
    fingerprint: int
