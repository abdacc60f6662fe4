"""What devices do after they have missed something in groups and channels."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.domain import updates
from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call, channels = functions.messages, functions.channels
NO_FILTER = types.ChannelMessagesFilterEmpty()


async def missed(actor: Actor, peer: int, pts: int, limit: int = 100) -> list[Any]:
    """Every slice of a channel's difference."""
    found = []
    while True:
        ask = functions.updates.GetChannelDifference(
            channel=actor.channel(peer), filter=NO_FILTER, pts=pts, limit=limit
        )
        found.append(await actor(ask))
        assert found[-1].NAME == "updates.channelDifferenceTooLong" or found[-1].pts >= pts
        if found[-1].final:
            return found
        pts = found[-1].pts


async def pts_of(actor: Actor, peer: int) -> int:
    return int((await actor(channels.GetFullChannel(channel=actor.channel(peer)))).full_chat.pts)


def texts(found: list[Any]) -> list[str]:
    return [one.message for slice in found for one in getattr(slice, "new_messages", []) if one.NAME == "message"]


async def test_a_difference_comes_in_slices(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    peer = await alice.create_channel("Town", bob, megagroup=True)
    pts = await pts_of(bob, peer)
    for number in range(7):
        await alice.write(peer, f"{number}")
    slices = await missed(bob, peer, pts, limit=3)
    assert [one.final for one in slices] == [False, False, True]
    assert [one.timeout is None for one in slices] == [True, True, False], "when to ask again is said at the end"
    assert texts(slices) == [str(number) for number in range(7)]
    assert slices[-1].pts == pts + 7
    with refused("PERSISTENT_TIMESTAMP_INVALID"):
        await missed(bob, peer, pts + 8)
    with refused("PERSISTENT_TIMESTAMP_EMPTY"):
        await missed(bob, peer, 0)


async def test_too_much_is_not_told_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "TOO_LONG", 10)
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    peer = await alice.create_channel("Town", bob, megagroup=True)
    pts = await pts_of(bob, peer)
    for number in range(30):
        await alice.write(peer, f"{number}")
    [anew] = await missed(bob, peer, pts)
    assert anew.NAME == "updates.channelDifferenceTooLong" and anew.dialog.pts == pts + 30
    assert anew.dialog.unread_count == 31 and anew.messages[0].message == "29"
    await alice.write(peer, "after")
    assert texts(await missed(bob, peer, anew.dialog.pts)) == ["after"]
    monkeypatch.undo()  # the difference of the witness would be too long as well


async def test_whoever_was_offline_is_told_where_something_happened(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=198)
    loud = await alice.create_channel("Loud", bob, megagroup=True)
    quiet = await alice.create_channel("Quiet", bob)
    group = await alice.create_group("Group", bob)
    state, before = await bob(functions.updates.GetState()), {peer: await pts_of(bob, peer) for peer in (loud, quiet)}
    await bob.disconnect()
    world.clock.advance(60)
    for number in range(3):
        await alice.write(loud, f"{number}")
    await alice.write(group, "in the group")
    await bob.reconnect(new_session=True)
    found = await bob(functions.updates.GetDifference(pts=state.pts, date=state.date + 30, qts=0))
    grown = [one for one in found.other_updates if one.NAME == "updateChannelTooLong"]
    assert [one.channel_id for one in grown] == [-loud - CHANNEL_OFFSET] and grown[0].pts == before[loud] + 3
    assert [message.message for message in found.new_messages] == ["in the group"]
    assert {chat.title for chat in found.chats} >= {"Loud", "Group"}
    assert texts(await missed(bob, loud, before[loud])) == ["0", "1", "2"]
    [nothing] = await missed(bob, quiet, before[quiet])
    assert nothing.NAME == "updates.channelDifferenceEmpty"


