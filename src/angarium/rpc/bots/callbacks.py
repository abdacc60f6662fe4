"""Pressed buttons (https://core.telegram.org/api/bots/buttons)."""

from __future__ import annotations

from angarium.domain.accounts import freshness
from angarium.domain.bots import callbacks
from angarium.domain.bots.callbacks import Press
from angarium.model.bots import Pressed
from angarium.model.errors import Refusal
from angarium.rpc.accounts.passwords import read_proof
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getBotCallbackAnswer", alone=True, bots=False)
async def get_bot_callback_answer(
    call: Call, req: functions.messages.GetBotCallbackAnswer
) -> types.messages.BotCallbackAnswer:
    press = Press(call.user_id, read_peer(call, req.peer), req.msg_id, None if req.game else req.data or b"")
    async with call.house.work.read() as tx:
        _, button = await callbacks.find_button(tx, press)
    if button.password:
        if req.password is None:
            raise Refusal("PASSWORD_HASH_INVALID")
        # What such a button does cannot be undone: clients ask first, without the password, whether the account may.
        proof = read_proof(req.password)
        await freshness.require_owner(call.house, call.user_id, call.caller.authorization_id, proof)
    async with call.begin() as inner:
        said = await callbacks.send(inner.tx, press)
    if isinstance(said, Pressed):
        return render_pressed(said)
    answer = await said
    if answer is None:
        raise Refusal("BOT_RESPONSE_TIMEOUT")
    callbacks.keep(call.house, press, answer)
    return render_pressed(answer)


def render_pressed(answer: Pressed) -> types.messages.BotCallbackAnswer:
    return types.messages.BotCallbackAnswer(
        alert=answer.alert,
        has_url=bool(answer.url),
        native_ui=True,
        message=answer.text or None,
        url=answer.url or None,
        cache_time=answer.cache_time,
    )


@method("messages.setBotCallbackAnswer", writes=True, users=False)
async def set_bot_callback_answer(call: Call, req: functions.messages.SetBotCallbackAnswer) -> bool:
    said = Pressed(text=req.message or "", url=req.url or "", alert=req.alert, cache_time=max(0, req.cache_time))
    await callbacks.answer(call.tx, call.user_id, req.query_id, said)
    return True
