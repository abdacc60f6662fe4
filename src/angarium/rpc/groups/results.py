"""What acts on groups and channels answer."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain.facts import gather
from angarium.domain.messages.sent import Sent
from angarium.model.facts import Facts
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.sent import render_new, render_updates
from angarium.rpc.router import Call
from angarium.tl import types


async def render_changed(
    call: Call, peer: int, *notices: Sent | None, updates: Iterable[types.TypeUpdate] = (), users: Iterable[int] = ()
) -> types.Updates:
    """That a chat is not what it was, with the messages that say so."""
    facts = Facts(call.user_id)
    told = list(updates)
    for notice in notices:
        if notice is not None:
            facts.merge(notice.facts)
            told += render_new(notice)
    facts.merge(await gather(call.tx, call.user_id, [], users=(peer, *users)))
    return render_updates(told, facts, call.tx.now)


def channel_update(peer: int) -> types.UpdateChannel:
    return types.UpdateChannel(channel_id=number_of(peer))


def render_missing(missing: Iterable[int]) -> list[types.TypeMissingInvitee]:
    """Those who could not be added, because of their privacy."""
    return [types.MissingInvitee(user_id=id) for id in missing]
