"""Events about groups and channels, as updates."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.rpc.render.chats import number_of, render_banned_rights
from angarium.rpc.render.members import render_group_members
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


@renders(events.ChannelChanged)
def _channel_changed(event: events.ChannelChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannel(channel_id=number_of(event.peer)),)


@renders(events.ChannelRead)
def _channel_read(event: events.ChannelRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadChannelInbox(
            channel_id=number_of(event.peer), max_id=event.max_id, still_unread_count=event.still_unread,
            folder_id=event.folder_id or None, pts=event.pts,
        ),
    )  # fmt: skip


@renders(events.ChannelOutboxRead)
def _channel_outbox_read(event: events.ChannelOutboxRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateReadChannelOutbox(channel_id=number_of(event.peer), max_id=event.max_id),)


@renders(events.ChannelContentsRead)
def _channel_contents_read(event: events.ChannelContentsRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannelReadMessagesContents(channel_id=number_of(event.peer), messages=list(event.ids)),)


@renders(events.ChannelCut)
def _channel_cut(event: events.ChannelCut, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateChannelAvailableMessages(channel_id=number_of(event.peer), available_min_id=event.max_id),)


@renders(events.GroupChanged)
def _group_changed(event: events.GroupChanged, told: Told) -> Sequence[types.TypeUpdate]:
    view = told.facts.chats.get(event.peer)
    if view is None:
        return ()
    return (types.UpdateChatParticipants(participants=render_group_members(view, told.facts)),)


@renders(events.DefaultRightsChanged)
def _default_rights_changed(event: events.DefaultRightsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return render_default_rights(event.peer, told.facts)


def render_default_rights(peer: int, facts: Facts) -> Sequence[types.TypeUpdate]:
    """What members may not do now."""
    view = facts.chats.get(peer)
    if view is None:
        return ()
    lost = render_banned_rights(view.chat.profile.default_banned, 0)
    version = 0 if is_channel(peer) else view.chat.version
    return (types.UpdateChatDefaultBannedRights(peer=render_peer(peer), default_banned_rights=lost, version=version),)
