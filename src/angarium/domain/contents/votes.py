"""Votes in polls: casting and taking back, who voted for what, and which votes the author of a poll has not seen."""

from __future__ import annotations

from collections.abc import Iterable

from angarium.domain import access, offsets
from angarium.domain import facts as gathered
from angarium.domain.chats import guards, views
from angarium.domain.contents import polls
from angarium.domain.messages import copies
from angarium.domain.messages.histories import Page, Window
from angarium.domain.texts import phones
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.events import PollChanged, PollVoted
from angarium.model.facts import Facts
from angarium.model.ids import Box, Peer, UserId, is_channel
from angarium.model.messages import Message
from angarium.model.polls import Poll, Tally, Vote
from angarium.store import accounts, messages, threads
from angarium.store import polls as stored

SHOWN = 3
"""Latest voters whose faces a poll shows."""

PAGE = 50
_START = (2**62, 2**62)


async def cast(tx: Tx, voter_id: UserId, peer: Peer, id: int, options: Iterable[bytes]) -> tuple[Message, Facts]:
    """Vote, vote otherwise, or with no options take the vote back (https://core.telegram.org/method/messages.sendVote). Returns the
    message and what it takes to show its poll.

    Refuses MESSAGE_ID_INVALID, MESSAGE_POLL_CLOSED, OPTION_INVALID, OPTIONS_TOO_MUCH, REVOTE_NOT_ALLOWED, POLL_COUNTRY_RESTRICTED,
    POLL_MEMBER_RESTRICTED.
    """
    message, poll, tally = await polls.require_in(tx, voter_id, peer, id)
    given = set(options)
    if poll.closed or (poll.close_date and poll.close_date <= tx.now):
        raise Refusal("MESSAGE_POLL_CLOSED")
    if not given <= set(poll.options()):
        raise Refusal("OPTION_INVALID")
    if len(given) > 1 and not poll.multiple_choice:
        raise Refusal("OPTIONS_TOO_MUCH")
    await _check_voter(tx, voter_id, poll, message)
    before = (await stored.chosen(tx, voter_id, (poll.id,))).get(poll.id, ())
    if set(before) != given:
        if before and (poll.quiz or poll.revoting_disabled):
            raise Refusal("REVOTE_NOT_ALLOWED")
        chosen = tuple(option for option in poll.options() if option in given)
        shown = await views.shown_as(tx, message.peer, voter_id)
        await stored.set_votes(tx, poll.id, voter_id, chosen, tx.now, shown)
        await stored.put(tx, poll, await _counted(tx, poll, tally, shown, before, chosen))
        await _notify(tx, poll, message, voter_id, shown, chosen)
        await polls.tell_one(tx, poll, voter_id)
        await polls.tell_soon(tx, poll)
    return message, await polls.facts_of(tx, voter_id, poll.id)


async def _check_voter(tx: Tx, voter_id: UserId, poll: Poll, message: Message) -> None:
    """Polls may be for the subscribers of their channel, or for people of some countries."""
    if poll.countries:
        voter = await accounts.find(tx, voter_id)
        if voter is None or phones.country_of(voter.phone) not in poll.countries:
            raise Refusal("POLL_COUNTRY_RESTRICTED")
    if poll.subscribers_only:
        forward = message.content.forward
        home = (forward.sender if forward else None) or message.peer
        standing = await guards.find(tx, voter_id, home) if is_channel(home) else None
        if is_channel(home) and (standing is None or not standing.is_present):
            raise Refusal("POLL_MEMBER_RESTRICTED")


async def _counted(
    tx: Tx, poll: Poll, tally: Tally, voter: Peer, before: tuple[bytes, ...], chosen: tuple[bytes, ...]
) -> Tally:
    """How a poll stands after somebody voted `chosen` in place of `before`."""
    counts = dict(tally.counts)
    for option in before:
        counts[option] = counts.get(option, 0) - 1
    for option in chosen:
        counts[option] = counts.get(option, 0) + 1
    total = tally.total + bool(chosen) - bool(before)
    if not poll.public_voters:
        return Tally(total, counts)
    recent_by = dict(tally.recent_by)
    for option in {*before, *chosen}:
        recent_by[option] = await _latest(tx, poll.id, tally.recent_by.get(option, ()), voter, option, option in chosen)
    recent = await _latest(tx, poll.id, tally.recent, voter, None, bool(chosen))
    return Tally(total, counts, recent, recent_by)


async def _latest(
    tx: Tx, poll_id: int, known: tuple[Peer, ...], voter: Peer, option: bytes | None, votes: bool
) -> tuple[Peer, ...]:
    if votes:
        return (voter, *(peer for peer in known if peer != voter))[:SHOWN]
    if voter not in known:
        return known
    return tuple(await stored.latest_voters(tx, poll_id, SHOWN, option))


