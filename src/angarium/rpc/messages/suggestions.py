"""messages.toggleSuggestedPostApproval (https://core.telegram.org/api/suggested-posts)."""

from __future__ import annotations

from angarium.domain.groups import suggestions
from angarium.model.facts import Facts
from angarium.rpc.peers import read_peer
from angarium.rpc.render.sent import render_new, render_updates
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.toggleSuggestedPostApproval", writes=True)
async def toggle_suggested_post_approval(
    call: Call, req: functions.messages.ToggleSuggestedPostApproval
) -> types.TypeUpdates:
    done = await suggestions.judge(
        call.tx, call.user_id, read_peer(call, req.peer), req.msg_id, reject=req.reject, comment=req.reject_comment or "",
        date=req.schedule_date or 0,
    )  # fmt: skip
    facts = Facts(call.user_id)
    facts.merge(done.facts)
    facts.merge(done.notice.facts)
    updates = [render_edited_message(done.message, facts, done.pts, 1)] if done.changed else []
    return render_updates([*updates, *render_new(done.notice)], facts, call.tx.now)
