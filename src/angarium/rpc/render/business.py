"""Bots that answer for somebody, as the bot hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from angarium.model import events
from angarium.model.ids import Box
from angarium.rpc.render.files import DC
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types

RIGHTS = (
    "reply", "read_messages", "delete_sent_messages", "delete_received_messages", "edit_name", "edit_bio",
    "edit_profile_photo", "edit_username", "view_gifts", "sell_gifts", "change_gift_settings",
    "transfer_and_upgrade_gifts", "transfer_stars", "manage_stories",
)  # fmt: skip
"""https://core.telegram.org/constructor/businessBotRights"""


def render_rights(rights: Iterable[str]) -> types.BusinessBotRights:
    return types.BusinessBotRights(**dict.fromkeys(rights, True))


def render_connection(event: events.BusinessConnected, qts: int = 0) -> types.UpdateBotBusinessConnect:
    connection = types.BotBusinessConnection(
        disabled=event.disabled, connection_id=event.id, user_id=event.user_id, dc_id=DC, date=event.date,
        rights=render_rights(event.rights),
    )  # fmt: skip
    return types.UpdateBotBusinessConnect(connection=connection, qts=qts)


@renders(events.BusinessConnected)
def _connected(event: events.BusinessConnected, told: Told) -> Sequence[types.TypeUpdate]:
    return (render_connection(event, told.qts),)


def _parts(event: events.BusinessMessageCame | events.BusinessMessageEdited, told: Told) -> dict[str, Any] | None:
    """A message of somebody's and the one that it answers, as that person sees them; None when it is gone."""
    box = Box(event.owner_id)
    message = told.facts.messages.get((box, event.id))
    if message is None:
        return None
    answered = told.facts.messages.get((box, message.content.reply.id)) if message.content.reply else None
    return {
        "connection_id": event.connection_id,
        "message": render_message(message, told.facts),
        "reply_to_message": render_message(answered, told.facts) if answered else None,
        "qts": told.qts,
    }


@renders(events.BusinessMessageCame)
def _message_came(event: events.BusinessMessageCame, told: Told) -> Sequence[types.TypeUpdate]:
    parts = _parts(event, told)
    return (types.UpdateBotNewBusinessMessage(**parts),) if parts else ()


@renders(events.BusinessMessageEdited)
def _message_edited(event: events.BusinessMessageEdited, told: Told) -> Sequence[types.TypeUpdate]:
    parts = _parts(event, told)
    return (types.UpdateBotEditBusinessMessage(**parts),) if parts else ()


@renders(events.BusinessMessagesDeleted)
def _messages_deleted(event: events.BusinessMessagesDeleted, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateBotDeleteBusinessMessage(
            connection_id=event.connection_id, peer=render_peer(event.peer), messages=list(event.ids), qts=told.qts
        ),
    )
