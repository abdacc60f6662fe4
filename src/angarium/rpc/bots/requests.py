"""Starting bots, and the people and chats that they ask for."""

from __future__ import annotations

from angarium.domain.bots import requests
from angarium.domain.bots.callbacks import Press
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId, is_user
from angarium.rpc.keyboards import read_button
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.keyboards import render_button
from angarium.rpc.render.sent import render_sent
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.startBot", writes=True, bots=False, flood="send")
async def start_bot(call: Call, req: functions.messages.StartBot) -> types.TypeUpdates:
    bot_id = read_user(call, req.bot)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    peer = Peer(bot_id) if isinstance(req.peer, types.InputPeerEmpty) else read_peer(call, req.peer)
    if is_user(peer):
        if peer != Peer(bot_id):
            raise Refusal("PEER_ID_INVALID")
        sent = await requests.start(call.tx, call.user_id, bot_id, req.start_param, req.random_id)
    else:
        sent = await requests.start_in_group(call.tx, call.user_id, bot_id, peer, req.start_param, req.random_id)
    return render_sent([sent], date=call.tx.now)


@method("messages.sendBotRequestedPeer", writes=True, bots=False, flood="send")
async def send_bot_requested_peer(call: Call, req: functions.messages.SendBotRequestedPeer) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    bot_id = UserId(peer)
    if req.webapp_req_id:
        button = await requests.require_kept(call.tx, bot_id, call.user_id, req.webapp_req_id)
    else:
        press = Press(call.user_id, peer, req.msg_id or 0, b"")
        button = await requests.find_button(call.tx, press, req.button_id)
    chosen = [read_peer(call, one) for one in req.requested_peers]
    sent = await requests.choose(call.tx, call.user_id, bot_id, button, chosen)
    return render_sent([sent], date=call.tx.now)


@method("bots.requestWebViewButton", writes=True, users=False)
async def request_web_view_button(call: Call, req: functions.bots.RequestWebViewButton) -> types.bots.RequestedButton:
    user_id = read_user(call, req.user_id)
    name = await requests.keep(call.tx, call.user_id, user_id, read_button(call, req.button))
    return types.bots.RequestedButton(webapp_req_id=name)


@method("bots.getRequestedWebViewButton", bots=False)
async def get_requested_web_view_button(
    call: Call, req: functions.bots.GetRequestedWebViewButton
) -> types.TypeKeyboardButton:
    button = await requests.require_kept(call.tx, read_user(call, req.bot), call.user_id, req.webapp_req_id)
    return render_button(button)
