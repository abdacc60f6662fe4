"""Reactions that are paid for with stars (https://core.telegram.org/api/reactions#paid-reactions)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages
ME = types.InputPeerSelf()
ANONYMOUS = types.PaidReactionPrivacyAnonymous()


def fresh(world: World) -> int:
    """A random id with its time."""
    return int(world.clock.now()) << 32 | world.random.getrandbits(31)


async def balance(actor: Actor, peer: Any = ME) -> int:
    found = (await actor(functions.payments.GetStarsStatus(peer=peer))).balance
    return found if isinstance(found, int) else int(found.amount)


async def open_channel(owner: Actor, *others: Actor) -> int:
    """A channel where reactions are paid for."""
    channel = await owner.create_channel("News", *others)
    every = types.ChatReactionsAll()
    await owner(call.SetChatAvailableReactions(peer=owner.chat(channel), available_reactions=every, paid_enabled=True))
    return channel


async def pay(actor: Actor, channel: int, post: int, count: int, **fields: Any) -> Any:
    fields.setdefault("random_id", fresh(actor.world))
    return await actor(call.SendPaidReaction(peer=actor.chat(channel), msg_id=post, count=count, **fields))


async def shown(actor: Actor, channel: int, post: int) -> Any:
    """The reactions below a post as somebody sees them."""
    history = await actor(call.GetHistory(peer=actor.chat(channel), limit=10))
    return next(message.reactions for message in history.messages if message.id == post)


async def test_stars_go_to_the_channel(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    phone = await world.sign_in(bob)
    channel = await open_channel(alice, bob, carol)
    full = (await bob(functions.channels.GetFullChannel(channel=bob.channel(channel)))).full_chat
    assert full.paid_reactions_available and not full.can_view_stars_revenue
    post = await alice.write(channel, "buy")
    await bob(call.SendReaction(peer=bob.chat(channel), msg_id=post, reaction=[types.ReactionEmoji(emoticon="👍")]))
    assert await balance(bob) == 2500
    done = await pay(bob, channel, post, 30)
    assert done.updates[0].reactions.results[0].reaction == types.ReactionPaid()
    await pay(bob, channel, post, 20)
    await pay(carol, channel, post, 100)
    seen = await shown(bob, channel, post)
    assert [(row.reaction.NAME, row.count) for row in seen.results] == [("reactionPaid", 150), ("reactionEmoji", 1)]
    first, second = seen.top_reactors
    assert first.count == 100 and first.top and not first.my and first.peer_id.user_id == carol.user_id
    assert second.count == 50 and second.top and second.my and second.peer_id.user_id == bob.user_id
    assert await balance(bob) == 2450 and await balance(alice, alice.chat(channel)) == 150
    await phone.barrier()
    assert [update.balance.amount for update in phone.heard(types.UpdateStarsBalance)] == [2500, 2470, 2450][1:]
    told = [u.reactions for u in phone.heard(types.UpdateMessageReactions)]
    assert any(one.min for one in told) and told[-1].results[0].count == 150
    # what moved: of the person, and of the channel
    moved = await bob(functions.payments.GetStarsTransactions(peer=ME, outbound=True, offset="", limit=1))
    assert [(one.amount.amount, one.reaction, one.msg_id) for one in moved.history] == [(-20, True, post)]
    assert moved.history[0].peer.peer.channel_id == moved.chats[0].id and moved.next_offset
    rest = await bob(functions.payments.GetStarsTransactions(peer=ME, offset=moved.next_offset, limit=10))
    assert [one.amount.amount for one in rest.history] == [-30, 2500] and rest.next_offset is None
    came = await alice(functions.payments.GetStarsTransactions(peer=alice.chat(channel), offset="", ascending=True))
    assert [one.amount.amount for one in came.history] == [30, 20, 100]
    picked = [types.InputStarsTransaction(id=came.history[1].id)]
    one = await alice(functions.payments.GetStarsTransactionsByID(peer=alice.chat(channel), id=picked))
    assert one.history == [came.history[1]]
    await alice(functions.channels.DeleteMessages(channel=alice.channel(channel), id=[post]))
    assert await balance(alice, alice.chat(channel)) == 150


async def test_what_is_refused(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await alice.create_channel("News", bob)
    post = await alice.write(channel, "buy")
    with refused("CHAT_WRITE_FORBIDDEN", 403):
        await pay(bob, channel, post, 1)
    every = types.ChatReactionsAll()
    await alice(call.SetChatAvailableReactions(peer=alice.chat(channel), available_reactions=every, paid_enabled=True))
    with refused("CHAT_NOT_MODIFIED"):
        again = call.SetChatAvailableReactions(
            peer=alice.chat(channel), available_reactions=types.ChatReactionsAll(), paid_enabled=True
        )
        await alice(again)
    for count in (0, -5, 2501):
        with refused("REACTIONS_COUNT_INVALID"):
            await pay(bob, channel, post, count)
    with refused("RANDOM_ID_EMPTY"):
        await pay(bob, channel, post, 1, random_id=0)
    for random_id in (5, int(world.clock.now() - 3600) << 32, -1):
        with refused("RANDOM_ID_EXPIRED"):
            await pay(bob, channel, post, 1, random_id=random_id)
    with refused("MESSAGE_ID_INVALID"):
        await pay(bob, channel, 99, 1)
    with refused("PEER_ID_INVALID"):
        await bob(call.SendPaidReaction(peer=bob.peer(alice), msg_id=1, count=1, random_id=fresh(world)))
    with refused("SEND_AS_PEER_INVALID"):
        await pay(bob, channel, post, 1, private=types.PaidReactionPrivacyPeer(peer=bob.chat(channel)))
    with refused("SEND_AS_PEER_INVALID"):
        await pay(bob, channel, post, 1, private=types.PaidReactionPrivacyPeer(peer=types.InputPeerEmpty()))
    with refused("REACTION_EMPTY"):
        await bob(call.TogglePaidReactionPrivacy(peer=bob.chat(channel), msg_id=post, private=ANONYMOUS))
    await pay(bob, channel, post, 2500)
    with refused("BALANCE_TOO_LOW"):
        await pay(bob, channel, post, 1)
    assert await balance(bob) == 0
    group = await alice.create_channel("Group", bob, megagroup=True)
    with refused("CHAT_ID_INVALID"):
        await alice(
            call.SetChatAvailableReactions(peer=alice.chat(group), available_reactions=every, paid_enabled=True)
        )
    none = types.ChatReactionsNone()
    await alice(call.SetChatAvailableReactions(peer=alice.chat(group), available_reactions=none, paid_enabled=False))


async def test_purses_are_their_owners(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await open_channel(alice, bob)
    with refused("CHAT_ADMIN_REQUIRED"):
        await balance(bob, bob.chat(channel))
    with refused("PEER_ID_INVALID"):
        await balance(bob, bob.peer(alice))
    with refused("TRANSACTION_ID_INVALID"):
        wanted = [types.InputStarsTransaction(id="welcome", refund=True)]
        await alice(functions.payments.GetStarsTransactionsByID(peer=ME, id=wanted))
    with refused("SUBSCRIPTION_ID_INVALID"):
        ask = functions.payments.GetStarsTransactions(peer=ME, subscription_id="x", offset="", limit=10)
        await alice(ask)
    other = await alice(functions.payments.GetStarsStatus(peer=ME, ton=True))
    assert other.balance == types.StarsTonAmount(amount=0)
    assert (await alice(functions.payments.GetStarsTransactions(peer=ME, ton=True, offset="", limit=9))).history is None
    assert (await alice(functions.payments.GetStarsSubscriptions(peer=ME, offset=""))).balance.amount == 2500


@pytest.mark.parametrize("layer", [184, 200, 229])
async def test_what_a_channel_earns(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    owner = await world.sign_in(alice)
    channel = await open_channel(owner, bob)
    post = await owner.write(channel, "buy")
    earned = functions.payments.GetStarsRevenueStats(peer=alice.chat(channel))
    await pay(bob, channel, post, 30)
    await world.pass_time(86400)
    await pay(bob, channel, post, 12)
    found = await alice(earned)
    balance, overall = found.status.current_balance, found.status.overall_revenue
    assert 42 in (balance, getattr(balance, "amount", 0)) and 42 in (overall, getattr(overall, "amount", 0))
    drawn = json.loads(found.revenue_graph.json.data)
    assert drawn["columns"][1][-2:] == [30, 12] and not found.status.withdrawal_enabled
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.payments.GetStarsRevenueStats(peer=bob.chat(channel)))
    with refused("PEER_ID_INVALID"):
        await bob(functions.payments.GetStarsRevenueStats(peer=ME))
    if layer == 229:
        other = await alice(functions.payments.GetStarsRevenueStats(peer=alice.chat(channel), ton=True))
        assert other.status.current_balance == types.StarsTonAmount(amount=0)


async def test_a_call_that_is_repeated_pays_once(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    channel = await open_channel(alice, bob)
    post = await alice.write(channel, "buy")
    random_id = fresh(world)
    for _ in range(3):
        done = await pay(bob, channel, post, 7, random_id=random_id)
        assert done.updates[0].reactions.results[0].count == 7
    assert await balance(bob) == 2493


async def test_in_whose_name(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    phone = await world.sign_in(bob)
    channel, own = await open_channel(alice, bob, carol), await bob.create_channel("Bob's")
    post = await alice.write(channel, "buy")
    await pay(bob, channel, post, 5, private=ANONYMOUS)
    told = await bob(call.GetPaidReactionPrivacy())
    assert told.updates[0].private == ANONYMOUS
    [mine] = (await shown(bob, channel, post)).top_reactors
    assert mine.my and mine.anonymous and mine.peer_id.user_id == bob.user_id
    [theirs] = (await shown(carol, channel, post)).top_reactors
    assert theirs.anonymous and theirs.peer_id is None and not theirs.my
    came = await alice(functions.payments.GetStarsTransactions(peer=alice.chat(channel), offset="", limit=1))
    assert came.history[0].peer == types.StarsTransactionPeerUnsupported()
    mine = types.PaidReactionPrivacyPeer(peer=bob.chat(own))
    assert await bob(call.TogglePaidReactionPrivacy(peer=bob.chat(channel), msg_id=post, private=mine))
    await pay(bob, channel, post, 5)
    [theirs] = (await shown(carol, channel, post)).top_reactors
    assert theirs.count == 10 and theirs.peer_id.channel_id == bob.channel(own).channel_id
    await phone.barrier()
    assert [u.private for u in phone.heard(types.UpdatePaidReactionPrivacy)] == [ANONYMOUS, mine]
    names = await bob(functions.channels.GetSendAs(peer=bob.chat(channel), for_paid_reactions=True))
    assert [one.peer.NAME for one in names.peers] == ["peerUser", "peerChannel"]
    default = types.PaidReactionPrivacyDefault()
    assert await bob(call.TogglePaidReactionPrivacy(peer=bob.chat(channel), msg_id=post, private=default))
    [theirs] = (await shown(carol, channel, post)).top_reactors
    assert theirs.peer_id.user_id == bob.user_id


@pytest.mark.parametrize("layer", [135, 152, 181, 189, 199, 214])
async def test_in_old_layers(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await open_channel(alice, bob)
    post = await alice.write(channel, "buy")
    await pay(alice, channel, post, 30)
    await bob.barrier()
    seen = await shown(bob, channel, post)
    assert bool(seen and seen.results) == (layer >= 189)
    if layer >= 181:
        assert await balance(bob) == 2500
        found = await bob(functions.payments.GetStarsTransactions(peer=ME, offset="", limit=10))
        assert [one.amount.amount for one in found.history] == [2500]
    if layer >= 189:
        await pay(bob, channel, post, 3, private=ANONYMOUS)
        assert (await bob(call.GetPaidReactionPrivacy())).updates
        assert (await shown(bob, channel, post)).top_reactors[1].my


async def test_every_month_brings_some(world: World) -> None:
    alice = await world.sign_up("Alice")
    assert await balance(alice) == 2500
    await world.pass_time(62 * 86400)
    assert await balance(alice) in (3500, 4000)
    moved = await alice(functions.payments.GetStarsTransactions(peer=ME, inbound=True, offset="", limit=10))
    assert [one.gift for one in moved.history] == [True, True]
    assert moved.history[0].peer.peer.user_id == 777000
