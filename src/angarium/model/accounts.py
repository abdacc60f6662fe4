"""Keys, devices and the codes that open an account."""

from __future__ import annotations

import msgspec

from angarium.model.ids import AuthorizationId, KeyId, UserId


class Device(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What initConnection tells of a client."""

    api_id: int = 0
    device_model: str = ""
    system_version: str = ""
    app_version: str = ""
    system_lang_code: str = ""
    lang_pack: str = ""
    lang_code: str = ""


class AuthKey(msgspec.Struct, frozen=True, kw_only=True):
    """An authorization key. A temporary one (https://core.telegram.org/api/pfs) has `expires_at` and, once bound, `permanent_id`."""

    id: KeyId
    key: bytes
    first_salt: int
    created: int
    expires_at: int = 0  # epoch seconds; 0 = permanent
    permanent_id: KeyId | None = None


class Authorization(msgspec.Struct, frozen=True, kw_only=True):
    """A logged-in device: one permanent key and one account."""

    id: AuthorizationId
    user_id: UserId
    key_id: KeyId
    hash: int  # its name towards other devices of the account
    device: Device
    layer: int
    created: int
    active: int
    address: str = ""
    confirmed: bool = True
    password_pending: bool = False
    calls_disabled: bool = False
    secret_chats_disabled: bool = False


class KeyState(msgspec.Struct, frozen=True, kw_only=True):
    """What the door needs of a permanent key: whose it is, if anyone's, and the layer its device last spoke."""

    key: AuthKey
    permanent_id: KeyId
    user_id: UserId | None = None
    authorization_id: AuthorizationId | None = None
    layer: int = 0
