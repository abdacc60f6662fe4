"""What the operator orders for people and chats, done by the server that runs."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.model import orders
from angarium.model.orders import Order
from angarium.store import operator
from angarium.tl import functions, types
from tests.stories.bots.robots import converse, make_bot
from tests.stories.contents.test_polls import text
from tests.stories.harness import Actor, World, refused
from tests.stories.startup.test_help import plain

call = functions.messages
LAYERS = [133, 158, 200, 229]


async def order(world: World, box: int, **wanted: Any) -> None:
    """What `angarium chat` and `angarium user` write down."""
    async with world.app.house.work.begin() as tx:
        await operator.order(tx, box, Order(**wanted), tx.now)
    await world.pass_time(1)


async def chat(actor: Actor, peer: int) -> Any:
    """A supergroup or channel as somebody sees it."""
    return (await actor(functions.channels.GetChannels(id=[actor.channel(peer)]))).chats[0]


async def person(actor: Actor, other: Actor) -> Any:
    return (await actor(functions.users.GetUsers(id=[actor.user(other)])))[0]


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_restricted_channel_says_why_and_takes_no_posts(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    await order(world, channel, kind=orders.RESTRICT, text="This is spam.")
    await bob.barrier()
    assert [one.channel_id for one in bob.heard(types.UpdateChannel)][-1:] == [alice.channel(channel).channel_id]
    seen = await chat(bob, channel)
    (reason,) = seen.restriction_reason
    assert seen.restricted and (reason.platform, reason.text) == ("all", "This is spam.")
    with refused("CHAT_RESTRICTED"):
        await alice.write(channel, "buy!")
    await order(world, channel, kind=orders.RESTRICT)
    assert not (await chat(bob, channel)).restricted and await alice.write(channel, "sorry")


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_restricted_account_says_why(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    await alice.say(bob, "hello")
    await order(world, alice.user_id, kind=orders.RESTRICT, text="This is spam.")
    seen = await person(bob, alice)
    assert seen.restricted and [one.text for one in seen.restriction_reason] == ["This is spam."]
    await order(world, alice.user_id, kind=orders.RESTRICT)
    assert not (await person(bob, alice)).restricted


@pytest.mark.parametrize("layer", LAYERS)
async def test_people_and_chats_are_verified(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    await alice.say(bob, "hello")
    channel = await alice.create_channel("News", bob)
    for on in (True, False):
        await order(world, channel, kind=orders.VERIFY, on=on)
        await order(world, alice.user_id, kind=orders.VERIFY, on=on)
        assert bool((await chat(bob, channel)).verified) is on and bool((await person(bob, alice)).verified) is on


async def test_a_basic_group_is_restricted_and_deleted(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await alice.create_group("Group", bob)
    await order(world, group, kind=orders.RESTRICT, text="This is spam.")
    with refused("CHAT_RESTRICTED"):
        await bob.write(group, "buy!")
    await order(world, group, kind=orders.DELETE)
    seen = await bob(call.GetChats(id=[-group]))
    assert seen.chats[0].deactivated
    with refused("CHAT_FORBIDDEN"):
        await alice(call.AddChatUser(chat_id=-group, user_id=alice.user(bob), fwd_limit=0))


async def test_a_deleted_channel_is_gone_with_its_name_and_its_discussion(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await alice.create_channel("News", bob)
    group = await alice.create_channel("Talk", bob, megagroup=True)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(channel), username="the_news"))
    link = functions.channels.SetDiscussionGroup(broadcast=alice.channel(channel), group=alice.channel(group))
    await alice(link)
    await order(world, channel, kind=orders.DELETE)
    await bob.barrier()
    for actor in (alice, bob):
        assert isinstance(await chat(actor, channel), types.ChannelForbidden)
        with refused("CHANNEL_PRIVATE"):
            await actor(functions.channels.GetFullChannel(channel=actor.channel(channel)))
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(group)))
    assert full.full_chat.linked_chat_id is None
    assert await bob(functions.account.CheckUsername(username="the_news"))
    await order(world, channel, kind=orders.DELETE)  # a second time changes nothing
    await order(world, channel, kind=orders.VERIFY)


@pytest.mark.parametrize("layer", [158, 229])
async def test_fact_checkers_are_named(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    post = await alice.write(channel, "The moon is a cheese")

    async def may() -> bool:
        return bool(plain((await bob(functions.help.GetAppConfig(hash=0))).config)["can_edit_factcheck"])

    assert not await may()
    await order(world, bob.user_id, kind=orders.CHECK_FACTS)
    await bob.barrier()
    assert bob.heard(types.UpdateConfig) and await may()
    if layer < 182:
        return
    note = call.EditFactCheck(peer=bob.chat(channel), msg_id=post, text=text("It is not."))
    await bob(note)
    (found,) = await alice(call.GetFactCheck(peer=alice.chat(channel), msg_id=[post]))
    assert found.text.text == "It is not."
    await order(world, bob.user_id, kind=orders.CHECK_FACTS, on=False)
    assert not await may()
    with refused("CHAT_ACTION_FORBIDDEN"):
        await bob(note)


@pytest.mark.parametrize("layer", LAYERS)
async def test_the_staff_keep_notes_about_people(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    carol = await world.sign_up("Carol")
    ask, bold = functions.help.GetUserInfo(user_id=bob.user(alice)), [types.MessageEntityBold(offset=0, length=4)]
    note = functions.help.EditUserInfo(user_id=bob.user(alice), message="Lost her phone", entities=bold)
    for query in (ask, note):
        with refused("USER_INVALID", 403):
            await bob(query)
    for one in (bob, carol):
        await order(world, one.user_id, kind=orders.SUPPORT)
    assert (await person(alice, bob)).support
    assert isinstance(await bob(ask), types.help.UserInfoEmpty)
    written = await bob(note)
    assert (written.message, written.author, written.entities) == ("Lost her phone", "Bob", bold)
    assert (await carol(functions.help.GetUserInfo(user_id=carol.user(alice)))).date == written.date
    with refused("ENTITY_BOUNDS_INVALID"):
        wrong = [types.MessageEntityBold(offset=-1, length=4)]
        await bob(functions.help.EditUserInfo(user_id=bob.user(alice), message="x", entities=wrong))
    empty = functions.help.EditUserInfo(user_id=bob.user(alice), message="", entities=[])
    assert isinstance(await bob(empty), types.help.UserInfoEmpty)
    assert isinstance(await bob(ask), types.help.UserInfoEmpty)
    await order(world, bob.user_id, kind=orders.SUPPORT, on=False)
    with refused("USER_INVALID", 403):
        await bob(ask)


async def test_bots_vouch_while_the_operator_lets_them(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice)
    channel = await alice.create_channel("News", bob)

    def vouch(peer: Any) -> Any:
        return functions.bots.SetCustomVerification(bot=alice.user(bot), peer=peer, enabled=True)

    with refused("BOT_VERIFIER_FORBIDDEN"):
        await alice(vouch(alice.peer(bob)))
    await order(world, bot.user_id, kind=orders.VOUCH, text="The Town", icon=77)
    assert await alice(vouch(alice.peer(bob))) and await alice(vouch(alice.chat(channel)))

    async def seen() -> list[Any]:
        about_bob = await bob(functions.users.GetFullUser(id=types.InputUserSelf()))
        about_channel = await bob(functions.channels.GetFullChannel(channel=bob.channel(channel)))
        return [about_bob.full_user.bot_verification, about_channel.full_chat.bot_verification]

    assert (await person(bob, bob)).bot_verification_icon == 77 == (await chat(bob, channel)).bot_verification_icon
    with refused("PEER_ID_INVALID"):
        await bot(functions.bots.SetCustomVerification(peer=types.InputPeerUser(user_id=5), enabled=True))
    for told in await seen():
        assert (told.bot_id, told.icon, told.description) == (bot.user_id, 77, "Verified by The Town.")
    await order(world, bot.user_id, kind=orders.VOUCH)
    assert await seen() == [None, None]
    assert (await person(bob, bob)).bot_verification_icon is None
    assert (await chat(bob, channel)).bot_verification_icon is None
    with refused("BOT_VERIFIER_FORBIDDEN"):
        await alice(vouch(alice.peer(bob)))
    await order(world, alice.user_id, kind=orders.VOUCH, text="The Town")  # she is no bot: nothing happens
    await order(world, bot.user_id, kind=orders.VOUCH, text="The Town", icon=78)
    assert await alice(vouch(alice.peer(bob)))
    bot.witness.gone = True
    await converse(alice, "/deletebot", "@HelperBot", "Yes, I am totally sure.")
    assert await seen() == [None, None] and (await person(bob, bob)).bot_verification_icon is None


async def test_several_orders_for_one_person_are_done_in_turn(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "hello")
    async with world.app.house.work.begin() as tx:
        for wanted in (Order(kind=orders.VERIFY), Order(kind=orders.RESTRICT, text="no"), Order(kind=orders.RESTRICT)):
            await operator.order(tx, alice.user_id, wanted, tx.now)
    await world.pass_time(1)
    seen = await person(bob, alice)
    assert seen.verified and not seen.restricted
    alice.witness.gone = True
    await order(world, alice.user_id, kind=orders.DELETE)
    assert (await person(bob, alice)).deleted
    await order(world, alice.user_id, kind=orders.VERIFY)
    async with world.app.house.work.begin() as tx:
        assert [await operator.take_order(tx, alice.user_id, id) for id in range(6)] == [None] * 6
