"""Chats and histories: their order, their pages, their unread marks."""

from __future__ import annotations

import pytest

from angarium.store import messages, selections
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages
EMPTY = types.InputPeerEmpty()


async def texts(actor: Actor, other: Actor, **window: int) -> list[str]:
    found = await actor(call.GetHistory(peer=actor.peer(other), **{"limit": 100} | window))
    return [message.message for message in found.messages]


async def test_windows_over_a_history(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    ids = []
    for at in range(10):
        ids.append((await alice.say(bob, str(at))).id)
        world.clock.advance(60)
    assert await texts(alice, bob) == list("9876543210")
    assert await texts(alice, bob, limit=3) == list("987")
    assert await texts(alice, bob, limit=3, offset_id=ids[5]) == list("432")
    assert await texts(alice, bob, limit=3, offset_id=ids[5], add_offset=1) == list("321")
    assert await texts(alice, bob, limit=3, add_offset=8) == list("10")
    assert await texts(alice, bob, limit=3, add_offset=10) == await texts(alice, bob, add_offset=2**31 - 1) == []
    assert await texts(alice, bob, limit=4, offset_id=ids[5], add_offset=-2) == list("6543")
    assert await texts(alice, bob, limit=3, offset_id=ids[5], add_offset=-3) == list("765")
    assert await texts(alice, bob, limit=2, offset_id=ids[5], add_offset=-3) == list("76")
    assert await texts(alice, bob, limit=3, add_offset=-2) == list("987")
    assert await texts(alice, bob, max_id=ids[3]) == list("210")
    assert await texts(alice, bob, min_id=ids[7]) == list("98")
    assert await texts(alice, bob, limit=2, offset_date=int(world.clock.now()) - 300 + 1) == list("54")
    page = await alice(call.GetHistory(peer=alice.peer(bob), limit=4))
    assert isinstance(page, types.messages.MessagesSlice) and page.count == 10
    whole = await alice(call.GetHistory(peer=alice.peer(bob), limit=20))
    assert isinstance(whole, types.messages.Messages)
    assert {user.id for user in page.users} == {alice.user_id, bob.user_id}
    some = await alice(call.GetMessages(id=[types.InputMessageID(id=ids[2]), types.InputMessageID(id=77)]))
    assert [message.NAME for message in some.messages] == ["message", "messageEmpty"]


async def test_a_list_of_several_kinds_is_skipped_over_in_order(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    for at, text in enumerate(("example.org", "plain", "x", "example.com", "x", "plain")):
        place = types.InputMediaGeoPoint(geo_point=types.InputGeoPoint(lat=at, long=at))
        if text == "x":
            await alice(call.SendMedia(peer=alice.peer(bob), media=place, message="", random_id=at + 1))
        else:
            await alice.say(bob, text)
    kinds = (messages.KINDS["url"], messages.KINDS["geo"])
    chosen = selections.Selection(box=alice.user_id, peer=bob.user_id, kinds=kinds)
    async with world.app.house.work.read() as tx:
        ids = await selections.ids_before(tx, chosen, 2**62, 0, 10)
        assert len(ids) == 4 and ids == sorted(ids, reverse=True)
        assert [await selections.skip(tx, chosen, 2**62, 0, count) for count in range(1, 6)] == [*ids, None]


async def test_chats_stand_in_the_order_of_their_newest_message(world: World) -> None:
    alice = await world.sign_up("Alice")
    others = [await world.sign_up(name) for name in ("Bob", "Carol", "Dave", "Eve")]
    for other in others:
        world.clock.advance(5)
        await alice.say(other, f"hi {other.name}")

    async def names(**wanted: object) -> list[str]:
        found = await alice(call.GetDialogs(**{"offset_peer": EMPTY, "limit": 10, "folder_id": 0} | wanted))
        known = {other.user_id: other.name for other in others}
        return [known[dialog.peer.user_id] for dialog in found.dialogs if dialog.peer.user_id in known]

    assert await names() == ["Eve", "Dave", "Carol", "Bob"]
    page = await alice(call.GetDialogs(offset_peer=EMPTY, limit=2, folder_id=0))
    assert isinstance(page, types.messages.DialogsSlice)
    last = next(message for message in page.messages if message.id == page.dialogs[-1].top_message)
    assert await names(offset_date=last.date, offset_id=last.id, offset_peer=alice.peer(others[2]), limit=2) == [
        "Carol",
        "Bob",
    ]
    bob = types.InputDialogPeer(peer=alice.peer(others[0]))
    carol = types.InputDialogPeer(peer=alice.peer(others[1]))
    await alice(call.ToggleDialogPin(peer=bob, pinned=True))
    assert await names() == ["Bob", "Eve", "Dave", "Carol"]
    assert await names(exclude_pinned=True) == ["Eve", "Dave", "Carol"]
    await alice(call.ToggleDialogPin(peer=carol, pinned=True))
    await alice(call.ReorderPinnedDialogs(folder_id=0, order=[bob, carol]))
    pinned = await alice(call.GetPinnedDialogs(folder_id=0))
    assert [dialog.peer.user_id for dialog in pinned.dialogs] == [others[0].user_id, others[1].user_id]
    assert pinned.state.pts
    with refused("PEER_HISTORY_EMPTY"):
        nobody = await world.sign_up("Nobody")
        await alice(call.ToggleDialogPin(peer=types.InputDialogPeer(peer=alice.peer(nobody)), pinned=True))


async def test_the_archive(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    phone = await world.sign_in(alice)
    for other in (bob, eve):
        await other.say(alice, "hi")
    archive = [types.InputFolderPeer(peer=alice.peer(bob), folder_id=1)]
    done = await alice(functions.folders.EditPeerFolders(folder_peers=archive))
    assert done.updates[0].folder_peers[0].folder_id == 1
    await phone.barrier()
    assert phone.heard(types.UpdateFolderPeers)
    main = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10, folder_id=0))
    assert isinstance(main.dialogs[0], types.DialogFolder)
    assert bob.user_id not in [dialog.peer.user_id for dialog in main.dialogs[1:]]
    inside = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10, folder_id=1))
    assert [dialog.peer.user_id for dialog in inside.dialogs] == [bob.user_id]
    everything = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10))
    assert {bob.user_id, eve.user_id} <= {dialog.peer.user_id for dialog in everything.dialogs}
    folder = await alice(call.GetPeerDialogs(peers=[types.InputDialogPeerFolder(folder_id=1)]))
    assert [dialog.NAME for dialog in folder.dialogs] == ["dialogFolder"]
    await bob.say(alice, "wake up")
    inside = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10, folder_id=1))
    assert inside.dialogs == []
    with refused("FOLDER_ID_INVALID"):
        await alice(
            functions.folders.EditPeerFolders(folder_peers=[types.InputFolderPeer(peer=alice.peer(bob), folder_id=7)])
        )


