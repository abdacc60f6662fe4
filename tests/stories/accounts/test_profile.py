"""What people tell of themselves, and who hears of it."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_a_new_name_is_heard_by_those_who_know_the_person(world: World) -> None:
    alice, bob, carol = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Carol")
    await alice.say(bob, "hello")
    made = await alice(functions.account.UpdateProfile(first_name="Alicia", last_name="Smith", about="I am here"))
    assert (made.first_name, made.last_name) == ("Alicia", "Smith")
    await bob.barrier()
    (told,) = bob.heard(types.UpdateUserName)
    assert (told.user_id, told.first_name) == (alice.user_id, "Alicia")
    await carol.barrier()
    assert not carol.updates
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert full.full_user.about == "I am here"
    with refused("ABOUT_TOO_LONG"):
        await alice(functions.account.UpdateProfile(about="x" * 141))
    with refused("FIRSTNAME_INVALID"):
        await alice(functions.account.UpdateProfile(first_name=""))


async def test_a_username_names_one_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    for bad in ("ab", "1alice", "al__ice", "alice_", "älice", "x" * 33, "telegram"):
        with refused("USERNAME_INVALID"):
            await alice(functions.account.UpdateUsername(username=bad))
    made = await alice(functions.account.UpdateUsername(username="Alice_One"))
    assert made.username == "Alice_One"
    with refused("USERNAME_NOT_MODIFIED"):
        await alice(functions.account.UpdateUsername(username="Alice_One"))
    assert not await bob(functions.account.CheckUsername(username="alice_one"))
    with refused("USERNAME_OCCUPIED"):
        await bob(functions.account.UpdateUsername(username="ALICE_ONE"))
    found = await bob(functions.contacts.ResolveUsername(username="alice_ONE"))
    assert found.peer == types.PeerUser(user_id=alice.user_id)
    assert found.users[0].access_hash == bob.user(alice).access_hash
    with refused("USERNAME_NOT_OCCUPIED"):
        await bob(functions.contacts.ResolveUsername(username="nobody_here"))
    with refused("USERNAME_INVALID"):
        await bob(functions.contacts.ResolveUsername(username="not a name"))
    await alice(functions.account.UpdateUsername(username=""))
    assert await bob(functions.account.CheckUsername(username="alice_one"))


async def test_names_can_be_switched_off_and_put_in_order(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.account.UpdateUsername(username="alice_one"))
    with refused("USERNAME_INVALID"):
        await alice(functions.account.ToggleUsername(username="another_one", active=False))
    assert await alice(functions.account.ToggleUsername(username="alice_one", active=False))
    with refused("USERNAME_NOT_OCCUPIED"):
        await bob(functions.contacts.ResolveUsername(username="alice_one"))
    with refused("USERNAME_NOT_MODIFIED"):
        await alice(functions.account.ToggleUsername(username="alice_one", active=False))
    assert await alice(functions.account.ToggleUsername(username="alice_one", active=True))
    with refused("ORDER_INVALID"):
        await alice(functions.account.ReorderUsernames(order=["bob_one"]))
    assert await alice(functions.account.ReorderUsernames(order=["alice_one"]))


async def test_a_birthday_is_a_day_that_was(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    for day, month, year in ((30, 2, None), (29, 2, 2001), (0, 1, None), (1, 13, None), (1, 1, 2400)):
        with refused("BIRTHDAY_INVALID"):
            birthday = types.Birthday(day=day, month=month, year=year)
            await alice(functions.account.UpdateBirthday(birthday=birthday))
    birthday = types.Birthday(day=29, month=2, year=2000)
    assert await alice(functions.account.UpdateBirthday(birthday=birthday))
    own = await alice(functions.users.GetFullUser(id=types.InputUserSelf()))
    assert own.full_user.birthday == birthday
    seen = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert seen.full_user.birthday is None  # for contacts only, unless she says otherwise
    await alice(functions.account.UpdateBirthday())
    assert (await alice(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user.birthday is None


async def test_colours_and_an_emoji_beside_the_name(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    assert await alice(functions.account.UpdateColor(color=types.PeerColor(color=5)))
    assert await alice(functions.account.UpdateColor(for_profile=True, color=types.PeerColor(color=3)))
    with refused("COLOR_INVALID"):
        await alice(functions.account.UpdateColor(color=types.PeerColor(color=99)))
    with refused("DOCUMENT_INVALID"):
        await alice(functions.account.UpdateEmojiStatus(emoji_status=types.EmojiStatus(document_id=77)))
    offered = (await alice(functions.account.GetDefaultEmojiStatuses(hash=0))).statuses[0].document_id
    assert await alice(functions.account.UpdateEmojiStatus(emoji_status=types.EmojiStatus(document_id=offered)))
    (seen,) = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert (seen.color.color, seen.profile_color.color, seen.emoji_status.document_id) == (5, 3, offered)
    await bob.barrier()
    (told,) = bob.heard(types.UpdateUserEmojiStatus)
    assert told.user_id == alice.user_id
    assert await alice(functions.account.UpdateEmojiStatus(emoji_status=types.EmojiStatusEmpty()))
    assert await alice(functions.account.SetMainProfileTab(tab=types.ProfileTabMedia()))
    own = await alice(functions.users.GetFullUser(id=types.InputUserSelf()))
    assert own.full_user.main_tab == types.ProfileTabMedia()
    assert await alice(functions.account.UpdatePersonalChannel(channel=types.InputChannelEmpty()))
    with refused("CHANNEL_INVALID"):
        channel = types.InputChannel(channel_id=1, access_hash=1)
        await alice(functions.account.UpdatePersonalChannel(channel=channel))


async def test_people_are_asked_about_by_id_and_hash(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    forged = types.InputUser(user_id=bob.user_id, access_hash=1)
    found = await alice(functions.users.GetUsers(id=[alice.user(bob), forged, types.InputUserSelf()]))
    assert [user.NAME for user in found] == ["user", "userEmpty", "user"]
    assert found[0].phone is None  # hidden from those who are no contacts
    with refused("USER_ID_INVALID"):
        await alice(functions.users.GetFullUser(id=forged))
    by_peer = await alice(functions.users.GetUsers(id=[alice.peer(bob), types.InputPeerSelf()]))  # Pyrogram asks so
    assert [user.id for user in by_peer] == [bob.user_id, alice.user_id]
    wants = await alice(functions.users.GetRequirementsToContact(id=[alice.user(bob)]))
    assert wants == [types.RequirementToContactEmpty()]
    assert (await alice(functions.users.GetSavedMusic(id=alice.user(bob), limit=10))).count == 0
