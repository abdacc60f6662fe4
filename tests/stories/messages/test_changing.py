"""What can be done to a message that was sent: edited, deleted, pinned, forwarded."""

from __future__ import annotations

import pytest

from angarium.domain.messages import savings
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def test_an_edit_changes_both_copies(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    sent = await alice.say(bob, "helo")
    world.clock.advance(10)
    edit = call.EditMessage(peer=alice.peer(bob), id=sent.id, message="hello")
    edited = await alice(edit)
    assert edited.updates[0].message.edit_date == int(world.clock.now())
    await bob.barrier()
    [update] = bob.heard(types.UpdateEditMessage)
    assert update.message.message == "hello" and not update.message.out
    with refused("MESSAGE_NOT_MODIFIED"):
        await alice(edit)
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=999, message="x"))
    with refused("MESSAGE_AUTHOR_REQUIRED", 403):
        await bob(call.EditMessage(peer=bob.peer(alice), id=bob.messages[0].id, message="x"))
    with refused("MESSAGE_EMPTY"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=sent.id, message=" "))
    with refused("MESSAGE_EMPTY"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=sent.id))
    data = await alice(call.GetMessageEditData(peer=alice.peer(bob), id=sent.id))
    assert not data.caption
    world.clock.leap(49 * 3600)
    with refused("MESSAGE_EDIT_TIME_EXPIRED"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=sent.id, message="too late"))


