"""What clients suggest to their owners, only where it is true, and until it is dismissed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from angarium.model.accounts import Password
from angarium.model.config import Codes, Config, Handshakes, Limits, Previews, Smtp
from angarium.store import logins, passwords
from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.accounts.test_photos import upload
from tests.stories.accounts.times import days_pass
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.posters import hint, put_up, take_down
from tests.stories.startup.test_help import plain

call = functions.help
NOWHERE = types.InputPeerEmpty()
DAY = 86_400


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A server that can send mail, with room for ten in a supergroup."""
    config = Config(
        codes=Codes(senders=("console", "smtp")),
        smtp=Smtp(host="127.0.0.1", port=9, sender="chat@example.org"),
        limits=Limits(supergroup_members=4),
        handshakes=Handshakes(processes=0),
        previews=Previews(enabled=False),
    )
    async with World(tmp_path, config) as made:
        yield made


async def pending(actor: Actor) -> set[str]:
    found = await actor(call.GetPromoData())
    return set(getattr(found, "pending_suggestions", []))


async def told(actor: Actor) -> Any:
    """The client configuration."""
    found = await actor(call.GetAppConfig(hash=0))
    return plain(getattr(found, "config", found))  # until layer 145 the answer was the JSON itself


async def dismiss(actor: Actor, name: str, peer: Any = NOWHERE) -> bool:
    return bool(await actor(call.DismissSuggestion(peer=peer, suggestion=name)))


NEW = {"SETUP_PASSWORD", "SETUP_LOGIN_EMAIL", "USERPIC_SETUP", "BIRTHDAY_SETUP", "NEWCOMER_TICKS"}


