"""messages.*: Saved Messages by the chats that they were saved from."""

from __future__ import annotations

from typing import Any

from angarium.domain.messages import direct, savings
from angarium.domain.messages.savings import Page
from angarium.model.ids import is_saved
from angarium.rpc.peers import read_dialog_peers, read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.dialogs import render_draft
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render(page: Page, asked: int = 0) -> types.messages.TypeSavedDialogs:
    if asked and page.dialogs and asked == hash_of(dialog.top_id for dialog in page.dialogs):
        return types.messages.SavedDialogsNotModified(count=page.count)
    parts: dict[str, Any] = {
        "dialogs": [
            types.SavedDialog(peer=render_peer(dialog.peer), top_message=dialog.top_id, pinned=dialog.pinned)
            for dialog in page.dialogs
        ],
        "messages": [render_message(message, page.facts) for message in page.messages],
        "chats": render_chats(page.facts),
        "users": render_users(page.facts),
    }
    if len(page.dialogs) >= page.count:
        return types.messages.SavedDialogs(**parts)
    return types.messages.SavedDialogsSlice(count=page.count, **parts)


def _render_topics(page: direct.Page, asked: int = 0) -> types.messages.TypeSavedDialogs:
    """Topics of a channel's direct messages (https://core.telegram.org/constructor/monoForumDialog)."""
    if asked and page.dialogs and asked == hash_of(one.top_id for one in page.dialogs):
        return types.messages.SavedDialogsNotModified(count=page.count)
    parts: dict[str, Any] = {
        "dialogs": [
            types.MonoForumDialog(
                unread_mark=one.state.unread_mark,
                nopaid_messages_exception=one.topic.free,
                peer=render_peer(one.topic.user_id),
                top_message=one.top_id,
                read_inbox_max_id=one.state.read_inbox,
                read_outbox_max_id=one.topic.read_user,
                unread_count=one.unread,
                unread_reactions_count=one.reactions,
                draft=render_draft(one.state.draft, one.state.draft.date, page.facts) if one.state.draft else None,
            )
            for one in page.dialogs
        ],
        "messages": [render_message(message, page.facts) for message in page.messages],
        "chats": render_chats(page.facts),
        "users": render_users(page.facts),
    }
    if len(page.dialogs) >= page.count:
        return types.messages.SavedDialogs(**parts)
    return types.messages.SavedDialogsSlice(count=page.count, **parts)


@method("messages.getSavedDialogs", bots=False)
async def get_saved_dialogs(call: Call, req: functions.messages.GetSavedDialogs) -> types.messages.TypeSavedDialogs:
    if req.parent_peer is not None:
        parent = read_peer(call, req.parent_peer)
        return _render_topics(await direct.page(call.tx, call.user_id, parent, req.offset_id, req.limit), req.hash)
    page = await savings.page(call.tx, call.user_id, req.offset_id, req.limit, exclude_pinned=req.exclude_pinned)
    return _render(page, req.hash)


@method("messages.getPinnedSavedDialogs", bots=False)
async def get_pinned_saved_dialogs(
    call: Call, req: functions.messages.GetPinnedSavedDialogs
) -> types.messages.TypeSavedDialogs:
    return _render(await savings.pinned(call.tx, call.user_id))


@method("messages.getSavedDialogsByID", bots=False)
async def get_saved_dialogs_by_id(
    call: Call, req: functions.messages.GetSavedDialogsByID
) -> types.messages.TypeSavedDialogs:
    ids = [read_peer(call, one) for one in req.ids]
    if req.parent_peer is not None:
        return _render_topics(await direct.pick(call.tx, call.user_id, read_peer(call, req.parent_peer), ids))
    return _render(await savings.pick(call.tx, call.user_id, ids))


@method("messages.toggleSavedDialogPin", writes=True, bots=False)
async def toggle_saved_dialog_pin(call: Call, req: functions.messages.ToggleSavedDialogPin) -> bool:
    for peer in read_dialog_peers(call, [req.peer]):
        await savings.pin(call.tx, call.user_id, peer, pinned=req.pinned)
    return True


@method("messages.reorderPinnedSavedDialogs", writes=True, bots=False)
async def reorder_pinned_saved_dialogs(call: Call, req: functions.messages.ReorderPinnedSavedDialogs) -> bool:
    await savings.reorder(call.tx, call.user_id, read_dialog_peers(call, req.order), force=req.force)
    return True


@method("messages.readSavedHistory", writes=True, bots=False)
async def read_saved_history(call: Call, req: functions.messages.ReadSavedHistory) -> bool:
    """Of channels' direct messages; one's own Saved Messages are always read."""
    parent, topic = read_peer(call, req.parent_peer), read_peer(call, req.peer)
    if not is_saved(call.user_id, parent):
        await direct.read(call.tx, call.user_id, parent, topic, req.max_id)
    return True
