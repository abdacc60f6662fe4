"""Answers to one's comments, where one is not in the discussion group (https://core.telegram.org/api/discussion#replies)."""

from __future__ import annotations

from angarium.domain.threads import answers
from angarium.model.events import MessagesDeleted
from angarium.rpc.push import render_event
from angarium.rpc.render.sent import render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("contacts.blockFromReplies", writes=True, bots=False)
async def block_from_replies(call: Call, req: functions.contacts.BlockFromReplies) -> types.TypeUpdates:
    done = await answers.block(
        call.tx,
        call.user_id,
        req.msg_id,
        delete_message=req.delete_message,
        delete_history=req.delete_history,
        report_spam=req.report_spam,
    )
    updates = [*render_event(done.blocked, done.facts, call.user_id, 0, 0)]
    if done.ids:
        updates += render_event(MessagesDeleted(ids=done.ids), done.facts, call.user_id, done.pts, len(done.ids))
    return render_updates(updates, done.facts, call.tx.now)
