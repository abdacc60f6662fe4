"""messages.*: sending."""

from __future__ import annotations

from angarium.domain import messages, texts
from angarium.model.errors import Refusal
from angarium.model.messages import Content
from angarium.rpc.peers import read_peer
from angarium.rpc.render.entities import read_entities, render_entities
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.sendMessage", writes=True, flood="send")
async def send_message(call: Call, req: functions.messages.SendMessage) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not req.message.strip():
        raise Refusal("MESSAGE_EMPTY")
    text = texts.clean(req.message, read_entities(req.entities, call.user_id), call.house.config.limits.message_length)
    content = Content(
        text=text.text,
        entities=text.entities,
        silent=req.silent,
        noforwards=req.noforwards,
        invert_media=req.invert_media,
        no_webpage=req.no_webpage,
    )
    sent = await messages.send(call.tx, call.user_id, peer, content, req.random_id)
    return types.UpdateShortSentMessage(
        out=True,
        id=sent.message.id,
        pts=sent.pts,
        pts_count=1,
        date=sent.message.date,
        entities=render_entities(sent.message.content.entities),
        ttl_period=sent.message.content.ttl_period or None,
    )
