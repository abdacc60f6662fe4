"""Peers that a client knows only from a message (https://core.telegram.org/api/min): it names the message instead of an access hash.
They are made out once, before the method sees its request, and only if that message really names them."""

from __future__ import annotations

from typing import Any

from angarium.domain import access
from angarium.domain.facts import gather, peers_in
from angarium.domain.messages import histories
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import CHANNEL_OFFSET, Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.tl import types

_MINIMAL = (
    types.InputUserFromMessage,
    types.InputPeerUserFromMessage,
    types.InputChannelFromMessage,
    types.InputPeerChannelFromMessage,
)
DEPTH = 3
"""How deep a request is searched: a peer within a reply within a request."""


def is_minimal(request: Any, depth: int = DEPTH) -> bool:
    """Whether a request names such a peer anywhere."""
    if isinstance(request, _MINIMAL):
        return True
    if isinstance(request, list):
        return (
            any(is_minimal(one, depth) for one in request[:200]) if request and hasattr(request[0], "NAME") else False
        )
    if not depth or not hasattr(request, "NAME"):
        return False
    return any(
        is_minimal(value, depth - 1)
        for value in vars(request).values()
        if isinstance(value, list) or hasattr(value, "NAME")
    )


async def resolve(tx: Tx, viewer_id: UserId, request: Any) -> Any:
    """The request with every such peer in its ordinary form. Refuses PEER_ID_INVALID, USER_ID_INVALID, CHANNEL_INVALID, MSG_ID_INVALID."""
    if isinstance(request, _MINIMAL):
        return await _resolve_one(tx, viewer_id, request)
    if isinstance(request, list):
        return [await resolve(tx, viewer_id, one) for one in request]
    if not hasattr(request, "NAME"):
        return request
    changed = {
        name: await resolve(tx, viewer_id, value) if is_minimal(value) else value
        for name, value in vars(request).items()
    }
    return type(request)(**changed)


async def _resolve_one(tx: Tx, viewer_id: UserId, given: Any) -> Any:
    source = _read_source(tx, viewer_id, given.peer)
    found, _ = await histories.pick(tx, viewer_id, [given.msg_id], source if is_channel(source) else None)
    message = found[0]
    if not isinstance(message, Message) or message.peer != source:
        raise Refusal("MSG_ID_INVALID")
    wanted = given.user_id if hasattr(given, "user_id") else -CHANNEL_OFFSET - given.channel_id
    if wanted not in peers_in(message) and wanted not in (await gather(tx, viewer_id, [message])).users:
        raise Refusal("USER_ID_INVALID" if wanted > 0 else "CHANNEL_INVALID")
    kind = "user" if wanted > 0 else "channel"
    hash = access.access_hash(tx.house.secret, viewer_id, kind, wanted)
    match given:
        case types.InputUserFromMessage():
            return types.InputUser(user_id=wanted, access_hash=hash)
        case types.InputPeerUserFromMessage():
            return types.InputPeerUser(user_id=wanted, access_hash=hash)
        case types.InputChannelFromMessage():
            return types.InputChannel(channel_id=given.channel_id, access_hash=hash)
        case _:
            return types.InputPeerChannel(channel_id=given.channel_id, access_hash=hash)


def _read_source(tx: Tx, viewer_id: UserId, given: Any) -> Peer:
    """The chat that holds the message."""
    match given:
        case types.InputPeerChat() if 0 < given.chat_id < CHANNEL_OFFSET:
            return Peer(-given.chat_id)
        case types.InputPeerUser():
            access.require_peer_hash(tx.house.secret, viewer_id, given.user_id, given.access_hash)
            return Peer(given.user_id)
        case types.InputPeerChannel() if 0 < given.channel_id < CHANNEL_OFFSET:
            peer = Peer(-CHANNEL_OFFSET - given.channel_id)
            access.require_channel_hash(tx.house.secret, viewer_id, peer, given.access_hash)
            return peer
        case _:
            raise Refusal("PEER_ID_INVALID")
