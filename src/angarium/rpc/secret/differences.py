"""The part of state and difference that is for one device alone: qts and its secret chats. Bots have none: their qts is the account's
(docs/decisions/0022-bots-qts.md)."""

from __future__ import annotations

from typing import Any

from angarium.domain.secret import queues
from angarium.domain.secret.queues import Waiting
from angarium.rpc.render.secret import render_message, render_news
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call
from angarium.tl import functions, types

SLICE = 500
"""Encrypted messages in one difference."""


async def add_qts(call: Call, state: types.updates.State) -> types.updates.State:
    """A state with the qts of the device that asks."""
    if not call.caller.bot:
        state.qts = await queues.qts_of(call.tx, call.user_id, call.caller.authorization_id)
    return state


async def add_secrets(
    call: Call,
    req: functions.updates.GetDifference,
    found: types.updates.TypeDifference,
    state: types.updates.State,
) -> types.updates.TypeDifference:
    """A difference with what waits for the device that asks; `state` is the one of the account's box, for a difference that was
    empty without it. What does not fit waits for the next slice."""
    login_id = call.caller.authorization_id
    if login_id is None or call.caller.bot or isinstance(found, types.updates.DifferenceTooLong):
        return found
    limit = max(1, min(req.qts_limit or SLICE, SLICE))
    waiting = await queues.difference(call.tx, call.user_id, login_id, req.qts, req.date, limit)
    if isinstance(found, types.updates.DifferenceEmpty):
        if not waiting.messages and not waiting.news:
            return found
        parts: dict[str, Any] = {"new_messages": [], "other_updates": [], "chats": [], "users": []}
    else:
        parts = {name: getattr(found, name) for name in ("new_messages", "other_updates", "chats", "users")}
        state = found.state if isinstance(found, types.updates.Difference) else found.intermediate_state
    final = waiting.final and not isinstance(found, types.updates.DifferenceSlice)
    _put(parts, waiting, final=final)
    state.qts = waiting.qts
    if final:
        return types.updates.Difference(**parts, state=state)
    state.date = req.date  # what goes by date is told with the last slice
    return types.updates.DifferenceSlice(**parts, intermediate_state=state)


def _put(parts: dict[str, Any], waiting: Waiting, *, final: bool) -> None:
    known = {user.id for user in parts["users"]}
    parts["new_encrypted_messages"] = [render_message(message) for message in waiting.messages]
    if not final:
        return
    parts["other_updates"] = [*parts["other_updates"], *(render_news(word) for word in waiting.news)]
    others = (user for user in render_users(waiting.facts) if user.id not in known)
    parts["users"] = [*parts["users"], *others]
