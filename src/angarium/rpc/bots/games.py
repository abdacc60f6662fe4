"""Games (https://core.telegram.org/api/bots/games)."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.bots import scores
from angarium.domain.bots.scores import Place
from angarium.domain.facts import gather
from angarium.model.messages import Message
from angarium.rpc.bots.inline import read_inline_id
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.updates import render_edited_message
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.setGameScore", writes=True, users=False)
async def set_game_score(call: Call, req: functions.messages.SetGameScore) -> types.TypeUpdates:
    peer, user_id = read_peer(call, req.peer), read_user(call, req.user_id)
    message = await scores.require_message(call.tx, call.user_id, peer, req.id)
    best = await scores.put(call.tx, message, user_id, req.score, force=req.force)
    updates: list[types.TypeUpdate] = []
    facts = await gather(call.tx, call.user_id, [], users=(user_id,))
    if req.edit_message:
        message, pts, facts = await scores.show(call.tx, message, call.user_id)
        updates.append(render_edited_message(message, facts, pts, 1))
    if best:
        await scores.announce(call.tx, message, user_id, req.score)
    return render_updates(updates, facts, call.tx.now)


@method("messages.setInlineGameScore", writes=True, users=False)
async def set_inline_game_score(call: Call, req: functions.messages.SetInlineGameScore) -> bool:
    user_id = read_user(call, req.user_id)
    message = await scores.require_inline(call.tx, call.user_id, *read_inline_id(req.id))
    best = await scores.put(call.tx, message, user_id, req.score, force=req.force)
    if req.edit_message:
        message, _, _ = await scores.show(call.tx, message, call.user_id)
    if best:
        await scores.announce(call.tx, message, user_id, req.score)
    return True


async def _render_scores(call: Call, places: Sequence[Place]) -> types.messages.HighScores:
    ids = [place.score.user_id for place in places]
    rows = [types.HighScore(pos=place.number, user_id=place.score.user_id, score=place.score.score) for place in places]
    return types.messages.HighScores(
        scores=rows, users=render_users(await gather(call.tx, call.user_id, [], users=ids), ids)
    )


async def _table(call: Call, message: Message, given: types.TypeInputUser) -> types.messages.HighScores:
    player = 0 if isinstance(given, types.InputUserEmpty) else read_user(call, given)
    return await _render_scores(call, await scores.table(call.tx, message, player))


@method("messages.getGameHighScores", users=False)
async def get_game_high_scores(call: Call, req: functions.messages.GetGameHighScores) -> types.messages.HighScores:
    message = await scores.require_message(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return await _table(call, message, req.user_id)


@method("messages.getInlineGameHighScores", users=False)
async def get_inline_game_high_scores(
    call: Call, req: functions.messages.GetInlineGameHighScores
) -> types.messages.HighScores:
    message = await scores.require_inline(call.tx, call.user_id, *read_inline_id(req.id))
    return await _table(call, message, req.user_id)
