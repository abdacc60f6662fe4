"""Bots that answer for somebody, as the bot hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from angarium.model import events
from angarium.model.ids import Box
from angarium.rpc.render.files import DC
from angarium.rpc.render.messages import render_message
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


@renders(events.BusinessMessageCame)
def _message_came(event: events.BusinessMessageCame, told: Told) -> Sequence[types.TypeUpdate]:
    message = told.facts.messages.get((Box(event.owner_id), event.id))
    if message is None:
        return ()
    shown = render_message(message, told.facts)
    return (types.UpdateBotNewBusinessMessage(connection_id=event.connection_id, message=shown, qts=told.qts),)
