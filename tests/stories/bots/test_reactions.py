"""Bots hear who reacts: in their own chats, and where they are admins."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import Actor, World

call = functions.messages
HEART, FIRE = types.ReactionEmoji(emoticon="❤"), types.ReactionEmoji(emoticon="🔥")


async def react(actor: Actor, peer: Any, id: int, *reactions: Any) -> None:
    await actor(call.SendReaction(peer=peer, msg_id=id, reaction=list(reactions)))


async def lead(owner: Actor, peer: int, admin: Actor, **rights: bool) -> None:
    granted = types.ChatAdminRights(**(rights or {"ban_users": True}))
    channel, user = owner.channel(peer), owner.user(admin)
    await owner(functions.channels.EditAdmin(channel=channel, user_id=user, admin_rights=granted, rank=""))


@pytest.mark.parametrize("layer", [133, 174, 229])
async def test_somebody_reacts_to_a_bot(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, layer=layer)
    await bob.say(bot, "/start")
    sent = await bot.say(bob, "Hello")
    await bob.barrier()
    await react(bob, bob.peer(bot), bob.messages[-1].id, HEART)
    await react(bob, bob.peer(bot), bob.messages[-1].id, HEART, FIRE)
    await react(bob, bob.peer(bot), bob.messages[-1].id)
    await react(bot, bot.peer(bob), sent.id, FIRE)  # its own is not told
    await bot.barrier()
    told = bot.heard(types.UpdateBotMessageReaction)
    if layer < 174:
        assert not told
        return
    assert [(one.old_reactions, one.new_reactions) for one in told] == [
        ([], [HEART]), ([HEART], [HEART, FIRE]), ([HEART, FIRE], []),
    ]  # fmt: skip
    assert {(one.peer.user_id, one.actor.user_id, one.msg_id) for one in told} == {(bob.user_id, bob.user_id, sent.id)}
    assert [one.qts for one in told] == [2, 3, 4]


async def test_bots_that_lead_a_group_hear_who_reacts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot, plain = await make_bot(world, alice, "LeadBot"), await make_bot(world, alice, "PlainBot")
    group = await alice.create_group("Club", bob, bot, plain)
    early = await alice.write(group, "Before the bot led")
    await alice(call.EditChatAdmin(chat_id=-group, user_id=alice.user(bot), is_admin=True))
    id = await alice.write(group, "Hello")
    await bob.barrier()
    await bot.barrier()
    await react(bob, bob.chat(group), bob.messages[-1].id, HEART)
    await react(alice, alice.chat(group), early, HEART)  # of which the bot has no copy
    await bot.barrier()
    (told,) = bot.heard(types.UpdateBotMessageReaction)
    assert told.msg_id == bot.messages[-1].id and told.actor.user_id == bob.user_id and told.new_reactions == [HEART]
    assert told.peer == types.PeerChat(chat_id=-group) and not plain.heard(types.UpdateBotMessageReaction)
    await react(bot, bot.chat(group), told.msg_id, FIRE)
    await react(bob, bob.chat(group), bob.messages[-1].id)
    await bot.barrier()
    assert [one.new_reactions for one in bot.heard(types.UpdateBotMessageReaction)] == [[HEART], []]
    assert id


async def test_bots_that_lead_a_supergroup_hear_who_reacts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "LeadBot", settings=("/setprivacy", "{}", "Disable"))
    club = await alice.create_channel("Club", bob, bot, megagroup=True)
    id = await bob.write(club, "Hello")
    await react(bob, bob.chat(club), id, HEART)  # nobody leads yet
    await lead(alice, club, bot)
    await react(bob, bob.chat(club), id, FIRE)
    await lead(alice, club, alice, anonymous=True, change_info=True)
    await react(alice, alice.chat(club), id, HEART)
    await alice(call.DeleteParticipantReaction(peer=alice.chat(club), msg_id=id, participant=alice.peer(bob)))
    await bot.barrier()
    told = bot.heard(types.UpdateBotMessageReaction)
    number = -club - 10**12
    assert [(one.actor, one.old_reactions, one.new_reactions) for one in told] == [
        (types.PeerUser(user_id=bob.user_id), [HEART], [FIRE]),
        (types.PeerChannel(channel_id=number), [], [HEART]),
        (types.PeerUser(user_id=bob.user_id), [FIRE], []),
    ]
    assert {(one.peer.channel_id, one.msg_id) for one in told} == {(number, id)}


async def test_of_posts_bots_hear_how_often(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "LeadBot")
    news = await alice.create_channel("News", bob)
    await lead(alice, news, bot, post_messages=True)
    id = await alice.write(news, "A post")
    await react(bob, bob.chat(news), id, HEART, FIRE)
    await react(alice, alice.chat(news), id, FIRE)
    await react(bob, bob.chat(news), id)
    await bot.barrier()
    told = bot.heard(types.UpdateBotMessageReactions)
    counts = [[(one.reaction.emoticon, one.count) for one in update.reactions] for update in told]
    assert [dict(one) for one in counts] == [{"❤": 1, "🔥": 1}, {"🔥": 2, "❤": 1}, {"🔥": 1}]
    assert counts[1][0] == ("🔥", 2) and {one.msg_id for one in told} == {id}
    assert not bot.heard(types.UpdateBotMessageReaction)
