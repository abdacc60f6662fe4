"""What clients name a peer or user by, read into ids. Access hashes are checked here, once, on the way in."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain import access
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.rpc.router import Call
from angarium.tl import types


def read_peer(call: Call, given: types.TypeInputPeer | None) -> Peer:
    """An InputPeer as a peer number. Refuses PEER_ID_INVALID for what is empty, unknown, or shown with a wrong access hash."""
    match given:
        case types.InputPeerSelf() | types.InputUserSelf():
            return Peer(call.user_id)
        case types.InputPeerUser() | types.InputUser():
            if given.user_id != call.user_id:
                access.require_peer_hash(call.house.secret, call.user_id, given.user_id, given.access_hash)
            return Peer(given.user_id)
        case types.InputPeerChat() if given.chat_id > 0:
            raise Refusal("PEER_ID_INVALID")
        case types.InputPeerChannel():
            raise Refusal("CHANNEL_INVALID")
        case _:
            raise Refusal("PEER_ID_INVALID")


def read_user(call: Call, given: types.TypeInputUser | None) -> UserId:
    """An InputUser as an id. Refuses USER_ID_INVALID."""
    match given:
        # COMPAT(Pyrogram 2): it names a user by an InputPeer here, too.
        case types.InputUserSelf() | types.InputPeerSelf():
            return call.user_id
        case types.InputUser() | types.InputPeerUser():
            if given.user_id != call.user_id:
                access.require_user_hash(call.house.secret, call.user_id, given.user_id, given.access_hash)
            return UserId(given.user_id)
        case _:
            raise Refusal("USER_ID_INVALID")


def read_dialog_peers(call: Call, given: Sequence[types.TypeInputDialogPeer]) -> list[Peer]:
    """InputDialogPeers as peer numbers; folders, which are no chats, are left out."""
    return [read_peer(call, one.peer) for one in given if isinstance(one, types.InputDialogPeer)]
