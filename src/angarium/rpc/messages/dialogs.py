"""messages.*: the list of chats."""

from __future__ import annotations

from typing import Any

from angarium.domain import updates
from angarium.domain.messages import archive, dialogs
from angarium.domain.messages.dialogs import Page
from angarium.model.ids import Peer
from angarium.rpc.peers import read_dialog_peers, read_folder, read_peer
from angarium.rpc.push import render_event
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.dialogs import render_dialogs
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.sent import render_updates
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.rpc.secret.differences import add_qts
from angarium.rpc.updates import render_state
from angarium.tl import functions, types


def _parts(page: Page) -> dict[str, Any]:
    return {
        "dialogs": render_dialogs(page),
        "messages": [render_message(message, page.facts) for message in page.messages],
        "chats": render_chats(page.facts),
        "users": render_users(page.facts),
    }


@method("messages.getDialogs", bots=False)
async def get_dialogs(call: Call, req: functions.messages.GetDialogs) -> types.messages.TypeDialogs:
    page = await dialogs.page(
        call.tx,
        call.user_id,
        read_folder(req.folder_id),
        (req.offset_date, req.offset_id),
        req.limit,
        exclude_pinned=req.exclude_pinned,
    )
    if req.hash and page.dialogs and req.hash == hash_of(dialog.top_id for dialog in page.dialogs):
        return types.messages.DialogsNotModified(count=page.count)
    if len(page.dialogs) >= page.count and not req.offset_date:
        return types.messages.Dialogs(**_parts(page))
    return types.messages.DialogsSlice(count=page.count, **_parts(page))


async def _peer_dialogs(call: Call, page: Page) -> types.messages.PeerDialogs:
    state = await add_qts(call, render_state(await updates.state(call.tx, call.user_id)))
    return types.messages.PeerDialogs(**_parts(page), state=state)


@method("messages.getPinnedDialogs", bots=False)
async def get_pinned_dialogs(call: Call, req: functions.messages.GetPinnedDialogs) -> types.messages.PeerDialogs:
    return await _peer_dialogs(call, await dialogs.pinned(call.tx, call.user_id, read_folder(req.folder_id) or 0))


@method("messages.getPeerDialogs", bots=False)
async def get_peer_dialogs(call: Call, req: functions.messages.GetPeerDialogs) -> types.messages.PeerDialogs:
    peers = read_dialog_peers(call, req.peers)
    if not peers and any(isinstance(one, types.InputDialogPeerFolder) for one in req.peers):
        return await _peer_dialogs(call, await dialogs.archived(call.tx, call.user_id))
    return await _peer_dialogs(call, await dialogs.pick(call.tx, call.user_id, peers))


@method("messages.toggleDialogPin", writes=True, bots=False)
async def toggle_dialog_pin(call: Call, req: functions.messages.ToggleDialogPin) -> bool:
    for peer in read_dialog_peers(call, [req.peer]):
        await dialogs.pin(call.tx, call.user_id, peer, pinned=req.pinned)
    return True


@method("messages.reorderPinnedDialogs", writes=True, bots=False)
async def reorder_pinned_dialogs(call: Call, req: functions.messages.ReorderPinnedDialogs) -> bool:
    order = read_dialog_peers(call, req.order)
    await dialogs.reorder(call.tx, call.user_id, read_folder(req.folder_id) or 0, order, force=req.force)
    return True


@method("folders.editPeerFolders", writes=True, bots=False)
async def edit_peer_folders(call: Call, req: functions.folders.EditPeerFolders) -> types.TypeUpdates:
    places: dict[Peer, int] = {read_peer(call, one.peer): one.folder_id for one in req.folder_peers[:100]}
    moved = await archive.move(call.tx, call.user_id, places)
    page = await dialogs.pick(call.tx, call.user_id, list(places))
    shown = list(render_event(moved.event, page.facts, call.user_id, moved.pts, 1)) if moved else []
    return render_updates(shown, page.facts, call.tx.now)
