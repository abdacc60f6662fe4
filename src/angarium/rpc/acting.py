"""invokeWithBusinessConnection: a bot acts for the person whose business it answers
(https://core.telegram.org/api/bots/connected-business-bots). The call is made as that person's, and what comes of it is told to the bot as
its own updates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from angarium.domain import access
from angarium.domain.business import connections, relays
from angarium.domain.facts import for_events
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.events import BusinessMessageCame
from angarium.model.ids import MsgId, UserId
from angarium.rpc.caller import Caller
from angarium.rpc.render.updates import render_update
from angarium.rpc.render.users import render_users
from angarium.tl import functions, types

ALLOWED = (
    functions.messages.SendMessage,
    functions.messages.SendMedia,
    functions.messages.SendMultiMedia,
    functions.messages.EditMessage,
    functions.messages.SetTyping,
)


async def step_in(house: House, caller: Caller, request: Any, connection_id: str) -> Caller:
    """The person as the caller, and the peer of the request as the person would name it. Refuses AUTH_KEY_UNREGISTERED,
    CONNECTION_ID_INVALID, BUSINESS_CONNECTION_NOT_ALLOWED for other methods, PEER_ID_INVALID, and what `relays.require_chat` does."""
    if caller.user_id is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    if not isinstance(request, ALLOWED):
        raise Refusal("BUSINESS_CONNECTION_NOT_ALLOWED")
    peer = request.peer
    if not isinstance(peer, types.InputPeerUser):
        raise Refusal("PEER_ID_INVALID")
    access.require_peer_hash(house.secret, caller.user_id, peer.user_id, peer.access_hash)
    async with house.work.read() as tx:
        owner_id, made = await connections.get(tx, caller.user_id, connection_id)
        await relays.require_chat(tx, owner_id, made, peer.user_id)
        if isinstance(request, functions.messages.EditMessage):
            await relays.require_own(tx, owner_id, made, request.id)
    shown = access.access_hash(house.secret, owner_id, "user", peer.user_id)
    request.peer = types.InputPeerUser(user_id=peer.user_id, access_hash=shown)
    return replace(caller, user_id=owner_id, bot=False, judged=owner_id, business_bot=int(caller.user_id))


async def tell(house: House, caller: Caller, answer: Any, connection_id: str) -> Any:
    """The answer in the bot's own terms: each message, sent or changed, as a business message, and nothing beside it, for TDLib takes
    no other update. They move no line."""
    if not isinstance(answer, types.Updates):
        return answer
    said = [one.message for one in answer.updates if isinstance(one, types.UpdateNewMessage | types.UpdateEditMessage)]
    bot_id = UserId(int(caller.user_id or 0))
    async with house.work.read() as tx:
        owner_id, _ = await connections.get(tx, bot_id, connection_id)
        came = [BusinessMessageCame(connection_id=connection_id, owner_id=owner_id, id=MsgId(one.id)) for one in said]
        facts = await for_events(tx, bot_id, came)
    updates = [update for one in came for update in render_update(one, facts, bot_id, 0, 0)]
    return types.Updates(updates=updates, users=render_users(facts), chats=[], date=answer.date, seq=0)
