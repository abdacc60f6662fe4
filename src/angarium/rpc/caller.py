"""Who is calling: the standing of one MTProto session, owned by the door and read by every method."""

from __future__ import annotations

from dataclasses import dataclass

from angarium.model.accounts import Device
from angarium.model.ids import AuthorizationId, KeyId, UserId
from angarium.tl.layers import CANONICAL


@dataclass(slots=True, eq=False)
class Caller:
    """`key_id` is the permanent auth key; `local` the address through which the client reached this server,
    `dc` the data centre that it took us for, 0 when it did not say.

    `wants_updates` turns True with the first call that needs a login and stands outside invokeWithoutUpdates (file transfers do not
    count); only then is the session told what happens.
    """

    key_id: KeyId
    session_id: int
    layer: int = CANONICAL
    temp_key_id: KeyId | None = None
    user_id: UserId | None = None
    authorization_id: AuthorizationId | None = None
    address: str = ""
    local: tuple[str, int] = ("127.0.0.1", 0)
    dc: int = 0
    device: Device | None = None
    introduced: bool = False  # whether this session has said what it is; else `device` is what others of its key said
    wants_updates: bool = False
    takeout_id: int | None = None
    bot: bool = False  # of `judged`, the account that was looked at last
    judged: UserId | None = None
    business_bot: int = 0  # who acts for this person in the call at hand: a connected bot
