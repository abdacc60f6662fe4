"""account.*: what a business account tells of itself and says by itself (https://core.telegram.org/api/business)."""

from __future__ import annotations

from angarium.domain.business import answers, offices
from angarium.domain.files import documents
from angarium.model.business import Away, Business, Greeting, Intro, Location, Recipients, WorkHours
from angarium.model.ids import UserId
from angarium.rpc.files.shelves import read_document
from angarium.rpc.peers import read_user
from angarium.rpc.render.files import render_document
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

MOST = 100


@method("account.updateBusinessWorkHours", writes=True, bots=False)
async def update_business_work_hours(call: Call, req: functions.account.UpdateBusinessWorkHours) -> bool:
    given = req.business_work_hours
    hours = None
    if given is not None:
        weekly = tuple((one.start_minute, one.end_minute) for one in given.weekly_open)
        hours = WorkHours(given.timezone_id, weekly)
    await offices.set_hours(call.tx, call.user_id, hours)
    return True


@method("account.updateBusinessLocation", writes=True, bots=False)
async def update_business_location(call: Call, req: functions.account.UpdateBusinessLocation) -> bool:
    point, location = req.geo_point, None
    if req.address is not None or point is not None:
        here = point if isinstance(point, types.InputGeoPoint) else None
        location = Location(req.address or "", here.lat if here else None, here.long if here else None)
    await offices.set_location(call.tx, call.user_id, location)
    return True


@method("account.updateBusinessIntro", writes=True, bots=False)
async def update_business_intro(call: Call, req: functions.account.UpdateBusinessIntro) -> bool:
    intro = None
    if req.intro is not None:
        sticker = await read_document(call, req.intro.sticker, "STICKER_ID_INVALID") if req.intro.sticker else None
        intro = Intro(req.intro.title, req.intro.description, sticker.id if sticker else None)
    await offices.set_intro(call.tx, call.user_id, intro)
    return True


def read_recipients(
    call: Call, given: types.TypeInputBusinessRecipients | types.TypeInputBusinessBotRecipients
) -> Recipients:
    """Refuses USER_ID_INVALID."""
    excluded = given.exclude_users if isinstance(given, types.InputBusinessBotRecipients) else None
    return Recipients(
        existing_chats=given.existing_chats, new_chats=given.new_chats, contacts=given.contacts,
        non_contacts=given.non_contacts, exclude=given.exclude_selected,
        users=tuple(read_user(call, one) for one in (given.users or ())[:MOST]),
        excluded=tuple(read_user(call, one) for one in (excluded or ())[:MOST]),
    )  # fmt: skip


def _render_recipients(made: Recipients) -> types.BusinessRecipients:
    return types.BusinessRecipients(
        existing_chats=made.existing_chats, new_chats=made.new_chats, contacts=made.contacts,
        non_contacts=made.non_contacts, exclude_selected=made.exclude, users=list(made.users) or None,
    )  # fmt: skip


@method("account.updateBusinessGreetingMessage", writes=True, bots=False)
async def update_business_greeting_message(call: Call, req: functions.account.UpdateBusinessGreetingMessage) -> bool:
    given, greeting = req.message, None
    if given is not None:
        greeting = Greeting(given.shortcut_id, read_recipients(call, given.recipients), given.no_activity_days)
    await answers.set_greeting(call.tx, call.user_id, greeting)
    return True


@method("account.updateBusinessAwayMessage", writes=True, bots=False)
async def update_business_away_message(call: Call, req: functions.account.UpdateBusinessAwayMessage) -> bool:
    given, away = req.message, None
    if given is not None:
        schedule, start, end = _read_schedule(given.schedule)
        recipients = read_recipients(call, given.recipients)
        away = Away(given.shortcut_id, recipients, schedule, start, end, given.offline_only)
    await answers.set_away(call.tx, call.user_id, away)
    return True


def _read_schedule(given: types.TypeBusinessAwayMessageSchedule) -> tuple[str, int, int]:
    match given:
        case types.BusinessAwayMessageScheduleAlways():
            return "always", 0, 0
        case types.BusinessAwayMessageScheduleOutsideWorkHours():
            return "outside", 0, 0
        case types.BusinessAwayMessageScheduleCustom():
            return "custom", given.start_date, given.end_date


def _render_schedule(away: Away) -> types.TypeBusinessAwayMessageSchedule:
    match away.schedule:
        case "outside":
            return types.BusinessAwayMessageScheduleOutsideWorkHours()
        case "custom":
            return types.BusinessAwayMessageScheduleCustom(start_date=away.start, end_date=away.end)
        case _:
            return types.BusinessAwayMessageScheduleAlways()


async def add_business(call: Call, user_id: UserId, full: types.UserFull) -> None:
    """What a person's page says of their business; what it says by itself is its owner's alone to see."""
    made = await offices.get(call.tx, user_id)
    if made == Business():
        return
    if made.hours is not None:
        weekly: list[types.TypeBusinessWeeklyOpen] = [
            types.BusinessWeeklyOpen(start_minute=start, end_minute=end) for start, end in made.hours.weekly
        ]
        full.business_work_hours = types.BusinessWorkHours(
            open_now=offices.is_open(made.hours, call.tx.now), timezone_id=made.hours.timezone, weekly_open=weekly
        )
    if made.location is not None:
        full.business_location = _render_location(made.location)
    if made.intro is not None:
        full.business_intro = await _render_intro(call, made.intro)
    if user_id == call.user_id:
        _add_answers(made, full)


def _render_location(location: Location) -> types.BusinessLocation:
    point = None
    if location.latitude is not None and location.longitude is not None:
        point = types.GeoPoint(long=location.longitude, lat=location.latitude, access_hash=0)
    return types.BusinessLocation(geo_point=point, address=location.address)


async def _render_intro(call: Call, intro: Intro) -> types.BusinessIntro:
    facts = await documents.show(call.tx, [intro.sticker_id] if intro.sticker_id else [])
    sticker = facts.documents.get(intro.sticker_id) if intro.sticker_id else None
    return types.BusinessIntro(
        title=intro.title, description=intro.description, sticker=render_document(sticker, facts) if sticker else None
    )


def _add_answers(made: Business, full: types.UserFull) -> None:
    if made.greeting is not None:
        full.business_greeting_message = types.BusinessGreetingMessage(
            shortcut_id=made.greeting.shortcut_id, recipients=_render_recipients(made.greeting.recipients),
            no_activity_days=made.greeting.days,
        )  # fmt: skip
    if made.away is not None:
        full.business_away_message = types.BusinessAwayMessage(
            offline_only=made.away.offline_only, shortcut_id=made.away.shortcut_id,
            schedule=_render_schedule(made.away), recipients=_render_recipients(made.away.recipients),
        )  # fmt: skip
