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
    """What the door needs of a permanent key: whose it is, if anyone's, the layer its device last spoke, and what it said of itself."""

    key: AuthKey
    permanent_id: KeyId
    user_id: UserId | None = None
    authorization_id: AuthorizationId | None = None
    layer: int = 0
    device: Device | None = None


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code that waits to be entered. `phone` is a number or, for mail, "mail:<account id>"; `channel` the sender that carried it;
    `key_id` the auth key that has entered it rightly, 0 = none yet; `attempts` counts wrong tries, `sends` the ways out tried."""

    phone: str
    purpose: str
    hash: str
    code: str
    channel: str
    created: int
    expires_at: int
    key_id: KeyId = KeyId(0)
    attempts: int = 0
    sends: int = 1


class Password(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two-step verification (https://core.telegram.org/api/srp). Without `verifier` there is only a mail address that waits to be
    confirmed. `next` is what takes this record's place once its mail address is confirmed."""

    salt1: bytes = b""
    salt2: bytes = b""
    verifier: bytes = b""
    hint: str = ""
    email: str = ""
    changed: int = 0
    pending_email: str = ""
    reset_at: int = 0  # when a reset that was asked for without the password may be carried out; 0 = none
    login_email: str = ""
    secure: tuple[bytes, bytes, int] | None = None  # salt, secret and id of Telegram Passport, as the client made them
    next: Password | None = None


class Token(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody shows to be let in. `purpose` is "login", "transfer" or "contact"; `user_id` is None until somebody accepts it.
    `device`, `layer` and `address` are those of the session that the token was made for."""

    token: bytes = b""
    purpose: str = ""
    key_id: KeyId = KeyId(0)
    user_id: UserId | None = None
    expires_at: int = 0
    device: Device = Device()
    layer: int = 0
    address: str = ""


class PushToken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """https://core.telegram.org/method/account.registerDevice; `locked_at` > 0: since when the device is locked."""

    kind: int
    token: str
    sandbox: bool = False
    secret: bytes = b""
    no_muted: bool = False
    others: tuple[int, ...] = ()
    locked_at: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A complaint about a peer, its messages (`ids`) or its photo."""

    peer: int
    reason: str
    comment: str = ""
    ids: tuple[int, ...] = ()
    photo_id: int = 0
    announcement: int = 0  # what was shown there; 0 = it is about the peer itself
