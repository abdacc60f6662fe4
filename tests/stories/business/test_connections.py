"""Bots that answer for somebody."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import Actor, World, refused

account = functions.account
READS = types.BusinessBotRights(reply=True, read_messages=True)


async def bar(viewer: Actor, other: Actor) -> Any:
    return (await viewer(functions.messages.GetPeerSettings(peer=viewer.peer(other)))).settings


async def connect(owner: Actor, bot: Actor, **more: Any) -> Any:
    recipients = more.pop("recipients", types.InputBusinessBotRecipients(exclude_selected=True))
    return await owner(
        account.UpdateConnectedBot(bot=owner.user(bot), recipients=recipients, **({"rights": READS} | more))
    )


@pytest.mark.parametrize("layer", [181, 229])
async def test_a_bot_is_connected_paused_and_disconnected(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, layer=layer)
    assert (await alice(account.GetConnectedBots())).connected_bots == []
    await connect(alice, bot)
    await bot.barrier()
    told = bot.heard(types.UpdateBotBusinessConnect)[-1].connection
    assert told.user_id == alice.user_id and not told.disabled
    found = await bot(account.GetBotBusinessConnection(connection_id=told.connection_id))
    assert found.updates[0].connection == told
    if layer == 229:
        assert told.rights == READS
    (mine,) = (await alice(account.GetConnectedBots())).connected_bots
    assert mine.bot_id == bot.user_id and mine.rights == READS and mine.recipients.exclude_selected

    await bob.say(alice, "Hello")
    shown = await bar(alice, bob)
    assert shown.business_bot_id == bot.user_id and shown.business_bot_can_reply and not shown.business_bot_paused
    phone = await world.sign_in(alice)
    assert await alice(account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=True))
    await phone.barrier()
    assert phone.heard(types.UpdatePeerSettings)[-1].settings.business_bot_paused
    assert await alice(account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=False))
    assert not (await bar(alice, bob)).business_bot_paused
    assert await alice(account.DisablePeerConnectedBot(peer=alice.peer(bob)))
    assert (await bar(alice, bob)).business_bot_id is None
    (mine,) = (await alice(account.GetConnectedBots())).connected_bots
    assert mine.recipients.exclude_users == [bob.user_id]

    await connect(alice, bot, deleted=True)
    await bot.barrier()
    assert bot.heard(types.UpdateBotBusinessConnect)[-1].connection.disabled
    with refused("CONNECTION_ID_INVALID"):
        await bot(account.GetBotBusinessConnection(connection_id=told.connection_id))
    for wrong in ("", "nonsense", "A" * 22):
        with refused("CONNECTION_ID_INVALID"):
            await bot(account.GetBotBusinessConnection(connection_id=wrong))
    for ask in (
        account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=True),
        account.DisablePeerConnectedBot(peer=alice.peer(bob)),
    ):
        with refused("BUSINESS_CONNECTION_INVALID"):
            await alice(ask)


async def test_another_device_confirms_that_a_bot_was_connected(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot, other = await make_bot(world, alice), await make_bot(world, alice, "OtherBot")
    await connect(alice, bot)
    (mine,) = (await alice(account.GetConnectedBots())).connected_bots
    assert mine.device and mine.location and mine.date == int(world.clock.now())
    assert not await alice(account.ConfirmBotConnection(bot_id=alice.user(bot))), "there was no other device to ask"
    await connect(alice, bot, deleted=True)
    phone, old = await world.sign_in(alice), await world.sign_in(alice, layer=216)
    await connect(alice, bot)
    await phone.barrier()
    (asked,) = phone.heard(types.UpdateNewBotConnection)
    assert (asked.confirmed, asked.bot_id, asked.device, asked.location) == (
        False,
        bot.user_id,
        mine.device,
        mine.location,
    )
    with refused("BOT_INVALID"):
        await phone(account.ConfirmBotConnection(bot_id=phone.user(other)))
    assert await phone(account.ConfirmBotConnection(bot_id=phone.user(bot)))
    assert not await phone(account.ConfirmBotConnection(bot_id=phone.user(bot)))
    await alice.barrier()
    assert [one.confirmed for one in alice.heard(types.UpdateNewBotConnection)] == [True]
    await connect(alice, bot, rights=types.BusinessBotRights())
    await phone.barrier()
    assert len(phone.heard(types.UpdateNewBotConnection)) == 1, "it is the same connection"
    await old.barrier()
    assert not old.heard(types.UpdateNewBotConnection)
    with refused("BOT_METHOD_INVALID"):
        await bot(account.ConfirmBotConnection(bot_id=bot.user(other)))


async def test_who_can_be_connected(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    first, second = await make_bot(world, alice, "FirstBot"), await make_bot(world, alice, "SecondBot")
    with refused("BOT_INVALID"):
        await connect(alice, bob)
    with refused("BOT_INVALID"):
        await connect(alice, first, deleted=True)
    with refused("BUSINESS_RECIPIENTS_EMPTY"):
        await connect(alice, first, recipients=types.InputBusinessBotRecipients())
    await connect(alice, first)
    only = types.InputBusinessBotRecipients(users=[alice.user(bob)])
    await connect(alice, second, recipients=only)  # one at a time
    await first.barrier()
    assert first.heard(types.UpdateBotBusinessConnect)[-1].connection.disabled
    (mine,) = (await alice(account.GetConnectedBots())).connected_bots
    assert mine.bot_id == second.user_id and mine.recipients.users == [bob.user_id]
    assert (await bar(alice, bob)).business_bot_id == second.user_id
    assert (await bar(bob, alice)).business_bot_id is None


def act(connection_id: str, query: Any) -> Any:
    return functions.InvokeWithBusinessConnection(connection_id=connection_id, query=query)


async def test_a_bot_hears_and_answers_for_its_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    bot = await make_bot(world, alice)
    await connect(alice, bot)
    await bot.barrier()
    id = bot.heard(types.UpdateBotBusinessConnect)[-1].connection.connection_id
    await bob.say(alice, "What does a parcel cost?")
    await bot.barrier()
    heard = bot.heard(types.UpdateBotNewBusinessMessage)[-1]
    assert heard.connection_id == id and heard.message.message == "What does a parcel cost?" and not heard.message.out
    await alice.say(bob, "One moment")
    await bot.barrier()
    assert bot.heard(types.UpdateBotNewBusinessMessage)[-1].message.out

    send = functions.messages.SendMessage(peer=bot.peer(bob), message="Two coins", random_id=5)
    done = await bot(act(id, send))
    assert [update.NAME for update in done.updates] == ["updateBotNewBusinessMessage"]
    sent = done.updates[0].message
    assert sent.out and sent.via_business_bot_id == bot.user_id
    await bob.barrier()
    assert (bob.messages[-1].message, bob.messages[-1].peer_id.user_id) == ("Two coins", alice.user_id)
    await alice.barrier()
    assert alice.messages[-1].message == "Two coins" and alice.messages[-1].out
    edited = await bot(act(id, functions.messages.EditMessage(peer=bot.peer(bob), id=sent.id, message="Three coins")))
    assert edited.updates[0].message.message == "Three coins"
    assert await bot(act(id, functions.messages.SetTyping(peer=bot.peer(bob), action=types.SendMessageTypingAction())))
    await bob.barrier()
    assert bob.heard(types.UpdateUserTyping)[-1].user_id == alice.user_id
    with refused("MESSAGE_ID_INVALID"):
        await bot(act(id, functions.messages.EditMessage(peer=bot.peer(bob), id=heard.message.id, message="no")))


@pytest.mark.parametrize("layer", [158, 181, 229])
async def test_a_bot_hears_what_becomes_of_a_message(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, layer=layer)
    await connect(alice, bot)
    asked = (await bob.say(alice, "How much?")).id
    await alice.barrier()
    reply = types.InputReplyToMessage(reply_to_msg_id=alice.messages[-1].id)
    answer = await alice.say(bob, "Two coins", reply_to=reply)
    await bob(functions.messages.EditMessage(peer=bob.peer(alice), id=asked, message="How much, please?"))
    mine = alice.messages[-1].id
    said = answer.id if hasattr(answer, "id") else answer.updates[0].id
    await bob(functions.messages.DeleteMessages(id=[asked], revoke=True))
    await alice(functions.messages.DeleteMessages(id=[said]))
    await bot.barrier()
    if layer < 177:
        assert bot.updates == []
        return
    first, second = bot.heard(types.UpdateBotNewBusinessMessage)
    assert first.message.message == "How much?" and first.reply_to_message is None
    assert second.message.out and second.reply_to_message.id == mine
    (edited,) = bot.heard(types.UpdateBotEditBusinessMessage)
    assert edited.message.message == "How much, please?" and edited.message.id == mine
    gone = bot.heard(types.UpdateBotDeleteBusinessMessage)
    assert [one.messages for one in gone] == [[mine], [said]]
    assert {one.peer.user_id for one in gone} == {bob.user_id}
    assert [first.qts, second.qts, edited.qts, *(one.qts for one in gone)] == [3, 4, 5, 6, 7]

    await alice(account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=True))
    later = (await bob.say(alice, "Psst")).id
    await bob(functions.messages.EditMessage(peer=bob.peer(alice), id=later, message="Between us"))
    await bob(functions.messages.DeleteMessages(id=[later], revoke=True))
    await bot.barrier()
    assert bot.updates[-1] == gone[-1]


async def test_what_a_bot_may_not_do_for_its_person(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    await connect(alice, bot)
    await bob.say(alice, "What does a parcel cost?")
    await bot.barrier()
    id = bot.heard(types.UpdateBotBusinessConnect)[-1].connection.connection_id
    with refused("BUSINESS_CONNECTION_NOT_ALLOWED"):
        await bot(act(id, functions.messages.GetHistory(peer=bot.peer(bob), limit=1)))
    with refused("PEER_ID_INVALID"):
        await bot(act(id, functions.messages.SendMessage(peer=types.InputPeerSelf(), message="x", random_id=5)))
    nobody = await world.device("Nobody", "49155990000")
    with refused("AUTH_KEY_UNREGISTERED", 401):
        await nobody(act(id, functions.messages.SendMessage(peer=bot.peer(bob), message="x", random_id=5)))
    with refused("CONNECTION_ID_INVALID"):
        await bot(act("wrong", functions.messages.SendMessage(peer=bot.peer(bob), message="x", random_id=6)))
    with refused("PEER_ID_INVALID"):
        peer = types.InputPeerUser(user_id=bob.user_id, access_hash=1)
        await bot(act(id, functions.messages.SendMessage(peer=peer, message="x", random_id=7)))
    await alice(account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=True))
    count = len(bot.heard(types.UpdateBotNewBusinessMessage))
    await bob.say(alice, "For your ears only")
    await bot.barrier()
    assert len(bot.heard(types.UpdateBotNewBusinessMessage)) == count
    with refused("BUSINESS_PEER_INVALID"):
        await bot(act(id, functions.messages.SendMessage(peer=bot.peer(bob), message="x", random_id=8)))
    await alice(account.ToggleConnectedBotPaused(peer=alice.peer(bob), paused=False))
    await world.pass_time(2 * 86400)
    with refused("BUSINESS_PEER_USAGE_MISSING"):
        await bot(act(id, functions.messages.SendMessage(peer=bot.peer(bob), message="x", random_id=9)))
    await connect(alice, bot, rights=types.BusinessBotRights(read_messages=True))
    with refused("BOT_ACCESS_FORBIDDEN", 403):
        await bot(act(id, functions.messages.SendMessage(peer=bot.peer(bob), message="x", random_id=10)))
