"""Those who ask to be let into groups and channels."""

from __future__ import annotations

from angarium.domain import facts as gathered
from angarium.domain.groups import invites, requests
from angarium.domain.groups.requests import Wanted
from angarium.rpc.groups.results import render_changed
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.render.invites import render_importer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("messages.getChatInviteImporters", bots=False)
async def get_chat_invite_importers(
    call: Call, req: functions.messages.GetChatInviteImporters
) -> types.messages.ChatInviteImporters:
    offset = req.offset_user
    wanted = Wanted(
        hash=invites.read_hash(req.link) if req.link else None,
        requested=req.requested,
        query=(req.q or "").strip(),
        before=req.offset_date,
        before_user=0 if isinstance(offset, types.InputUserEmpty) else read_user(call, offset),
        limit=req.limit,
    )
    found, count = await requests.page(call.tx, call.user_id, read_peer(call, req.peer), wanted)
    ids = {id for one in found for id in (one.user_id, one.approved_by) if id}
    facts = await gathered.gather(call.tx, call.user_id, [], users=ids)
    return types.messages.ChatInviteImporters(
        count=count, importers=[render_importer(one) for one in found], users=render_users(facts, ids)
    )


@method("messages.hideChatJoinRequest", writes=True)
async def hide_chat_join_request(call: Call, req: functions.messages.HideChatJoinRequest) -> types.TypeUpdates:
    peer, user_id = read_peer(call, req.peer), read_user(call, req.user_id)
    await requests.decide(call.tx, call.user_id, peer, user_id, approved=req.approved)
    return await render_changed(call, peer, users=(user_id,))


@method("messages.hideAllChatJoinRequests", writes=True, bots=False)
async def hide_all_chat_join_requests(call: Call, req: functions.messages.HideAllChatJoinRequests) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    hash = invites.read_hash(req.link) if req.link else None
    await requests.decide_all(call.tx, call.user_id, peer, hash, approved=req.approved)
    return await render_changed(call, peer)
