"""Messages under shortcuts."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def keep(actor: Actor, shortcut: str, text: str, random_id: int = 0) -> Any:
    return await actor(
        call.SendMessage(
            peer=types.InputPeerSelf(), message=text, random_id=random_id or actor.world.random.getrandbits(62),
            quick_reply_shortcut=types.InputQuickReplyShortcut(shortcut=shortcut),
        )
    )  # fmt: skip


async def texts(actor: Actor, shortcut_id: int) -> list[str]:
    found = await actor(call.GetQuickReplyMessages(shortcut_id=shortcut_id, hash=0))
    return [message.message for message in found.messages]


async def test_a_message_is_kept_and_sent_from_its_shortcut(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    phone = await world.sign_in(alice)
    done = await keep(alice, "hello", "Good morning!", 5)
    assert [update.NAME for update in done.updates] == [
        "updateNewQuickReply", "updateMessageID", "updateQuickReplyMessage",
    ]  # fmt: skip
    reply = done.updates[0].quick_reply
    assert (reply.shortcut, reply.count) == ("hello", 1)
    shown = done.updates[2].message
    assert shown.quick_reply_shortcut_id == reply.shortcut_id and shown.out and shown.message == "Good morning!"
    assert shown.from_id is None
    assert (await keep(alice, "hello", "Good morning!", 5)).updates[-1].message.id == shown.id
    await phone.barrier()
    assert phone.heard(types.UpdateNewQuickReply)[0].quick_reply == reply
    assert phone.heard(types.UpdateQuickReplyMessage)[0].message == shown
    photo = types.InputMediaUploadedPhoto(file=await upload(alice, png(100, 100)))
    named = types.InputQuickReplyShortcutId(shortcut_id=reply.shortcut_id)
    added = await alice(
        call.SendMedia(
            peer=types.InputPeerSelf(), media=photo, message="A view", random_id=6, quick_reply_shortcut=named
        )
    )
    second = added.updates[-1].message
    album = [
        types.InputSingleMedia(media=types.InputMediaUploadedPhoto(file=await upload(alice, png(90, at))), random_id=at, message="")
        for at in (71, 72)
    ]  # fmt: skip
    await alice(call.SendMultiMedia(peer=types.InputPeerSelf(), multi_media=album, quick_reply_shortcut=named))
    listed = await alice(call.GetQuickReplies(hash=0))
    assert [(one.shortcut, one.count) for one in listed.quick_replies] == [("hello", 4)]
    assert listed.messages[0].media.photo

    ids = [shown.id, second.id]
    send = call.SendQuickReplyMessages(peer=alice.peer(bob), shortcut_id=reply.shortcut_id, id=ids, random_id=[11, 12])
    sent = await alice(send)
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["Good morning!", "A view"]
    assert bob.messages[1].media.photo.sizes and len(sent.updates) == 4
    history = await alice(call.GetHistory(peer=types.InputPeerSelf(), limit=5))
    assert history.messages == []
    for wrong, error in ((([999], [13]), "MESSAGE_ID_INVALID"), ((ids, [14, 14]), "RANDOM_ID_INVALID")):
        send.id, send.random_id = wrong
        with refused(error):
            await alice(send)
    send.random_id = [0, 1]
    with refused("RANDOM_ID_EMPTY"):
        await alice(send)
    with refused("SHORTCUT_INVALID"):
        await alice(call.SendQuickReplyMessages(peer=alice.peer(bob), shortcut_id=77, id=[1], random_id=[15]))


async def test_shortcuts_are_renamed_ordered_and_deleted(world: World) -> None:
    alice = await world.sign_up("Alice")
    phone = await world.sign_in(alice)
    one = (await keep(alice, "one", "1")).updates[0].quick_reply.shortcut_id
    two = (await keep(alice, "two", "2")).updates[0].quick_reply.shortcut_id
    assert await alice(call.CheckQuickReplyShortcut(shortcut="three"))
    with refused("SHORTCUT_OCCUPIED"):
        await alice(call.CheckQuickReplyShortcut(shortcut="ONE"))
    for name in ("", "with space", "x" * 33):
        with refused("SHORTCUT_INVALID"):
            await alice(call.CheckQuickReplyShortcut(shortcut=name))
    assert await alice(call.EditQuickReplyShortcut(shortcut_id=one, shortcut="first"))
    with refused("SHORTCUT_OCCUPIED"):
        await alice(call.EditQuickReplyShortcut(shortcut_id=one, shortcut="two"))
    assert await alice(call.ReorderQuickReplies(order=[two]))
    listed = await alice(call.GetQuickReplies(hash=0))
    assert [reply.shortcut for reply in listed.quick_replies] == ["two", "first"]
    with refused("SHORTCUT_INVALID"):
        await alice(call.ReorderQuickReplies(order=[77]))
    message = (await alice(call.GetQuickReplyMessages(shortcut_id=one, hash=0))).messages[0]
    edited = await alice(
        call.EditMessage(peer=types.InputPeerSelf(), id=message.id, message="changed", quick_reply_shortcut_id=one)
    )
    assert edited.updates[0].message.message == "changed" and await texts(alice, one) == ["changed"]
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.EditMessage(peer=types.InputPeerSelf(), id=77, message="x", quick_reply_shortcut_id=one))
    await keep(alice, "first", "more")
    gone = await alice(call.DeleteQuickReplyMessages(shortcut_id=one, id=[message.id]))
    assert gone.updates[0].messages == [message.id] and await texts(alice, one) == ["more"]
    rest = (await alice(call.GetQuickReplyMessages(shortcut_id=one, hash=0))).messages[0]
    gone = await alice(call.DeleteQuickReplyMessages(shortcut_id=one, id=[rest.id]))
    assert [update.NAME for update in gone.updates] == ["updateDeleteQuickReplyMessages", "updateDeleteQuickReply"]
    assert await alice(call.DeleteQuickReplyShortcut(shortcut_id=two))
    await phone.barrier()
    assert phone.heard(types.UpdateQuickReplies) and phone.heard(types.UpdateDeleteQuickReply)[-1].shortcut_id == two
    for wrong in (
        call.DeleteQuickReplyShortcut(shortcut_id=two),
        call.EditQuickReplyShortcut(shortcut_id=two, shortcut="x"),
        call.GetQuickReplyMessages(shortcut_id=two, hash=0),
        call.DeleteQuickReplyMessages(shortcut_id=two, id=[1]),
    ):
        with refused("SHORTCUT_INVALID"):
            await alice(wrong)


async def test_a_shortcut_holds_twenty_messages(world: World) -> None:
    alice = await world.sign_up("Alice")
    for at in range(20):
        await keep(alice, "many", str(at))
    with refused("REPLY_MESSAGES_TOO_MUCH"):
        await keep(alice, "many", "more")


async def test_what_others_said_goes_into_a_shortcut(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob.say(alice, "What do you charge?")
    await alice.barrier()
    done = await alice(
        call.ForwardMessages(
            from_peer=alice.peer(bob), id=[alice.messages[-1].id], random_id=[5], to_peer=types.InputPeerSelf(),
            drop_author=True, quick_reply_shortcut=types.InputQuickReplyShortcut(shortcut="asked"),
        )
    )  # fmt: skip
    shortcut_id = done.updates[0].quick_reply.shortcut_id
    assert await texts(alice, shortcut_id) == ["What do you charge?"]
