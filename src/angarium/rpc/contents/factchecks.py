"""messages.*: notes of fact-checkers (https://core.telegram.org/api/factcheck)."""

from __future__ import annotations

from angarium.domain.contents import factchecks
from angarium.rpc.messages.contents import read_formatted
from angarium.rpc.peers import read_peer
from angarium.rpc.render.contents import render_fact_check
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getFactCheck", bots=False)
async def get_fact_check(call: Call, req: functions.messages.GetFactCheck) -> list[types.FactCheck]:
    found = await factchecks.listing(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id[:100])
    return [render_fact_check(note) if note else types.FactCheck(hash=0) for note in found]


@method("messages.editFactCheck", writes=True, bots=False, flood="send")
async def edit_fact_check(call: Call, req: functions.messages.EditFactCheck) -> types.TypeUpdates:
    peer, text = read_peer(call, req.peer), read_formatted(call, req.text)
    message, pts, facts = await factchecks.put(call.tx, call.user_id, peer, req.msg_id, text)
    return render_updates([render_edited_message(message, facts, pts, 1)], facts, call.tx.now)


@method("messages.deleteFactCheck", writes=True, bots=False, flood="send")
async def delete_fact_check(call: Call, req: functions.messages.DeleteFactCheck) -> types.TypeUpdates:
    message, pts, facts = await factchecks.put(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id, None)
    return render_updates([render_edited_message(message, facts, pts, 1)], facts, call.tx.now)
