"""Posts that people suggest to a channel (https://core.telegram.org/api/suggested-posts)."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.model.directs import AGE, LATEST
from angarium.tl import functions, types
from tests.stories.directs.scene import admit, answer, open_directs, texts
from tests.stories.harness import Actor, World, refused


def offer(stars: int = 0, date: int = 0) -> types.SuggestedPost:
    price = types.StarsAmount(amount=stars, nanos=0) if stars else None
    return types.SuggestedPost(price=price, schedule_date=date or None)


def judge(who: Actor, directs: int, id: int, **fields: Any) -> Any:
    return functions.messages.ToggleSuggestedPostApproval(peer=who.chat(directs), msg_id=id, **fields)


async def balance(who: Actor) -> int:
    """The stars in somebody's purse."""
    return int((await who(functions.payments.GetStarsStatus(peer=who.peer(who)))).balance.amount)


async def scene(world: World, *layers: int) -> tuple[Actor, Actor, Actor, int, int]:
    owner, bob, eve = [await world.sign_up(name) for name in ("Owner", "Bob", "Eve")]
    channel = await owner.create_channel("News", bob, eve)
    return owner, bob, eve, channel, await open_directs(owner, channel)


async def test_approve_for_nothing(world: World) -> None:
    """A post that is offered for nothing is published as soon as an admin approves of it; one's own one cannot approve of."""
    owner, bob, eve, channel, directs = await scene(world)
    id = await bob.write(directs, "Read this", suggested_post=offer())
    with refused("MESSAGE_ID_INVALID"):
        await bob(judge(bob, directs, id))
    with refused("MESSAGE_ID_INVALID"):
        await eve(judge(eve, directs, id))
    for peer in (owner.chat(channel), owner.peer(bob)):
        with refused("PEER_ID_INVALID"):
            await owner(functions.messages.ToggleSuggestedPostApproval(peer=peer, msg_id=id))
    plain = await bob.write(directs, "No post")
    with refused("MESSAGE_ID_INVALID"):
        await owner(judge(owner, directs, plain))
    done = await owner(judge(owner, directs, id))
    changed, said = (update.message for update in done.updates)
    assert changed.suggested_post.accepted and changed.edit_hide
    assert isinstance(said.action, types.MessageActionSuggestedPostApproval) and said.reply_to.reply_to_msg_id == id
    assert not (said.action.rejected or said.action.balance_too_low) and said.saved_peer_id.user_id == bob.user_id
    await eve.barrier()
    post = eve.messages[-1]
    assert (post.message, post.post, post.paid_suggested_post_stars) == ("Read this", True, False)
    with refused("MESSAGE_ID_INVALID"):
        await owner(judge(owner, directs, id))
    await bob.barrier()
    assert bob.heard(types.UpdateEditChannelMessage)[-1].message.suggested_post.accepted


async def test_reject_and_propose(world: World) -> None:
    """Who rejects may say why; who wants it otherwise proposes it anew, and then the other side decides."""
    owner, bob, eve, channel, directs = await scene(world)
    id = await bob.write(directs, "Read this", suggested_post=offer(100))
    await owner(judge(owner, directs, id, reject=True, reject_comment="Too cheap"))
    await bob.barrier()
    said = bob.messages[-1].action
    assert (said.rejected, said.reject_comment) == (True, "Too cheap")
    assert await texts(eve, channel) == []
    to_bob = types.InputReplyToMessage(reply_to_msg_id=id, monoforum_peer_id=owner.peer(bob))
    counter = await owner.write(directs, "Read that", reply_to=to_bob, suggested_post=offer(150))
    with refused("MESSAGE_ID_INVALID"):
        await owner(judge(owner, directs, counter))
    before = await balance(bob)
    await bob(judge(bob, directs, counter))
    assert await balance(bob) == before - 150
    await eve.barrier()
    assert eve.messages[-1].message == "Read that" and eve.messages[-1].paid_suggested_post_stars
    unprompted = await answer(owner, directs, bob, "And this?", suggested_post=offer())
    await bob(judge(bob, directs, unprompted, reject=True))


