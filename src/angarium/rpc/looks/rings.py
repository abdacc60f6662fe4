"""What a full profile says of stories."""

from __future__ import annotations

from angarium.domain.stories import feeds
from angarium.model.ids import Peer
from angarium.rpc.render.stories import render_row
from angarium.rpc.router import Call
from angarium.tl import types


async def add_stories(call: Call, peer: Peer, full: types.UserFull | types.ChannelFull) -> None:
    """Those that are active, and whether others stay on the profile."""
    full.stories_pinned_available = await feeds.has_profile(call.tx, call.user_id, peer)
    row, facts = await feeds.of_peer(call.tx, call.user_id, peer)
    if row.stories:
        full.stories = render_row(row, facts)
