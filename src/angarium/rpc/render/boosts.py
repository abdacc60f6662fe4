"""Boosts (https://core.telegram.org/constructor/boost)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import starevents
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types

FOR_EVER = 2**31 - 1


def render_boost(user_id: int, slot: int, date: int) -> types.Boost:
    return types.Boost(id=f"{user_id:x}-{slot:x}", user_id=user_id, date=date, expires=FOR_EVER)


@renders(starevents.ChatBoosted)
def _chat_boosted(event: starevents.ChatBoosted, told: Told) -> Sequence[types.TypeUpdate]:
    boost = render_boost(event.user_id, event.slot, event.date)
    return (types.UpdateBotChatBoost(peer=render_peer(event.peer), boost=boost, qts=told.qts),)
