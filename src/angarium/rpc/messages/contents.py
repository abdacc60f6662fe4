"""What clients send that is no file: polls, to-do lists, links to preview (https://core.telegram.org/type/InputMedia). Making them takes
units of work of their own: call it outside of any."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.contents import cards, polls, previews, todos
from angarium.domain.contents.whereabouts import Step
from angarium.domain.stories import passing
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.messages import Media
from angarium.model.polls import Poll, PollAnswer
from angarium.model.todos import Todo, TodoItem
from angarium.rpc.files.media import read_media
from angarium.rpc.messages.texts import read_text
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call
from angarium.rpc.stars.invoices import make_invoice
from angarium.tl import types

WHEN_ONLINE = 0x7FFFFFFE


async def read_content(call: Call, given: types.TypeInputMedia | None, schedule_date: int | None) -> Media:
    """Media of any kind. Refuses what making it refuses; see `rpc.files.media.read_media` for files."""
    match given:
        case types.InputMediaPoll():
            start = schedule_date if schedule_date and schedule_date < WHEN_ONLINE else call.house.now()
            return await polls.make(call.house, await _read_poll(call, given), start)
        case types.InputMediaTodo():
            return await todos.make(call.house, read_todo(call, given.todo))
        case types.InputMediaStory():
            peer = read_peer(call, given.peer)
            async with call.house.work.read() as tx:
                return await passing.as_media(tx, call.user_id, peer, given.id)
        case types.InputMediaContact():
            media = await read_media(call, given)
            async with call.house.work.read() as tx:
                return replace(media, user_id=await cards.person_behind(tx, call.user_id, media.phone))
        case types.InputMediaInvoice():
            return await make_invoice(call, given)
        case _:
            return await read_media(call, given)


async def read_page(call: Call, given: types.InputMediaWebPage) -> Media | None:
    """A link whose preview its sender wants, and how large. Refuses WEBPAGE_URL_INVALID, WEBPAGE_NOT_FOUND, unless it is optional."""
    try:
        page = await previews.require(call.house, call.user_id, given.url)
    except Refusal:
        if given.optional:
            return None
        raise
    size = "large" if given.force_large_media else "small" if given.force_small_media else ""
    return Media(kind="web_page", extra_id=page.id, url=page.url, size=size, manual=True)


def read_formatted(call: Call, given: types.TextWithEntities | types.TypeTextWithEntities | None) -> FormattedText:
    """A short text with formatting. Refuses MESSAGE_TOO_LONG, ENTITY_BOUNDS_INVALID."""
    return read_text(call, given.text, given.entities) if given is not None else FormattedText()


async def _read_poll(call: Call, given: types.InputMediaPoll) -> Poll:
    poll = given.poll
    answers = tuple([await read_answer(call, answer, place) for place, answer in enumerate(poll.answers[:100])])
    places = given.correct_answers or []
    if any(not 0 <= place < len(answers) for place in places):
        raise Refusal("QUIZ_CORRECT_ANSWER_INVALID")
    async with call.house.work.read() as tx:
        by_bot = await polls.is_bot(tx, call.user_id)
    return Poll(
        id=0,
        owner_id=call.user_id,
        question=read_formatted(call, poll.question),
        answers=answers,
        closed=poll.closed,
        public_voters=poll.public_voters,
        multiple_choice=poll.multiple_choice,
        quiz=poll.quiz,
        open_answers=poll.open_answers and not poll.quiz,
        revoting_disabled=poll.revoting_disabled,
        shuffle_answers=poll.shuffle_answers,
        hide_results=poll.hide_results_until_close,
        subscribers_only=poll.subscribers_only,
        countries=tuple(code.upper()[:2] for code in (poll.countries_iso2 or [])[: polls.MOST_COUNTRIES]),
        close_period=poll.close_period or 0,
        close_date=poll.close_date or 0,
        correct=tuple(dict.fromkeys(answers[place].option for place in places)) if poll.quiz else (),
        solution=read_text(call, given.solution, given.solution_entities) if given.solution and poll.quiz else None,
        solution_media=await _read_attached(call, given.solution_media) if poll.quiz else None,
        media=await _read_attached(call, given.attached_media),
        by_bot=by_bot,
    )


async def read_answer(call: Call, given: types.TypePollAnswer, place: int) -> PollAnswer:
    """An option; new clients leave it to the server to name it."""
    option = given.option if isinstance(given, types.PollAnswer) else bytes((place,))
    media = None
    if isinstance(given, types.InputPollAnswer):
        media = await _read_attached(call, given.media)
    return PollAnswer(read_formatted(call, given.text), option, media)


async def _read_attached(call: Call, given: types.TypeInputMedia | None) -> Media | None:
    """Polls show pictures, films, stickers, places; no views that destroy themselves, no dice."""
    if given is None:
        return None
    media = await read_media(call, given)
    if media.kind not in ("photo", "document", "geo", "venue") or media.ttl_seconds:
        raise Refusal("MEDIA_INVALID")
    return media


def read_step(given: types.InputMediaGeoLive) -> Step:
    """Refuses MEDIA_INVALID."""
    point = given.geo_point if isinstance(given.geo_point, types.InputGeoPoint) else None
    if point is not None and not (-90 <= point.lat <= 90 and -180 <= point.long <= 180):
        raise Refusal("MEDIA_INVALID")
    if given.period is not None and not given.stopped and not 60 <= given.period <= 2**31 - 1:
        raise Refusal("MEDIA_INVALID")
    return Step(
        stopped=given.stopped,
        latitude=point.lat if point else None,
        longitude=point.long if point else None,
        accuracy=(point.accuracy_radius or 0) if point else 0,
        heading=given.heading,
        period=given.period,
        proximity=given.proximity_notification_radius,
    )


def read_todo(call: Call, given: types.TypeTodoList) -> Todo:
    return Todo(
        id=0,
        owner_id=call.user_id,
        title=read_formatted(call, given.title),
        items=read_items(call, given.list),
        others_can_append=given.others_can_append,
        others_can_complete=given.others_can_complete,
    )


def read_items(call: Call, given: list[types.TypeTodoItem]) -> tuple[TodoItem, ...]:
    return tuple(TodoItem(item.id, read_formatted(call, item.title)) for item in given[:100])
