"""Bots that guard doors: what they are told and say, and what whoever waits hears."""

from __future__ import annotations

from angarium.domain import facts as gathered
from angarium.domain.bots import doors
from angarium.domain.bots.initdata import read_theme
from angarium.domain.groups import requests
from angarium.domain.groups.requests import Guarded
from angarium.model.errors import Refusal
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

KNOWS_APPS = 228
"""The first layer whose clients open the web app of a guard by its query."""


async def wait(call: Call, asked: Guarded) -> types.messages.TypeChatInviteJoinResult:
    """What the guard says at once; without an answer it is the admins' turn. Refuses INVITE_REQUEST_SENT."""
    verdict = await asked.verdict
    if verdict == "approved":
        async with call.read() as inner:
            updates = await render_changed(inner, asked.peer, updates=[channel_update(asked.peer)])
        return types.messages.ChatInviteJoinResultOk(updates=updates)
    if verdict == "web" and call.caller.layer >= KNOWS_APPS:
        async with call.read() as inner:
            facts = await gathered.gather(inner.tx, call.user_id, [], users=(asked.bot_id,))
        return types.messages.ChatInviteJoinResultWebView(
            bot_id=asked.bot_id, query_id=asked.query_id, users=render_users(facts, (asked.bot_id,))
        )
    if verdict in (None, "web"):
        async with call.begin() as inner:
            await requests.leave_to_admins(inner.tx, call.user_id, asked)
    raise Refusal("INVITE_REQUEST_SENT")


@method("bots.setJoinChatResults", writes=True, users=False)
async def set_join_chat_results(call: Call, req: functions.bots.SetJoinChatResults) -> bool:
    match req.result:
        case types.JoinChatBotResultApproved():
            await doors.answer(call.tx, call.user_id, req.query_id, "approved")
        case types.JoinChatBotResultDeclined():
            await doors.answer(call.tx, call.user_id, req.query_id, "declined")
        case types.JoinChatBotResultQueued():
            await doors.answer(call.tx, call.user_id, req.query_id, "queued")
        case types.JoinChatBotResultWebView():
            await doors.answer(call.tx, call.user_id, req.query_id, "web", req.result.url)
    return True


@method("messages.requestChatJoinWebView", bots=False)
async def request_chat_join_web_view(
    call: Call, req: functions.messages.RequestChatJoinWebView
) -> types.TypeWebViewResult:
    theme = read_theme(req.theme_params.data) if req.theme_params is not None else ""
    opened = await doors.open_app(call.tx, call.user_id, req.query_id, req.platform, theme)
    return types.WebViewResultUrl(fullsize=True, url=opened.url)
