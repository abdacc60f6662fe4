"""Admins, restrictions, members."""

from __future__ import annotations

from angarium.domain.accounts import freshness
from angarium.domain.chats import rights
from angarium.domain.groups import ending, leading, members
from angarium.domain.groups.members import Wanted
from angarium.model.errors import Refusal
from angarium.model.ids import is_chat
from angarium.rpc.accounts.passwords import read_proof
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.messages.deletions import render_history
from angarium.rpc.peers import read_channel, read_chat, read_participant, read_peer, read_user
from angarium.rpc.render.chats import read_admin_rights, read_banned_rights, render_chats
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.members import render_member
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("channels.editAdmin", writes=True)
async def edit_admin(call: Call, req: functions.channels.EditAdmin) -> types.TypeUpdates:
    peer, user_id = read_channel(call, req.channel), read_user(call, req.user_id)
    granted = read_admin_rights(req.admin_rights)
    await freshness.require_admin_maker(call.tx, call.user_id, call.caller.authorization_id)
    done = await leading.set_admin(call.tx, call.user_id, peer, user_id, granted, req.rank)
    return await render_changed(call, peer, done.notice, updates=[channel_update(peer)], users=[user_id])


@method("messages.editChatAdmin", writes=True, bots=False)
async def edit_chat_admin(call: Call, req: functions.messages.EditChatAdmin) -> bool:
    peer, user_id = read_chat(req.chat_id), read_user(call, req.user_id)
    granted = rights.GROUP_ADMIN if req.is_admin else frozenset()
    await leading.set_admin(call.tx, call.user_id, peer, user_id, granted)
    return True


@method("channels.editBanned", writes=True)
async def edit_banned(call: Call, req: functions.channels.EditBanned) -> types.TypeUpdates:
    peer, who = read_channel(call, req.channel), read_participant(call, req.participant)
    lost, until = read_banned_rights(req.banned_rights), req.banned_rights.until_date
    done = await leading.restrict(call.tx, call.user_id, peer, who, lost, until)
    return await render_changed(call, peer, done.notice, updates=[channel_update(peer)], users=[who])


@method("messages.editChatDefaultBannedRights", writes=True)
async def edit_chat_default_banned_rights(
    call: Call, req: functions.messages.EditChatDefaultBannedRights
) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    await leading.set_default_rights(call.tx, call.user_id, peer, read_banned_rights(req.banned_rights))
    return await render_changed(call, peer)


@method("messages.editChatParticipantRank", writes=True)
async def edit_chat_participant_rank(call: Call, req: functions.messages.EditChatParticipantRank) -> types.TypeUpdates:
    peer, who = read_peer(call, req.peer), read_participant(call, req.participant)
    await leading.set_rank(call.tx, call.user_id, peer, who, req.rank)
    return await render_changed(call, peer, users=[who])


@method("messages.editChatCreator", alone=True, bots=False)
async def edit_chat_creator(call: Call, req: functions.messages.EditChatCreator) -> types.TypeUpdates:
    # The password comes first: clients ask without an heir, or without a group, whether there is one to ask for.
    await freshness.require_owner(call.house, call.user_id, call.caller.authorization_id, read_proof(req.password))
    peer, user_id = read_peer(call, req.peer), read_user(call, req.user_id)
    async with call.begin() as inner:
        await leading.hand_over(inner.tx, call.user_id, peer, user_id)
        update = [] if is_chat(peer) else [channel_update(peer)]
        return await render_changed(inner, peer, updates=update, users=[user_id])


@method("messages.getFutureChatCreatorAfterLeave", bots=False)
async def get_future_chat_creator(call: Call, req: functions.messages.GetFutureChatCreatorAfterLeave) -> types.TypeUser:
    peer = read_peer(call, req.peer)
    heir, facts = await leading.heir(call.tx, call.user_id, peer)
    if not heir:  # a user without a number would be an error to TDLib
        raise Refusal("USER_ID_INVALID")
    return render_users(facts, (heir,))[0]


_FILTERS = {
    "channelParticipantsRecent": "recent", "channelParticipantsAdmins": "admins", "channelParticipantsKicked": "kicked",
    "channelParticipantsBanned": "banned", "channelParticipantsBots": "bots", "channelParticipantsContacts": "contacts",
    "channelParticipantsSearch": "search", "channelParticipantsMentions": "mentions",
}  # fmt: skip


@method("channels.getParticipants")
async def get_participants(
    call: Call, req: functions.channels.GetParticipants
) -> types.channels.TypeChannelParticipants:
    wanted = Wanted(
        kind=_FILTERS[req.filter.NAME], query=getattr(req.filter, "q", "") or "", offset=req.offset, limit=req.limit
    )
    page = await members.page(call.tx, call.user_id, read_channel(call, req.channel), wanted)
    if req.hash and page.members and req.hash == hash_of(one.user_id for one in page.members):
        return types.channels.ChannelParticipantsNotModified()
    return types.channels.ChannelParticipants(
        count=page.count,
        participants=[render_member(page.chat, one, call.user_id) for one in page.members],
        chats=render_chats(page.facts),
        users=render_users(page.facts),
    )


@method("channels.getParticipant")
async def get_participant(call: Call, req: functions.channels.GetParticipant) -> types.channels.ChannelParticipant:
    peer, who = read_channel(call, req.channel), read_participant(call, req.participant)
    chat, found, facts = await members.get(call.tx, call.user_id, peer, who)
    shown = render_member(chat, found, call.user_id)
    return types.channels.ChannelParticipant(participant=shown, chats=render_chats(facts), users=render_users(facts))


@method("channels.deleteParticipantHistory", writes=True, bots=False)
async def delete_participant_history(
    call: Call, req: functions.channels.DeleteParticipantHistory
) -> types.messages.AffectedHistory:
    peer, who = read_channel(call, req.channel), read_participant(call, req.participant)
    return render_history(await ending.delete_of(call.tx, call.user_id, peer, who))
