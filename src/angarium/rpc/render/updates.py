"""Events as updates (https://core.telegram.org/type/Update): one small function each, found by the event's type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from angarium.model import events
from angarium.model.events import Base, Event
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.messages import Message
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.messages import render_message, render_reactions
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_status
from angarium.tl import types


@dataclass(frozen=True, slots=True)
class Told:
    """Which box, to whom, with what facts, and where pts or qts stands after it (0 on the line of seq)."""

    box: int
    viewer_id: int
    facts: Facts
    pts: int
    count: int

    @property
    def qts(self) -> int:
        """The number of an event on that line."""
        return self.pts

    def find(self, id: int) -> Message | None:
        """A message of the box, if it is still there."""
        return self.facts.messages.get((self.box, id))


Renderer = Callable[[Any, Told], "Sequence[types.TypeUpdate]"]
R = TypeVar("R", bound=Renderer)
RENDERERS: dict[type[Base], Renderer] = {}


def renders(kind: type[Base]) -> Callable[[R], R]:
    """Register how one kind of event is told. A test holds every kind of `model.events.Event` against this table."""

    def register(render: R) -> R:
        RENDERERS[kind] = render
        return render

    return register


def render_update(
    event: Event, facts: Facts, viewer_id: int, pts: int, count: int, box: int = 0
) -> Sequence[types.TypeUpdate]:
    """`box` is a channel's; 0 = the viewer's own."""
    return RENDERERS[type(event)](event, Told(box or viewer_id, viewer_id, facts, pts, count))


@renders(events.NewMessage)
def _new_message(event: events.NewMessage, told: Told) -> Sequence[types.TypeUpdate]:
    message = told.find(event.id)
    return (render_new_message(message, told.facts, told.pts, told.count),) if message else ()


def render_new_message(message: Message, facts: Facts, pts: int, count: int) -> types.TypeUpdate:
    """A message has come, in its box's own form."""
    shown = render_message(message, facts)
    if is_channel(message.box):
        return types.UpdateNewChannelMessage(message=shown, pts=pts, pts_count=count)
    return types.UpdateNewMessage(message=shown, pts=pts, pts_count=count)


@renders(events.MessageEdited)
def _message_edited(event: events.MessageEdited, told: Told) -> Sequence[types.TypeUpdate]:
    message = told.find(event.id)
    return (render_edited_message(message, told.facts, told.pts, told.count),) if message else ()


def render_edited_message(message: Message, facts: Facts, pts: int, count: int) -> types.TypeUpdate:
    """A message has changed, in its box's own form."""
    shown = render_message(message, facts)
    if is_channel(message.box):
        return types.UpdateEditChannelMessage(message=shown, pts=pts, pts_count=count)
    return types.UpdateEditMessage(message=shown, pts=pts, pts_count=count)


@renders(events.MessagesDeleted)
def _messages_deleted(event: events.MessagesDeleted, told: Told) -> Sequence[types.TypeUpdate]:
    if is_channel(told.box):
        return (
            types.UpdateDeleteChannelMessages(
                channel_id=number_of(told.box), messages=list(event.ids), pts=told.pts, pts_count=told.count
            ),
        )
    return (types.UpdateDeleteMessages(messages=list(event.ids), pts=told.pts, pts_count=told.count),)


@renders(events.InboxRead)
def _inbox_read(event: events.InboxRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadHistoryInbox(
            peer=render_peer(event.peer), max_id=event.max_id, still_unread_count=event.still_unread,
            folder_id=event.folder_id or None, pts=told.pts, pts_count=told.count,
        ),
    )  # fmt: skip


@renders(events.OutboxRead)
def _outbox_read(event: events.OutboxRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadHistoryOutbox(
            peer=render_peer(event.peer), max_id=event.max_id, pts=told.pts, pts_count=told.count
        ),
    )


@renders(events.ContentsRead)
def _contents_read(event: events.ContentsRead, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateReadMessagesContents(
            messages=list(event.ids), date=event.date or None, pts=told.pts, pts_count=told.count
        ),
    )


@renders(events.MessagesPinned)
def _messages_pinned(event: events.MessagesPinned, told: Told) -> Sequence[types.TypeUpdate]:
    if is_channel(told.box):
        return (
            types.UpdatePinnedChannelMessages(
                channel_id=number_of(told.box),
                messages=list(event.ids),
                pinned=event.pinned,
                pts=told.pts,
                pts_count=told.count,
            ),
        )
    return (
        types.UpdatePinnedMessages(
            peer=render_peer(event.peer),
            messages=list(event.ids),
            pinned=event.pinned,
            pts=told.pts,
            pts_count=told.count,
        ),
    )


@renders(events.FoldersChanged)
def _folders_changed(event: events.FoldersChanged, told: Told) -> Sequence[types.TypeUpdate]:
    peers = [types.FolderPeer(peer=render_peer(peer), folder_id=folder) for peer, folder in event.peers]
    return (types.UpdateFolderPeers(folder_peers=peers, pts=told.pts, pts_count=told.count),)


@renders(events.ReactionsChanged)
def _reactions_changed(event: events.ReactionsChanged, told: Told) -> Sequence[types.TypeUpdate]:
    key = (event.peer if is_channel(event.peer) else told.box, event.id)
    message = told.facts.messages.get(key)
    if message is None:
        return ()
    topic = render_peer(message.content.topic) if message.content.topic else None
    tally = render_reactions(
        told.facts.reactions.get(key), tags=event.peer == told.viewer_id, minimal=told.facts.shared
    )
    return (
        types.UpdateMessageReactions(
            peer=render_peer(event.peer), msg_id=event.id, saved_peer_id=topic, reactions=tally
        ),
    )


@renders(events.PresenceChanged)
def _presence_changed(event: events.PresenceChanged, told: Told) -> Sequence[types.TypeUpdate]:
    view = told.facts.users.get(event.user_id)
    return (types.UpdateUserStatus(user_id=event.user_id, status=render_status(view)),) if view else ()


@renders(events.LoginTokenAccepted)
def _login_token_accepted(event: events.LoginTokenAccepted, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateLoginToken(),)
