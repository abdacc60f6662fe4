"""Reactions on messages, given and paid for, into a bag of facts; `domain/facts.py` calls it on its way."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from angarium.domain.chats import views as chats
from angarium.domain.work import Tx
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, is_channel
from angarium.model.messages import Message, ReactionCount, ReactionTally
from angarium.model.stars import Reactor, TopReactor
from angarium.store import reactions, stars

TOP_REACTORS = 3
"""How many of those who paid for reactions on a post are named."""


async def add(tx: Tx, facts: Facts, reacted: Sequence[Message]) -> None:
    """What was given to these messages. Reactions lie in the message's box; those of a basic group lie in the group, for all its copies."""
    by_box: dict[Box, dict[int, Message]] = {}
    for message in reacted:
        place, id = reactions.place(message)
        by_box.setdefault(place, {})[id] = message
    for box, wanted in by_box.items():
        found = await reactions.tallies(tx, box, wanted, facts.viewer_id)
        if is_channel(box):
            for post, paid in (await stars.find_reactors(tx, box, wanted)).items():
                found[post] = _with_paid(found.get(post, ReactionTally()), paid, facts.viewer_id)
        people = {one.peer for tally in found.values() for one in tally.recent}
        if hidden := await chats.disguised(tx, box, facts.viewer_id, people):
            found = {id: _without(tally, hidden, Peer(box)) for id, tally in found.items()}
        facts.reactions.update(
            {wanted[id].key: _seen(tally, wanted[id], facts.viewer_id) for id, tally in found.items()}
        )


def _with_paid(tally: ReactionTally, paid: list[Reactor], viewer_id: int) -> ReactionTally:
    """With what was paid for, which comes first, and those who paid most (https://core.telegram.org/api/reactions#paid-reactions)."""
    mine = any(one.user_id == viewer_id for one in paid)
    count = ReactionCount("paid", sum(one.stars for one in paid), -1 if mine else None)
    top = [
        TopReactor(
            peer=one.shown or (viewer_id if one.user_id == viewer_id else 0),
            stars=one.stars,
            top=place < TOP_REACTORS,
            mine=one.user_id == viewer_id,
            anonymous=not one.shown,
        )
        for place, one in enumerate(paid)
        if place < TOP_REACTORS or one.user_id == viewer_id
    ]
    return replace(tally, counts=(count, *tally.counts), top=tuple(top))


def _without(tally: ReactionTally, hidden: set[int], group: Peer) -> ReactionTally:
    """With the group in the place of its anonymous admins."""
    return replace(tally, recent=tuple(replace(one, peer=group) if one.peer in hidden else one for one in tally.recent))


def _seen(tally: ReactionTally, message: Message, viewer_id: int) -> ReactionTally:
    """What the message's author has not seen yet is marked for its author alone."""
    if message.author == viewer_id or not any(one.unread for one in tally.recent):
        return tally
    return replace(tally, recent=tuple(replace(one, unread=False) for one in tally.recent))
