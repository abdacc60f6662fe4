"""The bots of a group, told with it in full, and the one that vouches for a chat."""

from __future__ import annotations

from typing import Any

from angarium.domain.bots import introductions, vouching
from angarium.domain.facts import gather
from angarium.domain.groups.overviews import Overview
from angarium.rpc.groups.full import EXTRAS
from angarium.rpc.render.bots import render_info, render_vouched
from angarium.rpc.router import Call


async def _add_to_full(call: Call, seen: Overview) -> dict[str, Any]:
    language = call.caller.device.lang_code[:2] if call.caller.device else ""
    cards = await introductions.cards_in(call.tx, call.user_id, seen.view.chat, language)
    if cards:
        seen.facts.merge(await gather(call.tx, call.user_id, [], users=[card.bot.id for card in cards]))
    told: dict[str, Any] = {"bot_info": [render_info(card) for card in cards]}
    vouched = await vouching.find(call.tx, seen.view.chat.peer) if seen.view.chat.is_channel else None
    if vouched is not None:
        told["bot_verification"] = render_vouched(vouched)
    return told


EXTRAS.append(_add_to_full)
