"""updates.*: state and difference (https://core.telegram.org/api/updates)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from angarium.domain import updates
from angarium.domain.updates import Difference, State
from angarium.model import events
from angarium.model.errors import Refusal
from angarium.rpc.peers import read_channel
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import number_of, render_chats
from angarium.rpc.render.dialogs import render_dialog
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.rpc.secret.differences import add_qts, add_secrets
from angarium.tl import functions, types

SEQ = 1
"""Clients' seq never moves: see `push.pack`."""

NO_PTS = 0
"""Updates of a difference have no pts or qts of their own, but for those of channels: its state counts for all of them.
COMPAT(Telethon, grammers, gotd): they take one with a number up to that state for one that they know, and drop it."""

POLL = 30
"""Seconds after which a client may ask again for a channel that it is not in."""


def render_state(state: State) -> types.updates.State:
    return types.updates.State(pts=state.pts, qts=state.qts, date=state.date, seq=SEQ, unread_count=state.unread)


@method("updates.getState")
async def get_state(call: Call, req: functions.updates.GetState) -> types.updates.TypeState:
    return await add_qts(call, render_state(await updates.state(call.tx, call.user_id)))


@method("updates.getDifference")
async def get_difference(call: Call, req: functions.updates.GetDifference) -> types.updates.TypeDifference:
    limit = max(1, min(req.pts_limit or updates.SLICE, updates.SLICE))
    qts_limit = max(1, min(req.qts_limit or updates.SLICE, updates.SLICE))
    found = await updates.difference(call.tx, call.user_id, req.pts, req.date, req.qts, limit, qts_limit)
    if found.too_long or (req.pts_total_limit and found.state.pts - req.pts > req.pts_total_limit):
        return types.updates.DifferenceTooLong(pts=found.state.pts)
    ahead = call.caller.bot and req.qts > found.state.qts  # of a server that came back from a backup: it has to hear so
    shown = _render_difference(found, call.user_id, whole=ahead)
    return await add_secrets(call, req, shown, render_state(found.state))


def _render_difference(found: Difference, viewer_id: int, *, whole: bool = False) -> types.updates.TypeDifference:
    """`whole`: with the state, even when nothing has happened."""
    if not (whole or found.logged or found.numbered or found.passing or found.channels or found.fresh):
        return types.updates.DifferenceEmpty(date=found.state.date, seq=SEQ)
    new: list[types.TypeMessage] = []
    other: list[types.TypeUpdate] = []
    for row in found.logged:
        if isinstance(row.event, events.NewMessage):
            if (viewer_id, row.event.id) in found.facts.messages:
                new.append(render_message(found.facts.messages[viewer_id, row.event.id], found.facts))
        else:
            other.extend(_render(row.event, found, viewer_id))
    for row in (*found.numbered, *found.passing):
        other.extend(_render(row.event, found, viewer_id))
    for peer, (logged, facts) in found.fresh.items():
        for row in logged:
            other.extend(render_event(row.event, facts, viewer_id, row.position, row.count, peer))
    other += [types.UpdateChannelTooLong(channel_id=number_of(peer), pts=pts) for peer, pts in found.channels]
    known = [*(facts for _, facts in found.fresh.values()), found.facts]
    parts: dict[str, Any] = {
        "new_messages": new,
        "new_encrypted_messages": [],
        "other_updates": other,
        "chats": list({chat.id: chat for facts in known for chat in render_chats(facts)}.values()),
        "users": list({user.id: user for facts in known for user in render_users(facts)}.values()),
    }
    if found.final:
        return types.updates.Difference(**parts, state=render_state(found.state))
    return types.updates.DifferenceSlice(**parts, intermediate_state=render_state(found.state))


def _render(event: events.Event, found: Difference, viewer_id: int) -> Sequence[types.TypeUpdate]:
    return render_event(event, found.facts, viewer_id, NO_PTS, 0)


@method("updates.getChannelDifference")
async def get_channel_difference(
    call: Call, req: functions.updates.GetChannelDifference
) -> types.updates.TypeChannelDifference:
    peer = read_channel(call, req.channel)
    if any(not 0 <= one.min_id <= one.max_id for one in getattr(req.filter, "ranges", ())):
        raise Refusal("RANGES_INVALID")
    limit = max(1, min(req.limit or 100, updates.CHANNEL_SLICE))
    found = await updates.channel_difference(call.tx, call.user_id, peer, req.pts, limit)
    parts: dict[str, Any] = {"chats": render_chats(found.facts), "users": render_users(found.facts)}
    if found.dialog is not None:
        newest = [render_message(message, found.facts) for message in found.newest]
        shown = render_dialog(found.dialog, found.facts)
        return types.updates.ChannelDifferenceTooLong(final=True, timeout=POLL, dialog=shown, messages=newest, **parts)
    if not found.logged and found.final:
        return types.updates.ChannelDifferenceEmpty(final=True, pts=found.pts, timeout=POLL)
    new: list[types.TypeMessage] = []
    other: list[types.TypeUpdate] = []
    for row in found.logged:
        if isinstance(row.event, events.NewMessage):
            new.append(render_message(found.facts.messages[peer, row.event.id], found.facts))
        else:
            other.extend(render_event(row.event, found.facts, call.user_id, NO_PTS, 0, peer))
    return types.updates.ChannelDifference(
        final=found.final,
        pts=found.pts,
        timeout=POLL if found.final else None,
        new_messages=new,
        other_updates=other,
        **parts,
    )
