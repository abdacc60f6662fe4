"""Secret chats: the key exchange, the beginning and the end (https://core.telegram.org/api/end-to-end)."""

from __future__ import annotations

from angarium.crypto import dh
from angarium.domain.accounts import reports
from angarium.domain.secret import chats
from angarium.model.accounts import Report
from angarium.model.errors import Refusal
from angarium.model.ids import Peer
from angarium.rpc.peers import read_user
from angarium.rpc.render.secret import render_chat
from angarium.rpc.router import Call, method
from angarium.rpc.secret.parties import device_of, read_chat
from angarium.tl import functions, types

DH_VERSION = 3
"""Counts up when the group changes."""

MOST_RANDOM = 1024


@method("messages.getDhConfig", bots=False)
async def get_dh_config(call: Call, req: functions.messages.GetDhConfig) -> types.messages.TypeDhConfig:
    """The group of the key exchange, and randomness for clients that have little of their own: they mix it with it."""
    if not 0 <= req.random_length <= MOST_RANDOM:
        raise Refusal("RANDOM_LENGTH_INVALID")
    random = call.house.chance.bytes(req.random_length)
    if req.version == DH_VERSION:
        return types.messages.DhConfigNotModified(random=random)
    return types.messages.DhConfig(g=dh.G, p=dh.to_bytes(dh.PRIME), version=DH_VERSION, random=random)


@method("messages.requestEncryption", writes=True, bots=False, flood="send")
async def request_encryption(call: Call, req: functions.messages.RequestEncryption) -> types.TypeEncryptedChat:
    device = device_of(call)
    chat = await chats.request(call.tx, device, read_user(call, req.user_id), req.random_id, req.g_a)
    return render_chat(chats.view(call.tx, chat, device))


@method("messages.acceptEncryption", writes=True, bots=False, flood="send")
async def accept_encryption(call: Call, req: functions.messages.AcceptEncryption) -> types.TypeEncryptedChat:
    device = device_of(call)
    chat = await read_chat(call, call.tx, req.peer)
    accepted = await chats.accept(call.tx, device, chat, req.g_b, req.key_fingerprint)
    return render_chat(chats.view(call.tx, accepted, device))


@method("messages.discardEncryption", writes=True, bots=False)
async def discard_encryption(call: Call, req: functions.messages.DiscardEncryption) -> bool:
    await chats.discard(call.tx, device_of(call), req.chat_id, delete_history=req.delete_history)
    return True


@method("messages.reportEncryptedSpam", writes=True, bots=False)
async def report_encrypted_spam(call: Call, req: functions.messages.ReportEncryptedSpam) -> bool:
    chat = await read_chat(call, call.tx, req.peer)
    _, other = chats.sides(chat, call.user_id)
    await reports.add(call.tx, call.user_id, Report(peer=Peer(other.user_id), reason="spam in a secret chat"))
    return True
