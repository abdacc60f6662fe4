"""Live locations, contact cards and dice."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.contents.test_polls import ask
from tests.stories.harness import World, refused

call = functions.messages


def live(lat: float, long: float = 8.0, **more: Any) -> types.InputMediaGeoLive:
    return types.InputMediaGeoLive(geo_point=types.InputGeoPoint(lat=lat, long=long), **more)


async def test_somebody_walks_and_stops(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    for period in (None, 59, 86401):
        with refused("MEDIA_INVALID"):
            await ask(alice, bob, live(50.0, period=period))
    own = await ask(alice, bob, live(50.0, period=900, heading=90))
    await bob.barrier()
    id = bob.messages[-1].id
    world.clock.advance(30)

    async def move(media: types.InputMediaGeoLive) -> Any:
        return (await alice(call.EditMessage(peer=alice.peer(bob), id=own.id, media=media))).updates[0].message

    moved = await move(live(50.1, heading=180))
    assert (moved.media.geo.lat, moved.media.heading, moved.media.period) == (50.1, 180, 900) and moved.edit_hide
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.media.geo.lat == 50.1
    with refused("MESSAGE_NOT_MODIFIED"):
        await move(live(50.1))
    with refused("MEDIA_INVALID"):
        await move(live(99.0))
    with refused("MEDIA_INVALID"):
        await move(live(50.2, period=59))
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(call.EditMessage(peer=bob.peer(alice), id=id, media=live(1.0)))
    recent = call.GetRecentLocations(peer=bob.peer(alice), limit=5, hash=0)
    assert [one.id for one in (await bob(recent)).messages] == [id]
    stop = types.InputMediaGeoLive(geo_point=types.InputGeoPointEmpty(), stopped=True)
    ended = await move(stop)
    assert ended.media.period == 30 and ended.media.heading is None
    assert (await bob(recent)).messages == []
    with refused("MESSAGE_NOT_MODIFIED"):
        await move(live(50.2))
    text = await alice.say(bob, "hello")
    with refused("MEDIA_PREV_INVALID"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=text.id, media=live(1.0)))


async def test_two_people_come_near_each_other(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    own = await ask(alice, bob, live(50.0, period=900, proximity_notification_radius=500))
    theirs = await ask(bob, alice, live(50.1, period=900))
    await alice.barrier()
    assert all(message.NAME == "message" for message in alice.messages)
    await bob(call.EditMessage(peer=bob.peer(alice), id=theirs.id, media=live(50.003)))
    await alice.barrier()
    [said] = [message for message in alice.messages if message.NAME == "messageService"]
    assert said.action.from_id.user_id == bob.user_id and said.action.to_id.user_id == alice.user_id
    assert 300 < said.action.distance < 400
    edited = alice.heard(types.UpdateEditMessage)
    assert edited[-1].message.id == own.id and edited[-1].message.media.proximity_notification_radius is None
    await bob(call.EditMessage(peer=bob.peer(alice), id=theirs.id, media=live(50.002)))
    await alice.barrier()
    assert len([message for message in alice.messages if message.NAME == "messageService"]) == 1


async def test_a_card_names_whom_its_sender_may_know(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    card = types.InputMediaContact(phone_number=f"+{eve.phone}", first_name="Eve", last_name="", vcard="")
    assert (await ask(alice, bob, card)).media.user_id == 0
    await alice(functions.contacts.AddContact(id=alice.user(eve), first_name="Eve", last_name="", phone=eve.phone))
    assert (await ask(alice, bob, card)).media.user_id == eve.user_id
    own = types.InputMediaContact(phone_number=alice.phone, first_name="Me", last_name="", vcard="")
    assert (await ask(alice, bob, own)).media.user_id == alice.user_id
    odd = types.InputMediaContact(phone_number="12", first_name="Odd", last_name="", vcard="")
    assert (await ask(alice, bob, odd)).media.user_id == 0
    with refused("MEDIA_INVALID"):
        await ask(alice, bob, types.InputMediaContact(phone_number="12", first_name=" ", last_name="", vcard=""))


async def test_dice_are_fair_and_of_six_kinds(world: World) -> None:
    alice = await world.sign_up("Alice")
    for emoji, most in (("🎲", 6), ("🎯", 6), ("🎳", 6), ("🏀", 5), ("⚽", 5), ("⚽️", 5), ("🎰", 64)):
        thrown = {(await ask(alice, alice, types.InputMediaDice(emoticon=emoji))).media.value for _ in range(12)}
        assert thrown <= set(range(1, most + 1)) and len(thrown) > 1
    with refused("EMOTICON_INVALID"):
        await ask(alice, alice, types.InputMediaDice(emoticon="🂡"))
