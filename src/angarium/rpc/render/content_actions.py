"""Service messages about polls, to-do lists, places and birthdays."""

from __future__ import annotations

from collections.abc import Callable

from angarium.model.facts import Facts
from angarium.model.ids import Peer
from angarium.model.messages import Action
from angarium.model.polls import PollAnswer
from angarium.rpc.render.contents import render_item
from angarium.rpc.render.media import render_media
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.polls import render_poll_answer
from angarium.tl import types


def _answer(action: Action, facts: Facts) -> types.PollAnswer:
    answer = PollAnswer(action.texts[0], action.data, None, Peer(action.users[0]), action.period)
    return render_poll_answer(answer, facts, render_media)


def _birthday(action: Action, facts: Facts) -> types.MessageActionSuggestBirthday:
    day, month, year = action.numbers
    return types.MessageActionSuggestBirthday(birthday=types.Birthday(day=day, month=month, year=year or None))


CONTENT_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "PollAppendAnswer": lambda action, facts: types.MessageActionPollAppendAnswer(answer=_answer(action, facts)),
    "PollDeleteAnswer": lambda action, facts: types.MessageActionPollDeleteAnswer(answer=_answer(action, facts)),
    "TodoCompletions": lambda action, facts: types.MessageActionTodoCompletions(
        completed=list(action.numbers), incompleted=list(action.others)
    ),
    "TodoAppendTasks": lambda action, facts: types.MessageActionTodoAppendTasks(
        list=[render_item(id, title) for id, title in zip(action.numbers, action.texts, strict=True)]
    ),
    "GeoProximityReached": lambda action, facts: types.MessageActionGeoProximityReached(
        from_id=render_peer(Peer(action.users[0])), to_id=render_peer(Peer(action.users[1])), distance=action.number
    ),
    "SuggestBirthday": _birthday,
}