async def test_deleting_for_oneself_and_for_both(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    one, two = await alice.say(bob, "one"), await alice.say(bob, "two")
    affected = await alice(call.DeleteMessages(id=[one.id]))
    assert affected.pts_count == 1 and affected.pts == two.pts + 1
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["one", "two"]
    assert not bob.heard(types.UpdateDeleteMessages)
    # Bob's copy has no pair any more: deleting it for both touches only his box
    before = await alice(functions.updates.GetState())
    await bob(call.DeleteMessages(id=[bob.messages[0].id], revoke=True))
    assert (await alice(functions.updates.GetState())).pts == before.pts
    await alice(call.DeleteMessages(id=[two.id], revoke=True))
    await bob.barrier()
    [gone] = bob.heard(types.UpdateDeleteMessages)
    assert gone.messages == [bob.messages[1].id]
    assert (await bob(functions.updates.GetState())).unread_count == 0
    history = await alice(call.GetHistory(peer=alice.peer(bob), limit=10))
    assert history.messages == []
    assert (await alice(call.DeleteMessages(id=[12345]))).pts_count == 0


async def _fill(alice: Actor, bob: Actor, count: int) -> list[int]:
    return [(await alice.say(bob, f"m{at}")).id for at in range(count)]


async def test_clearing_a_history(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ids = await _fill(alice, bob, 5)
    await alice(call.DeleteHistory(peer=alice.peer(bob), max_id=ids[1], just_clear=True))
    left = await alice(call.GetHistory(peer=alice.peer(bob), limit=10))
    shown = [getattr(message, "message", message.NAME) for message in left.messages]
    assert shown == ["messageService", "m4", "m3", "m2"]
    world.clock.leap(86400)
    day = int(world.clock.now())
    await alice.say(bob, "next day")
    await alice(call.DeleteHistory(peer=alice.peer(bob), max_id=0, min_date=day - 10, max_date=day + 10, revoke=True))
    theirs = await bob(call.GetHistory(peer=bob.peer(alice), limit=10))
    assert [message.message for message in theirs.messages] == ["m4", "m3", "m2", "m1", "m0"]
    done = await bob(call.DeleteHistory(peer=bob.peer(alice), max_id=0, revoke=True))
    assert done.offset == 0
    await alice.barrier()
    left = await alice(call.GetHistory(peer=alice.peer(bob), limit=10))
    assert [message.NAME for message in left.messages] == ["messageService"]
    dialogs = await bob(call.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=10))
    assert types.PeerUser(user_id=alice.user_id) not in [dialog.peer for dialog in dialogs.dialogs]


async def test_pins_are_shared_unless_one_sided(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ids = await _fill(alice, bob, 3)
    await alice(call.UpdatePinnedMessage(peer=alice.peer(bob), id=ids[0]))
    await bob.barrier()
    [update] = bob.heard(types.UpdatePinnedMessages)
    assert update.pinned and update.messages == [bob.messages[0].id]
    notice = bob.messages[-1]
    assert isinstance(notice.action, types.MessageActionPinMessage)
    assert notice.reply_to.reply_to_msg_id == bob.messages[0].id
    await alice(call.UpdatePinnedMessage(peer=alice.peer(bob), id=ids[1], pm_oneside=True))
    await bob.barrier()
    assert len(bob.heard(types.UpdatePinnedMessages)) == 1
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.UpdatePinnedMessage(peer=alice.peer(bob), id=ids[1]))
    found = await alice(call.Search(peer=alice.peer(bob), q="", filter=types.InputMessagesFilterPinned(), limit=10))
    assert [message.id for message in found.messages] == [ids[1], ids[0]]
    affected = await bob(call.UnpinAllMessages(peer=bob.peer(alice)))
    assert affected.pts_count == 1 and affected.offset == 0
    await alice.barrier()
    assert [update.messages for update in alice.heard(types.UpdatePinnedMessages)] == [[ids[0]]]


async def test_forwards_name_their_author_as_privacy_lets_them(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    await alice.say(bob, "mine")
    await bob.barrier()
    source = bob.messages[0].id

    async def forward(random_id: int, **manner: object) -> object:
        await bob(
            call.ForwardMessages(
                from_peer=bob.peer(alice), id=[source], random_id=[random_id], to_peer=bob.peer(eve), **manner
            )
        )
        await eve.barrier()
        return eve.messages[-1].fwd_from

    header = await forward(1)
    assert header.from_id == types.PeerUser(user_id=alice.user_id)
    rules = [types.InputPrivacyValueDisallowAll()]
    await alice(functions.account.SetPrivacy(key=types.InputPrivacyKeyForwards(), rules=rules))
    header = await forward(2)
    assert header.from_id is None and header.from_name == "Alice"
    assert await forward(3, drop_author=True) is None
    with refused("MESSAGE_ID_INVALID"):
        await bob(call.ForwardMessages(from_peer=bob.peer(eve), id=[source], random_id=[4], to_peer=bob.peer(eve)))
    await alice.say(bob, "secret", noforwards=True)
    await bob.barrier()
    with refused("CHAT_FORWARDS_RESTRICTED"):
        await bob(
            call.ForwardMessages(
                from_peer=bob.peer(alice), id=[bob.messages[-1].id], random_id=[5], to_peer=bob.peer(eve)
            )
        )


async def test_what_was_passed_on_is_saved_with_who_passed_it_on(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    old = await world.sign_in(carol, layer=166)
    await alice.say(bob, "first said")
    await bob.barrier()
    pass_on = call.ForwardMessages
    world.clock.advance(60)
    ids = [bob.messages[-1].id]
    await bob(pass_on(from_peer=bob.peer(alice), to_peer=bob.peer(carol), id=ids, random_id=[1]))
    await carol.barrier()
    got = carol.messages[-1]
    world.clock.advance(60)
    itself = types.InputPeerSelf()
    await carol(pass_on(from_peer=carol.peer(bob), to_peer=itself, id=[got.id], random_id=[2]))
    sent = await carol.say(bob, "my own")
    await carol(pass_on(from_peer=carol.peer(bob), to_peer=itself, id=[sent.id], random_id=[3]))
    own, saved = (await carol(call.GetHistory(peer=itself, limit=2))).messages
    assert own.fwd_from.saved_out and own.fwd_from.saved_from_id is None and own.fwd_from.saved_date is None
    header = saved.fwd_from
    assert (header.from_id.user_id, header.saved_from_id.user_id) == (alice.user_id, bob.user_id)
    assert header.saved_date == got.date > header.date and not header.saved_out
    await carol(pass_on(from_peer=itself, to_peer=itself, id=[saved.id], random_id=[4]))
    [again] = (await carol(call.GetHistory(peer=itself, limit=1))).messages
    assert again.fwd_from == header
    await carol(pass_on(from_peer=itself, to_peer=carol.peer(alice), id=[saved.id], random_id=[5]))
    await alice.barrier()
    assert alice.messages[-1].fwd_from.saved_from_id is None and alice.messages[-1].fwd_from.saved_date is None
    hidden = functions.account.SetPrivacy(
        key=types.InputPrivacyKeyForwards(), rules=[types.InputPrivacyValueDisallowAll()]
    )
    await bob(hidden)
    await carol(pass_on(from_peer=carol.peer(bob), to_peer=itself, id=[got.id], random_id=[6]))
    [shy] = (await carol(call.GetHistory(peer=itself, limit=1))).messages
    assert shy.fwd_from.saved_from_id is None and shy.fwd_from.saved_from_name == "Bob"
    [seen] = (await old(call.GetHistory(peer=itself, limit=1))).messages
    assert seen.fwd_from.saved_from_peer == shy.fwd_from.saved_from_peer and not seen.fwd_from.saved_from_name


async def test_what_is_saved_is_filed_by_where_it_came_from(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "keep this")
    await bob.say(bob, "my note")
    await bob.barrier()
    source = bob.messages[0].id
    await bob(
        call.ForwardMessages(from_peer=bob.peer(alice), id=[source], random_id=[9], to_peer=types.InputPeerSelf())
    )
    saved = await bob(call.GetSavedDialogs(offset_peer=types.InputPeerEmpty(), limit=10))
    peers = [types.PeerUser(user_id=alice.user_id), types.PeerUser(user_id=bob.user_id)]
    assert [dialog.peer for dialog in saved.dialogs] == peers
    header = saved.messages[0].fwd_from if saved.messages[0].fwd_from else saved.messages[1].fwd_from
    assert header.saved_from_peer == peers[0] and header.saved_from_msg_id == source
    history = await bob(call.GetSavedHistory(peer=bob.peer(alice), limit=10))
    assert [message.message for message in history.messages] == ["keep this"]
    await bob(call.ToggleSavedDialogPin(peer=types.InputDialogPeer(peer=types.InputPeerSelf()), pinned=True))
    pinned = await bob(call.GetPinnedSavedDialogs())
    assert [dialog.peer for dialog in pinned.dialogs] == [peers[1]]
    await bob(call.ReorderPinnedSavedDialogs(order=[types.InputDialogPeer(peer=bob.peer(alice))], force=True))
    pinned = await bob(call.GetPinnedSavedDialogs())
    assert [dialog.peer for dialog in pinned.dialogs] == [peers[0]]
    monkeypatch.setattr(savings, "MOST_PINNED", 1)
    own, theirs = types.InputDialogPeer(peer=types.InputPeerSelf()), types.InputDialogPeer(peer=bob.peer(alice))
    with refused("PINNED_TOO_MUCH"):
        await bob(call.ToggleSavedDialogPin(peer=own, pinned=True))
    with refused("PINNED_TOO_MUCH"):
        await bob(call.ReorderPinnedSavedDialogs(order=[own, theirs], force=True))
    by_id = await bob(call.GetSavedDialogsByID(ids=[types.InputPeerSelf()]))
    assert [dialog.peer for dialog in by_id.dialogs] == [peers[1]]
    await bob(call.DeleteSavedHistory(peer=bob.peer(alice), max_id=0))
    saved = await bob(call.GetSavedDialogs(offset_peer=types.InputPeerEmpty(), limit=10))
    assert [dialog.peer for dialog in saved.dialogs] == [peers[1]]
    assert await bob(call.ReadSavedHistory(parent_peer=types.InputPeerSelf(), peer=types.InputPeerSelf(), max_id=0))


async def test_screenshots_are_told(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    shot = call.SendScreenshotNotification(
        peer=alice.peer(bob), reply_to=types.InputReplyToMessage(reply_to_msg_id=0), random_id=3
    )
    await alice(shot)
    await bob.barrier()
    assert isinstance(bob.messages[-1].action, types.MessageActionScreenshotTaken)
