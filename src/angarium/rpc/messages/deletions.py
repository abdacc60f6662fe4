"""messages.*: taking messages away."""

from __future__ import annotations

from angarium.domain.messages import deletions, timers
from angarium.domain.messages.deletions import Affected
from angarium.rpc.peers import read_peer
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.sent import render_sent
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def render_history(affected: Affected) -> types.messages.AffectedHistory:
    return types.messages.AffectedHistory(pts=affected.pts, pts_count=affected.count, offset=affected.offset)


@method("messages.deleteMessages", writes=True)
async def delete_messages(call: Call, req: functions.messages.DeleteMessages) -> types.messages.AffectedMessages:
    affected = await deletions.delete(call.tx, call.user_id, req.id, revoke=req.revoke)
    return types.messages.AffectedMessages(pts=affected.pts, pts_count=affected.count)


@method("messages.deleteHistory", writes=True, bots=False)
async def delete_history(call: Call, req: functions.messages.DeleteHistory) -> types.messages.AffectedHistory:
    affected = await deletions.delete_history(
        call.tx,
        call.user_id,
        read_peer(call, req.peer),
        max_id=req.max_id,
        just_clear=req.just_clear,
        revoke=req.revoke,
        min_date=req.min_date or 0,
        max_date=req.max_date or 0,
    )
    return render_history(affected)


@method("messages.deleteSavedHistory", writes=True, bots=False)
async def delete_saved_history(
    call: Call, req: functions.messages.DeleteSavedHistory
) -> types.messages.AffectedHistory:
    if req.parent_peer is not None:
        parent, topic = read_peer(call, req.parent_peer), read_peer(call, req.peer)
        span = {"max_id": req.max_id, "min_date": req.min_date or 0, "max_date": req.max_date or 0}
        return render_history(await deletions.delete_topic(call.tx, call.user_id, parent, topic, **span))
    affected = await deletions.delete_history(
        call.tx,
        call.user_id,
        read_peer(call, types.InputPeerSelf()),
        saved_from=read_peer(call, req.peer),
        max_id=req.max_id,
        min_date=req.min_date or 0,
        max_date=req.max_date or 0,
    )
    return render_history(affected)


@method("messages.deletePhoneCallHistory", writes=True, bots=False)
async def delete_phone_call_history(
    call: Call, req: functions.messages.DeletePhoneCallHistory
) -> types.messages.AffectedFoundMessages:
    affected, ids = await deletions.delete_calls(call.tx, call.user_id, revoke=req.revoke)
    return types.messages.AffectedFoundMessages(
        pts=affected.pts, pts_count=affected.count, offset=affected.offset, messages=ids
    )


@method("messages.setHistoryTTL", writes=True, bots=False)
async def set_history_ttl(call: Call, req: functions.messages.SetHistoryTTL) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    sent = await timers.set_period(call.tx, call.user_id, peer, req.period)
    update = types.UpdatePeerHistoryTTL(peer=render_peer(peer), ttl_period=req.period or None)
    return render_sent([sent], update, date=call.tx.now)


@method("messages.setDefaultHistoryTTL", writes=True, bots=False)
async def set_default_history_ttl(call: Call, req: functions.messages.SetDefaultHistoryTTL) -> bool:
    await timers.set_default_period(call.tx, call.user_id, req.period)
    return True


@method("messages.getDefaultHistoryTTL", bots=False)
async def get_default_history_ttl(call: Call, req: functions.messages.GetDefaultHistoryTTL) -> types.DefaultHistoryTTL:
    return types.DefaultHistoryTTL(period=await timers.default_period(call.tx, call.user_id))
