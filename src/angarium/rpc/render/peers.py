"""Peers: one number inside, `peerUser`, `peerChat` or `peerChannel` outside."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from angarium.model.ids import CHANNEL_OFFSET, is_channel, is_user
from angarium.tl import codec, types
from angarium.tl.layers import CANONICAL


@lru_cache(maxsize=65536)
def render_peer(peer: int) -> types.TypePeer:
    """Encoded at once and kept: its form is the same in every layer that is served, and every message names two or three."""
    return cast("types.TypePeer", codec.Raw(codec.encode(_make(peer), CANONICAL)))


def render_open_peer(peer: int) -> types.TypePeer:
    """As an object, where older layers make something else of it: the number of a user, say."""
    return _make(peer)


def _make(peer: int) -> types.TypePeer:
    if is_user(peer):
        return types.PeerUser(user_id=peer)
    if is_channel(peer):
        return types.PeerChannel(channel_id=-peer - CHANNEL_OFFSET)
    return types.PeerChat(chat_id=-peer)
