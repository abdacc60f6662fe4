"""messages.setTyping."""

from __future__ import annotations

from angarium.domain.messages import typing
from angarium.model.events import Typing
from angarium.rpc.peers import read_peer
from angarium.rpc.render.activities import SILENT
from angarium.rpc.router import Call, method
from angarium.tl import functions


@method("messages.setTyping", writes=True)  # nothing is stored, but a snapshot rings no bells
async def set_typing(call: Call, req: functions.messages.SetTyping) -> bool:
    peer = read_peer(call, req.peer)
    name = req.action.NAME
    if name not in SILENT:
        activity = Typing(
            peer=call.user_id,  # type: ignore[arg-type]  # the chat, as the other side names it
            user_id=call.user_id,
            action=name,
            progress=max(0, min(getattr(req.action, "progress", 0), 100)),
            emoticon=getattr(req.action, "emoticon", "")[:64],
            top_id=req.top_msg_id or 0,
        )
        await typing.show(call.tx, call.user_id, peer, activity)
    return True
