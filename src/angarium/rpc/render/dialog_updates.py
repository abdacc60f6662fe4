"""Events about chats and their settings, as updates."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.ids import is_channel, is_chat
from angarium.rpc.render.activities import render_activity
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.dialogs import render_draft
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def _dialog_peer(peer: int) -> types.DialogPeer:
    return types.DialogPeer(peer=render_peer(peer))


@renders(events.DraftChanged)
def _draft_changed(event: events.DraftChanged, told: Told) -> Sequence[types.TypeUpdate]:
    draft = render_draft(event.draft, event.date, told.facts)
    topic = render_peer(event.topic) if event.topic else None
    return (
        types.UpdateDraftMessage(
            peer=render_peer(event.peer), top_msg_id=event.top_id or None, saved_peer_id=topic, draft=draft
        ),
    )


@renders(events.DialogPinned)
def _dialog_pinned(event: events.DialogPinned, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateDialogPinned(peer=_dialog_peer(event.peer), pinned=event.pinned, folder_id=event.folder_id or None),
    )


@renders(events.PinnedDialogsReordered)
def _pinned_dialogs_reordered(event: events.PinnedDialogsReordered, told: Told) -> Sequence[types.TypeUpdate]:
    order = [_dialog_peer(peer) for peer in event.order]
    return (types.UpdatePinnedDialogs(folder_id=event.folder_id or None, order=order),)  # type: ignore[arg-type]


@renders(events.DialogMarked)
def _dialog_marked(event: events.DialogMarked, told: Told) -> Sequence[types.TypeUpdate]:
    topic = render_peer(event.topic) if event.topic else None
    return (types.UpdateDialogUnreadMark(peer=_dialog_peer(event.peer), saved_peer_id=topic, unread=event.unread),)


@renders(events.HistoryTtlChanged)
def _history_ttl_changed(event: events.HistoryTtlChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdatePeerHistoryTTL(peer=render_peer(event.peer), ttl_period=event.period or None),)


@renders(events.FiltersChanged)
def _filters_changed(event: events.FiltersChanged, told: Told) -> Sequence[types.TypeUpdate]:
    if event.deleted:
        return (types.UpdateDialogFilter(id=event.id),)
    return (types.UpdateDialogFilters(),)  # the reader fetches them


@renders(events.FilterOrderChanged)
def _filter_order_changed(event: events.FilterOrderChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateDialogFilterOrder(order=list(event.order)),)


@renders(events.SavedDialogPinned)
def _saved_dialog_pinned(event: events.SavedDialogPinned, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateSavedDialogPinned(peer=_dialog_peer(event.peer), pinned=event.pinned),)


@renders(events.SavedDialogsReordered)
def _saved_dialogs_reordered(event: events.SavedDialogsReordered, told: Told) -> Sequence[types.TypeUpdate]:
    order: list[types.TypeDialogPeer] = [_dialog_peer(peer) for peer in event.order]
    return (types.UpdatePinnedSavedDialogs(order=order),)


@renders(events.ScheduledAdded)
def _scheduled_added(event: events.ScheduledAdded, told: Told) -> Sequence[types.TypeUpdate]:
    message = told.facts.scheduled.get(event.id)
    return (types.UpdateNewScheduledMessage(message=render_message(message, told.facts)),) if message else ()


@renders(events.ScheduledDeleted)
def _scheduled_deleted(event: events.ScheduledDeleted, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateDeleteScheduledMessages(
            peer=render_peer(event.peer), messages=list(event.ids), sent_messages=list(event.sent_ids) or None
        ),
    )


@renders(events.Typing)
def _typing(event: events.Typing, told: Told) -> Sequence[types.TypeUpdate]:
    if is_channel(event.peer):
        return (
            types.UpdateChannelUserTyping(
                channel_id=number_of(event.peer), top_msg_id=event.top_id or None, from_id=render_peer(event.user_id),
                action=render_activity(event),
            ),
        )  # fmt: skip
    if is_chat(event.peer):
        author, action = render_peer(event.user_id), render_activity(event)
        return (types.UpdateChatUserTyping(chat_id=number_of(event.peer), from_id=author, action=action),)
    return (
        types.UpdateUserTyping(user_id=event.user_id, action=render_activity(event), top_msg_id=event.top_id or None),
    )


_RECENT: dict[str, type[types.TypeUpdate]] = {
    "recent_stickers": types.UpdateRecentStickers,
    "faved_stickers": types.UpdateFavedStickers,
    "featured_stickers": types.UpdateReadFeaturedStickers,
    "saved_gifs": types.UpdateSavedGifs,
    "recent_reactions": types.UpdateRecentReactions,
    "saved_ringtones": types.UpdateSavedRingtones,
    "recent_emoji_statuses": types.UpdateRecentEmojiStatuses,
    "saved_tags": types.UpdateSavedReactionTags,
}


@renders(events.RecentStickersChanged)
def _recent_changed(event: events.RecentStickersChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (_RECENT[event.what](),)
