"""Passkeys: keys that a device or a password manager keeps, by which somebody signs in without a code."""

from __future__ import annotations

import msgspec


class Passkey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`id` is the credential's, in URL-safe base64; `count` how often its device said that it was used."""

    id: str
    name: str
    public_key: bytes
    date: int
    count: int = 0
    used: int = 0  # when it was last used to sign in; 0 = never