async def test_strangers_can_be_kept_in_the_archive(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    await alice(functions.contacts.AddContact(id=alice.user(bob), first_name="Bob", last_name="", phone=""))
    chosen = types.GlobalPrivacySettings(archive_and_mute_new_noncontact_peers=True, keep_archived_unmuted=True)
    await alice(functions.account.SetGlobalPrivacySettings(settings=chosen))
    for other in (bob, eve):
        await other.say(alice, "hi")
        await other.say(alice, "again")
    inside = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10, folder_id=1))
    assert [dialog.peer.user_id for dialog in inside.dialogs] == [eve.user_id]
    assert inside.dialogs[0].notify_settings.mute_until
    await alice(functions.folders.EditPeerFolders(
        folder_peers=[types.InputFolderPeer(peer=alice.peer(bob), folder_id=1)]
    ))  # fmt: skip
    await bob.say(alice, "still there?")
    inside = await alice(call.GetDialogs(offset_peer=EMPTY, limit=10, folder_id=1))
    assert len(inside.dialogs) == 2


async def test_reading_moves_marks_on_both_sides(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    tablet = await world.sign_in(bob)
    ids = [(await alice.say(bob, str(at))).id for at in range(3)]
    await bob.barrier()
    theirs = [message.id for message in bob.messages if message.peer_id.user_id == alice.user_id]

    async def unread() -> int:
        found = await bob(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.peer(alice))]))
        return found.dialogs[0].unread_count

    assert await unread() == 3
    with refused("MESSAGE_NOT_READ_YET"):
        await alice(call.GetOutboxReadDate(peer=alice.peer(bob), msg_id=ids[0]))
    affected = await bob(call.ReadHistory(peer=bob.peer(alice), max_id=theirs[1]))
    assert affected.pts_count == 1 and await unread() == 1
    await tablet.barrier()
    [read] = tablet.heard(types.UpdateReadHistoryInbox)
    assert (read.max_id, read.still_unread_count) == (theirs[1], 1)
    await alice.barrier()
    [seen] = alice.heard(types.UpdateReadHistoryOutbox)
    assert seen.max_id == ids[1]
    when = await alice(call.GetOutboxReadDate(peer=alice.peer(bob), msg_id=ids[0]))
    assert when.date == int(world.clock.now())
    assert (await bob(call.ReadHistory(peer=bob.peer(alice), max_id=theirs[0]))).pts_count == 0
    await bob(functions.account.SetPrivacy(
        key=types.InputPrivacyKeyStatusTimestamp(), rules=[types.InputPrivacyValueDisallowAll()]
    ))  # fmt: skip
    await alice(call.GetOutboxReadDate(peer=alice.peer(bob), msg_id=ids[0]))
    await bob(functions.account.SetGlobalPrivacySettings(settings=types.GlobalPrivacySettings(hide_read_marks=True)))
    with refused("USER_PRIVACY_RESTRICTED", 403):
        await alice(call.GetOutboxReadDate(peer=alice.peer(bob), msg_id=ids[0]))
    peer = types.InputDialogPeer(peer=bob.peer(alice))
    await bob(call.MarkDialogUnread(peer=peer, unread=True))
    assert await bob(call.GetDialogUnreadMarks()) == [types.DialogPeer(peer=types.PeerUser(user_id=alice.user_id))]
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=0))
    assert await bob(call.GetDialogUnreadMarks()) == [] and await unread() == 0
    assert await bob(call.GetMessageReadParticipants(peer=bob.peer(alice), msg_id=theirs[0])) == []
    assert await bob(call.ReceivedMessages(max_id=theirs[0])) == []