async def _notify(
    tx: Tx, poll: Poll, message: Message, voter_id: UserId, shown: Peer, chosen: tuple[bytes, ...]
) -> None:
    """A vote that shows who gave it concerns the author: a bot is told, a person finds it unseen."""
    if not poll.public_voters or poll.owner_id == voter_id:
        return
    if poll.by_bot:
        places = tuple(place for place, option in enumerate(poll.options()) if option in chosen)
        event = PollVoted(poll_id=poll.id, peer=shown, options=chosen, positions=places)
        await tx.log(poll.owner_id, event, await polls.facts_of(tx, poll.owner_id, poll.id))
    elif chosen and message.content.forward is None and (own := await _of_author(tx, poll, message)):
        await stored.mark_unread(tx, poll.owner_id, own.peer, own.id, poll.id)


async def _of_author(tx: Tx, poll: Poll, message: Message) -> Message | None:
    """The author's own copy of the message in which somebody else votes."""
    if is_channel(message.box):
        return message
    return next((copy for copy in await copies.of(tx, message) if copy.box == Box(poll.owner_id)), None)


# --- who voted for what


async def listing(
    tx: Tx, viewer_id: UserId, peer: Peer, id: int, option: bytes | None, offset: str, limit: int
) -> tuple[int, list[Vote], str, Facts]:
    """Who voted, latest first: how many, one page, where the next begins ("" after the last), and the people.

    Refuses MSG_ID_INVALID, BROADCAST_FORBIDDEN, POLL_VOTE_REQUIRED, OPTION_INVALID, OFFSET_INVALID.
    """
    try:
        _, poll, tally = await polls.require_in(tx, viewer_id, peer, id)
    except Refusal as refusal:
        raise Refusal("MSG_ID_INVALID") if refusal.name == "MESSAGE_ID_INVALID" else refusal from None
    if is_channel(peer) and (standing := await guards.find(tx, viewer_id, peer)) and standing.chat.is_broadcast:
        raise Refusal("BROADCAST_FORBIDDEN")
    if not poll.public_voters:
        raise Refusal("MSG_ID_INVALID")
    view = (await polls.facts_of(tx, viewer_id, poll.id)).polls[poll.id]
    if not view.told:
        raise Refusal("POLL_VOTE_REQUIRED")
    if option is not None and option not in poll.options():
        raise Refusal("OPTION_INVALID")
    before = _read_offset(tx, poll.id, offset)
    size = min(max(limit, 1), PAGE)
    if option is None:
        found = await stored.votes(tx, poll.id, before, size, len(poll.answers))
        count = tally.total
    else:
        found = await stored.votes_for(tx, poll.id, option, before, size)
        count = tally.counts.get(option, 0)
    following = f"{found[-1].date}:{found[-1].voter ^ _mask(tx, poll.id)}" if len(found) == size else ""
    return count, found, following, await gathered.gather(tx, viewer_id, [], users=[vote.shown for vote in found])


def _mask(tx: Tx, poll_id: int) -> int:
    """So that a page's end does not name who voted in their group's name."""
    return access.access_hash(tx.house.secret, 0, "votes", poll_id)


def _read_offset(tx: Tx, poll_id: int, offset: str) -> tuple[int, int]:
    if not offset:
        return _START
    found = offsets.find(offset, 2, ":")
    if found is None:
        raise Refusal("OFFSET_INVALID")
    date, voter = found
    return date, voter ^ _mask(tx, poll_id)


# --- votes that the author has not seen


async def _unseen(tx: Tx, owner_id: UserId, peer: Peer, thread: int) -> list[int]:
    """Newest first; of a whole chat, or of one thread of it. Refuses what `guards.require_open` does."""
    await guards.require_all_open(tx, owner_id, (peer,))
    ids = await stored.unread(tx, owner_id, peer)
    if not thread:
        return ids
    within = await threads.holds(tx, peer, thread, ids)
    return [id for id in ids if id in within]


async def unread(tx: Tx, owner_id: UserId, peer: Peer, wanted: Window, thread: int = 0) -> Page:
    """One's messages of a chat, or of one thread of it, whose polls have votes that one has not seen, newest first. Refuses what
    `guards.require_open` does."""
    ids = await _unseen(tx, owner_id, peer, thread)
    within = [
        id
        for id in ids
        if id > wanted.min_id
        and (not wanted.max_id or id < wanted.max_id)
        and (not wanted.offset_id or id < wanted.offset_id)
    ]
    start = max(wanted.add_offset, 0)
    chosen = within[start : start + min(max(wanted.limit, 0), PAGE)]
    known = await messages.find_many(tx, guards.box_of(owner_id, peer), chosen)
    found = [known[id] for id in chosen if id in known]
    return Page(found, await gathered.gather(tx, owner_id, found, users=(peer,)), len(ids), len(found) >= len(ids))


async def read(tx: Tx, owner_id: UserId, peer: Peer, thread: int = 0) -> int:
    """All of them have been seen; returns how many messages that concerns. Refuses what `guards.require_open` does."""
    seen = await _unseen(tx, owner_id, peer, thread)
    if seen:
        for id in seen if thread else (0,):
            await stored.mark_read(tx, owner_id, peer, id)
        for found in (await messages.find_many(tx, guards.box_of(owner_id, peer), seen)).values():
            if found.content.media is not None and found.content.media.kind == "poll":
                poll, _ = await polls.get(tx, found.content.media.extra_id)
                facts = await polls.facts_of(tx, owner_id, poll.id)
                tx.passing(owner_id, PollChanged(poll_id=poll.id), facts)
    return len(seen)
