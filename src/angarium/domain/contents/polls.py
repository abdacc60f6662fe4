"""Polls: asking, closing, adding options (https://core.telegram.org/api/poll). Voting is in `votes`."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain import dues
from angarium.domain import facts as gathered
from angarium.domain.chats import guards, journal, views
from angarium.domain.contents import copies, places
from angarium.domain.house import House
from angarium.domain.work import Tx
from angarium.model.adminlog import LogEntry
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.events import PollChanged
from angarium.model.facts import Facts
from angarium.model.ids import Peer, UserId, is_channel
from angarium.model.messages import Action, Content, Media, Message
from angarium.model.polls import Poll, PollAnswer, Tally
from angarium.store import accounts
from angarium.store import dues as waiting
from angarium.store import polls as stored

QUESTION, ANSWER, SOLUTION = 300, 100, 200
"""Characters at most."""

MOST_ANSWERS = 12  # poll_answers_max of https://core.telegram.org/api/config
MOST_COUNTRIES = 12
SHORTEST, LONGEST = 5, 2_628_000  # seconds that a poll with an end may be open
OPTION = 100  # bytes
AUDIENCE = 100
"""Voters who are told of votes, the latest first; others ask again while they look at the poll."""

_DEED, _NEWS = "poll", "poll news"


def check(poll: Poll) -> None:
    """Refuses POLL_QUESTION_INVALID, POLL_ANSWERS_INVALID, POLL_ANSWER_INVALID, POLL_OPTION_INVALID, POLL_OPTION_DUPLICATE,
    QUIZ_CORRECT_ANSWERS_EMPTY, QUIZ_CORRECT_ANSWERS_TOO_MUCH, MESSAGE_TOO_LONG."""
    if not 1 <= len(poll.question.text) <= QUESTION:
        raise Refusal("POLL_QUESTION_INVALID")
    if not (1 if poll.open_answers else 2) <= len(poll.answers) <= MOST_ANSWERS:
        raise Refusal("POLL_ANSWERS_INVALID")
    if any(not 1 <= len(answer.text.text) <= ANSWER for answer in poll.answers):
        raise Refusal("POLL_ANSWER_INVALID")
    options = poll.options()
    if any(not 1 <= len(option) <= OPTION for option in options):
        raise Refusal("POLL_OPTION_INVALID")
    if len(set(options)) < len(options):
        raise Refusal("POLL_OPTION_DUPLICATE")
    if poll.quiz and not poll.correct:
        raise Refusal("QUIZ_CORRECT_ANSWERS_EMPTY")
    if poll.quiz and len(poll.correct) > (len(options) if poll.multiple_choice else 1):
        raise Refusal("QUIZ_CORRECT_ANSWERS_TOO_MUCH")
    if poll.solution is not None and len(poll.solution.text) > SOLUTION:
        raise Refusal("MESSAGE_TOO_LONG")


async def make(house: House, poll: Poll, start: int) -> Media:
    """Ask something; `start` is when it goes out. Refuses what `check` does. Opens its own unit of work."""
    check(poll)
    end = poll.close_date or (start + poll.close_period if poll.close_period else 0)
    end = min(max(end, start + SHORTEST), start + LONGEST) if end else 0
    made = replace(poll, id=house.chance.long() & (2**62 - 1) | 1, close_date=end)
    async with house.work.begin() as tx:
        await stored.add(tx, made)
        if end and not made.closed:
            await dues.put(tx, made.owner_id, _DEED, made.id, end)
    return Media(kind="poll", extra_id=made.id)


async def check_place(tx: Tx, sender_id: UserId, peer: Peer, poll_id: int) -> None:
    """Whether a poll of this kind may stand here. Refuses BROADCAST_PUBLIC_VOTERS_FORBIDDEN: in a channel votes stay anonymous."""
    if not is_channel(peer):
        return
    poll, _ = await get(tx, poll_id)
    standing = await guards.find(tx, sender_id, peer)
    if poll.public_voters and standing is not None and standing.chat.is_broadcast:
        raise Refusal("BROADCAST_PUBLIC_VOTERS_FORBIDDEN")


async def get(tx: Tx, poll_id: int) -> tuple[Poll, Tally]:
    """The poll that a message shows, and how it stands. Polls are kept for good: raises LookupError."""
    return (await stored.find_many(tx, (poll_id,)))[poll_id]


async def require_in(tx: Tx, viewer_id: UserId, peer: Peer, id: int) -> tuple[Message, Poll, Tally]:
    """The poll of a message that somebody sees. Refuses MESSAGE_ID_INVALID, and what `places.require_message` does."""
    message = await places.require_message(tx, viewer_id, peer, id)
    media = message.content.media
    if media is None or media.kind != "poll":
        raise Refusal("MESSAGE_ID_INVALID")
    return message, *await get(tx, media.extra_id)


async def facts_of(tx: Tx, viewer_id: int, poll_id: int) -> Facts:
    """What it takes to show a poll to somebody."""
    return await gathered.gather(tx, viewer_id, [], happened=[PollChanged(poll_id=poll_id)])


async def tell(tx: Tx, poll: Poll) -> None:
    """Those who are online and voted or asked see how it stands; everyone else asks while they look at it."""
    for peer in dict.fromkeys((poll.owner_id, *await stored.latest_voters(tx, poll.id, AUDIENCE))):
        await tell_one(tx, poll, peer)


async def tell_one(tx: Tx, poll: Poll, user_id: int) -> None:
    """The same for one of them."""
    if user_id > 0 and tx.heard(user_id):
        tx.passing(user_id, PollChanged(poll_id=poll.id), await facts_of(tx, user_id, poll.id))


async def tell_soon(tx: Tx, poll: Poll) -> None:
    """At the next second: many votes at once are told as one."""
    if await waiting.find(tx, poll.owner_id, _NEWS, poll.id) is None:
        await dues.put(tx, poll.owner_id, _NEWS, poll.id, tx.now + 1)


@dues.happens(_NEWS)
async def tell_news(tx: Tx, owner_id: int, poll_id: int) -> None:
    """What `tell_soon` promised."""
    found = (await stored.find_many(tx, (poll_id,))).get(poll_id)
    if found is not None:
        await tell(tx, found[0])


# --- closing


async def close(tx: Tx, owner_id: UserId, peer: Peer, id: int, wanted: bool) -> tuple[Message, int, Facts]:
    """End a poll by its message (https://core.telegram.org/method/messages.editMessage). Returns the message, pts and facts.

    Refuses MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_NOT_MODIFIED.
    """
    message, poll, tally = await require_in(tx, owner_id, peer, id)
    if message.content.forward is not None:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    if poll.owner_id != owner_id and not await _may_edit(tx, owner_id, peer):
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    if poll.closed or not wanted:
        raise Refusal("MESSAGE_NOT_MODIFIED")
    await _end(tx, poll, tally)
    await journal.note(tx, peer, owner_id, "edit", LogEntry(kind="StopPoll", message=message))
    await dues.remove(tx, poll.owner_id, _DEED, poll.id)
    pts, facts = await copies.show_again(tx, owner_id, message)
    await tell(tx, poll)
    return message, pts, facts


async def _may_edit(tx: Tx, user_id: UserId, peer: Peer) -> bool:
    standing = await guards.find(tx, user_id, peer) if is_channel(peer) else None
    return standing is not None and standing.has("edit_messages")


async def _end(tx: Tx, poll: Poll, tally: Tally) -> None:
    await stored.put(tx, replace(poll, closed=True), tally)


@dues.happens(_DEED)
async def close_by_itself(tx: Tx, owner_id: int, poll_id: int) -> None:
    """Its time is over. Clients know the time, too, and close it themselves."""
    found = (await stored.find_many(tx, (poll_id,))).get(poll_id)
    if found is not None and not found[0].closed:
        await _end(tx, *found)
        await tell(tx, found[0])


# --- options that come later


async def add_answer(
    tx: Tx, user_id: UserId, peer: Peer, id: int, text: FormattedText, media: Media | None
) -> tuple[Message, int, Facts]:
    """Add an option to a poll that lets everyone do so (https://core.telegram.org/method/messages.addPollAnswer).

    Refuses MESSAGE_ID_INVALID, MESSAGE_POLL_CLOSED, POLL_ANSWERS_INVALID, POLL_ANSWER_INVALID, POLL_OPTION_DUPLICATE.
    """
    message, poll, tally = await require_in(tx, user_id, peer, id)
    if not poll.open_answers or message.content.forward is not None:
        raise Refusal("MESSAGE_ID_INVALID")
    if poll.closed:
        raise Refusal("MESSAGE_POLL_CLOSED")
    if len(poll.answers) >= MOST_ANSWERS:
        raise Refusal("POLL_ANSWERS_INVALID")
    if not 1 <= len(text.text) <= ANSWER:
        raise Refusal("POLL_ANSWER_INVALID")
    if any(answer.text.text.casefold() == text.text.casefold() for answer in poll.answers):
        raise Refusal("POLL_OPTION_DUPLICATE")
    used = set(poll.options())
    option = next(bytes((number,)) for number in range(len(used), 256) if bytes((number,)) not in used)
    shown = await views.shown_as(tx, message.peer, user_id)
    answer = PollAnswer(text, option, media, shown, tx.now)
    await stored.put(tx, replace(poll, answers=(*poll.answers, answer)), tally)
    action = Action(kind="PollAppendAnswer", texts=(text,), data=option, users=(shown,), period=tx.now)
    return await _changed(tx, user_id, message, poll, action)


async def delete_answer(tx: Tx, user_id: UserId, peer: Peer, id: int, option: bytes) -> tuple[Message, int, Facts]:
    """Take back an option that was added later, with its votes; for who added it and for who asked.

    Refuses MESSAGE_ID_INVALID, MESSAGE_POLL_CLOSED, OPTION_INVALID, MESSAGE_AUTHOR_REQUIRED.
    """
    message, poll, tally = await require_in(tx, user_id, peer, id)
    if poll.closed:
        raise Refusal("MESSAGE_POLL_CLOSED")
    answer = next((answer for answer in poll.answers if answer.option == option), None)
    if answer is None or answer.added_by is None or len(poll.answers) == 1:
        raise Refusal("OPTION_INVALID")
    if user_id != poll.owner_id and await views.shown_as(tx, message.peer, user_id) != answer.added_by:
        raise Refusal("MESSAGE_AUTHOR_REQUIRED")
    await stored.remove_option(tx, poll.id, option)
    left = replace(poll, answers=tuple(one for one in poll.answers if one.option != option))
    counts = {key: count for key, count in tally.counts.items() if key != option}
    recent = tuple(await stored.latest_voters(tx, poll.id, len(tally.recent))) if tally.recent else ()
    recent_by = {key: peers for key, peers in tally.recent_by.items() if key != option}
    await stored.put(tx, left, Tally(await stored.count_voters(tx, poll.id), counts, recent, recent_by))
    action = Action(
        kind="PollDeleteAnswer", texts=(answer.text,), data=option, users=(answer.added_by,), period=answer.date
    )
    return await _changed(tx, user_id, message, poll, action)


async def _changed(tx: Tx, user_id: UserId, message: Message, poll: Poll, action: Action) -> tuple[Message, int, Facts]:
    """Everyone who holds the poll sees its new options, and a line that tells of it."""
    standing = await guards.find(tx, user_id, message.peer) if is_channel(message.peer) else None
    if standing is None or not standing.chat.is_broadcast:
        with tx.unasked():
            await copies.say(tx, user_id, message, Content(action=action))
    pts, facts = await copies.show_again(tx, user_id, message)
    await tell(tx, poll)
    return message, pts, facts


async def is_bot(tx: Tx, user_id: UserId) -> bool:
    """Whether the one who asks is a bot: those cannot vote, and always see how their polls stand."""
    found = await accounts.find(tx, user_id)
    return found is not None and found.profile.bot
