"""Bots in groups: what they hear, and what people do with their messages there."""

from __future__ import annotations

from typing import Any

from angarium.domain import access
from angarium.domain.chats import hearing
from angarium.domain.chats.hearing import Said
from angarium.model.bots import BotFace
from angarium.tl import functions, types
from tests.stories.bots.robots import callback, converse, heard, inline, make_bot
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def group(owner: Actor, *members: Actor) -> tuple[Any, int]:
    """A basic group of these people: as they name it, and its number."""
    made = await owner(call.CreateChat(users=[owner.user(member) for member in members], title="Club"))
    chat = made.updates.chats[0]
    return types.InputPeerChat(chat_id=chat.id), chat.id


def texts(actor: Actor) -> list[str]:
    """What somebody heard in words."""
    return [message.message for message in actor.messages if isinstance(message, types.Message)]


async def say(actor: Actor, peer: Any, text: str, **fields: Any) -> Any:
    random_id = actor.world.random.getrandbits(62)
    return await actor(call.SendMessage(peer=peer, message=text, random_id=random_id, **fields))


async def test_a_bot_hears_what_is_meant_for_it(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot, open_bot = await make_bot(world, alice, "ShyBot"), await make_bot(world, alice, "OpenBot")
    await converse(alice, "/setprivacy", "@OpenBot", "Disable")
    peer, _ = await group(alice, bob, bot, open_bot)
    for text in ("Hello", "/help", "/help@ShyBot", "/help@OpenBot", "Ask @ShyBot"):
        await say(bob, peer, text)
    await bot.barrier()
    await open_bot.barrier()
    assert texts(bot) == ["/help", "/help@ShyBot", "Ask @ShyBot"]
    assert texts(open_bot) == ["Hello", "/help", "/help@ShyBot", "/help@OpenBot", "Ask @ShyBot"]
    sent = await say(bot, peer, "Yes?", reply_markup=inline([callback("Go", b"go")]))
    assert sent.updates
    await bob.barrier()
    shown = next(message for message in bob.messages if getattr(message, "message", "") == "Yes?")
    await say(bob, peer, "an answer", reply_to=types.InputReplyToMessage(reply_to_msg_id=shown.id))
    await bot.barrier()
    assert texts(bot)[-1] == "an answer" and "Yes?" not in texts(open_bot)


async def test_a_button_is_pressed_in_a_group(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "ShyBot")
    peer, number = await group(alice, bob, bot)
    sent = await say(bot, peer, "Choose", reply_markup=inline([callback("Go", b"go")]))
    await bob.barrier()
    shown = bob.messages[-1]
    waiting = bob.begin(call.GetBotCallbackAnswer(peer=peer, msg_id=shown.id, data=b"go"))
    asked = await heard(bot, types.UpdateBotCallbackQuery)
    assert asked.peer == types.PeerChat(chat_id=number) and asked.msg_id == sent.updates[0].id
    await bot(call.SetBotCallbackAnswer(query_id=asked.query_id, message="ok", cache_time=0))
    assert (await waiting).message == "ok"
    with refused("BUTTON_TYPE_INVALID"):
        web = types.KeyboardInlineButton(text="x", type=types.InlineButtonTypeWebView(url="https://example.org"))
        await say(bot, peer, "App", reply_markup=inline([web]))


async def test_a_group_tells_of_its_bots(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "ShyBot")
    for scope, name in ((types.BotCommandScopeDefault(), "all"), (types.BotCommandScopeChats(), "groups")):
        command = types.BotCommand(command=name, description="x")
        await bot(functions.bots.SetBotCommands(scope=scope, lang_code="", commands=[command]))
    _, number = await group(alice, bob, bot)
    full = await bob(functions.messages.GetFullChat(chat_id=number))
    [info] = full.full_chat.bot_info
    assert info.user_id == bot.user_id and [command.command for command in info.commands] == ["groups"]
    assert bot.user_id in [user.id for user in full.users]
    made = await alice(functions.channels.CreateChannel(title="Super", about="", megagroup=True))
    channel = types.InputChannel(channel_id=made.chats[0].id, access_hash=made.chats[0].access_hash)
    assert (await alice(functions.channels.GetFullChannel(channel=channel))).full_chat.bot_info == []
    await alice(functions.channels.InviteToChannel(channel=channel, users=[alice.user(bot)]))
    [info] = (await alice(functions.channels.GetFullChannel(channel=channel))).full_chat.bot_info
    assert info.user_id == bot.user_id


async def test_a_link_brings_a_bot_into_a_group(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot, closed = await make_bot(world, alice, "LinkBot"), await make_bot(world, alice, "ClosedBot")
    await converse(alice, "/setjoingroups", "@ClosedBot", "Disable")
    peer, _ = await group(alice, bob)
    with refused("START_PARAM_EMPTY"):
        await alice(call.StartBot(bot=alice.user(bot), peer=peer, random_id=4, start_param=""))
    with refused("BOT_GROUPS_BLOCKED"):
        await alice(call.StartBot(bot=alice.user(closed), peer=peer, random_id=4, start_param="x"))
    await alice(call.StartBot(bot=alice.user(bot), peer=peer, random_id=5, start_param="now"))
    await bot.barrier()
    assert texts(bot) == ["/start@LinkBot now"]
    await say(bot, peer, "Hello, club")
    await bob.barrier()
    assert texts(bob)[-1] == "Hello, club"


async def test_results_go_to_groups(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "FindBot", settings=("/setinline", "{}", "Find"))
    made = await alice(functions.channels.CreateChannel(title="Super", about="", megagroup=True))
    chat = made.chats[0]
    peer = types.InputPeerChannel(channel_id=chat.id, access_hash=chat.access_hash)
    small, _ = await group(alice, bob)
    for place, kind in ((peer, types.InlineQueryPeerTypeMegagroup()), (small, types.InlineQueryPeerTypeChat())):
        before = len(bot.heard(types.UpdateBotInlineQuery))
        waiting = alice.begin(call.GetInlineBotResults(bot=alice.user(bot), peer=place, query="x", offset=""))
        asked = await heard(bot, types.UpdateBotInlineQuery, before + 1)
        assert asked.peer_type == kind
        message = types.InputBotInlineMessageText(message="Found", reply_markup=inline([callback("More", b"more")]))
        result = types.InputBotInlineResult(id="1", type="article", title="x", send_message=message)
        await bot(call.SetInlineBotResults(query_id=asked.query_id, results=[result], cache_time=0))
        shown = await waiting
        sent = await alice(call.SendInlineBotResult(peer=place, query_id=shown.query_id, id="1", random_id=before + 5))
        id = sent.updates[0].id
        pressing = len(bot.heard(types.UpdateInlineBotCallbackQuery))
        pressed = alice.begin(call.GetBotCallbackAnswer(peer=place, msg_id=id, data=b"more"))
        query = await heard(bot, types.UpdateInlineBotCallbackQuery, pressing + 1)
        await bot(call.SetBotCallbackAnswer(query_id=query.query_id, message="ok", cache_time=0))
        assert (await pressed).message == "ok"
        assert await bot(call.EditInlineBotMessage(id=query.msg_id, message="More"))
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.message == "More"


async def test_what_is_meant_for_a_bot_in_a_supergroup(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, "ShyBot")
    open_bot = await make_bot(world, alice, "OpenBot", settings=("/setprivacy", "{}", "Disable"))
    made = await alice(functions.channels.CreateChannel(title="Super", about="", megagroup=True))
    chat = made.chats[0]
    peer = types.InputPeerChannel(channel_id=chat.id, access_hash=chat.access_hash)
    await alice(functions.channels.InviteToChannel(channel=peer, users=[alice.user(bot), alice.user(open_bot)]))
    await bot.barrier()
    for text in ("Hello", "/help", "/help@OpenBot", "Ask @ShyBot"):
        await say(alice, peer, text)
    await bot.barrier()
    await open_bot.barrier()

    def told(actor: Actor) -> list[str]:
        spoken = [update.message for update in actor.heard(types.UpdateNewChannelMessage)]
        return [message.message for message in spoken if isinstance(message, types.Message)]

    assert told(bot) == ["/help", "Ask @ShyBot"]
    assert told(open_bot) == ["Hello", "/help", "/help@OpenBot", "Ask @ShyBot"]
    reply = types.InputReplyToMessage(reply_to_msg_id=(await say(bot, _named(bot, chat.id), "Yes?")).updates[0].id)
    await say(alice, peer, "an answer", reply_to=reply)
    await bot.barrier()
    assert told(bot)[-1] == "an answer"


def _named(actor: Actor, channel_id: int) -> types.InputPeerChannel:
    """A supergroup as somebody names it."""
    secret = actor.world.app.house.secret
    hash = access.access_hash(secret, actor.user_id, "channel", -(10**12) - channel_id)
    return types.InputPeerChannel(channel_id=channel_id, access_hash=hash)


def test_the_rule_of_privacy_mode() -> None:
    own, other = 7, 8

    def hears(face: BotFace = BotFace(), *, admin: bool = False, **said: Any) -> bool:
        return hearing.hears(own, face, ("KindBot",), Said(author_id=5, **said), admin=admin)

    assert not hears() and not hears(commands=("start@other",)) and not hears(reply_to=other)
    assert hears(commands=("start",)) and hears(commands=("start@kindbot",)) and hears(reply_to=own)
    assert hears(via_bot=own) and hears(mentioned=frozenset({"KINDBOT"})) and hears(service=True)
    assert hears(BotFace(reads_all=True)) and hears(admin=True) and hears(named=frozenset({own}))
    assert not hears(admin=True, from_bot=True)
