"""messages.*: to-do lists (https://core.telegram.org/api/todo)."""

from __future__ import annotations

from angarium.domain.contents import todos
from angarium.domain.messages.sent import Sent
from angarium.model.facts import Facts
from angarium.model.messages import Message
from angarium.rpc.messages.contents import read_items
from angarium.rpc.peers import read_peer
from angarium.rpc.render.sent import render_sent
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(message: Message, pts: int, facts: Facts, said: Sent, date: int) -> types.Updates:
    changed = render_edited_message(message, facts, pts, 1)
    told = render_sent([said], date=date, facts=facts)
    told.updates.insert(0, changed)
    return told


@method("messages.toggleTodoCompleted", writes=True, flood="send", bots=False)
async def toggle_todo_completed(call: Call, req: functions.messages.ToggleTodoCompleted) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    done = await todos.tick(call.tx, call.user_id, peer, req.msg_id, req.completed[:100], req.incompleted[:100])
    return _render(*done, call.tx.now)


@method("messages.appendTodoList", writes=True, flood="send", bots=False)
async def append_todo_list(call: Call, req: functions.messages.AppendTodoList) -> types.TypeUpdates:
    done = await todos.append(call.tx, call.user_id, read_peer(call, req.peer), req.msg_id, read_items(call, req.list))
    return _render(*done, call.tx.now)
