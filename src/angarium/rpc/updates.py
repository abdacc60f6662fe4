"""updates.*: state and difference (https://core.telegram.org/api/updates)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from angarium.domain import updates
from angarium.domain.updates import Difference, State
from angarium.model import events
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

SEQ = 1
"""Clients' seq never moves: see `push.pack`."""


def render_state(state: State) -> types.updates.State:
    return types.updates.State(pts=state.pts, qts=0, date=state.date, seq=SEQ, unread_count=state.unread)


@method("updates.getState")
async def get_state(call: Call, req: functions.updates.GetState) -> types.updates.TypeState:
    return render_state(await updates.state(call.tx, call.user_id))


@method("updates.getDifference")
async def get_difference(call: Call, req: functions.updates.GetDifference) -> types.updates.TypeDifference:
    limit = max(1, min(req.pts_limit or updates.SLICE, updates.SLICE))
    found = await updates.difference(call.tx, call.user_id, req.pts, req.date, limit)
    if found.too_long or (req.pts_total_limit and found.state.pts - req.pts > req.pts_total_limit):
        return types.updates.DifferenceTooLong(pts=found.state.pts)
    if not found.logged and not found.passing:
        return types.updates.DifferenceEmpty(date=found.state.date, seq=SEQ)
    return _render_difference(found, call.user_id)


def _render_difference(found: Difference, viewer_id: int) -> types.updates.TypeDifference:
    new: list[types.TypeMessage] = []
    other: list[types.TypeUpdate] = []
    for row in found.logged:
        if isinstance(row.event, events.NewMessage):
            if (viewer_id, row.event.id) in found.facts.messages:
                new.append(render_message(found.facts.messages[viewer_id, row.event.id], found.facts))
        else:
            other.extend(_render(row.event, found, viewer_id, row.position, row.count))
    for row in found.passing:
        other.extend(_render(row.event, found, viewer_id, 0, 0))
    parts: dict[str, Any] = {
        "new_messages": new,
        "new_encrypted_messages": [],
        "other_updates": other,
        "chats": render_chats(found.facts),
        "users": render_users(found.facts),
    }
    if found.final:
        return types.updates.Difference(**parts, state=render_state(found.state))
    return types.updates.DifferenceSlice(**parts, intermediate_state=render_state(found.state))


def _render(event: events.Event, found: Difference, viewer_id: int, pts: int, count: int) -> Sequence[types.TypeUpdate]:
    return render_event(event, found.facts, viewer_id, pts, count)
