"""The address book: https://core.telegram.org/api/contacts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from angarium.domain.accounts.contacts import hash_ids
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused


def line(phone: str, name: str = "Somebody", client_id: int = 1) -> Any:
    return types.InputPhoneContact(client_id=client_id, phone=phone, first_name=name, last_name="")


async def book(actor: Actor) -> Any:
    return await actor(functions.contacts.GetContacts(hash=0))


async def test_adding_somebody_gives_them_the_name_one_likes(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    add = functions.contacts.AddContact(
        id=alice.user(bob), first_name="Bobby", last_name="", phone="", note=types.TextWithEntities(text="my friend")
    )
    answer = await alice(add)
    assert answer.updates[0].NAME == "updatePeerSettings"
    assert answer.users[0].contact
    await alice.barrier()
    (contact,) = (await book(alice)).contacts
    assert (contact.user_id, contact.mutual) == (bob.user_id, False)
    (seen,) = await alice(functions.users.GetUsers(id=[alice.user(bob)]))
    assert (seen.first_name, seen.contact) == ("Bobby", True)
    full = (await alice(functions.users.GetFullUser(id=alice.user(bob)))).full_user
    assert full.note.text == "my friend"
    assert await alice(
        functions.contacts.UpdateContactNote(id=alice.user(bob), note=types.TextWithEntities(text="old friend"))
    )
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    assert (await book(alice)).contacts[0].mutual
    with refused("CONTACT_NAME_EMPTY"):
        await alice(functions.contacts.AddContact(id=alice.user(bob), first_name=" ", last_name="", phone=""))
    with refused("CONTACT_ID_INVALID"):
        myself = functions.contacts.AddContact(id=types.InputUserSelf(), first_name="I", last_name="", phone="")
        await alice(myself)


async def test_sharing_the_number_is_the_owners_choice(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    key = types.InputPrivacyKeyPhoneNumber()
    await alice(functions.account.SetPrivacy(key=key, rules=[types.InputPrivacyValueDisallowAll()]))
    add = functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone="")
    bar = (await alice(add)).updates[0].settings
    assert bar.share_contact
    assert (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0].phone is None
    with refused("CONTACT_ADD_MISSING"):
        await bob(functions.contacts.AcceptContact(id=bob.user(alice)))
    bar = (await alice(functions.contacts.AcceptContact(id=alice.user(bob)))).updates[0].settings
    assert not bar.share_contact
    assert (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0].phone == alice.phone


async def test_a_list_that_has_not_changed_is_not_sent_again(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone=""))
    for hash in (hash_ids([0, bob.user_id]), hash_ids([bob.user_id])):
        again = await alice(functions.contacts.GetContacts(hash=hash))
        assert isinstance(again, types.contacts.ContactsNotModified)
    assert await alice(functions.contacts.GetContactIDs(hash=0)) == [bob.user_id]
    (status,) = await alice(functions.contacts.GetStatuses())
    assert status.user_id == bob.user_id


async def test_a_phone_book_is_imported(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    lines = [line("+" + bob.phone, "Bobby", 7), line("+49 1511 2345678", "Nobody", 8), line("rubbish", "X", 9)]
    done = await alice(functions.contacts.ImportContacts(contacts=lines))
    assert done.imported == [types.ImportedContact(user_id=bob.user_id, client_id=7)]
    assert done.users[0].phone == bob.phone  # she knew it already
    assert (await book(alice)).saved_count == 1
    await alice.barrier()
    with refused("TAKEOUT_REQUIRED", 403):
        await alice(functions.contacts.GetSaved())
    takeout = await alice(functions.account.InitTakeoutSession(contacts=True))
    saved = await alice(functions.InvokeWithTakeout(takeout_id=takeout.id, query=functions.contacts.GetSaved()))
    assert [(entry.phone, entry.first_name) for entry in saved] == [("4915112345678", "Nobody")]
    finish = functions.account.FinishTakeoutSession(success=True)
    assert await alice(functions.InvokeWithTakeout(takeout_id=takeout.id, query=finish))
    assert await alice(functions.contacts.ResetSaved())
    assert (await book(alice)).saved_count == 0
    assert await alice(functions.contacts.DeleteByPhones(phones=["+" + bob.phone]))
    assert not (await book(alice)).contacts


async def test_an_import_names_the_new_contacts_to_the_other_devices(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    desk = await world.sign_in(alice, layer=152)
    await alice(functions.contacts.ImportContacts(contacts=[line("+" + bob.phone, "Bobby")]))
    await desk.barrier()
    names = ["updateContactsReset"]
    (told,) = [packet for packet in desk.packets if [one.NAME for one in getattr(packet, "updates", ())] == names]
    assert [(user.first_name, user.contact) for user in told.users if user.id == bob.user_id] == [("Bobby", True)]


async def test_whoever_does_not_want_to_be_found_by_number_is_not(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    key = types.InputPrivacyKeyAddedByPhone()
    await bob(functions.account.SetPrivacy(key=key, rules=[types.InputPrivacyValueAllowContacts()]))
    done = await alice(functions.contacts.ImportContacts(contacts=[line("+" + bob.phone)]))
    assert done.imported == []
    with refused("PHONE_NOT_OCCUPIED"):
        await alice(functions.contacts.ResolvePhone(phone=bob.phone))
    with refused("PHONE_NOT_OCCUPIED"):
        await alice(functions.contacts.ResolvePhone(phone="4915112345678"))
    await bob(functions.contacts.AddContact(id=bob.user(alice), first_name="Al", last_name="", phone=""))
    assert (await alice(functions.contacts.ResolvePhone(phone=bob.phone))).peer.user_id == bob.user_id


async def test_a_contact_who_signs_up_is_announced(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = "4915112345678"
    await alice(functions.contacts.ImportContacts(contacts=[line(phone, "Dear Carol")]))
    await bob(functions.contacts.ImportContacts(contacts=[line(phone, "Carol")]))
    assert not await bob(functions.account.GetContactSignUpNotification())
    assert await bob(functions.account.SetContactSignUpNotification(silent=True))
    assert await bob(functions.account.GetContactSignUpNotification())
    carol = await world.sign_up("Carol", phone=phone)
    await world.pass_time(1)
    await alice.barrier()
    (told,) = alice.messages
    assert isinstance(told.action, types.MessageActionContactSignUp)
    assert told.peer_id.user_id == carol.user_id
    (seen,) = await alice(functions.users.GetUsers(id=[alice.user(carol)]))
    assert (seen.first_name, seen.contact) == ("Dear Carol", True)
    await bob.barrier()
    assert not bob.messages
    assert (await book(bob)).contacts[0].user_id == carol.user_id


async def test_a_contact_is_deleted(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bobby", last_name="", phone=""))
    answer = await alice(functions.contacts.DeleteContacts(id=[alice.user(bob)]))
    assert not answer.users[0].contact
    assert not (await book(alice)).contacts
    await alice.barrier()


async def test_a_stranger_is_asked_about(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ask = functions.messages.GetPeerSettings(peer=alice.peer(bob))
    assert not (await alice(ask)).settings.add_contact
    await bob.say(alice, "do you want to buy something?")
    bar = (await alice(ask)).settings
    assert (bar.report_spam, bar.add_contact, bar.block_contact) == (True, True, True)
    await alice.say(bob, "no")
    bar = (await alice(ask)).settings
    assert (bar.report_spam, bar.add_contact, bar.block_contact) == (False, True, False), (
        "TDLib takes block_contact for a fault here"
    )
    assert await alice(functions.messages.HidePeerSettingsBar(peer=alice.peer(bob)))
    assert not (await alice(ask)).settings.add_contact
    await alice.barrier()


async def test_close_friends_and_birthdays(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    for one, other in ((alice, bob), (bob, alice)):
        await one(functions.contacts.AddContact(id=one.user(other), first_name="X", last_name="", phone=""))
    assert await alice(functions.contacts.EditCloseFriends(id=[bob.user_id]))
    assert (await alice(functions.users.GetUsers(id=[alice.user(bob)])))[0].close_friend
    assert await alice(functions.contacts.EditCloseFriends(id=[]))
    assert not (await alice(functions.users.GetUsers(id=[alice.user(bob)])))[0].close_friend
    assert not (await alice(functions.contacts.GetBirthdays())).contacts
    today = datetime.fromtimestamp(world.clock.now(), UTC)
    await bob(functions.account.UpdateBirthday(birthday=types.Birthday(day=today.day, month=today.month)))
    (found,) = (await alice(functions.contacts.GetBirthdays())).contacts
    assert found.contact_id == bob.user_id


async def test_a_link_leads_to_a_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    link = await alice(functions.contacts.ExportContactToken())
    found = await bob(functions.contacts.ImportContactToken(token=link.url.partition("token=")[2]))
    assert found.id == alice.user_id
    with refused("IMPORT_TOKEN_INVALID"):
        await bob(functions.contacts.ImportContactToken(token="nonsense"))


async def test_people_are_found_by_name_in_any_script(world: World) -> None:
    alice = await world.sign_up("Alice")
    names = {"Jörg": "Müller", "Дмитрий": "Иванов", "山田": "太郎", "Ελένη": "Παππά"}
    found: dict[str, Actor] = {}
    for first, last in names.items():
        other = found[first] = await world.sign_up("Someone")
        await alice(functions.contacts.AddContact(id=alice.user(other), first_name=first, last_name=last, phone=""))

    async def search(query: str) -> list[int]:
        answer = await alice(functions.contacts.Search(q=query, limit=10))
        return [peer.user_id for peer in answer.my_results]

    assert await search("jorg") == [found["Jörg"].user_id]
    assert await search("MÜLL jö") == [found["Jörg"].user_id]
    assert await search("иван") == [found["Дмитрий"].user_id]
    assert await search("田") == [found["山田"].user_id]
    assert await search("παπ") == [found["Ελένη"].user_id]
    assert await search("jorg schmidt") == []
    with refused("SEARCH_QUERY_EMPTY"):
        await search("  ")


async def test_strangers_are_found_by_their_username_alone(world: World) -> None:
    alice, bob, carol = await world.sign_up("Alice"), await world.sign_up("Robert"), await world.sign_up("Robert")
    await bob(functions.account.UpdateUsername(username="bobby_tables"))
    for query in ("bobby", "@bobby_t", "robe"):
        found = await alice(functions.contacts.Search(q=query, limit=10))
        assert [peer.user_id for peer in found.results] == [bob.user_id], query
        assert not found.my_results
    await alice.say(carol, "we know each other now")
    found = await alice(functions.contacts.Search(q="robe", limit=10))
    assert [peer.user_id for peer in found.my_results] == [carol.user_id]
    assert [peer.user_id for peer in found.results] == [bob.user_id]
    assert not (await alice(functions.contacts.Search(q="robe", limit=10, broadcasts=True))).results
    assert (await alice(functions.contacts.GetSponsoredPeers(q="robe"))).NAME == "contacts.sponsoredPeersEmpty"


async def test_the_people_one_talks_with_most_come_first(world: World) -> None:
    alice, bob, carol = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Carol")
    ask = functions.contacts.GetTopPeers(correspondents=True, limit=10)
    with refused("TYPES_EMPTY"):
        await alice(functions.contacts.GetTopPeers(limit=10))
    await alice.say(bob, "one")
    world.clock.advance(60)
    await alice.say(carol, "two")
    (category,) = (await alice(ask)).categories
    assert [entry.peer.user_id for entry in category.peers] == [carol.user_id, bob.user_id]
    correspondents = types.TopPeerCategoryCorrespondents()
    assert await alice(functions.contacts.ResetTopPeerRating(category=correspondents, peer=alice.peer(carol)))
    (category,) = (await alice(ask)).categories
    assert [entry.peer.user_id for entry in category.peers] == [bob.user_id]
    assert await alice(functions.contacts.ToggleTopPeers(enabled=False))
    assert isinstance(await alice(ask), types.contacts.TopPeersDisabled)


@pytest.mark.parametrize("layer", [133, 229])
async def test_bots_are_rated_apart_from_people(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    bot = await make_bot(world, bob, "HelpBot")
    await alice.say(bob, "one")
    await alice(functions.contacts.ResolveUsername(username="HelpBot"))
    await alice.say(bot, "/start")

    async def rated(**asked: bool) -> dict[str, list[int]]:
        found = await alice(functions.contacts.GetTopPeers(limit=10, **asked))
        return {one.category.NAME: [entry.peer.user_id for entry in one.peers] for one in found.categories}

    async def reset(category: types.TypeTopPeerCategory, other: Actor) -> None:
        assert await alice(functions.contacts.ResetTopPeerRating(category=category, peer=alice.peer(other)))

    both = {"topPeerCategoryCorrespondents": [bob.user_id], "topPeerCategoryBotsPM": [bot.user_id]}
    assert await rated(correspondents=True, bots_pm=True) == both
    assert await rated(bots_pm=True, groups=True) == {"topPeerCategoryBotsPM": [bot.user_id]}
    await reset(types.TopPeerCategoryBotsPM(), bob)
    await reset(types.TopPeerCategoryBotsInline(), bot)
    await reset(types.TopPeerCategoryCorrespondents(), bot)
    assert await rated(correspondents=True, bots_pm=True) == both, "each category is reset by itself"
    await reset(types.TopPeerCategoryBotsPM(), bot)
    assert await rated(correspondents=True, bots_pm=True) == both | {"topPeerCategoryBotsPM": []}
    world.clock.advance(60)
    await alice.say(bot, "again")
    assert await rated(correspondents=True, bots_pm=True) == both
    wrong = functions.contacts.ResetTopPeerRating(category=types.TopPeerCategoryBotsPM(), peer=types.InputPeerEmpty())
    with refused("PEER_ID_INVALID"):
        await alice(wrong)


async def test_deleting_by_number_tells_no_hidden_one(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    add = functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone="")
    await alice(add)
    assert await alice(functions.contacts.DeleteByPhones(phones=["+" + bob.phone]))
    assert (await book(alice)).contacts, "whose number it is was not known to her"


@pytest.mark.parametrize("layer", [133, 199, 229])
async def test_who_a_stranger_is_that_writes_first(world: World, layer: int) -> None:
    alice = await world.sign_up("Alice", layer=layer)
    eve = await world.sign_up("Eve")
    ask = functions.messages.GetPeerSettings(peer=alice.peer(eve))
    made = datetime.fromtimestamp(world.clock.now(), UTC).strftime("%m.%Y")
    assert (await alice(ask)).settings.registration_month is None, "she has not written"
    await eve.say(alice, "hello")
    told = (await alice(ask)).settings
    if layer < 200:
        assert told.registration_month is None and told.report_spam
        return
    assert (told.registration_month, told.phone_country) == (made, "DE")
    assert (told.name_change_date, told.photo_change_date) == (None, None)
    world.clock.advance(60)
    await eve(functions.account.UpdateProfile(first_name="Support"))
    renamed = int(world.clock.now())
    world.clock.advance(60)
    await eve(functions.account.UpdateProfile(about="Here to help"))
    await eve(functions.photos.UploadProfilePhoto(file=await upload(eve, png(160, 160), "a.png")))
    told = (await alice(ask)).settings
    assert (told.name_change_date, told.photo_change_date) == (renamed, renamed + 60)
    key = types.InputPrivacyKeyProfilePhoto()
    await eve(functions.account.SetPrivacy(key=key, rules=[types.InputPrivacyValueDisallowAll()]))
    told = (await alice(ask)).settings
    assert (told.name_change_date, told.photo_change_date) == (renamed, None), "a photo that she may not see"
    full = await alice(functions.users.GetFullUser(id=alice.user(eve)))
    assert full.full_user.settings.registration_month == made
    await alice.say(eve, "who are you?")
    told = (await alice(ask)).settings
    assert (told.registration_month, told.phone_country, told.name_change_date) == (None, None, None)