async def test_leaving_and_coming_back(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    await alice.write(peer, "one")
    pts = await pts_of(bob, peer)
    await bob(channels.LeaveChannel(channel=bob.channel(peer)))
    await alice.write(peer, "two")
    with refused("CHANNEL_PRIVATE"):
        await missed(bob, peer, pts)
    await bob.barrier()
    assert not any(getattr(message, "message", "") == "two" for message in bob.messages)
    await alice(channels.InviteToChannel(channel=alice.channel(peer), users=[alice.user(bob)]))
    await alice.write(peer, "three")
    assert texts(await missed(bob, peer, pts)) == ["two", "three"]
    await bob.barrier()
    assert bob.messages[-1].message == "three"
    dialogs = await bob(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(peer))]))
    assert dialogs.dialogs[0].unread_count == 1 + 1  # that they were added, and what came then


async def test_a_restart_in_the_middle(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    group = await alice.create_group("Group", bob, carol)
    for number in range(3):
        await alice.write(peer, f"{number}")
        await bob.write(group, f"{number}")
        await world.restart()
        await bob.write(peer, f"again {number}")
        await alice.write(group, f"again {number}")
    await carol.barrier()
    said = [message.message for message in carol.messages if message.NAME == "message"]
    assert sorted(said) == sorted([*"001122", *(f"again {number}" for number in (0, 0, 1, 1, 2, 2))])


async def test_three_devices_of_one_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    others = [await world.sign_in(alice, layer=layer) for layer in (158, 216)]
    peer = await alice.create_channel("Town", bob, megagroup=True)
    group = await alice.create_group("Group", bob)
    for where in (peer, group):
        await others[0].write(where, "from the second")
        id = await alice.write(where, "from the first")
        await others[1].barrier()
        assert [message.message for message in others[1].messages[-2:]] == ["from the second", "from the first"]
        assert all(message.out for message in others[1].messages[-2:])
        await bob.write(where, "news")
        await others[1](call.SaveDraft(peer=alice.chat(where), message="to be said"))
        reaction: list[Any] = [types.ReactionEmoji(emoticon="👍")]
        await alice(call.SendReaction(peer=alice.chat(where), msg_id=id, reaction=reaction))
        for device in (alice, others[0]):
            await device.barrier()
            assert device.heard(types.UpdateDraftMessage)[-1].draft.message == "to be said"
        chosen = others[0].heard(types.UpdateMessageReactions)[-1].reactions.results
        assert chosen[0].chosen_order is not None, "the other devices see that it was oneself"
    await others[0](channels.ReadHistory(channel=alice.channel(peer), max_id=0))
    await alice.barrier()
    assert alice.heard(types.UpdateReadChannelInbox)[-1].still_unread_count == 0
    await alice(channels.LeaveChannel(channel=alice.channel(await bob.create_channel("Else", alice))))
    await others[1].barrier()
    assert len(others[1].heard(types.UpdateChannel)) >= 2


async def test_sessions_that_live_for_a_moment(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    peer = await alice.create_channel("Town", bob, megagroup=True)
    pts, told = await pts_of(bob, peer), []
    for number in range(5):
        await alice.write(peer, f"{number}")
        await bob.reconnect(new_session=True)
        found = await missed(bob, peer, pts)
        told += texts(found)
        pts = found[-1].pts
        await bob.disconnect()
    assert told == ["0", "1", "2", "3", "4"]


async def test_a_bell_that_was_lost(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    await alice.write(peer, "heard")
    await bob.barrier()
    seat = world.app.door.pushers.channels._channels[peer]
    world.app.house.bus.leave(peer, seat.hear)
    await alice.write(peer, "missed")
    world.app.house.bus.listen(peer, seat.hear)
    await alice.write(peer, "heard again")
    await bob.barrier()
    [told] = bob.heard(types.UpdateChannelTooLong)
    pts = bob.heard(types.UpdateNewChannelMessage)[-1].pts
    assert told.pts == pts + 2 and texts(await missed(bob, peer, pts)) == ["missed", "heard again"]


async def test_only_what_a_message_names_can_be_named_by_it(world: World) -> None:
    alice, bob, carol, dave = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dave")]
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    group = await alice.create_group("Group", bob, carol)
    for where in (peer, group):
        id = await bob.write(where, "said")
        await carol.barrier()
        theirs = carol.messages[-1].id
        known = types.InputUserFromMessage(peer=carol.chat(where), msg_id=theirs, user_id=bob.user_id)
        assert (await carol(functions.users.GetUsers(id=[known])))[0].id == bob.user_id
        for wrong in (alice.user_id, dave.user_id):
            known.user_id = wrong
            with refused("USER_ID_INVALID"):
                await carol(functions.users.GetUsers(id=[known]))
        known.user_id = bob.user_id
        if where == peer:
            await bob(channels.DeleteMessages(channel=bob.channel(peer), id=[id]))
            with refused("MSG_ID_INVALID"):
                await carol(functions.users.GetUsers(id=[known]))
        outside = types.InputUserFromMessage(peer=dave.chat(where), msg_id=theirs, user_id=bob.user_id)
        with refused("CHANNEL_PRIVATE" if where == peer else "MSG_ID_INVALID"):
            await dave(functions.users.GetUsers(id=[outside]))


async def test_what_was_posted_right_after_somebody_was_brought_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device that knows no pts of a channel yet takes the posts from the difference of its person."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    peer = await alice.create_channel("Town", megagroup=True)
    await alice.write(peer, "before")
    old = await alice.create_channel("Old", bob)
    world.clock.advance(60)
    state = await bob(functions.updates.GetState())
    await alice(channels.InviteToChannel(channel=alice.channel(peer), users=[alice.user(bob)]))
    gone = await alice.write(peer, "gone")
    await alice.write(peer, "first")
    await alice(channels.DeleteMessages(channel=alice.channel(peer), id=[gone]))
    await alice.write(peer, "second")
    await alice.write(old, "elsewhere")
    await bob.barrier()

    ask = functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts)
    found = await bob(ask)
    posts = [one for one in found.other_updates if one.NAME == "updateNewChannelMessage"]
    assert [one.message.message for one in posts if one.message.NAME == "message"] == ["first", "second"]
    assert posts[0].message.action.NAME == "messageActionChatAddUser"
    assert posts[-1].pts == await pts_of(bob, peer), "numbered as they were pushed"
    assert {chat.id for chat in found.chats} >= {-peer - CHANNEL_OFFSET, -old - CHANNEL_OFFSET}
    [grown] = [one for one in found.other_updates if one.NAME == "updateChannelTooLong"]
    assert grown.channel_id == -old - CHANNEL_OFFSET, "whose pts it knows from before"

    monkeypatch.setattr(updates, "FRESH", 3)
    found = await bob(ask)
    assert not [one for one in found.other_updates if one.NAME == "updateNewChannelMessage"]
    grown = {one.channel_id for one in found.other_updates if one.NAME == "updateChannelTooLong"}
    assert grown == {-peer - CHANNEL_OFFSET, -old - CHANNEL_OFFSET}, "where it is too much it asks for itself"
    monkeypatch.setattr(updates, "FRESH", 50)
    monkeypatch.setattr(updates, "ENTERED", 1)
    other = await alice.create_channel("Other", bob, megagroup=True)
    world.clock.advance(1)
    newest = await alice.create_channel("Newest", bob, megagroup=True)
    found = await bob(ask)
    told = {one.message.peer_id.channel_id for one in found.other_updates if one.NAME == "updateNewChannelMessage"}
    assert told == {-newest - CHANNEL_OFFSET}
    grown = {one.channel_id for one in found.other_updates if one.NAME == "updateChannelTooLong"}
    assert grown == {-one - CHANNEL_OFFSET for one in (peer, old, other)}
