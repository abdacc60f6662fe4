"""Service messages of forums, and of channels' direct messages."""

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


def _approval(action: Action, facts: Facts) -> types.TypeMessageAction:
    return types.MessageActionSuggestedPostApproval(
        rejected=action.flag,
        balance_too_low=action.title == "balance_too_low",
        reject_comment=action.text or None,
        schedule_date=action.period or None,
        price=_price(action) if action.number else None,
    )


def _price(action: Action) -> types.TypeStarsAmount:
    return types.StarsAmount(amount=action.number, nanos=0)


TOPIC_ACTIONS: dict[str, Callable[[Action, Facts], types.TypeMessageAction]] = {
    "TopicCreate": _create,
    "TopicEdit": _edit,
    "PaidMessagesPrice": lambda action, facts: types.MessageActionPaidMessagesPrice(
        broadcast_messages_allowed=action.flag, stars=action.number
    ),
    "SuggestedPostApproval": _approval,
    "SuggestedPostSuccess": lambda action, facts: types.MessageActionSuggestedPostSuccess(price=_price(action)),
    "SuggestedPostRefund": lambda action, facts: types.MessageActionSuggestedPostRefund(payer_initiated=action.flag),
}
