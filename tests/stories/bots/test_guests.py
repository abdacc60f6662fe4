"""Guest mode: bots are called into chats that they are not in (https://core.telegram.org/api/bots/guest-mode)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import callback, heard, inline, make_bot, photo_of
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.test_sanctions import freeze


def article(text: str, **fields: Any) -> types.InputBotInlineResult:
    message = types.InputBotInlineMessageText(message=text, **fields)
    return types.InputBotInlineResult(id="1", type="article", title=text, send_message=message)


async def scene(world: World, layer: int = 229) -> tuple[Actor, Actor, Actor]:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob", layer=layer)
    return alice, bob, await make_bot(world, alice, "GuestBot", settings=("/setguest", "{}", "Enable"))


@pytest.mark.parametrize("layer", [152, 229])
async def test_a_bot_comes_into_a_private_chat(world: World, layer: int) -> None:
    alice, bob, bot = await scene(world, layer)
    [seen] = await bot(functions.users.GetUsers(id=[types.InputUserSelf()]))
    assert seen.bot_guestchat
    await alice.say(bob, "@GuestBot what is the time?")
    asked = await heard(bot, types.UpdateBotGuestChatQuery)
    assert asked.message.message == "@GuestBot what is the time?"
    assert asked.message.from_id == types.PeerUser(user_id=alice.user_id)
    assert asked.message.peer_id == types.PeerUser(user_id=bob.user_id)
    result = article("It is late", reply_markup=inline([callback("Later", b"later")]))
    id = await bot(functions.messages.SetBotGuestChatResult(query_id=asked.query_id, result=result))
    with refused("QUERY_ID_INVALID"):
        await bot(functions.messages.SetBotGuestChatResult(query_id=asked.query_id, result=result))
    for actor in (alice, bob):
        await actor.barrier()
        said = actor.messages[-1]
        assert said.message == "It is late" and said.from_id == types.PeerUser(user_id=bot.user_id)
        assert said.reply_to.reply_to_msg_id
        if layer == 229:
            assert said.guestchat_via_from == types.PeerUser(user_id=alice.user_id)
    press = functions.messages.GetBotCallbackAnswer(peer=bob.peer(alice), msg_id=bob.messages[-1].id, data=b"later")
    waiting = bob.begin(press)
    pressed = await heard(bot, types.UpdateInlineBotCallbackQuery)
    assert pressed.msg_id == id
    await bot(functions.messages.SetBotCallbackAnswer(query_id=pressed.query_id, message="ok", cache_time=0))
    assert (await waiting).message == "ok"
    assert await bot(functions.messages.EditInlineBotMessage(id=id, message="It is later"))
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.message == "It is later"


async def test_a_bot_is_shown_a_picture(world: World) -> None:
    alice, bob, bot = await scene(world)
    picture = await photo_of(alice)
    random_id = world.random.getrandbits(62)
    peer = alice.peer(bob)
    await alice(
        functions.messages.SendMedia(peer=peer, media=picture, message="@GuestBot what is it?", random_id=random_id)
    )
    asked = await heard(bot, types.UpdateBotGuestChatQuery)
    assert isinstance(asked.message.media.photo, types.Photo) and asked.reference_messages is None
    reply = types.InputReplyToMessage(reply_to_msg_id=asked.message.id)
    await alice.say(bob, "@GuestBot and now?", reply_to=reply)
    again = await heard(bot, types.UpdateBotGuestChatQuery, 2)
    assert isinstance(again.reference_messages[0].media.photo, types.Photo) and again.qts == asked.qts + 1


async def test_a_bot_comes_into_groups(world: World) -> None:
    alice, bob, bot = await scene(world)
    made = await alice(functions.channels.CreateChannel(title="Super", about="", megagroup=True))
    large = types.InputPeerChannel(channel_id=made.chats[0].id, access_hash=made.chats[0].access_hash)
    small = await alice(functions.messages.CreateChat(users=[alice.user(bob)], title="Club"))
    club = types.InputPeerChat(chat_id=small.updates.chats[0].id)
    for number, peer in enumerate((club, large), 1):
        await alice(functions.messages.SendMessage(peer=peer, message="@GuestBot hm?", random_id=number))
        asked = await heard(bot, types.UpdateBotGuestChatQuery, number)
        id = await bot(functions.messages.SetBotGuestChatResult(query_id=asked.query_id, result=article("Yes")))
        assert await bot(functions.messages.EditInlineBotMessage(id=id, message="Yes!"))
    await bob.barrier()
    said = next(message for message in bob.messages if getattr(message, "message", "") == "Yes")
    assert said.from_id == types.PeerUser(user_id=bot.user_id)
    assert bob.heard(types.UpdateEditMessage)[-1].message.message == "Yes!"
    history = functions.messages.GetHistory(
        peer=large, offset_id=0, offset_date=0, add_offset=0, limit=1, max_id=0, min_id=0, hash=0
    )
    assert (await alice(history)).messages[0].message == "Yes!"
    # whoever is there needs not be called
    await alice(functions.channels.InviteToChannel(channel=large, users=[alice.user(bot)]))
    await alice(functions.messages.SendMessage(peer=large, message="@GuestBot again?", random_id=9))
    await bot.barrier()
    assert len(bot.heard(types.UpdateBotGuestChatQuery)) == 2


async def test_no_bot_speaks_for_people_who_may_not(world: World) -> None:
    alice, bob, bot = await scene(world)
    await alice.say(bob, "@GuestBot what is the time?")
    asked = await heard(bot, types.UpdateBotGuestChatQuery)
    answer = functions.messages.SetBotGuestChatResult(query_id=asked.query_id, result=article("It is late"))
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    with refused("USER_IS_BLOCKED"):
        await bot(answer)
    await bob(functions.contacts.Unblock(id=bob.peer(alice)))
    await freeze(world, alice)
    with refused("FROZEN_METHOD_INVALID"):
        await bot(answer)
    await bob.barrier()
    assert bob.messages[-1].message == "@GuestBot what is the time?"


async def test_a_call_that_is_gone_is_not_answered(world: World) -> None:
    alice, bob, bot = await scene(world)
    await alice.say(bob, "@GuestBot what is the time?")
    asked = await heard(bot, types.UpdateBotGuestChatQuery)
    await bob.barrier()
    await bob(functions.messages.DeleteMessages(id=[bob.messages[-1].id], revoke=True))
    with refused("REPLY_MESSAGE_ID_INVALID"):
        await bot(functions.messages.SetBotGuestChatResult(query_id=asked.query_id, result=article("It is late")))
