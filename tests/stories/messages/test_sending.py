"""Sending text: what both sides see, what is refused, what happens when a client repeats itself."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.harness import World, refused

SEND = functions.messages.SendMessage


@pytest.mark.parametrize("layer", [135, 152, 199, 229])
async def test_a_text_reaches_the_other_side_and_ones_own_devices(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    laptop = await world.sign_in(alice, layer=layer)
    await alice.barrier()
    alice.packets.clear()
    sent = await alice(SEND(peer=alice.peer(bob), message="  Hello there \n", random_id=7))
    assert isinstance(sent, types.UpdateShortSentMessage)
    assert sent.out and sent.pts_count == 1 and not sent.entities
    await bob.barrier()
    [message] = bob.messages
    assert message.message == "Hello there" and not message.out and message.from_id is None
    assert message.peer_id == types.PeerUser(user_id=alice.user_id)
    [own] = laptop.messages
    assert own.out and own.id == sent.id and own.peer_id == types.PeerUser(user_id=bob.user_id)
    assert alice.messages == []


async def test_a_repeated_random_id_sends_once(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    first = await alice(SEND(peer=alice.peer(bob), message="once", random_id=7))
    again = await alice(SEND(peer=alice.peer(bob), message="once", random_id=7))
    assert again.id == first.id and again.pts == first.pts and again.pts_count == 0
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["once"]
    reply = SEND(
        peer=alice.peer(bob), message="and", random_id=8, reply_to=types.InputReplyToMessage(reply_to_msg_id=first.id)
    )
    answer = await alice(reply)
    await alice(functions.messages.DeleteMessages(id=[first.id]))
    assert (await alice(reply)).id == answer.id


async def test_what_cannot_be_sent_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    with refused("MESSAGE_EMPTY"):
        await alice.say(bob, " \n\t ")
    with refused("MESSAGE_TOO_LONG"):
        await alice.say(bob, "x" * 4097)
    with refused("RANDOM_ID_EMPTY"):
        await alice(SEND(peer=alice.peer(bob), message="x", random_id=0))
    with refused("PEER_ID_INVALID"):
        await alice(SEND(peer=types.InputPeerEmpty(), message="x", random_id=1))
    with refused("PEER_ID_INVALID"):
        await alice(SEND(peer=types.InputPeerUser(user_id=bob.user_id, access_hash=1), message="x", random_id=1))
    with refused("ENTITY_BOUNDS_INVALID"):
        await alice.say(bob, "x", entities=[types.MessageEntityBold(offset=0, length=2)])
    await alice.say(bob, "x" * 4096)


async def test_the_server_recognizes_and_orders_formatting(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    text = " 😀 see example.org or @alice_1, call 4111 1111 1111 1111 "
    claims = [
        types.MessageEntityBold(offset=1, length=6),
        types.MessageEntityBold(offset=7, length=5),
        types.MessageEntityUrl(offset=0, length=2),
        types.InputMessageEntityMentionName(offset=4, length=3, user_id=alice.user(bob)),
        types.InputMessageEntityMentionName(
            offset=4, length=3, user_id=types.InputUser(user_id=bob.user_id, access_hash=5)
        ),
    ]
    sent = await alice.say(bob, text, entities=claims)
    await bob.barrier()
    [message] = bob.messages
    assert message.entities == sent.entities
    assert [(entity.NAME[13:], entity.offset, entity.length) for entity in message.entities] == [
        ("Bold", 0, 11),
        ("MentionName", 3, 3),
        ("Url", 7, 11),
        ("Mention", 22, 8),
        ("BankCard", 37, 19),
    ] or message.entities


async def test_whoever_is_named_to_somebody_is_told_with_the_message(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    named = types.InputMessageEntityMentionName(offset=4, length=3, user_id=alice.user(carol))
    await alice.say(bob, "Ask her", entities=[named])
    await bob.barrier()
    assert carol.user_id in {user.id for packet in bob.packets for user in getattr(packet, "users", ())}


async def test_sending_to_oneself_is_saving(world: World) -> None:
    alice = await world.sign_up("Alice")
    phone = await world.sign_in(alice)
    sent = await alice.say(alice, "note")
    new = next(update for update in sent.updates if update.NAME == "updateNewMessage")
    assert not new.message.out and new.message.saved_peer_id == types.PeerUser(user_id=alice.user_id)
    await phone.barrier()
    assert [message.message for message in phone.messages] == ["note"]
    dialogs = await alice(functions.messages.GetSavedDialogs(offset_peer=types.InputPeerEmpty(), limit=10))
    assert [dialog.top_message for dialog in dialogs.dialogs] == [new.message.id]


async def test_replies_name_the_message_in_each_box(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    await bob.say(eve, "other ids in Bob's box")
    first = await alice.say(bob, "one two one")
    await bob.barrier()
    theirs = bob.messages[-1].id
    reply = types.InputReplyToMessage(reply_to_msg_id=theirs, quote_text="one", quote_offset=8)
    await bob.say(alice, "a quote", reply_to=reply)
    await alice.barrier()
    header = alice.messages[-1].reply_to
    assert header.reply_to_msg_id == first.id and header.quote and header.quote_offset == 8
    with refused("QUOTE_TEXT_INVALID"):
        await bob.say(alice, "no", reply_to=types.InputReplyToMessage(reply_to_msg_id=theirs, quote_text="three"))
    with refused("REPLY_MESSAGE_ID_INVALID"):
        await bob.say(alice, "no", reply_to=types.InputReplyToMessage(reply_to_msg_id=999))
    # across chats: the reader sees whose words they were
    await bob.say(
        eve, "he said", reply_to=types.InputReplyToMessage(reply_to_msg_id=theirs, reply_to_peer_id=bob.peer(alice))
    )
    await eve.barrier()
    header = eve.messages[-1].reply_to
    assert header.reply_to_msg_id is None and header.reply_from.from_id == types.PeerUser(user_id=alice.user_id)


async def test_blocking_stops_both_ways(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    with refused("USER_IS_BLOCKED"):
        await alice.say(bob, "hello?")
    with refused("YOU_BLOCKED_USER"):
        await bob.say(alice, "hello?")


async def test_typing_is_shown_while_it_lasts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    typing = functions.messages.SetTyping(peer=alice.peer(bob), action=types.SendMessageTypingAction())
    assert await alice(typing)
    upload = types.SendMessageUploadPhotoAction(progress=40)
    await alice(functions.messages.SetTyping(peer=alice.peer(bob), action=upload))
    await bob.barrier()
    assert [update.action for update in bob.heard(types.UpdateUserTyping)] == [types.SendMessageTypingAction(), upload]
    await alice(functions.contacts.Block(id=alice.peer(bob)))
    assert await alice(typing)
    for there in (True, False):
        if not there:
            await alice.disconnect()
        with refused("USER_IS_BLOCKED", 403):
            await bob(functions.messages.SetTyping(peer=bob.peer(alice), action=upload))
    await alice(functions.contacts.Unblock(id=alice.peer(bob)))
    assert await alice(typing)
    await bob.barrier()
    assert len(bob.heard(types.UpdateUserTyping)) == 3 and not alice.heard(types.UpdateUserTyping)


async def test_nobody_is_written_to(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("PEER_ID_INVALID"):
        await alice.say(4711, "Are you there?")
    await alice.say(alice, "I am here")