async def test_drafts_reach_every_device(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    await alice(call.SaveDraft(peer=alice.peer(bob), message="dear B"))
    await phone.barrier()
    [update] = phone.heard(types.UpdateDraftMessage)
    assert update.draft.message == "dear B"
    drafts = await phone(call.GetAllDrafts())
    assert [one.draft.message for one in drafts.updates] == ["dear B"]
    await alice.say(bob, "dear Bob", clear_draft=True)
    await phone.barrier()
    assert isinstance(phone.heard(types.UpdateDraftMessage)[-1].draft, types.DraftMessageEmpty)
    await alice(call.SaveDraft(peer=alice.peer(bob), message="for tomorrow"))
    await alice.say(bob, "for tomorrow", clear_draft=True, schedule_date=int(world.clock.now()) + 86400)
    assert (await phone(call.GetAllDrafts())).updates == []
    await alice(call.SaveDraft(peer=alice.peer(bob), message="again"))
    await alice(call.ClearAllDrafts())
    assert (await phone(call.GetAllDrafts())).updates == []


@pytest.mark.parametrize("layer", [133, 160, 166, 198, 229])
async def test_a_draft_keeps_what_it_is_going_to_answer(world: World, layer: int) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    phone = await world.sign_in(alice, layer=layer)
    town = await alice.create_channel("Town", bob, megagroup=True)
    said = await alice.write(town, "fish and chips")
    bold = [types.MessageEntityBold(offset=0, length=4)]
    quoting = types.InputReplyToMessage(
        reply_to_msg_id=said, reply_to_peer_id=alice.chat(town), quote_text="and ", quote_entities=bold, quote_offset=5
    )
    of_carol = types.InputReplyToMessage(reply_to_msg_id=7, reply_to_peer_id=alice.peer(carol))
    story = types.InputReplyToStory(peer=alice.peer(carol), story_id=3)
    for reply in (
        quoting,
        of_carol,
        story,
        types.InputReplyToMessage(reply_to_msg_id=5, todo_item_id=2, poll_option=b"1"),
    ):
        await alice(call.SaveDraft(peer=alice.peer(bob), message="later", reply_to=reply))
        await phone.barrier()
        told = phone.heard(types.UpdateDraftMessage)[-1].draft
        dialogs = await phone(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=phone.peer(bob))]))
        assert told.message == "later" and dialogs.dialogs[0].draft == told
        [kept] = (await alice(call.GetAllDrafts())).updates
        seen = kept.draft.reply_to
        assert seen.NAME == reply.NAME and seen.__dict__ | reply.__dict__ == seen.__dict__
        if layer >= 198 and not getattr(reply, "todo_item_id", 0):
            assert told.reply_to == seen
    long = types.InputReplyToMessage(reply_to_msg_id=5, quote_text="a" * 9000, quote_offset=1)
    await alice(call.SaveDraft(peer=alice.peer(bob), message="later", reply_to=long))
    [kept] = (await alice(call.GetAllDrafts())).updates
    assert len(kept.draft.reply_to.quote_text) == 1024


