"""bots.*: finding bots, vouching for others, and what the server of the HTTP Bot API asks."""

from __future__ import annotations

import json

from angarium.domain.bots import bots, discovery, health, vouching
from angarium.domain.facts import gather
from angarium.model.errors import Refusal
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("bots.getPopularAppBots", bots=False)
async def get_popular_app_bots(call: Call, req: functions.bots.GetPopularAppBots) -> types.bots.PopularAppBots:
    ids, offset = await discovery.with_apps(call.tx, req.offset, req.limit)
    facts = await gather(call.tx, call.user_id, [], users=ids)
    return types.bots.PopularAppBots(next_offset=offset or None, users=render_users(facts, ids))


@method("bots.getBotRecommendations", bots=False)
async def get_bot_recommendations(call: Call, req: functions.bots.GetBotRecommendations) -> types.users.Users:
    ids = await discovery.like(call.tx, call.user_id, read_user(call, req.bot))
    return types.users.Users(users=render_users(await gather(call.tx, call.user_id, [], users=ids), ids))


@method("bots.setCustomVerification", writes=True)
async def set_custom_verification(call: Call, req: functions.bots.SetCustomVerification) -> bool:
    bot = await bots.require_own(call.tx, call.user_id, read_user(call, req.bot) if req.bot else call.user_id)
    peer = read_peer(call, req.peer)
    await vouching.vouch(call.tx, bot, peer, enabled=req.enabled, description=req.custom_description)
    return True


@method("bots.sendCustomRequest", users=False)
async def send_custom_request(call: Call, req: functions.bots.SendCustomRequest) -> types.TypeDataJSON:
    """Only the official server of the HTTP Bot API has such methods."""
    _check_json(req.params)
    raise Refusal("METHOD_INVALID")


def _check_json(given: types.TypeDataJSON) -> None:
    """Refuses DATA_JSON_INVALID."""
    try:
        json.loads(given.data)
    except ValueError:
        raise Refusal("DATA_JSON_INVALID") from None


@method("bots.answerWebhookJSONQuery", users=False)
async def answer_webhook_json_query(call: Call, req: functions.bots.AnswerWebhookJSONQuery) -> bool:
    _check_json(req.data)
    if not call.house.waits.answer(("webhook", call.user_id, req.query_id), req.data.data):
        raise Refusal("QUERY_ID_INVALID")
    return True


@method("help.setBotUpdatesStatus", writes=True, users=False)
async def set_bot_updates_status(call: Call, req: functions.help.SetBotUpdatesStatus) -> bool:
    await health.report(call.tx, call.user_id, req.pending_updates_count, req.message)
    return True
