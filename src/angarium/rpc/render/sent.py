"""What a sender is told of what was just sent."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain.messages.sent import Sent
from angarium.model.facts import Facts
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.media import render_media
from angarium.rpc.render.messages import render_message
from angarium.rpc.render.updates import render_new_message
from angarium.rpc.render.users import render_users
from angarium.tl import types


def render_short(sent: Sent) -> types.UpdateShortSentMessage:
    """A text that the sender knows all of but its number (https://core.telegram.org/constructor/updateShortSentMessage)."""
    message = sent.message
    return types.UpdateShortSentMessage(
        out=True,
        id=message.id,
        pts=sent.pts,
        pts_count=0 if sent.again else 1,
        date=message.date,
        entities=render_entities(message.content.entities),
        ttl_period=message.content.ttl_period or None,
        media=render_media(message.content.media, sent.facts) if message.content.media else None,
    )


def render_new(sent: Sent) -> list[types.TypeUpdate]:
    """Which random id became which message, and the message."""
    message = sent.message
    updates: list[types.TypeUpdate] = []
    if message.random_id is not None:
        updates.append(types.UpdateMessageID(id=message.id, random_id=message.random_id))
    if sent.facts.scheduled:
        return [*updates, types.UpdateNewScheduledMessage(message=render_message(message, sent.facts))]
    return [*updates, render_new_message(message, sent.facts, sent.pts, 0 if sent.again else 1)]


def render_sent(
    sent: Iterable[Sent], *others: types.TypeUpdate, date: int, facts: Facts | None = None
) -> types.Updates:
    """Several messages at once, then `others`."""
    known = facts or Facts()
    updates: list[types.TypeUpdate] = []
    for one in sent:
        known.merge(one.facts)
        updates += render_new(one)
    return render_updates([*updates, *others], known, date)


def render_updates(updates: list[types.TypeUpdate], facts: Facts, date: int) -> types.Updates:
    return types.Updates(updates=updates, users=render_users(facts), chats=render_chats(facts), date=date, seq=0)