async def test_each_is_made_only_where_it_is_true(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert await pending(alice) == NEW
    await set_password(alice, "secret")
    await alice(functions.photos.UploadProfilePhoto(file=await upload(alice, "red")))
    await alice(functions.account.UpdateBirthday(birthday=types.Birthday(day=1, month=5)))
    assert await pending(alice) == {"SETUP_LOGIN_EMAIL", "NEWCOMER_TICKS"}
    async with world.app.house.work.begin() as tx:
        known = await passwords.find(tx, alice.user_id) or Password()
        await passwords.put(tx, alice.user_id, replace(known, login_email="alice@example.org"))
    await days_pass(world, 8, alice)
    assert await pending(alice) == set()
    assert isinstance(await alice(call.GetPromoData()), types.help.PromoDataEmpty)


async def test_a_password_is_asked_for_when_nobody_has_entered_it_for_long(world: World) -> None:
    alice = await world.sign_up("Alice")
    await set_password(alice, "secret")
    assert "VALIDATE_PASSWORD" not in await pending(alice)
    for wait, asked in ((80, False), (11, True), (0, True)):
        await days_pass(world, wait, alice)
        assert ("VALIDATE_PASSWORD" in await pending(alice)) is asked
    with refused("PASSWORD_HASH_INVALID"):
        await alice(functions.account.GetPasswordSettings(password=await prove(alice, "another")))
    assert "VALIDATE_PASSWORD" in await pending(alice)
    await alice(functions.account.GetPasswordSettings(password=await prove(alice, "secret")))
    assert "VALIDATE_PASSWORD" not in await pending(alice)
    await days_pass(world, 91, alice)
    assert "VALIDATE_PASSWORD" in await pending(alice)
    assert await dismiss(alice, "VALIDATE_PASSWORD")  # for as long again
    assert "VALIDATE_PASSWORD" not in await pending(alice)
    await days_pass(world, 91, alice)
    assert "VALIDATE_PASSWORD" in await pending(alice)


async def test_a_number_is_asked_for_after_a_year_without_signing_in(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert "VALIDATE_PHONE_NUMBER" not in await pending(alice)
    async with world.app.house.work.begin() as tx:
        (device,) = await logins.find_all(tx, alice.user_id)
        await logins.remove(tx, alice.user_id, device.id)
        await logins.put(tx, replace(device, created=tx.now - 366 * DAY))
    assert "VALIDATE_PHONE_NUMBER" in await pending(alice)
    assert await dismiss(alice, "VALIDATE_PHONE_NUMBER")
    assert "VALIDATE_PHONE_NUMBER" not in await pending(alice)


async def test_who_is_popular_is_told_of_the_archive(world: World) -> None:
    alice = await world.sign_up("Alice")
    people = [await world.sign_up(f"Stranger {number}") for number in range(10)]
    for person in people[:9]:
        await person.say(alice, "hello")
    assert "AUTOARCHIVE_POPULAR" not in await pending(alice)
    await people[9].say(alice, "hello")
    assert "AUTOARCHIVE_POPULAR" in await pending(alice)
    await alice(functions.contacts.AddContact(id=alice.user(people[0]), first_name="A", last_name="", phone=""))
    assert "AUTOARCHIVE_POPULAR" not in await pending(alice)  # nine strangers and a friend
    await alice(functions.contacts.DeleteContacts(id=[alice.user(people[0])]))
    assert "AUTOARCHIVE_POPULAR" in await pending(alice)
    settings = types.GlobalPrivacySettings(archive_and_mute_new_noncontact_peers=True)
    await alice(functions.account.SetGlobalPrivacySettings(settings=settings))
    assert "AUTOARCHIVE_POPULAR" not in await pending(alice)


async def test_what_is_dismissed_is_not_suggested_again_to_this_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert await dismiss(alice, "BIRTHDAY_SETUP")
    assert await pending(alice) == NEW - {"BIRTHDAY_SETUP"} and await pending(bob) == NEW
    assert not await dismiss(alice, "WASH_YOUR_HANDS") and not await dismiss(alice, "CONVERT_GIGAGROUP")
    assert await dismiss(alice, "PREMIUM_ANNUAL")
    with refused("PEER_ID_INVALID"):
        await dismiss(alice, "BIRTHDAY_SETUP", types.InputPeerUser(user_id=bob.user_id, access_hash=1))
    assert (await alice(call.GetPromoData())).dismissed_suggestions == []
    assert await dismiss(alice, "BIRTHDAY_CONTACTS_TODAY")
    assert (await alice(call.GetPromoData())).dismissed_suggestions == ["BIRTHDAY_CONTACTS_TODAY"]
    await days_pass(world, 1, alice)
    assert (await alice(call.GetPromoData())).dismissed_suggestions == []


YOUNGER = {
    133: NEW - {"NEWCOMER_TICKS"},
    158: {"BIRTHDAY_SETUP", "USERPIC_SETUP", "SETUP_LOGIN_EMAIL"},
    185: {"USERPIC_SETUP", "SETUP_LOGIN_EMAIL"},
    201: {"SETUP_LOGIN_EMAIL"},
}
"""What apps of a layer do not know yet."""


@pytest.mark.parametrize("layer", YOUNGER)
async def test_older_clients_find_them_in_the_configuration(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    known = NEW - YOUNGER[layer]
    assert set((await told(alice))["pending_suggestions"]) == known
    assert await dismiss(alice, "BIRTHDAY_SETUP") and await dismiss(alice, "BIRTHDAY_CONTACTS_TODAY")
    found = await told(alice)
    assert set(found["pending_suggestions"]) == known - {"BIRTHDAY_SETUP"}
    assert found["dismissed_suggestions"] == ["BIRTHDAY_CONTACTS_TODAY"]
    assert isinstance(await alice(call.GetPromoData()), types.help.PromoDataEmpty)
    new = await world.sign_in(alice)
    assert (await told(new))["pending_suggestions"] == []


@pytest.mark.parametrize("layer", [140, 158, 229])
async def test_the_creator_of_a_full_supergroup_is_told_of_gigagroups(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    bob, carol, dave = [await world.sign_up(name) for name in ("Bob", "Carol", "Dave")]
    group = await alice.create_channel("Town", bob, carol, megagroup=True)

    async def seen(actor: Actor) -> list[str]:
        found = await actor(functions.channels.GetFullChannel(channel=actor.channel(group)))
        return found.full_chat.pending_suggestions or []

    assert await seen(alice) == []  # three of four
    await alice(functions.channels.InviteToChannel(channel=alice.channel(group), users=[alice.user(dave)]))
    assert await seen(alice) == ["CONVERT_GIGAGROUP"] and await seen(bob) == []
    with refused("CHAT_ADMIN_REQUIRED"):
        await dismiss(bob, "CONVERT_GIGAGROUP", bob.chat(group))
    with refused("CHANNEL_INVALID"):
        await dismiss(bob, "CONVERT_GIGAGROUP", types.InputPeerChannel(channel_id=5, access_hash=5))
    assert await dismiss(alice, "CONVERT_GIGAGROUP", alice.chat(group))
    assert await seen(alice) == []
    other = await alice.create_channel("Town 2", bob, carol, dave, megagroup=True)
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(other)))
    assert full.full_chat.pending_suggestions == ["CONVERT_GIGAGROUP"]
    await alice(functions.channels.ConvertToGigagroup(channel=alice.channel(other)))
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(other)))
    assert not full.full_chat.pending_suggestions


async def test_the_operator_suggests_in_words_of_their_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=201)
    later = int(world.clock.now()) + 60
    first = await put_up(world, hint())
    second = await put_up(world, hint("PICNIC", "A picnic"), begins=later)
    found = await alice(call.GetPromoData())
    shown = found.custom_pending_suggestion
    assert (shown.suggestion, shown.title.text, shown.description.text) == ("MOVE", "We move", "On Sunday.")
    assert [one.NAME for one in shown.title.entities] == ["messageEntityBold"] and shown.url.endswith("/move")
    assert found.expires == later
    assert isinstance(
        await bob(call.GetPromoData()), types.help.PromoDataEmpty
    )  # there is no place for it in this layer
    await world.pass_time(60)
    found = await alice(call.GetPromoData())
    assert found.custom_pending_suggestion.suggestion == "PICNIC" and found.expires == later + 3600
    await take_down(world, second)
    assert (await alice(call.GetPromoData())).custom_pending_suggestion.suggestion == "MOVE"
    assert await dismiss(alice, "MOVE")
    assert (await alice(call.GetPromoData())).custom_pending_suggestion is None
    assert (await (await world.sign_up("Carol"))(call.GetPromoData())).custom_pending_suggestion is not None
    await take_down(world, first)
