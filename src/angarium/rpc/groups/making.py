"""Making groups and channels, joining and leaving them."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.domain.groups import ending, joining, making, requests
from angarium.domain.messages.timers import check_period
from angarium.model.chats import BROADCAST, MEGAGROUP, ChatProfile
from angarium.model.errors import Refusal
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.groups import doors
from angarium.rpc.groups.results import channel_update, render_changed, render_missing
from angarium.rpc.peers import read_channel, read_chat, read_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 200
"""People named in one call at most."""


MISSING_TOLD = 177
"""From this layer on answers name those who could not be added; older clients hear it as an error."""


def _check_missing(call: Call, users: Sequence[int], missing: Sequence[int]) -> None:
    """Refuses USER_PRIVACY_RESTRICTED when nobody could be added, and the client would not learn it otherwise."""
    if call.caller.layer < MISSING_TOLD and set(missing) >= set(users):
        raise Refusal("USER_PRIVACY_RESTRICTED")


@method("messages.createChat", writes=True, bots=False)
async def create_chat(call: Call, req: functions.messages.CreateChat) -> types.messages.InvitedUsers:
    users = [read_user(call, one) for one in req.users[:MOST]]
    check_period(req.ttl_period or 0)
    made = await making.make_group(call.tx, call.user_id, users, req.title, req.ttl_period or 0)
    updates = await render_changed(call, made.chat.peer, made.notice)
    return types.messages.InvitedUsers(updates=updates, missing_invitees=render_missing(made.missing))


@method("messages.addChatUser", writes=True, bots=False)
async def add_chat_user(call: Call, req: functions.messages.AddChatUser) -> types.messages.InvitedUsers:
    peer, user_id = read_chat(req.chat_id), read_user(call, req.user_id)
    added = await joining.add(call.tx, call.user_id, peer, (user_id,))
    _check_missing(call, (user_id,), added.missing)
    updates = await render_changed(call, peer, added.notice)
    return types.messages.InvitedUsers(updates=updates, missing_invitees=render_missing(added.missing))


@method("messages.deleteChatUser", writes=True)
async def delete_chat_user(call: Call, req: functions.messages.DeleteChatUser) -> types.TypeUpdates:
    peer, user_id = read_chat(req.chat_id), read_user(call, req.user_id)
    notice = await joining.remove(call.tx, call.user_id, peer, user_id, revoke=req.revoke_history)
    return await render_changed(call, peer, notice)


@method("messages.deleteChat", writes=True, bots=False)
async def delete_chat(call: Call, req: functions.messages.DeleteChat) -> bool:
    await ending.delete(call.tx, call.user_id, read_chat(req.chat_id))
    return True


@method("messages.migrateChat", writes=True, bots=False)
async def migrate_chat(call: Call, req: functions.messages.MigrateChat) -> types.TypeUpdates:
    peer = read_chat(req.chat_id)
    made = await ending.migrate(call.tx, call.user_id, peer)
    return await render_changed(
        call, peer, made.farewell, made.notice, updates=[channel_update(made.chat.peer)], users=[made.chat.peer]
    )


@method("channels.createChannel", writes=True, bots=False)
async def create_channel(call: Call, req: functions.channels.CreateChannel) -> types.TypeUpdates:
    check_period(req.ttl_period or 0)
    point = req.geo_point if isinstance(req.geo_point, types.InputGeoPoint) else None
    profile = ChatProfile(
        title=making.clean_title(req.title),
        about=making.clean_about(req.about),
        forum=req.forum and not req.broadcast,
        ttl_period=req.ttl_period or 0,
        latitude=point.lat if point else None,
        longitude=point.long if point else None,
        address=(req.address or "")[:256] if point else "",
    )
    kind = BROADCAST if req.broadcast else MEGAGROUP
    made = await making.make_channel(call.tx, call.user_id, kind, profile)
    return await render_changed(call, made.chat.peer, made.notice, updates=[channel_update(made.chat.peer)])


@method("channels.inviteToChannel", writes=True)
async def invite_to_channel(call: Call, req: functions.channels.InviteToChannel) -> types.messages.InvitedUsers:
    peer = read_channel(call, req.channel)
    users = [read_user(call, one) for one in req.users[:MOST]]
    if not users:
        raise Refusal("USERS_TOO_FEW")
    added = await joining.add(call.tx, call.user_id, peer, users)
    _check_missing(call, users, added.missing)
    updates = await render_changed(call, peer, added.notice)
    return types.messages.InvitedUsers(updates=updates, missing_invitees=render_missing(added.missing))


@method("channels.joinChannel", alone=True, bots=False)
async def join_channel(call: Call, req: functions.channels.JoinChannel) -> types.messages.TypeChatInviteJoinResult:
    peer = read_channel(call, req.channel)
    notice = await carry_out(call, lambda tx: requests.join_public(tx, call.user_id, peer))
    if isinstance(notice, requests.Guarded):
        return await doors.wait(call, notice)
    async with call.read() as inner:
        updates = await render_changed(inner, peer, notice, updates=[channel_update(peer)])
    return types.messages.ChatInviteJoinResultOk(updates=updates)


@method("channels.leaveChannel", writes=True)
async def leave_channel(call: Call, req: functions.channels.LeaveChannel) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await joining.leave(call.tx, call.user_id, peer)
    return await render_changed(call, peer, updates=[channel_update(peer)])


@method("channels.deleteChannel", writes=True, bots=False)
async def delete_channel(call: Call, req: functions.channels.DeleteChannel) -> types.TypeUpdates:
    peer = read_channel(call, req.channel)
    await ending.delete(call.tx, call.user_id, peer)
    return await render_changed(call, peer, updates=[channel_update(peer)])
