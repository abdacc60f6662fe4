"""What a business account says by itself: a greeting to newcomers, and a word while nobody is there
(https://core.telegram.org/api/business#greeting-messages, https://core.telegram.org/api/business#away-messages)."""

from __future__ import annotations

from msgspec.structs import replace

from angarium.domain.business import offices, quickreplies
from angarium.domain.messages import listeners, private
from angarium.domain.messages.private import Pair
from angarium.domain.people import recipients as meant
from angarium.domain.people import sanctions
from angarium.domain.work import Tx
from angarium.model.business import Away, Business, Greeting
from angarium.model.errors import Refusal
from angarium.model.ids import Peer, UserId
from angarium.model.messages import Message
from angarium.store import business

GREETED, AWAY = "greeting", "away"
DAY = 86400
PAUSE = DAY
"""Seconds for which nobody is told anew that nobody is there."""

SILENCES = (7, 14, 21, 28)


async def set_greeting(tx: Tx, user_id: UserId, greeting: Greeting | None) -> None:
    """Refuses SHORTCUT_INVALID, BUSINESS_RECIPIENTS_EMPTY, NO_ACTIVITY_DAYS_INVALID."""
    if greeting is not None:
        await quickreplies.require(tx, user_id, greeting.shortcut_id)
        meant.check(greeting.recipients)
        if greeting.days not in SILENCES:
            raise Refusal("NO_ACTIVITY_DAYS_INVALID")
    await offices.change(tx, user_id, greeting=greeting)


async def set_away(tx: Tx, user_id: UserId, away: Away | None) -> None:
    """Refuses SHORTCUT_INVALID, BUSINESS_RECIPIENTS_EMPTY, SCHEDULE_DATE_INVALID, and BUSINESS_WORK_HOURS_EMPTY for a schedule that
    follows hours that nobody set."""
    if away is not None:
        await quickreplies.require(tx, user_id, away.shortcut_id)
        meant.check(away.recipients)
        if away.schedule == "custom" and not 0 < away.start < away.end:
            raise Refusal("SCHEDULE_DATE_INVALID")
        if away.schedule == "outside" and (await offices.get(tx, user_id)).hours is None:
            raise Refusal("BUSINESS_WORK_HOURS_EMPTY")
    await offices.change(tx, user_id, away=away)


@listeners.hears
async def hear(tx: Tx, pair: Pair, message: Message) -> None:
    """Somebody has written to somebody else, whose business may have something to say; `message` is the writer's copy."""
    if pair.is_self or not pair.other.profile.automated or pair.sender.profile.bot:
        return
    owner_id = pair.other.id
    made = await offices.get(tx, owner_id)
    before = await business.previous_date(tx, message.box, message.peer, message.id)
    with tx.unasked():
        if made.greeting is not None and await _greets(tx, pair, made.greeting, before):
            await _say(tx, owner_id, pair, made.greeting.shortcut_id, GREETED)
        elif made.away is not None and await _is_away(tx, pair, made, made.away, new=not before):
            await _say(tx, owner_id, pair, made.away.shortcut_id, AWAY)


async def _greets(tx: Tx, pair: Pair, greeting: Greeting, before: int) -> bool:
    contact = pair.theirs is not None and pair.theirs.contact
    if before > tx.now - greeting.days * DAY:
        return False
    return meant.is_meant(greeting.recipients, pair.sender.id, contact=contact, new=not before)


async def _is_away(tx: Tx, pair: Pair, made: Business, away: Away, *, new: bool) -> bool:
    contact = pair.theirs is not None and pair.theirs.contact
    if away.offline_only and pair.other.online_until > tx.now:
        return False
    if away.schedule == "custom" and not away.start <= tx.now < away.end:
        return False
    if away.schedule == "outside" and (made.hours is None or offices.is_open(made.hours, tx.now)):
        return False
    if not meant.is_meant(away.recipients, pair.sender.id, contact=contact, new=new):
        return False
    return await business.answered(tx, pair.other.id, pair.sender.id, AWAY) <= tx.now - PAUSE


async def _say(tx: Tx, owner_id: UserId, pair: Pair, shortcut_id: int, kind: str) -> None:
    """Straight into the chat: what is said so is not answered by itself again. Nothing when the shortcut is gone or the chat closed."""
    there = await private.require_pair(tx, owner_id, Peer(pair.sender.id))
    try:
        found = await quickreplies.pick(tx, owner_id, shortcut_id, None)
        for quick in found:
            sanctions.check_frozen(tx, owner_id, pair.sender.id)
            private.check_may_send(there, quick.content)
            await private.deliver(tx, there, replace(quick.content, automatic=True), None)
    except Refusal:
        return
    await business.set_answered(tx, owner_id, pair.sender.id, kind, tx.now)
