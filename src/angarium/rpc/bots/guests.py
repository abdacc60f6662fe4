"""messages.setBotGuestChatResult."""

from __future__ import annotations

from angarium.domain.bots import guests, inline, instances
from angarium.rpc.bots.results import read_result
from angarium.rpc.render.bots import render_inline_id
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.setBotGuestChatResult", alone=True, users=False, flood="send")
async def set_bot_guest_chat_result(
    call: Call, req: functions.messages.SetBotGuestChatResult
) -> types.TypeInputBotInlineMessageID:
    result = await read_result(call, req.result)
    inline.check_results((result,))
    async with call.begin() as inner:
        message = await guests.answer(inner.tx, call.user_id, req.query_id, result)
    shown = instances.inline_hash(call.house.secret, call.user_id, message.box, message.id)
    return render_inline_id(message.box, message.id, shown)