async def test_a_draft_is_bounded_like_a_message(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bold = [types.MessageEntityBold(offset=at % 5000, length=1) for at in range(20_000)]
    await alice(call.SaveDraft(peer=alice.peer(bob), message=" typing" + "a" * 5000, entities=bold[4050:4150] + bold))
    [kept] = (await alice(call.GetAllDrafts())).updates
    assert len(kept.draft.message) == 4096 and kept.draft.message.startswith(" typing")
    assert [one.offset for one in kept.draft.entities] == list(range(4050, 4096))
    for offset, length in ((0, 4), (-1, 1), (1, -1), (2**31 - 1, 2**31 - 1)):
        wrong = types.MessageEntityBold(offset=offset, length=length)
        with refused("ENTITY_BOUNDS_INVALID"):
            await alice(call.SaveDraft(peer=alice.peer(bob), message="abc", entities=[wrong]))


async def test_folders(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    title = types.TextWithEntities(text="Work", entities=[])
    folder = types.DialogFilter(
        id=2, title=title, pinned_peers=[], include_peers=[alice.peer(bob)], exclude_peers=[], emoticon="🍏"
    )
    assert len(await alice(call.GetSuggestedDialogFilters())) == 2
    await alice(call.UpdateDialogFilter(id=2, filter=folder))
    await alice(call.UpdateDialogFilter(id=3, filter=types.DialogFilter(
        id=3, title=types.TextWithEntities(text="People", entities=[]), contacts=True, pinned_peers=[], include_peers=[],
        exclude_peers=[],
    )))  # fmt: skip
    await alice(call.UpdateDialogFiltersOrder(order=[3, 0, 2]))
    await alice(call.ToggleDialogFilterTags(enabled=True))
    await phone.barrier()
    assert phone.heard(types.UpdateDialogFilters) and phone.heard(types.UpdateDialogFilterOrder)[-1].order == [3, 0, 2]
    found = await phone(call.GetDialogFilters())
    assert found.tags_enabled
    assert [getattr(one, "id", 0) for one in found.filters] == [3, 0, 2]
    assert found.filters[2].include_peers == [phone.peer(bob)]
    await alice(call.UpdateDialogFilter(id=2))
    with refused("FILTER_ID_INVALID"):
        await alice(call.UpdateDialogFilter(id=2))
    with refused("FILTER_INCLUDE_EMPTY"):
        empty = types.DialogFilter(id=4, title=title, pinned_peers=[], include_peers=[], exclude_peers=[])
        await alice(call.UpdateDialogFilter(id=4, filter=empty))
    assert (await alice(call.GetCommonChats(user_id=alice.user(bob), max_id=0, limit=10))).chats == []
