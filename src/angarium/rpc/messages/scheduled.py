"""messages.*: messages that wait."""

from __future__ import annotations

from angarium.domain.messages import scheduled
from angarium.model.facts import Facts
from angarium.model.messages import Message
from angarium.rpc.peers import read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.sent import render_sent, render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(found: list[Message], facts: Facts, asked: int = 0) -> types.messages.TypeMessages:
    number = hash_of(value for message in found for value in (message.id, message.edit_date, message.date))
    if asked and found and asked == number:
        return types.messages.MessagesNotModified(count=len(found))
    shown = [render_message(message, facts) for message in found]
    return types.messages.Messages(messages=shown, topics=[], chats=render_chats(facts), users=render_users(facts))


@method("messages.getScheduledHistory", bots=False)
async def get_scheduled_history(call: Call, req: functions.messages.GetScheduledHistory) -> types.messages.TypeMessages:
    peer = read_peer(call, req.peer)
    return _render(*await scheduled.listing(call.tx, call.user_id, peer), req.hash)


@method("messages.getScheduledMessages", bots=False)
async def get_scheduled_messages(
    call: Call, req: functions.messages.GetScheduledMessages
) -> types.messages.TypeMessages:
    peer = read_peer(call, req.peer)
    return _render(*await scheduled.pick(call.tx, call.user_id, peer, req.id))


@method("messages.sendScheduledMessages", writes=True, flood="send", bots=False)
async def send_scheduled_messages(call: Call, req: functions.messages.SendScheduledMessages) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    sent, gone = await scheduled.send_now(call.tx, call.user_id, peer, req.id)
    return render_sent(sent, *render_event(gone, Facts(), call.user_id, 0, 0), date=call.tx.now)


@method("messages.deleteScheduledMessages", writes=True, bots=False)
async def delete_scheduled_messages(call: Call, req: functions.messages.DeleteScheduledMessages) -> types.TypeUpdates:
    gone = await scheduled.delete(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return render_updates(list(render_event(gone, Facts(), call.user_id, 0, 0)), Facts(), call.tx.now)