async def test_paid_later(world: World) -> None:
    """It is published at its time; its channel is paid when it has stood for a day, and the person has it back when it has not."""
    owner, bob, eve, channel, directs = await scene(world)
    at = int(world.clock.now()) + 3600
    first = await bob.write(directs, "One", suggested_post=offer(200, at))
    second = await bob.write(directs, "Two", suggested_post=offer(50))
    before = await balance(bob)
    await owner(judge(owner, directs, first))
    await owner(judge(owner, directs, second))
    assert await balance(bob) == before - 250 and await texts(eve, channel) == ["Two"]
    post = (await owner(functions.messages.GetHistory(
        peer=owner.chat(channel), offset_id=0, offset_date=0, add_offset=0, limit=1, max_id=0, min_id=0, hash=0
    ))).messages[0]  # fmt: skip
    await owner(functions.channels.DeleteMessages(channel=owner.channel(channel), id=[post.id]))
    assert await balance(bob) == before - 200
    await bob.barrier()
    assert isinstance(bob.messages[-1].action, types.MessageActionSuggestedPostRefund)
    await world.pass_time(3601)
    assert await texts(eve, channel) == ["One"]
    await world.pass_time(AGE + 1)
    await bob.barrier()
    done = bob.messages[-1].action
    assert isinstance(done, types.MessageActionSuggestedPostSuccess) and done.price.amount == 200
    purse = await owner(functions.payments.GetStarsStatus(peer=owner.chat(channel)))
    assert purse.balance.amount == 200
    again = await bob(functions.payments.GetStarsTransactions(peer=types.InputPeerSelf(), offset="", limit=10))
    assert [one.amount.amount for one in again.history if one.title == "Suggested post"] == [50, -50, -200]


async def test_too_poor(world: World) -> None:
    """Who cannot pay is told so, and it can be approved again."""
    owner, bob, _, _, directs = await scene(world)
    id = await bob.write(directs, "One", suggested_post=offer(100_000))
    done = await owner(judge(owner, directs, id))
    assert [update.message.action.balance_too_low for update in done.updates] == [True]
    assert done.updates[0].message.action.price.amount == 100_000
    await owner(judge(owner, directs, id))


async def test_refusals(world: World) -> None:
    """What is wrong with an offer."""
    owner, bob, eve, channel, directs = await scene(world)
    now = int(world.clock.now())
    for given, name in (
        (offer(4), "SUGGESTED_POST_AMOUNT_INVALID"),
        (offer(100_001), "SUGGESTED_POST_AMOUNT_INVALID"),
        (types.SuggestedPost(price=types.StarsTonAmount(amount=5)), "SUGGESTED_POST_AMOUNT_INVALID"),
        (offer(date=now + 100), "SCHEDULE_DATE_INVALID"),
        (offer(date=now + LATEST + 60), "SCHEDULE_DATE_TOO_LATE"),
    ):
        with refused(name):
            await bob.write(directs, "Read this", suggested_post=given)
    with refused("SUGGESTED_POST_PEER_INVALID"):
        await owner.write(channel, "A post", suggested_post=offer())
    with refused("SUGGESTED_POST_PEER_INVALID"):
        await bob.say(owner, "A post", suggested_post=offer())
    id = await bob.write(directs, "Read this", suggested_post=offer())
    await admit(owner, channel, eve, manage_direct_messages=True)
    with refused("CHAT_ADMIN_REQUIRED"):
        await eve(judge(eve, directs, id))
    await eve(judge(eve, directs, id, reject=True))
    late = await bob.write(directs, "Read this", suggested_post=offer())
    with refused("SCHEDULE_DATE_TOO_LATE"):
        await owner(judge(owner, directs, late, schedule_date=now + LATEST + 600))
    with refused("SCHEDULE_DATE_INVALID"):
        await owner(judge(owner, directs, late, schedule_date=now - 600))


@pytest.mark.parametrize("layer", [133, 158, 198, 204, 216, 227])
async def test_layers(world: World, layer: int) -> None:
    """Clients of all layers write to a channel; what theirs has no idea of they do not see."""
    owner, bob, old = (
        await world.sign_up("Owner"),
        await world.sign_up("Bob", layer=layer),
        await world.sign_up("Old", layer=layer),
    )
    channel = await owner.create_channel("News", bob, old)
    directs = await open_directs(owner, channel)
    await admit(owner, channel, old, manage_direct_messages=True, post_messages=True)
    await bob.write(directs, "Hello")
    id = await answer(owner, directs, bob, "Hello Bob", suggested_post=offer(10))
    assert await texts(bob, directs) == ["Hello Bob", "Hello"] == await texts(old, directs)
    if layer >= 214:
        await bob(judge(bob, directs, id))
    else:
        await owner(functions.messages.GetHistory(
            peer=owner.chat(channel), offset_id=0, offset_date=0, add_offset=0, limit=1, max_id=0, min_id=0, hash=0
        ))  # fmt: skip
        mine = await bob.write(directs, "Mine")
        assert mine > id
