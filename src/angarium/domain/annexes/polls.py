"""Polls as one viewer sees them (https://core.telegram.org/api/poll)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from angarium.domain.work import Tx
from angarium.model.polls import PollView
from angarium.store import polls

_encode = msgspec.msgpack.Encoder().encode


async def views(tx: Tx, viewer_id: int, ids: Iterable[int]) -> dict[int, PollView]:
    """Three queries, however many polls. For a viewer that is no person (a channel, whose posts are rendered once for all its readers)
    the views are plain."""
    found = await polls.find_many(tx, ids)
    if not found:
        return {}
    if viewer_id <= 0:
        return {id: _with_hash(PollView(poll, tally, plain=True)) for id, (poll, tally) in found.items()}
    chosen = await polls.chosen(tx, viewer_id, found)
    own = [id for id, (poll, _) in found.items() if poll.owner_id == viewer_id]
    unread = await polls.unread_of(tx, viewer_id, own)
    return {
        id: _with_hash(PollView(poll, tally, chosen.get(id, ()), False, poll.owner_id == viewer_id, id in unread))
        for id, (poll, tally) in found.items()
    }


def _with_hash(view: PollView) -> PollView:
    """https://core.telegram.org/method/messages.getPollResults: clients name the state that they know."""
    digest = blake2b(_encode(view), digest_size=8).digest()
    return replace(view, hash=int.from_bytes(digest, "little", signed=True))


def people_in(view: PollView) -> set[int]:
    """Everyone whom a view names."""
    named: set[int] = set(view.tally.recent) if view.poll.public_voters else set()
    if view.poll.public_voters and view.told:
        named.update(voter for latest in view.tally.recent_by.values() for voter in latest)
    named.update(answer.added_by for answer in view.poll.answers if answer.added_by)
    return named
