"""Who may see what: https://core.telegram.org/api/privacy."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

ALL, NOBODY = types.InputPrivacyValueAllowAll(), types.InputPrivacyValueDisallowAll()
CONTACTS = types.InputPrivacyValueAllowContacts()


async def allow(actor: Actor, key: Any, *rules: Any) -> Any:
    return await actor(functions.account.SetPrivacy(key=key, rules=list(rules)))


async def see(viewer: Actor, other: Actor) -> Any:
    return (await viewer(functions.users.GetUsers(id=[viewer.user(other)])))[0]


async def test_the_phone_number_is_shown_to_those_who_may_see_it(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    key = types.InputPrivacyKeyPhoneNumber()
    known = await alice(functions.account.GetPrivacy(key=key))
    assert known.rules == [types.PrivacyValueAllowContacts(), types.PrivacyValueDisallowAll()]
    assert (await see(bob, alice)).phone is None
    chosen = await allow(alice, key, types.InputPrivacyValueAllowUsers(users=[alice.user(bob)]), NOBODY)
    assert chosen.rules == [types.PrivacyValueAllowUsers(users=[bob.user_id]), types.PrivacyValueDisallowAll()]
    assert [user.id for user in chosen.users] == [bob.user_id]
    assert (await see(bob, alice)).phone == alice.phone
    await allow(alice, key, types.InputPrivacyValueDisallowUsers(users=[alice.user(bob)]), ALL)
    assert (await see(bob, alice)).phone is None
    await alice.barrier()
    with refused("PRIVACY_VALUE_INVALID"):
        await allow(alice, key)


async def test_every_key_can_be_read_and_set(world: World) -> None:
    alice = await world.sign_up("Alice")
    for name in (
        "StatusTimestamp",
        "ChatInvite",
        "PhoneCall",
        "PhoneP2P",
        "Forwards",
        "ProfilePhoto",
        "PhoneNumber",
        "AddedByPhone",
        "VoiceMessages",
        "About",
        "Birthday",
        "StarGiftsAutoSave",
        "NoPaidMessages",
        "SavedMusic",
    ):
        key = getattr(types, f"InputPrivacyKey{name}")()
        chosen = await allow(alice, key, CONTACTS, types.InputPrivacyValueDisallowBots(), NOBODY)
        assert chosen.rules == [
            types.PrivacyValueDisallowBots(),
            types.PrivacyValueAllowContacts(),
            types.PrivacyValueDisallowAll(),
        ]
        assert (await alice(functions.account.GetPrivacy(key=key))).rules == chosen.rules


async def test_last_seen_is_only_for_those_who_show_their_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.account.UpdateStatus(offline=False))
    assert isinstance((await see(bob, alice)).status, types.UserStatusOnline)
    key = types.InputPrivacyKeyStatusTimestamp()
    await allow(alice, key, NOBODY)
    assert isinstance((await see(bob, alice)).status, types.UserStatusRecently)
    assert isinstance((await see(alice, bob)).status, types.UserStatusRecently)
    assert (await see(alice, bob)).status.by_me


async def test_about_and_birthday_have_their_own_rules(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(functions.account.UpdateProfile(about="a secret"))
    await alice(functions.account.UpdateBirthday(birthday=types.Birthday(day=1, month=2)))
    await allow(alice, types.InputPrivacyKeyAbout(), NOBODY)
    await allow(alice, types.InputPrivacyKeyBirthday(), ALL)
    await allow(alice, types.InputPrivacyKeyForwards(), NOBODY)
    full = (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user
    assert (full.about, full.birthday, full.private_forward_name) == (None, types.Birthday(day=1, month=2), "Alice")


async def test_switches_for_everything_are_kept(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert not (await alice(functions.account.GetGlobalPrivacySettings())).hide_read_marks
    wish = types.GlobalPrivacySettings(hide_read_marks=True, archive_and_mute_new_noncontact_peers=True)
    made = await alice(functions.account.SetGlobalPrivacySettings(settings=wish))
    assert made == await alice(functions.account.GetGlobalPrivacySettings())
    assert made.hide_read_marks
    own = await alice(functions.users.GetFullUser(id=types.InputUserSelf()))
    assert own.full_user.read_dates_private


async def test_blocking_keeps_somebody_away(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    with refused("CONTACT_ID_INVALID"):
        await alice(functions.contacts.Block(id=types.InputPeerSelf()))
    with refused("PEER_ID_INVALID"):
        await alice(functions.contacts.Block(id=types.InputPeerUser(user_id=bob.user_id, access_hash=1)))
    assert await alice(functions.contacts.Block(id=alice.peer(bob)))
    await alice.barrier()
    with refused("USER_IS_BLOCKED"):
        await bob.say(alice, "let me in")
    with refused("YOU_BLOCKED_USER"):
        await alice.say(bob, "stay out")
    listed = await alice(functions.contacts.GetBlocked(limit=10))
    assert [peer.peer_id.user_id for peer in listed.blocked] == [bob.user_id]
    assert (await alice(functions.users.GetFullUser(id=alice.user(bob)))).full_user.blocked
    await alice(functions.account.UpdateProfile(about="not for everyone"))
    assert (await bob(functions.users.GetFullUser(id=bob.user(alice)))).full_user.about is None
    assert not (await alice(functions.contacts.GetBlocked(limit=10, my_stories_from=True))).blocked
    assert await alice(functions.contacts.Unblock(id=alice.peer(bob)))
    await bob.say(alice, "hello again")


async def test_a_block_list_is_set_at_once(world: World) -> None:
    alice, bob, carol = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Carol")
    await alice(functions.contacts.Block(id=alice.peer(bob)))
    assert await alice(functions.contacts.SetBlocked(id=[alice.peer(carol)], limit=10))
    listed = await alice(functions.contacts.GetBlocked(limit=10))
    assert [peer.peer_id.user_id for peer in listed.blocked] == [carol.user_id]
    await alice(functions.contacts.SetBlocked(id=[alice.peer(bob), alice.peer(carol)], limit=10))
    slice_ = await alice(functions.contacts.GetBlocked(limit=1))
    assert (slice_.NAME, slice_.count) == ("contacts.blockedSlice", 2)


async def test_a_channel_is_blocked_that_writes_in_a_group(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await bob.create_channel("News")
    await bob(functions.channels.UpdateUsername(channel=bob.channel(news), username="news_of_bob"))
    town = await alice.create_channel("Town", bob, megagroup=True)
    await bob.write(town, "As my channel", send_as=bob.chat(news))
    number = alice.messages[-1].from_id.channel_id
    with refused("CHANNEL_INVALID"):
        await alice(functions.contacts.Block(id=types.InputPeerChannel(channel_id=number, access_hash=1)))
    phone = await world.sign_in(alice)
    with refused("PEER_ID_INVALID"):
        await alice(functions.contacts.Block(id=alice.chat(news - 10**6)))
    assert await alice(functions.contacts.Block(id=alice.chat(news)))
    await phone.barrier()
    assert phone.heard(types.UpdatePeerBlocked)[-1].peer_id.channel_id == number
    listed = await alice(functions.contacts.GetBlocked(limit=10))
    assert ([one.peer_id.channel_id for one in listed.blocked], listed.chats[0].title) == ([number], "News")
    assert (await alice(functions.channels.GetFullChannel(channel=alice.channel(news)))).full_chat.blocked
    assert await alice(functions.contacts.Unblock(id=alice.chat(news)))
    assert not (await alice(functions.channels.GetFullChannel(channel=alice.channel(news)))).full_chat.blocked
    with refused("CONTACT_ID_INVALID"):
        await alice(functions.contacts.Block(id=alice.chat(await alice.create_group("Ours", bob))))
