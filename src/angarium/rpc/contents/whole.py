"""messages.getRichMessage: a message of which a client was shown a part. Nothing is shown in parts here: the whole is what it has."""

from __future__ import annotations

from angarium.domain.contents import places
from angarium.domain.facts import gather
from angarium.domain.messages.histories import Page
from angarium.rpc.messages.histories import render_page
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getRichMessage")
async def get_rich_message(call: Call, req: functions.messages.GetRichMessage) -> types.messages.TypeMessages:
    message = await places.require_message(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return render_page(Page([message], await gather(call.tx, call.user_id, [message]), 1, complete=True))
