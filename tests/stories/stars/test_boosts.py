"""Boosts of supergroups and channels (https://core.telegram.org/api/boost)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.store.operator import DELETES
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import Actor, World, refused
from tests.stories.test_operator import order, thrown_out

premium = functions.premium
call = functions.messages


async def boost(actor: Actor, peer: int, *slots: int) -> Any:
    return await actor(premium.ApplyBoost(peer=actor.chat(peer), slots=list(slots) if slots else None))


@pytest.mark.parametrize("layer", [167, 189, 229])
async def test_a_channel_rises(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    mine = await bob(premium.GetMyBoosts())
    assert [(one.slot, one.peer) for one in mine.my_boosts] == [(slot, None) for slot in (1, 2, 3, 4)]
    given = await boost(bob, channel)
    assert given.my_boosts[0].peer.channel_id == given.chats[0].id and given.my_boosts[0].cooldown_until_date
    await boost(bob, channel, 2, 4)
    seen = await bob(premium.GetBoostsStatus(peer=bob.chat(channel)))
    assert (seen.level, seen.boosts, seen.current_level_boosts, seen.next_level_boosts) == (2, 3, 3, 6)
    assert seen.my_boost and seen.my_boost_slots == [1, 2, 4] and seen.boost_url.endswith("?boost")
    [shown] = (await alice(functions.channels.GetChannels(id=[alice.channel(channel)]))).chats
    assert shown.level == 2
    first = await alice(premium.GetBoostsList(peer=alice.chat(channel), offset="", limit=2))
    assert await alice(premium.GetBoostsList(peer=alice.chat(channel), offset=f"{2**63}:1", limit=2)) == first
    assert first.count == 3 and [one.user_id for one in first.boosts] == [bob.user_id] * 2
    rest = await alice(premium.GetBoostsList(peer=alice.chat(channel), offset=first.next_offset, limit=2))
    assert len(rest.boosts) == 1 and rest.next_offset is None
    assert (await alice(premium.GetBoostsList(peer=alice.chat(channel), gifts=True, offset="", limit=2))).count == 0
    theirs = await alice(premium.GetUserBoosts(peer=alice.chat(channel), user_id=alice.user(bob)))
    assert theirs.count == 3
    # a day later a boost may go elsewhere
    other = await alice.create_channel("Other", bob)
    with refused("FLOOD_WAIT_86400"):
        await boost(bob, other, 1)
    await world.pass_time(86401)
    moved = await boost(bob, other, 1)
    assert moved.my_boosts[0].peer.channel_id == bob.channel(other).channel_id
    assert (await bob(premium.GetBoostsStatus(peer=bob.chat(channel)))).level == 1


async def test_whoever_is_gone_boosts_nothing(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await alice.create_channel("News", bob)
    await boost(bob, channel)
    await order(world, DELETES, bob)
    await thrown_out(bob)
    seen = await alice(premium.GetBoostsStatus(peer=alice.chat(channel)))
    assert (seen.level, seen.boosts) == (0, 0)
    [shown] = (await alice(functions.channels.GetChannels(id=[alice.channel(channel)]))).chats
    assert shown.level is None


async def test_what_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await alice.create_channel("News", bob)
    await boost(bob, channel, 1)
    with refused("BOOST_NOT_MODIFIED"):
        await boost(bob, channel, 1)
    for slots in ((0,), (5,), (2, 9)):
        with refused("SLOTS_EMPTY"):
            await boost(bob, channel, *slots)
    with refused("SLOTS_EMPTY"):
        await bob(premium.ApplyBoost(peer=bob.chat(channel), slots=[]))
    await boost(bob, channel, 2, 3, 4)
    with refused("SLOTS_EMPTY"):
        await boost(bob, channel)
    with refused("BOOST_PEER_INVALID"):
        await bob(premium.GetBoostsStatus(peer=bob.peer(alice)))
    group = await alice.create_group("Group", bob)
    with refused("BOOST_PEER_INVALID"):
        await boost(bob, group)
    for ask in (
        premium.GetBoostsList(peer=bob.chat(channel), offset="", limit=2),
        premium.GetUserBoosts(peer=bob.chat(channel), user_id=bob.user(alice)),
    ):
        with refused("CHAT_ADMIN_REQUIRED"):
            await bob(ask)


async def test_boosters_of_a_supergroup_are_free(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_channel("Group", bob, carol, megagroup=True)
    bot = await make_bot(world, alice)
    rights = types.ChatAdminRights(delete_messages=True, other=True)
    await alice(
        functions.channels.EditAdmin(
            channel=alice.channel(group), user_id=alice.user(bot), admin_rights=rights, rank=""
        )
    )
    await alice(functions.channels.ToggleSlowMode(channel=alice.channel(group), seconds=3600))
    await alice(functions.channels.SetBoostsToUnblockRestrictions(channel=alice.channel(group), boosts=2))
    await bob.write(group, "one")
    with refused("SLOWMODE_WAIT_3600"):
        await bob.write(group, "two")
    await boost(bob, group)
    await carol.barrier()
    assert carol.messages[-1].action == types.MessageActionBoostApply(boosts=1)
    with refused("SLOWMODE_WAIT_3600"):
        await bob.write(group, "two")
    await boost(bob, group, 2)
    await bob.write(group, "two")
    await bob.write(group, "three")
    full = (await bob(functions.channels.GetFullChannel(channel=bob.channel(group)))).full_chat
    assert (full.boosts_applied, full.boosts_unrestrict) == (2, 2)
    await bot.barrier()
    heard = bot.heard(types.UpdateBotChatBoost)
    assert [one.boost.user_id for one in heard] == [bob.user_id] * 2 and heard[0].qts
    theirs = await bot(premium.GetUserBoosts(peer=bot.chat(group), user_id=bot.user(bob)))
    assert theirs.count == 2
    send = {"send_plain": True, "until_date": 0}
    banned = types.ChatBannedRights(**send)
    await alice(call.EditChatDefaultBannedRights(peer=alice.chat(group), banned_rights=banned))
    await bob.write(group, "still")
    with refused("CHAT_SEND_PLAIN_FORBIDDEN"):
        await carol.write(group, "not")
