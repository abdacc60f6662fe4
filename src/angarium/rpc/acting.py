"""invokeWithBusinessConnection: a bot acts for the person whose business it answers
(https://core.telegram.org/api/bots/connected-business-bots). The call is made as that person's, and what comes of it is told to the bot as
its own updates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from angarium.domain import access, updates
from angarium.domain.business import connections, relays
from angarium.domain.facts import for_events, gather
from angarium.domain.house import House
from angarium.model.errors import Refusal
from angarium.model.events import BusinessMessageCame
from angarium.model.ids import MsgId, UserId
from angarium.rpc.caller import Caller
from angarium.rpc.render.updates import render_update
from angarium.rpc.render.users import render_user, render_users
from angarium.tl import functions, types

call, account = functions.messages, functions.account

RIGHTS: dict[type[Any], str] = {
    call.SendMessage: "reply",
    call.SendMedia: "reply",
    call.SendMultiMedia: "reply",
    call.EditMessage: "reply",
    call.SetTyping: "reply",
    call.UpdatePinnedMessage: "reply",
    call.ReadHistory: "read_messages",
    account.UpdateUsername: "edit_username",
    account.UpdateProfile: "",  # as what it changes
    call.DeleteMessages: "",  # as whose messages they are
}
"""What a bot may do for somebody, and the right that it takes (https://core.telegram.org/constructor/businessBotRights)."""


async def step_in(house: House, caller: Caller, request: Any, connection_id: str) -> Caller:
    """The person as the caller, and the peer of the request as the person would name it. Refuses AUTH_KEY_UNREGISTERED,
    CONNECTION_ID_INVALID, BUSINESS_CONNECTION_NOT_ALLOWED for other methods, BOT_ACCESS_FORBIDDEN for what the bot was not given the
    right to, PEER_ID_INVALID, and what `relays.require_chat` and `relays.require_deletable` do."""
    if caller.user_id is None:
        raise Refusal("AUTH_KEY_UNREGISTERED")
    if type(request) not in RIGHTS:
        raise Refusal("BUSINESS_CONNECTION_NOT_ALLOWED")
    async with house.work.read() as tx:
        owner_id, made = await connections.get(tx, caller.user_id, connection_id)
        relays.require_rights(made, _rights_for(request))
        if isinstance(request, call.DeleteMessages):
            await relays.require_deletable(tx, owner_id, made, request.id)
        elif hasattr(request, "peer"):
            request.peer = peer = _read_person(house, caller.user_id, owner_id, request.peer)
            await relays.require_chat(tx, owner_id, made, peer.user_id)
        if isinstance(request, call.EditMessage):
            await relays.require_own(tx, owner_id, made, request.id)
    return replace(caller, user_id=owner_id, bot=False, judged=owner_id, business_bot=int(caller.user_id))


def _rights_for(request: Any) -> set[str]:
    rights = {RIGHTS[type(request)]}
    if isinstance(request, account.UpdateProfile):
        rights |= {"edit_name"} if request.first_name is not None or request.last_name is not None else set()
        rights |= {"edit_bio"} if request.about is not None else set()
    return rights - {""}


def _read_person(house: House, bot_id: UserId, owner_id: UserId, peer: types.TypeInputPeer) -> types.InputPeerUser:
    """Whom a bot names, as its person would. Refuses PEER_ID_INVALID."""
    if not isinstance(peer, types.InputPeerUser):
        raise Refusal("PEER_ID_INVALID")
    access.require_peer_hash(house.secret, bot_id, peer.user_id, peer.access_hash)
    shown = access.access_hash(house.secret, owner_id, "user", peer.user_id)
    return types.InputPeerUser(user_id=peer.user_id, access_hash=shown)


async def tell(house: House, caller: Caller, answer: Any, connection_id: str) -> Any:
    """The answer in the bot's own terms: each message, sent or changed, as a business message, and nothing beside it, for TDLib takes
    no other update. They move no line. The person is shown as the bot knows them, and the counter is the bot's."""
    bot_id = UserId(int(caller.user_id or 0))
    if isinstance(answer, types.User):
        async with house.work.read() as tx:
            facts = await gather(tx, bot_id, [], users=(answer.id,))
        return render_user(facts.users[answer.id], facts)
    if isinstance(answer, types.messages.AffectedMessages):
        async with house.work.read() as tx:
            return types.messages.AffectedMessages(pts=(await updates.state(tx, bot_id)).pts, pts_count=0)
    if not isinstance(answer, types.Updates):
        return answer
    said = [one.message for one in answer.updates if isinstance(one, types.UpdateNewMessage | types.UpdateEditMessage)]
    async with house.work.read() as tx:
        owner_id, _ = await connections.get(tx, bot_id, connection_id)
        came = [BusinessMessageCame(connection_id=connection_id, owner_id=owner_id, id=MsgId(one.id)) for one in said]
        facts = await for_events(tx, bot_id, came)
    told = [update for one in came for update in render_update(one, facts, bot_id, 0, 0)]
    return types.Updates(updates=told, users=render_users(facts), chats=[], date=answer.date, seq=0)
