"""Quick replies (https://core.telegram.org/constructor/quickReply), and what happens to them."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.business import QuickMessage, QuickReply
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer
from angarium.model.messages import Message
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def render_quick_reply(reply: QuickReply) -> types.QuickReply:
    return types.QuickReply(shortcut_id=reply.id, shortcut=reply.shortcut, top_message=reply.top_id, count=reply.count)


def render_quick_message(owner_id: int, shortcut_id: int, quick: QuickMessage, facts: Facts) -> types.TypeMessage:
    """One's own message to oneself, in a shortcut."""
    owner = Peer(owner_id)
    message = Message(
        box=Box(owner_id), id=quick.id, peer=owner, sender=owner, date=quick.date, content=quick.content, out=True,
        edit_date=quick.edit_date,
    )  # fmt: skip
    shown = render_message(message, facts)
    if isinstance(shown, types.Message):
        # TDLib finds fault with one that has a sender.
        shown.out, shown.from_id, shown.saved_peer_id, shown.quick_reply_shortcut_id = True, None, None, shortcut_id
    return shown


@renders(events.QuickRepliesChanged)
def _replies_changed(event: events.QuickRepliesChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateQuickReplies(quick_replies=[render_quick_reply(reply) for reply in event.replies]),)


@renders(events.QuickReplyChanged)
def _reply_changed(event: events.QuickReplyChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateNewQuickReply(quick_reply=render_quick_reply(event.reply)),)


@renders(events.QuickReplyDeleted)
def _reply_deleted(event: events.QuickReplyDeleted, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateDeleteQuickReply(shortcut_id=event.id),)


@renders(events.QuickReplyMessageChanged)
def _message_changed(event: events.QuickReplyMessageChanged, told: Told) -> Sequence[types.TypeUpdate]:
    shown = render_quick_message(told.viewer_id, event.shortcut_id, event.message, told.facts)
    return (types.UpdateQuickReplyMessage(message=shown),)


@renders(events.QuickReplyMessagesDeleted)
def _messages_deleted(event: events.QuickReplyMessagesDeleted, told: Told) -> Sequence[types.TypeUpdate]:
    return (types.UpdateDeleteQuickReplyMessages(shortcut_id=event.shortcut_id, messages=list(event.ids)),)
