"""Service messages of forums."""

from __future__ import annotations

from collections.abc import Callable

from angarium.model.facts import Facts
from angarium.model.messages import Action
from angarium.tl import types


def _create(action: Action, facts: Facts) -> types.TypeMessageAction:
    icon = action.numbers[0] if action.numbers else None
    return types.MessageActionTopicCreate(title=action.title, icon_color=action.number, icon_emoji_id=icon)


def _edit(action: Action, facts: Facts) -> types.TypeMessageAction:
    return types.MessageActionTopicEdit(
        title=action.title or None,
        icon_emoji_id=action.numbers[0] if action.numbers else None,
        closed=action.flag if action.text == "closed" else None,
        hidden=action.flag if action.text == "hidden" else None,
    )


TOPIC_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "TopicCreate": _create,
    "TopicEdit": _edit,
}
