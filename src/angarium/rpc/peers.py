"""What clients name a peer or user by, read into ids. Access hashes are checked here, once, on the way in."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain import access
from angarium.domain.messages.archive import ARCHIVE
from angarium.model.errors import Refusal
from angarium.model.ids import CHANNEL_OFFSET, Peer, UserId, is_channel, is_saved
from angarium.rpc.router import Call
from angarium.tl import types

CHATS = 500
"""Chats that one request names at most: more than anybody can pin."""


def read_peer(call: Call, given: types.TypeInputPeer | None) -> Peer:
    """An InputPeer as a peer number. Refuses PEER_ID_INVALID for what is empty, unknown, or shown with a wrong access hash."""
    match given:
        case types.InputPeerSelf() | types.InputUserSelf():
            return Peer(call.user_id)
        case types.InputPeerUser() | types.InputUser():
            if given.user_id != call.user_id and not _is_trusted(call, given):
                access.require_peer_hash(call.house.secret, call.user_id, given.user_id, given.access_hash)
            return Peer(given.user_id)
        case types.InputPeerChat() if 0 < given.chat_id < CHANNEL_OFFSET:
            return Peer(-given.chat_id)
        case types.InputPeerChannel():
            return read_channel(call, given)
        case _:
            raise Refusal("PEER_ID_INVALID")


def read_place(call: Call, given: types.TypeInputPeer) -> Peer:
    """The chat in which a page ended, as the client says it (empty: its own). It shows nothing, so it needs no access hash:
    COMPAT(grammers): it names the chat of the last message it got, with an access hash of 0. Refuses PEER_ID_INVALID."""
    match given:
        case types.InputPeerEmpty():
            return Peer(call.user_id)
        case types.InputPeerUser() if given.user_id > 0:
            return Peer(given.user_id)
        case types.InputPeerChannel() if 0 < given.channel_id < CHANNEL_OFFSET:
            return Peer(-CHANNEL_OFFSET - given.channel_id)
        case _:
            return read_peer(call, given)


def read_participant(call: Call, given: types.TypeInputPeer | None) -> Peer:
    """Somebody in a chat: a person or a channel. Refuses PARTICIPANT_ID_INVALID."""
    try:
        return read_peer(call, given)
    except Refusal:
        raise Refusal("PARTICIPANT_ID_INVALID") from None


def _is_trusted(call: Call, given: types.InputPeerUser | types.InputUser) -> bool:
    """Bots need no access hash for people (https://core.telegram.org/api/peers#access-hash): they remember numbers alone."""
    return call.caller.bot and given.access_hash == 0 and given.user_id > 0


def read_channel(call: Call, given: types.TypeInputChannel | types.TypeInputPeer | None) -> Peer:
    """An InputChannel, which a supergroup is, too. Refuses CHANNEL_INVALID."""
    match given:
        case types.InputChannel() | types.InputPeerChannel() if 0 < given.channel_id < CHANNEL_OFFSET:
            peer = Peer(-CHANNEL_OFFSET - given.channel_id)
            if not (call.caller.bot and given.access_hash == 0):
                access.require_channel_hash(call.house.secret, call.user_id, peer, given.access_hash)
            return peer
        case _:
            raise Refusal("CHANNEL_INVALID")


def read_thread(peer: Peer, top_msg_id: int | None) -> int:
    """The thread of a supergroup that is meant; 0 = the whole chat."""
    return max(top_msg_id or 0, 0) if is_channel(peer) else 0


def read_topic(call: Call, peer: Peer, given: types.TypeInputPeer | None) -> Peer | None:
    """The topic of a channel's direct messages, or the chat of Saved Messages, that is meant; None = the whole chat."""
    return read_peer(call, given) if given is not None and (is_channel(peer) or is_saved(call.user_id, peer)) else None


def read_chat(chat_id: int) -> Peer:
    """A basic group's number. Refuses CHAT_ID_INVALID."""
    if not 0 < chat_id < CHANNEL_OFFSET:
        raise Refusal("CHAT_ID_INVALID")
    return Peer(-chat_id)


def read_user(call: Call, given: types.TypeInputUser | None) -> UserId:
    """An InputUser as an id. Refuses USER_ID_INVALID."""
    match given:
        # COMPAT(Pyrogram 2): it names a user by an InputPeer here, too.
        case types.InputUserSelf() | types.InputPeerSelf():
            return call.user_id
        case types.InputUser() | types.InputPeerUser():
            if given.user_id != call.user_id and not _is_trusted(call, given):
                access.require_user_hash(call.house.secret, call.user_id, given.user_id, given.access_hash)
            return UserId(given.user_id)
        case _:
            raise Refusal("USER_ID_INVALID")


def read_folder(given: int | None) -> int | None:
    """The main list or the archive. Refuses FOLDER_ID_INVALID."""
    if given not in (None, 0, ARCHIVE):
        raise Refusal("FOLDER_ID_INVALID")
    return given


def read_dialog_peers(call: Call, given: Sequence[types.TypeInputDialogPeer]) -> list[Peer]:
    """InputDialogPeers as peer numbers, `CHATS` at most; folders, which are no chats, are left out."""
    return [read_peer(call, one.peer) for one in given[:CHATS] if isinstance(one, types.InputDialogPeer)]
