"""How a secret chat ends: by word of either side, and with the device that held it."""

from __future__ import annotations

import pytest

from angarium.store import secret
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused
from tests.stories.secret.pairs import begin, invite, invited, named, received, send

call = functions.messages

DAY = 86400


@pytest.mark.parametrize("history", [False, True])
async def test_either_side_may_end_it(world: World, history: bool) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=135)
    mine, theirs = await begin(alice, bob)
    await send(alice, mine)
    assert await alice(call.DiscardEncryption(chat_id=mine.chat_id, delete_history=history))
    assert await invited(bob) == types.EncryptedChatDiscarded(id=mine.chat_id, history_deleted=history)
    for device, peer in ((alice, mine), (bob, theirs)):
        with refused("ENCRYPTION_DECLINED"):
            await send(device, peer)
        with refused("ENCRYPTION_DECLINED"):
            await device(call.SetEncryptedTyping(peer=peer, typing=True))


async def log_out(world: World, bob: Actor, tablet: Actor) -> None:
    await bob(functions.auth.LogOut())


async def log_out_from_afar(world: World, bob: Actor, tablet: Actor) -> None:
    await world.pass_time(2 * DAY)
    devices = await tablet(functions.account.GetAuthorizations())
    [other] = [device.hash for device in devices.authorizations if not device.current]
    await tablet(functions.account.ResetAuthorization(hash=other))


async def destroy_key(world: World, bob: Actor, tablet: Actor) -> None:
    bob.client.tell(functions.DestroyAuthKey())
    assert bob.client.wire is not None
    await bob.client.wire.lost


@pytest.mark.parametrize("end", [log_out, log_out_from_afar, destroy_key])
async def test_it_ends_with_its_device(world: World, end: object) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    tablet = await world.sign_in(bob)
    mine, _ = await begin(alice, bob)
    kept, _ = await begin(alice, tablet)
    await send(alice, mine)
    await end(world, bob, tablet)  # type: ignore[operator]
    bob.witness.gone = True
    assert await invited(alice) == types.EncryptedChatDiscarded(id=mine.chat_id)
    with refused("ENCRYPTION_DECLINED"):
        await send(alice, mine)
    sent = await send(alice, kept)
    assert [message.bytes for message in await received(tablet)] == [sent]
    async with world.app.house.work.read() as tx:
        rows = await tx.all("SELECT count(*) FROM secret_message WHERE user_id = ?", bob.user_id)
    assert rows == [(1,)], "nothing waits for a device that is no more"


async def test_it_ends_with_the_account(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    open_one = await invite(alice, bob)
    await bob(functions.account.DeleteAccount(reason="enough"))
    bob.witness.gone = True
    await alice.barrier()
    ended = [update.chat.id for update in alice.heard(types.UpdateEncryption)[-2:]]
    assert sorted(ended) == sorted([mine.chat_id, open_one.id])
    for peer in (mine, named(open_one)):
        with refused("USER_DELETED", 403):
            await alice(call.SendEncryptedService(peer=peer, random_id=3, data=bytes(40)))


async def test_a_chat_that_ended_is_forgotten(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    kept, _ = await begin(alice, bob)
    await alice(call.DiscardEncryption(chat_id=mine.chat_id))
    await alice.barrier()
    await world.check()
    await world.pass_time(31 * DAY)
    for actor in (alice, bob):
        actor.witness.gone = True  # the difference from before tells no more of what is forgotten
    with refused("ENCRYPTION_ID_INVALID"):
        await alice(call.DiscardEncryption(chat_id=mine.chat_id))
    async with world.app.house.work.read() as tx:
        for user_id in (alice.user_id, bob.user_id):
            assert await secret.find_chat(tx, user_id, mine.chat_id) is None
            assert await secret.find_chat(tx, user_id, kept.chat_id) is not None
