"""What passes between the two devices: once, in order, to nobody else, and kept until it is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from angarium.domain import sweeps
from angarium.model.config import Config, Handshakes, Limits
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused
from tests.stories.secret.pairs import begin, received, sealed, send

call = functions.messages

DAY = 86400


async def waiting(device: Actor, state: types.updates.State, **limits: int) -> types.updates.TypeDifference:
    return await device(functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts, **limits))


@pytest.mark.parametrize("layer", [135, 152, 199, 229])
async def test_messages_reach_the_one_device(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    laptop, tablet = await world.sign_in(alice), await world.sign_in(bob)
    mine, theirs = await begin(alice, bob)
    sent = [await send(alice, mine) for _ in range(3)]
    back = await send(bob, theirs)
    service = call.SendEncryptedService(peer=theirs, random_id=8, data=sealed(world))
    done = await bob(service)
    assert isinstance(done, types.messages.SentEncryptedMessage) and done.date == int(world.clock.now())
    assert [message.bytes for message in await received(bob)] == sent
    first, second = await received(alice)
    assert isinstance(first, types.EncryptedMessage) and isinstance(first.file, types.EncryptedFileEmpty)
    assert isinstance(second, types.EncryptedMessageService)
    assert (first.bytes, second.bytes, second.random_id) == (back, service.data, 8)
    assert first.chat_id == second.chat_id == mine.chat_id
    assert [update.qts for update in bob.heard(types.UpdateNewEncryptedMessage)] == [2, 3, 4]
    assert not await received(laptop) and not await received(tablet)
    assert (await laptop(functions.updates.GetState())).qts == 1
    assert (await bob(functions.updates.GetState())).qts == 4
    assert (await bob(functions.messages.GetPinnedDialogs(folder_id=0))).state.qts == 4


async def test_a_repeated_random_id_sends_once(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, theirs = await begin(alice, bob)
    once = call.SendEncrypted(peer=mine, random_id=7, data=sealed(world))
    first = await alice(once)
    world.clock.advance(10)
    assert await alice(once) == first
    await send(bob, theirs, random_id=7)  # the other side counts for itself
    assert len(await received(bob)) == len(await received(alice)) == 1
    await bob(call.ReceivedQueue(max_qts=2))
    assert await alice(once) == first
    assert len(await received(bob)) == 1


async def test_what_cannot_be_sent_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, theirs = await begin(alice, bob)
    with refused("DATA_INVALID"):
        await alice(call.SendEncrypted(peer=mine, random_id=1, data=b"plain text"))
    with refused("DATA_INVALID"):
        await alice(call.SendEncryptedService(peer=mine, random_id=1, data=bytes(24 + 17)))
    with refused("DATA_TOO_LONG"):
        await send(alice, mine, sealed(world, 1 << 16))
    with refused("RANDOM_ID_INVALID"):
        await alice(call.SendEncrypted(peer=mine, random_id=0, data=sealed(world)))
    for wrong in (
        types.InputEncryptedChat(chat_id=mine.chat_id, access_hash=theirs.access_hash),
        types.InputEncryptedChat(chat_id=mine.chat_id + 1, access_hash=mine.access_hash),
    ):
        with refused("CHAT_ID_INVALID"):
            await send(alice, wrong)
        with refused("CHAT_ID_INVALID"):
            await alice(call.SetEncryptedTyping(peer=wrong, typing=True))
        with refused("CHAT_ID_INVALID"):
            await alice(call.ReadEncryptedHistory(peer=wrong, max_date=1))
        with refused("CHAT_ID_INVALID"):
            await alice(call.ReportEncryptedSpam(peer=wrong))
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    with refused("USER_IS_BLOCKED"):
        await send(alice, mine)
    await alice(call.SetEncryptedTyping(peer=mine, typing=True))
    await bob.barrier()
    assert not bob.heard(types.UpdateEncryptedChatTyping)


async def test_typing_and_reading(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=135)
    tablet = await world.sign_in(bob)
    mine, theirs = await begin(alice, bob)
    assert await alice(call.SetEncryptedTyping(peer=mine, typing=True))
    assert await alice(call.SetEncryptedTyping(peer=mine, typing=False))
    await bob.barrier()
    assert bob.heard(types.UpdateEncryptedChatTyping) == [types.UpdateEncryptedChatTyping(chat_id=mine.chat_id)]
    await tablet.barrier()
    assert not tablet.heard(types.UpdateEncryptedChatTyping)

    await send(alice, mine)
    now = int(world.clock.now())
    with refused("MAX_DATE_INVALID"):
        await bob(call.ReadEncryptedHistory(peer=theirs, max_date=0))
    for max_date in (now, now - 5, now):
        assert await bob(call.ReadEncryptedHistory(peer=theirs, max_date=max_date))
    await alice.barrier()
    assert alice.heard(types.UpdateEncryptedMessagesRead) == [
        types.UpdateEncryptedMessagesRead(chat_id=mine.chat_id, max_date=now, date=now)
    ]
    assert await bob(call.ReportEncryptedSpam(peer=theirs))


async def test_messages_wait_for_a_device_and_survive_a_restart(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    state = await bob(functions.updates.GetState())
    await bob.disconnect()
    sent = [await send(alice, mine, random_id=number + 1) for number in range(5)]
    await alice.say(bob, "and one that everybody here can read")
    service = call.SendEncryptedService(peer=mine, random_id=6, data=sealed(world))
    await alice(service)
    await world.restart()

    found = await waiting(bob, state)
    assert [one.bytes for one in found.new_encrypted_messages] == [*sent, service.data]
    assert (found.state.qts, len(found.new_messages)) == (7, 1)
    part = await waiting(bob, state, qts_limit=2)
    assert isinstance(part, types.updates.DifferenceSlice) and part.intermediate_state.qts == 3
    rest = await waiting(bob, part.intermediate_state)
    assert [one.random_id for one in rest.new_encrypted_messages] == [3, 4, 5, 6] and not rest.new_messages

    assert await bob(call.ReceivedQueue(max_qts=5)) == [1, 2, 3, 4]
    assert await bob(call.ReceivedQueue(max_qts=5)) == []
    found = await waiting(bob, state)
    assert [one.random_id for one in found.new_encrypted_messages] == [5, 6] and found.state.qts == 7
    assert await bob(call.ReceivedQueue(max_qts=7)) == [5], "service messages notify nobody"
    for wrong in (-1, 8):
        with refused("MAX_QTS_INVALID"):
            await bob(call.ReceivedQueue(max_qts=wrong))
    await send(alice, mine)
    assert (await waiting(bob, state)).state.qts == 8


async def test_a_difference_has_bounds(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    state = await bob(functions.updates.GetState())
    for _ in range(20):
        await send(alice, mine, sealed(world, 60_000))
    sizes = []
    while True:
        found = await waiting(bob, state)
        sizes.append(len(found.new_encrypted_messages))
        if isinstance(found, types.updates.Difference):
            break
        state = found.intermediate_state
    assert sizes == [17, 3]


async def test_a_queue_has_bounds(tmp_path: Path) -> None:
    world = World(tmp_path, Config(handshakes=Handshakes(processes=0), limits=Limits(secret_queue=3)))
    await world.open()
    try:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        mine, _ = await begin(alice, bob)
        state = await bob(functions.updates.GetState())
        sent = [await send(alice, mine) for _ in range(5)]
        found = await waiting(bob, state)
        assert [one.bytes for one in found.new_encrypted_messages] == sent[2:] and found.state.qts == 6
    finally:
        await world.close()


async def test_what_nobody_fetches_is_dropped_after_a_week(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    state = await bob(functions.updates.GetState())
    await send(alice, mine)
    await world.pass_time(6 * DAY)
    await send(alice, mine)
    await world.pass_time(2 * DAY)
    await sweeps.clear(world.app.house)
    found = await waiting(bob, state)
    assert len(found.new_encrypted_messages) == 1 and found.state.qts == 3
    bob.witness.acknowledged = 2


async def test_a_session_that_missed_something_is_told(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mine, _ = await begin(alice, bob)
    bob.client.wire.transport.clog()
    for _ in range(40):
        await send(alice, mine, sealed(world, 32_000))
    bob.client.wire.transport.unclog()
    await bob.barrier()
    told = await received(bob)
    if len(told) < 40:
        assert any(packet.NAME == "updatesTooLong" for packet in bob.packets)
