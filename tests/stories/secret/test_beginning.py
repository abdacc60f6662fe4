"""How a secret chat begins: one device invites, all devices of the other hear of it, exactly one of them takes it."""

from __future__ import annotations

import pytest

from angarium.crypto import dh
from angarium.model.ids import SERVICE_USER
from angarium.tl import functions, types
from tests.stories.harness import World, refused
from tests.stories.secret.pairs import accept, begin, invite, invited, named, public, send

call = functions.messages


async def test_the_group_of_the_key_exchange(world: World) -> None:
    alice = await world.sign_up("Alice")
    config = await alice(call.GetDhConfig(version=0, random_length=256))
    assert (config.g, int.from_bytes(config.p, "big")) == (dh.G, dh.PRIME) and config.version > 0
    again = await alice(call.GetDhConfig(version=config.version, random_length=16))
    assert isinstance(again, types.messages.DhConfigNotModified) and len(again.random) == 16
    assert len(config.random) == 256 and again.random != config.random[:16]
    for length in (-1, 1025):
        with refused("RANDOM_LENGTH_INVALID"):
            await alice(call.GetDhConfig(version=0, random_length=length))


@pytest.mark.parametrize("layer", [135, 158, 229])
async def test_one_device_of_each_side_has_the_chat(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    laptop, tablet = await world.sign_in(alice), await world.sign_in(bob)
    g_a, g_b = public(world), public(world)
    waiting = await alice(call.RequestEncryption(user_id=alice.user(bob), random_id=-5, g_a=g_a))
    assert isinstance(waiting, types.EncryptedChatWaiting)
    assert (waiting.id, waiting.admin_id, waiting.participant_id) == (-5, alice.user_id, bob.user_id)
    on_bob, on_tablet = await invited(bob), await invited(tablet)
    for chat in (on_bob, on_tablet):
        assert isinstance(chat, types.EncryptedChatRequested) and chat.g_a == g_a and chat.folder_id is None
    assert len({waiting.access_hash, on_bob.access_hash, on_tablet.access_hash}) == 3
    assert alice.user_id in [user.id for user in bob.packets[-1].users]

    with refused("ENCRYPTION_ID_INVALID"):
        await send(alice, named(waiting))  # nobody has accepted yet
    taken = await bob(call.AcceptEncryption(peer=named(on_bob), g_b=g_b, key_fingerprint=-9))
    assert isinstance(taken, types.EncryptedChat) and (taken.g_a_or_b, taken.key_fingerprint) == (g_a, -9)
    ready = await invited(alice)
    assert isinstance(ready, types.EncryptedChat) and (ready.g_a_or_b, ready.key_fingerprint) == (g_b, -9)
    assert ready.access_hash == waiting.access_hash
    assert await invited(tablet) == types.EncryptedChatDiscarded(id=-5)
    assert len(bob.heard(types.UpdateEncryption)) == 1, "the device that accepts has it in the result"
    assert not laptop.heard(types.UpdateEncryption)

    same = call.AcceptEncryption(peer=named(on_bob), g_b=g_b, key_fingerprint=-9)
    assert await bob(same) == taken
    with refused("ENCRYPTION_ALREADY_ACCEPTED"):
        await tablet(call.AcceptEncryption(peer=named(on_tablet), g_b=g_b, key_fingerprint=-9))
    with refused("ENCRYPTION_ALREADY_ACCEPTED"):
        await tablet(call.DiscardEncryption(chat_id=-5))
    with refused("ENCRYPTION_DECLINED"):
        await send(tablet, named(on_tablet))
    with refused("ENCRYPTION_ID_INVALID"):
        await laptop(call.DiscardEncryption(chat_id=-5))
    for device in (laptop, tablet):
        with refused("CHAT_ID_INVALID"):
            await send(device, named(waiting))


async def test_an_invitation_can_be_turned_down(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    tablet = await world.sign_in(bob)
    mine = await invite(alice, bob)
    theirs = await invited(bob)
    assert await bob(call.DiscardEncryption(chat_id=theirs.id))
    for device in (alice, tablet):
        assert await invited(device) == types.EncryptedChatDiscarded(id=mine.id)
    with refused("ENCRYPTION_ALREADY_DECLINED"):
        await bob(call.AcceptEncryption(peer=named(theirs), g_b=public(world), key_fingerprint=1))
    with refused("ENCRYPTION_ALREADY_DECLINED"):
        await alice(call.DiscardEncryption(chat_id=mine.id))
    with refused("ENCRYPTION_DECLINED"):
        await send(alice, named(mine))
    with refused("ENCRYPTION_ID_INVALID"):
        await alice(call.DiscardEncryption(chat_id=mine.id + 1))
    with refused("CHAT_ID_EMPTY"):
        await alice(call.DiscardEncryption(chat_id=0))


async def test_the_inviter_can_take_it_back(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine = await invite(alice, bob)
    with refused("CHAT_ID_INVALID"):
        await alice(call.AcceptEncryption(peer=named(mine), g_b=public(world), key_fingerprint=1))
    await alice(call.DiscardEncryption(chat_id=mine.id))
    assert await invited(bob) == types.EncryptedChatDiscarded(id=mine.id)


async def test_who_cannot_be_invited(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    good = public(world)

    async def ask(user: object, random_id: int = 1, g_a: bytes = good) -> object:
        return await alice(call.RequestEncryption(user_id=user, random_id=random_id, g_a=g_a))

    for nobody in (types.InputUserSelf(), types.InputUserEmpty(), alice.user(SERVICE_USER), alice.user(999_999)):
        with refused("USER_ID_INVALID"):
            await ask(nobody)
    with refused("USER_ID_INVALID"):
        await ask(types.InputUser(user_id=bob.user_id, access_hash=1))
    with refused("RANDOM_ID_INVALID"):
        await ask(alice.user(bob), random_id=0)
    for bad in (b"", b"\1", dh.to_bytes(1), dh.to_bytes(dh.PRIME - 1), bytes(1) + good):
        with refused("DH_G_A_INVALID"):
            await ask(alice.user(bob), g_a=bad)
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    with refused("USER_IS_BLOCKED"):
        await ask(alice.user(bob))
    await alice(functions.contacts.Block(id=alice.peer(eve)))
    with refused("YOU_BLOCKED_USER"):
        await ask(alice.user(eve))
    await eve(functions.account.DeleteAccount(reason="enough"))
    eve.witness.gone = True
    with refused("INPUT_USER_DEACTIVATED"):
        await ask(alice.user(eve))
    await bob(functions.contacts.Unblock(id=bob.peer(alice)))
    assert await ask(alice.user(bob))
    theirs = await invited(bob)
    with refused("DH_G_A_INVALID"):
        await bob(call.AcceptEncryption(peer=named(theirs), g_b=b"\0", key_fingerprint=1))


async def test_a_repeated_request_is_the_same_chat(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    request = call.RequestEncryption(user_id=alice.user(bob), random_id=5, g_a=public(world))
    first = await alice(request)
    assert await alice(request) == first
    await bob.barrier()
    assert len(bob.heard(types.UpdateEncryption)) == 1
    with refused("RANDOM_ID_DUPLICATE", 500):
        await invite(alice, eve, random_id=5)
    with refused("RANDOM_ID_DUPLICATE", 500):
        await invite(bob, alice, random_id=5)
    await invite(eve, alice, random_id=6)


async def test_strangers_are_not_flooded(world: World) -> None:
    alice = await world.sign_up("Alice")
    others = [await world.sign_up(f"Bob {number}") for number in range(3)]
    for number in range(10):
        await invite(alice, others[number % 3])
    with refused("FLOOD_WAIT_1728"):
        await invite(alice, others[0])
    contact = types.InputPhoneContact(client_id=1, phone=alice.phone, first_name="Alice", last_name="")
    await others[1](functions.contacts.ImportContacts(contacts=[contact]))
    await invite(alice, others[1])  # no stranger to this one


async def test_devices_that_want_none_hear_of_none(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    tablet = await world.sign_in(bob)
    settings = functions.account.ChangeAuthorizationSettings(hash=0, encrypted_requests_disabled=True)
    assert await bob(settings)
    privacy = types.GlobalPrivacySettings(archive_and_mute_new_noncontact_peers=True)
    await bob(functions.account.SetGlobalPrivacySettings(settings=privacy))
    await invite(alice, bob)
    assert (await invited(tablet)).folder_id == 1, "from a stranger, to the archive"
    await bob.barrier()
    assert not bob.heard(types.UpdateEncryption)
    await accept(tablet)


async def test_two_people_may_have_several_chats(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    first, second = await begin(alice, bob), await begin(bob, alice)
    assert first[0].chat_id != second[0].chat_id
    await alice(call.DiscardEncryption(chat_id=first[0].chat_id))
    await send(alice, second[1])


async def test_who_was_offline_is_told_later(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    state = await bob(functions.updates.GetState())
    await bob.disconnect()
    mine = await invite(alice, bob)
    await world.restart()
    world.clock.advance(5)
    found = await bob(functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts))
    [update] = found.other_updates
    assert update.chat.id == mine.id and alice.user_id in [user.id for user in found.users]
    answer = call.AcceptEncryption(peer=named(update.chat), g_b=public(world), key_fingerprint=3)
    assert (await bob(answer)).id == mine.id
    later = await bob(functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts))
    assert not getattr(later, "other_updates", []), "the device that has accepted need not be told"
    await alice(call.DiscardEncryption(chat_id=mine.id))
    later = await bob(functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts))
    assert [update.chat for update in later.other_updates] == [types.EncryptedChatDiscarded(id=mine.id)]
