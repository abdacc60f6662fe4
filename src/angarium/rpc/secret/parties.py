"""Who is calling about which secret chat."""

from __future__ import annotations

from angarium.domain.secret import chats
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.secretchats import Party, SecretChat
from angarium.rpc.router import Call
from angarium.tl import types


def device_of(call: Call) -> Party:
    """The device behind a call."""
    login_id = call.caller.authorization_id
    if login_id is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    return Party(user_id=call.user_id, login_id=login_id, key_id=call.caller.key_id)


async def read_chat(call: Call, tx: Tx, given: types.TypeInputEncryptedChat) -> SecretChat:
    """Refuses CHAT_ID_INVALID for what this device was not told of."""
    return await chats.get(tx, device_of(call), given.chat_id, given.access_hash)
