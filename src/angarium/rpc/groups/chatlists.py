"""chatlists.*: folders that people share by links."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from angarium.domain import facts as gathered
from angarium.domain.groups import sharing
from angarium.domain.groups.sharing import Taken
from angarium.model.facts import Facts
from angarium.model.ids import Peer, is_channel
from angarium.model.invites import FolderInvite
from angarium.rpc.groups.results import channel_update, render_changed
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.folders import peers_of, render_filter
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 200


def _read_list(given: types.TypeInputChatlist) -> int:
    return given.filter_id


def _read_peers(call: Call, given: Iterable[types.TypeInputPeer]) -> list[Peer]:
    return [read_peer(call, one) for one in list(given)[:MOST]]


def _render_invite(invite: FolderInvite) -> types.ExportedChatlistInvite:
    return types.ExportedChatlistInvite(
        title=invite.title, url=invite.link, peers=[render_peer(peer) for peer in invite.peers]
    )


async def _show(call: Call, peers: Iterable[Peer]) -> Facts:
    """Chats that somebody is invited to: their titles are shown to whoever has the link."""
    facts = await gathered.gather(call.tx, call.user_id, [], users=peers)
    facts.chats = {id: replace(view, open=True) for id, view in facts.chats.items()}
    return facts


async def _render_taken(call: Call, taken: Taken, *, kept: bool) -> types.Updates:
    named = {*taken.peers, *peers_of(taken.filter)}
    facts = await gathered.gather(call.tx, call.user_id, [], users=named)
    shown = render_filter(taken.filter, facts) if kept else None
    updates: list[types.TypeUpdate] = [types.UpdateDialogFilter(id=taken.filter.id, filter=shown)]
    updates += [channel_update(peer) for peer in taken.peers if is_channel(peer)]
    return await render_changed(call, call.user_id, *taken.notices, updates=updates, users=named)


@method("chatlists.exportChatlistInvite", writes=True, bots=False)
async def export_chatlist_invite(
    call: Call, req: functions.chatlists.ExportChatlistInvite
) -> types.chatlists.ExportedChatlistInvite:
    peers = _read_peers(call, req.peers)
    filter, invite = await sharing.export(call.tx, call.user_id, _read_list(req.chatlist), req.title, peers)
    facts = await gathered.gather(call.tx, call.user_id, [], users=peers_of(filter))
    return types.chatlists.ExportedChatlistInvite(filter=render_filter(filter, facts), invite=_render_invite(invite))


@method("chatlists.editExportedInvite", writes=True, bots=False)
async def edit_exported_invite(
    call: Call, req: functions.chatlists.EditExportedInvite
) -> types.TypeExportedChatlistInvite:
    peers = None if req.peers is None else _read_peers(call, req.peers)
    id = _read_list(req.chatlist)
    return _render_invite(await sharing.edit(call.tx, call.user_id, id, req.slug, req.title, peers))


@method("chatlists.deleteExportedInvite", writes=True, bots=False)
async def delete_exported_invite(call: Call, req: functions.chatlists.DeleteExportedInvite) -> bool:
    await sharing.delete(call.tx, call.user_id, _read_list(req.chatlist), req.slug)
    return True


@method("chatlists.getExportedInvites", bots=False)
async def get_exported_invites(
    call: Call, req: functions.chatlists.GetExportedInvites
) -> types.chatlists.ExportedInvites:
    found = await sharing.exported(call.tx, call.user_id, _read_list(req.chatlist))
    facts = await gathered.gather(call.tx, call.user_id, [], users={peer for one in found for peer in one.peers})
    return types.chatlists.ExportedInvites(
        invites=[_render_invite(one) for one in found], chats=render_chats(facts), users=render_users(facts)
    )


@method("chatlists.checkChatlistInvite", bots=False)
async def check_chatlist_invite(
    call: Call, req: functions.chatlists.CheckChatlistInvite
) -> types.chatlists.TypeChatlistInvite:
    offered = await sharing.check(call.tx, call.user_id, req.slug)
    facts = await _show(call, offered.peers)
    chats, users = render_chats(facts), render_users(facts)
    if offered.mine is None:
        title = types.TextWithEntities(text=offered.title, entities=render_entities(offered.entities) or [])
        return types.chatlists.ChatlistInvite(
            title=title, emoticon=offered.emoticon or None, peers=[render_peer(peer) for peer in offered.peers],
            chats=chats, users=users,
        )  # fmt: skip
    known = peers_of(offered.mine)
    return types.chatlists.ChatlistInviteAlready(
        filter_id=offered.mine.id,
        missing_peers=[render_peer(peer) for peer in offered.peers if peer not in known],
        already_peers=[render_peer(peer) for peer in offered.peers if peer in known],
        chats=chats,
        users=users,
    )


@method("chatlists.joinChatlistInvite", writes=True, bots=False)
async def join_chatlist_invite(call: Call, req: functions.chatlists.JoinChatlistInvite) -> types.TypeUpdates:
    taken = await sharing.join(call.tx, call.user_id, req.slug, _read_peers(call, req.peers))
    return await _render_taken(call, taken, kept=True)


@method("chatlists.getChatlistUpdates", bots=False)
async def get_chatlist_updates(
    call: Call, req: functions.chatlists.GetChatlistUpdates
) -> types.chatlists.ChatlistUpdates:
    found = await sharing.missing(call.tx, call.user_id, _read_list(req.chatlist))
    facts = await _show(call, found)
    return types.chatlists.ChatlistUpdates(
        missing_peers=[render_peer(peer) for peer in found], chats=render_chats(facts), users=render_users(facts)
    )


@method("chatlists.joinChatlistUpdates", writes=True, bots=False)
async def join_chatlist_updates(call: Call, req: functions.chatlists.JoinChatlistUpdates) -> types.TypeUpdates:
    peers = _read_peers(call, req.peers)
    taken = await sharing.join_more(call.tx, call.user_id, _read_list(req.chatlist), peers)
    return await _render_taken(call, taken, kept=True)


@method("chatlists.hideChatlistUpdates", writes=True, bots=False)
async def hide_chatlist_updates(call: Call, req: functions.chatlists.HideChatlistUpdates) -> bool:
    await sharing.hide(call.tx, call.user_id, _read_list(req.chatlist))
    return True


@method("chatlists.getLeaveChatlistSuggestions", bots=False)
async def get_leave_chatlist_suggestions(
    call: Call, req: functions.chatlists.GetLeaveChatlistSuggestions
) -> list[types.TypePeer]:
    found = await sharing.suggestions(call.tx, call.user_id, _read_list(req.chatlist))
    return [render_peer(peer) for peer in found]


@method("chatlists.leaveChatlist", writes=True, bots=False)
async def leave_chatlist(call: Call, req: functions.chatlists.LeaveChatlist) -> types.TypeUpdates:
    peers = _read_peers(call, req.peers)
    taken = await sharing.leave(call.tx, call.user_id, _read_list(req.chatlist), peers)
    return await _render_taken(call, taken, kept=False)
