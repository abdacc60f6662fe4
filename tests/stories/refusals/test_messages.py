"""What is too much, too old or missing among messages and chats, each beside what just fits."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.business.test_quick_replies import keep
from tests.stories.files.materials import png, upload
from tests.stories.groups.test_abuse import limit
from tests.stories.harness import Actor, World, refused

call = functions.messages
WEEK = 7 * 86400


def folder(actor: Actor, id: int, title: str, others: list[Actor], **rules: Any) -> Any:
    shown = types.DialogFilter(
        id=id, title=types.TextWithEntities(text=title, entities=[]), pinned_peers=[], exclude_peers=[],
        include_peers=[actor.peer(other) for other in others], **rules,
    )  # fmt: skip
    return call.UpdateDialogFilter(id=id, filter=shown)


async def test_folders(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert await alice(folder(alice, 2, "Friends", [bob]))
    for id in (1, 256):
        with refused("FILTER_ID_INVALID"):
            await alice(folder(alice, id, "Friends", [bob]))
    with refused("FILTER_TITLE_EMPTY"):
        await alice(folder(alice, 3, " ", [bob]))
    crowd = [types.InputPeerUser(user_id=bob.user_id + at, access_hash=alice._hash(bob.user_id + at)) for at in range(201)]  # fmt: skip
    wide = folder(alice, 3, "Crowd", [])
    wide.filter.include_peers = crowd
    with refused("FILTER_INCLUDE_TOO_MUCH"):
        await alice(wide)
    for id in range(3, 32):
        await alice(folder(alice, id, f"Folder {id}", [bob]))
    with refused("FILTERS_TOO_MUCH"):
        await alice(folder(alice, 32, "One more", [bob]))
    assert await alice(folder(alice, 2, "Friends again", [bob]))


async def test_pinned_chats(world: World) -> None:
    alice = await world.sign_up("Alice")
    limit(world, pinned_dialogs=2)
    others = [await world.sign_up(name) for name in ("Bob", "Carol", "Dave")]
    for other in others:
        await alice.say(other, "hello")
    named = [types.InputDialogPeer(peer=alice.peer(other)) for other in others]
    for peer in named[:2]:
        assert await alice(call.ToggleDialogPin(peer=peer, pinned=True))
    with refused("PINNED_DIALOGS_TOO_MUCH"):
        await alice(call.ToggleDialogPin(peer=named[2], pinned=True))
    with refused("PINNED_DIALOGS_TOO_MUCH"):
        await alice(call.ReorderPinnedDialogs(folder_id=0, order=named, force=True))
    assert await alice(call.ReorderPinnedDialogs(folder_id=0, order=named[1::-1], force=True))


async def test_who_has_read_a_message(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    news = await alice.create_channel("News", bob)
    said, posted = await alice.write(town, "read this"), await alice.write(news, "read this, too")
    own = (await alice.say(bob, "and this")).id
    ask = call.GetMessageReadParticipants(peer=alice.chat(town), msg_id=said)
    when = call.GetOutboxReadDate(peer=alice.peer(bob), msg_id=own)
    await bob(functions.channels.ReadHistory(channel=bob.channel(town), max_id=said))
    await bob(call.ReadHistory(peer=bob.peer(alice), max_id=99))
    assert [one.user_id for one in await alice(ask)] == [bob.user_id]
    assert (await alice(when)).date == int(world.clock.now())
    with refused("CHAT_TOO_BIG"):
        await alice(call.GetMessageReadParticipants(peer=alice.chat(news), msg_id=posted))
    group = await alice.create_group("Group", bob)
    with refused("PEER_ID_INVALID"):
        await alice(call.GetOutboxReadDate(peer=alice.chat(group), msg_id=await alice.write(group, "and to all")))
    hide = types.InputPrivacyKeyStatusTimestamp()
    await alice(functions.account.SetPrivacy(key=hide, rules=[types.InputPrivacyValueDisallowAll()]))
    secretive = types.GlobalPrivacySettings(hide_read_marks=True)
    await alice(functions.account.SetGlobalPrivacySettings(settings=secretive))
    with refused("YOUR_PRIVACY_RESTRICTED", 403):
        await alice(when)
    await alice(functions.account.SetPrivacy(key=hide, rules=[types.InputPrivacyValueAllowAll()]))
    world.clock.leap(WEEK + 1)
    with refused("MSG_TOO_OLD"):
        await alice(ask)
    with refused("MESSAGE_TOO_OLD"):
        await alice(when)


async def test_waiting_messages(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    limit(world, scheduled=2)
    later = int(world.clock.now()) + 3600
    for text in ("one", "two"):
        await alice.say(bob, text, schedule_date=later)
    with refused("SCHEDULE_TOO_MUCH"):
        await alice.say(bob, "three", schedule_date=later)


async def test_nothing_to_pass_on(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    id = (await alice.say(bob, "hello")).id
    forward = call.ForwardMessages(from_peer=alice.peer(bob), id=[], random_id=[], to_peer=alice.peer(bob))
    with refused("MESSAGE_IDS_EMPTY"):
        await alice(forward)
    forward.id, forward.random_id = [id], [5]
    await alice(forward)


async def test_an_answer_to_nothing(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    id = (await alice.say(bob, "hello")).id
    with refused("REPLY_MESSAGE_ID_INVALID"):
        await alice.say(bob, "as I said", reply_to=types.InputReplyToMessage(reply_to_msg_id=id + 1))
    with refused("STORY_ID_INVALID"):
        await alice.say(bob, "nice view", reply_to=types.InputReplyToStory(peer=alice.peer(bob), story_id=99))
    await alice.say(bob, "as I said", reply_to=types.InputReplyToMessage(reply_to_msg_id=id))


async def test_albums_and_timers(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    body = png(64, 64)

    async def photo(**more: Any) -> Any:
        return types.InputMediaUploadedPhoto(file=await upload(alice, body), **more)

    kept = await alice(call.UploadMedia(peer=types.InputPeerSelf(), media=await photo()))
    named = types.InputPhoto(
        id=kept.photo.id, access_hash=kept.photo.access_hash, file_reference=kept.photo.file_reference
    )
    media = types.InputMediaPhoto(id=named)
    album = [types.InputSingleMedia(media=media, random_id=at + 1, message="") for at in range(11)]
    with refused("MULTI_MEDIA_TOO_LONG"):
        await alice(call.SendMultiMedia(peer=alice.peer(bob), multi_media=album))
    await alice(call.SendMultiMedia(peer=alice.peer(bob), multi_media=album[:10]))
    for seconds in (-1, 61):
        with refused("TTL_MEDIA_INVALID"):
            send = call.SendMedia(peer=alice.peer(bob), media=await photo(ttl_seconds=seconds), message="", random_id=9)
            await alice(send)
    await alice(call.SendMedia(peer=alice.peer(bob), media=await photo(ttl_seconds=60), message="", random_id=9))


async def test_shortcuts(world: World) -> None:
    alice = await world.sign_up("Alice")
    for at in range(100):
        await keep(alice, f"greeting{at}", "hello")
    with refused("QUICK_REPLIES_TOO_MUCH"):
        await keep(alice, "one_more", "hello")
    await keep(alice, "greeting99", "hello again")
