"""What business accounts tell of themselves, say by themselves, and the links to them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.business.test_quick_replies import keep
from tests.stories.harness import Actor, World, refused
from tests.stories.startup.test_stickers import document

account = functions.account
HOUR, DAY = 60, 24 * 60


async def full(viewer: Actor, other: Actor) -> Any:
    return (await viewer(functions.users.GetFullUser(id=viewer.user(other)))).full_user


def hours(zone: str, *periods: tuple[int, int]) -> types.BusinessWorkHours:
    weekly = [types.BusinessWeeklyOpen(start_minute=start, end_minute=end) for start, end in periods]
    return types.BusinessWorkHours(timezone_id=zone, weekly_open=weekly)


@pytest.mark.parametrize("layer", [158, 229])
async def test_hours_place_and_intro_stand_on_the_page(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    now = datetime.fromtimestamp(world.clock.now(), UTC)
    minute = now.weekday() * DAY + now.hour * HOUR + now.minute
    week = hours("Etc/UTC", (max(0, minute - 30), minute + 30))
    assert await alice(account.UpdateBusinessWorkHours(business_work_hours=week))
    point = types.InputGeoPoint(lat=35.7, long=51.4)
    assert await alice(account.UpdateBusinessLocation(geo_point=point, address="Royal Road 1"))
    sticker = (await alice(functions.messages.GetStickers(emoticon="🔥", hash=0))).stickers[0]
    intro = types.InputBusinessIntro(title="Couriers", description="By day and night", sticker=document(sticker))
    assert await alice(account.UpdateBusinessIntro(intro=intro))
    page = await full(bob, alice)
    if layer == 229:  # before, pages had no place for it
        assert page.business_work_hours.open_now and page.business_work_hours.timezone_id == "Etc/UTC"
        assert page.business_location.address == "Royal Road 1" and page.business_location.geo_point.lat == 35.7
        assert page.business_intro.title == "Couriers" and page.business_intro.sticker.id == sticker.id
        await world.pass_time(40 * 60)
        assert not (await full(bob, alice)).business_work_hours.open_now
    for set_nothing in (
        account.UpdateBusinessWorkHours(), account.UpdateBusinessLocation(), account.UpdateBusinessIntro(),
    ):  # fmt: skip
        assert await alice(set_nothing)
    page = await full(alice, alice)
    assert page.business_work_hours is page.business_location is page.business_intro is None


async def test_what_a_page_cannot_say(world: World) -> None:
    alice = await world.sign_up("Alice")
    for wrong, error in (
        *(
            (hours(zone, (0, 10)), "TIMEZONE_INVALID")
            for zone in ("Mars/Base", "", "Europe", "../UTC", "\0", "x" * 5000)
        ),
        (hours("Etc/UTC"), "BUSINESS_WORK_HOURS_EMPTY"),
        (hours("Etc/UTC", (10, 5)), "BUSINESS_WORK_HOURS_PERIOD_INVALID"),
        (hours("Etc/UTC", (0, 100), (50, 200)), "BUSINESS_WORK_HOURS_PERIOD_INVALID"),
        (hours("Etc/UTC", (0, 100), (7 * DAY - 1, 7 * DAY + 10)), "BUSINESS_WORK_HOURS_PERIOD_INVALID"),
    ):
        with refused(error):
            await alice(account.UpdateBusinessWorkHours(business_work_hours=wrong))
    with refused("ADDRESS_INVALID"):
        await alice(account.UpdateBusinessLocation(address="x" * 97))
    with refused("GEO_POINT_INVALID"):
        await alice(account.UpdateBusinessLocation(address="x", geo_point=types.InputGeoPoint(lat=99.0, long=0.0)))
    with refused("INTRO_TITLE_INVALID"):
        await alice(account.UpdateBusinessIntro(intro=types.InputBusinessIntro(title="x" * 33, description="")))
    with refused("INTRO_DESCRIPTION_INVALID"):
        await alice(account.UpdateBusinessIntro(intro=types.InputBusinessIntro(title="", description="x" * 71)))


def everyone(**more: Any) -> types.InputBusinessRecipients:
    return types.InputBusinessRecipients(**(more or {"exclude_selected": True}))


async def shortcut(actor: Actor, name: str, *said: str) -> int:
    for text in said:
        done = await keep(actor, name, text)
    return done.updates[-1].message.quick_reply_shortcut_id


async def test_newcomers_are_greeted(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve", layer=158)
    welcome = await shortcut(alice, "welcome", "Welcome!", "What can we do?")
    recipients = everyone(new_chats=True, users=[alice.user(eve)])
    greeting = types.InputBusinessGreetingMessage(shortcut_id=welcome, recipients=recipients, no_activity_days=7)
    assert await alice(account.UpdateBusinessGreetingMessage(message=greeting))
    assert (await full(alice, alice)).business_greeting_message.shortcut_id == welcome
    assert (await full(bob, alice)).business_greeting_message is None
    await bob.say(alice, "Hello")
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["Welcome!", "What can we do?"]
    assert all(message.offline for message in bob.messages)
    await alice.barrier()
    assert [message.message for message in alice.messages] == ["Hello", "Welcome!", "What can we do?"]
    assert alice.messages[1].out
    await bob.say(alice, "A parcel, please")
    await bob.barrier()
    assert len(bob.messages) == 2
    await world.pass_time(8 * 86400)
    await bob.say(alice, "Me again")  # no newcomer any more
    await eve.say(alice, "Hi")
    await eve.barrier()
    assert len(bob.messages) == 2 and len(eve.messages) == 2
    await world.pass_time(8 * 86400)
    await eve.say(alice, "Me again")
    await eve.barrier()
    assert len(eve.messages) == 4
    assert await alice(account.UpdateBusinessGreetingMessage())
    for wrong, error in (
        ({"shortcut_id": 99}, "SHORTCUT_INVALID"),
        ({"no_activity_days": 5}, "NO_ACTIVITY_DAYS_INVALID"),
        ({"recipients": types.InputBusinessRecipients()}, "BUSINESS_RECIPIENTS_EMPTY"),
    ):
        given = {"shortcut_id": welcome, "recipients": recipients, "no_activity_days": 7} | wrong
        with refused(error):
            await alice(
                account.UpdateBusinessGreetingMessage(message=types.InputBusinessGreetingMessage(**given))  # type: ignore[arg-type]
            )


async def test_who_writes_while_nobody_is_there_is_told(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    closed = await shortcut(alice, "closed", "We are asleep")
    now = int(world.clock.now())

    async def be_away(schedule: Any, **more: Any) -> Any:
        message = types.InputBusinessAwayMessage(shortcut_id=closed, schedule=schedule, recipients=everyone(), **more)
        return await alice(account.UpdateBusinessAwayMessage(message=message))

    later = types.BusinessAwayMessageScheduleCustom(start_date=now + 3600, end_date=now + 7200)
    assert await be_away(later)
    assert (await full(alice, alice)).business_away_message.schedule == later
    await bob.say(alice, "Hello")
    await world.pass_time(3700)
    await bob.say(alice, "Hello?")
    await bob.say(alice, "Anybody?")
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["We are asleep"]
    with refused("BUSINESS_WORK_HOURS_EMPTY"):
        await be_away(types.BusinessAwayMessageScheduleOutsideWorkHours())
    with refused("SCHEDULE_DATE_INVALID"):
        await be_away(types.BusinessAwayMessageScheduleCustom(start_date=now, end_date=now))
    there = datetime.fromtimestamp(world.clock.now(), UTC)
    minute = (there.weekday() * DAY + there.hour * HOUR + there.minute + 600) % (6 * DAY)
    await alice(account.UpdateBusinessWorkHours(business_work_hours=hours("Etc/UTC", (minute, minute + 60))))
    assert await be_away(types.BusinessAwayMessageScheduleOutsideWorkHours())
    await world.pass_time(2 * 86400)
    await bob.say(alice, "Are you open?")
    await bob.barrier()
    assert len(bob.messages) == 2
    await world.pass_time(2 * 86400)
    await alice(account.UpdateStatus(offline=False))
    assert await be_away(types.BusinessAwayMessageScheduleAlways(), offline_only=True)
    await bob.say(alice, "I see you are there")
    await bob.barrier()
    assert len(bob.messages) == 2
    await alice(account.UpdateStatus(offline=True))
    await bob.say(alice, "And now?")
    await bob.barrier()
    assert len(bob.messages) == 3
    await alice(functions.messages.DeleteQuickReplyShortcut(shortcut_id=closed))
    await world.pass_time(2 * 86400)
    await bob.say(alice, "Good night")
    await bob.barrier()
    assert len(bob.messages) == 3
    assert await alice(account.UpdateBusinessAwayMessage())


async def test_links_open_a_chat_with_words(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bold = types.MessageEntityBold(offset=2, length=4)
    given = types.InputBusinessChatLink(message="I want a parcel", entities=[bold], title="Parcels")
    made = await alice(account.CreateBusinessChatLink(link=given))
    assert made.title == "Parcels" and made.views == 0
    slug = made.link.rpartition("/")[2]
    found = await bob(account.ResolveBusinessChatLink(slug=slug))
    assert found.peer.user_id == alice.user_id and found.message == "I want a parcel" and found.entities == [bold]
    assert [user.id for user in found.users if user.id == alice.user_id]
    await alice(account.ResolveBusinessChatLink(slug=slug))
    changed = types.InputBusinessChatLink(message="I want two")
    assert (await alice(account.EditBusinessChatLink(slug=slug, link=changed))).message == "I want two"
    (listed,) = (await alice(account.GetBusinessChatLinks())).links
    assert listed.views == 1 and listed.message == "I want two"
    assert (await bob(account.GetBusinessChatLinks())).links == []
    with refused("CHATLINK_SLUG_EXPIRED"):
        await bob(account.DeleteBusinessChatLink(slug=slug))
    assert await alice(account.DeleteBusinessChatLink(slug=slug))
    with refused("CHATLINK_SLUG_EXPIRED"):
        await bob(account.ResolveBusinessChatLink(slug=slug))
    with refused("CHATLINK_SLUG_EMPTY"):
        await bob(account.ResolveBusinessChatLink(slug=""))
    with refused("CHATLINK_TITLE_INVALID"):
        await alice(account.CreateBusinessChatLink(link=types.InputBusinessChatLink(message="", title="x" * 33)))
    for _ in range(100):
        await alice(account.CreateBusinessChatLink(link=changed))
    with refused("CHATLINKS_TOO_MUCH"):
        await alice(account.CreateBusinessChatLink(link=changed))
