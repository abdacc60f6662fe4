"""Catching up: what a device that was away is told."""

from __future__ import annotations

from angarium.store import boxes
from angarium.tl import functions, types
from tests.stories.harness import Actor, World

call = functions.messages
DIFFERENCE = functions.updates.GetDifference


async def state(actor: Actor) -> types.updates.State:
    return await actor(functions.updates.GetState())


async def test_a_device_that_was_away_catches_up(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    before = await state(bob)
    await bob.disconnect()
    world.clock.advance(5)
    kept, gone = await alice.say(bob, "kept"), await alice.say(bob, "gone")
    await alice(call.EditMessage(peer=alice.peer(bob), id=kept.id, message="kept, changed"))
    await alice(call.DeleteMessages(id=[gone.id], revoke=True))
    missed = await bob(DIFFERENCE(pts=before.pts, date=before.date, qts=0))
    assert isinstance(missed, types.updates.Difference)
    assert [message.message for message in missed.new_messages] == ["kept, changed"]
    names = [update.NAME for update in missed.other_updates]
    assert "updateDeleteMessages" in names and "updateEditMessage" in names
    numbers = [(update.pts, update.pts_count) for update in missed.other_updates if hasattr(update, "pts_count")]
    assert set(numbers) == {(0, 0)}, "Telethon, grammers and gotd drop what has a pts up to the one of the state"
    assert {user.id for user in missed.users} >= {alice.user_id, bob.user_id}
    assert missed.state.pts == before.pts + 4
    nothing = await bob(DIFFERENCE(pts=missed.state.pts, date=missed.state.date + 1, qts=0))
    assert isinstance(nothing, types.updates.DifferenceEmpty)


async def test_a_long_absence_comes_in_slices(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    before = await state(bob)
    for at in range(7):
        await alice.say(bob, str(at))
    pts, date, told = before.pts, before.date, []
    while True:
        part = await bob(DIFFERENCE(pts=pts, date=date, qts=0, pts_limit=3))
        told += [message.message for message in part.new_messages]
        if isinstance(part, types.updates.Difference):
            break
        assert isinstance(part, types.updates.DifferenceSlice)
        pts, date = part.intermediate_state.pts, part.intermediate_state.date
    assert told == list("0123456")
    too_much = await bob(DIFFERENCE(pts=before.pts, date=before.date, qts=0, pts_total_limit=5))
    assert too_much == types.updates.DifferenceTooLong(pts=part.state.pts)


async def test_what_the_log_has_forgotten_is_fetched_anew(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    before = await state(bob)
    for at in range(3):
        await alice.say(bob, str(at))
    async with world.app.house.work.begin() as tx:
        await boxes.forget(tx, bob.user_id, before.pts + 2)
    gap = await bob(DIFFERENCE(pts=before.pts, date=before.date, qts=0))
    assert gap == types.updates.DifferenceTooLong(pts=before.pts + 3)
    rest = await bob(DIFFERENCE(pts=before.pts + 2, date=before.date, qts=0))
    assert [message.message for message in rest.new_messages] == ["2"]
    ahead = await bob(DIFFERENCE(pts=before.pts + 99, date=before.date, qts=0))
    assert isinstance(ahead, types.updates.DifferenceTooLong)
    bob.witness.gone = True  # it cannot know what the log has forgotten


async def test_of_things_that_replace_each_other_the_last_is_told(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    before = await state(alice)
    for text in ("a", "ab", "abc"):
        await alice(call.SaveDraft(peer=alice.peer(bob), message=text))
    missed = await alice(DIFFERENCE(pts=before.pts, date=before.date, qts=0))
    drafts = [update for update in missed.other_updates if update.NAME == "updateDraftMessage"]
    assert [update.draft.message for update in drafts] == ["abc"]


async def test_quiet_answers_of_private_chats(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    sent = await alice.say(bob, "hi")
    peer = alice.peer(bob)
    views = await alice(call.GetMessagesViews(peer=peer, id=[sent.id], increment=True))
    assert views.views == [types.MessageViews()]
    assert (await alice(call.GetExtendedMedia(peer=peer, id=[sent.id]))).updates == []
    assert await alice(call.GetFactCheck(peer=peer, msg_id=[sent.id])) == [types.FactCheck(hash=0)]
    assert await alice(call.ReportMessagesDelivery(peer=peer, id=[sent.id]))
    assert await alice(call.ReportReadMetrics(peer=peer, metrics=[]))
    assert len(await alice(call.GetSplitRanges())) == 1
    assert (await alice(call.GetRecentLocations(peer=peer, limit=5, hash=0))).messages == []
    assert (await alice(call.GetUnreadPollVotes(peer=peer, limit=5))).messages == []
    assert (await alice(call.ReadPollVotes(peer=peer))).pts_count == 0
