"""Updates about what messages refer to: polls and web pages."""

from __future__ import annotations

from collections.abc import Sequence

from angarium.model import events
from angarium.model.facts import Facts
from angarium.model.ids import is_channel
from angarium.model.messages import Message
from angarium.rpc.render.chats import number_of
from angarium.rpc.render.contents import render_page
from angarium.rpc.render.media import render_media
from angarium.rpc.render.peers import render_open_peer, render_peer
from angarium.rpc.render.polls import render_poll, render_results
from angarium.rpc.render.updates import Told, renders
from angarium.tl import types


def render_poll_update(poll_id: int, facts: Facts, message: Message | None = None) -> types.UpdateMessagePoll:
    """How a poll stands; `message` is the one in which the reader looks at it."""
    view = facts.polls[poll_id]
    return types.UpdateMessagePoll(
        peer=render_peer(message.peer) if message else None,
        msg_id=message.id if message else None,
        poll_id=poll_id,
        poll=render_poll(view, facts, render_media),
        results=render_results(view, facts, render_media),
    )


@renders(events.PollChanged)
def _poll_changed(event: events.PollChanged, told: Told) -> Sequence[types.TypeUpdate]:
    return (render_poll_update(event.poll_id, told.facts),) if event.poll_id in told.facts.polls else ()


@renders(events.PollVoted)
def _poll_voted(event: events.PollVoted, told: Told) -> Sequence[types.TypeUpdate]:
    return (
        types.UpdateMessagePollVote(
            poll_id=event.poll_id,
            peer=render_open_peer(event.peer),
            options=list(event.options),
            positions=list(event.positions),
            qts=told.qts,
        ),
    )


@renders(events.WebPageChanged)
def _web_page_changed(event: events.WebPageChanged, told: Told) -> Sequence[types.TypeUpdate]:
    page = told.facts.pages.get(event.id)
    shown = render_page(page, told.facts) if page else types.WebPageEmpty(id=event.id)
    if is_channel(told.box):
        number = number_of(told.box)
        return (types.UpdateChannelWebPage(channel_id=number, webpage=shown, pts=told.pts, pts_count=told.count),)
    return (types.UpdateWebPage(webpage=shown, pts=told.pts, pts_count=told.count),)
