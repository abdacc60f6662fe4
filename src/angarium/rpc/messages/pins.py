"""messages.*: pinning."""

from __future__ import annotations

from angarium.domain.chats.guards import box_of
from angarium.domain.messages import pins
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import is_user
from angarium.rpc.messages.deletions import render_history
from angarium.rpc.peers import read_peer, read_thread, read_topic
from angarium.rpc.push import render_event
from angarium.rpc.render.sent import render_new, render_updates
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.updatePinnedMessage", writes=True)
async def update_pinned_message(call: Call, req: functions.messages.UpdatePinnedMessage) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if req.pm_oneside and call.caller.bot and is_user(peer):
        raise Refusal("BOT_ONESIDE_NOT_AVAIL")
    done = await pins.pin(
        call.tx,
        call.user_id,
        peer,
        req.id,
        unpin=req.unpin,
        silent=req.silent,
        one_side=req.pm_oneside,
    )
    updates = list(
        render_event(done.event, Facts(), call.user_id, done.pts, len(done.event.ids), box_of(call.user_id, peer))
    )
    if done.notice is not None:
        updates += render_new(done.notice)
    return render_updates(updates, done.notice.facts if done.notice else Facts(), call.tx.now)


@method("messages.unpinAllMessages", writes=True)
async def unpin_all_messages(call: Call, req: functions.messages.UnpinAllMessages) -> types.messages.AffectedHistory:
    peer = read_peer(call, req.peer)
    topic = read_topic(call, peer, req.saved_peer_id)
    return render_history(await pins.unpin_all(call.tx, call.user_id, peer, read_thread(peer, req.top_msg_id), topic))
