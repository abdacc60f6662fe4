"""Peers: one number inside, `peerUser`, `peerChat` or `peerChannel` outside."""

from __future__ import annotations

from angarium.model.ids import CHANNEL_OFFSET, is_channel, is_user
from angarium.tl import types


def render_peer(peer: int) -> types.TypePeer:
    if is_user(peer):
        return types.PeerUser(user_id=peer)
    if is_channel(peer):
        return types.PeerChannel(channel_id=-peer - CHANNEL_OFFSET)
    return types.PeerChat(chat_id=-peer)
