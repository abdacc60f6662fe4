"""A bot's own line: what happens around it is numbered by qts, kept, and told again to whoever was away."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.store import boxes
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot, make_token, sign_in
from tests.stories.harness import Actor, World
from tests.stories.witness import bare

updates = functions.updates
contacts = functions.contacts


async def toggle(person: Actor, bot: Actor, times: int = 1) -> None:
    """Stop a bot and let it write again, so often."""
    for _ in range(times):
        await person(contacts.Block(id=person.peer(bot)))
        await person(contacts.Unblock(id=person.peer(bot)))


async def missed(actor: Actor, qts: int, **fields: Any) -> Any:
    """The difference from a qts on."""
    state = await actor(updates.GetState())
    return await actor(updates.GetDifference(pts=state.pts, date=state.date, qts=qts, **fields))


@pytest.mark.parametrize("layer", [133, 158, 229])
async def test_every_device_of_a_bot_finds_the_same_line(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    token = await make_token(alice, "LineBot")
    bot = await sign_in(world, token, layer=layer)
    other = await sign_in(world, token, layer=layer)
    start = (await bot(updates.GetState())).qts
    assert start == (await other(updates.GetState())).qts == boxes.FIRST_QTS
    await toggle(bob, bot)
    await bot.barrier()
    await other.barrier()
    told = bot.heard(types.UpdateBotStopped)
    assert told == other.heard(types.UpdateBotStopped)
    assert [(one.stopped, one.qts) for one in told] == [(True, start + 1), (False, start + 2)]
    assert (await bot(updates.GetState())).qts == start + 2
    found = await missed(bot, start)
    old = [bare(one) for one in told]
    assert [bare(one) for one in found.other_updates] == old and found.state.qts == start + 2
    assert not any(one.qts for one in found.other_updates), "clients would take them for known"
    assert {user.id for user in found.users} >= {bob.user_id}
    assert [bare(one) for one in (await missed(bot, start + 1)).other_updates] == old[1:]
    assert isinstance(await missed(bot, start + 2), types.updates.DifferenceEmpty)
    ahead = await missed(bot, start + 9)  # it knows more than the server, which came back from a backup
    assert isinstance(ahead, types.updates.Difference) and ahead.state.qts == start + 2


async def test_a_bot_that_was_away_is_told_in_slices(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "AwayBot")
    state = await bot(updates.GetState())
    await bot.disconnect()
    await toggle(bob, bot, 3)
    await bob.say(bot, "Still there?")
    await world.restart()
    told: list[Any] = []
    said: list[Any] = []
    while True:
        ask = updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts, pts_limit=1, qts_limit=4)
        found = await bot(ask)
        if isinstance(found, types.updates.DifferenceEmpty):
            break
        told += [one for one in found.other_updates if isinstance(one, types.UpdateBotStopped)]
        said += found.new_messages
        final = isinstance(found, types.updates.Difference)
        state = found.state if final else found.intermediate_state
        if final:
            break
    assert [one.stopped for one in told] == [True, False] * 3 and state.qts == boxes.FIRST_QTS + 6
    assert [message.message for message in said] == ["Still there?"]


async def test_a_bots_own_deed_is_told_to_it(world: World) -> None:
    """No result carries it, so that the session which did it would otherwise see a gap."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "DoorBot")
    peer = await alice.create_channel("Club", bob, bot, megagroup=True)
    rights = types.ChatAdminRights(ban_users=True)
    await alice(
        functions.channels.EditAdmin(channel=alice.channel(peer), user_id=alice.user(bot), admin_rights=rights, rank="")
    )
    banned = types.ChatBannedRights(view_messages=True, until_date=0)
    await bot(functions.channels.EditBanned(channel=bot.channel(peer), participant=bot.peer(bob), banned_rights=banned))
    await bot.barrier()
    told = bot.heard(types.UpdateChannelParticipant)
    assert [(one.actor_id, one.user_id) for one in told] == [
        (alice.user_id, bot.user_id), (alice.user_id, bot.user_id), (bot.user_id, bob.user_id),
    ]  # fmt: skip
    assert isinstance(told[-1].new_participant, types.ChannelParticipantBanned)
    assert [one.qts for one in told] == list(range(told[0].qts, told[0].qts + 3))


async def test_the_line_of_a_bot_is_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was away for too long is told what there still is."""
    monkeypatch.setattr(boxes, "KEPT", 4)
    monkeypatch.setattr(boxes, "_ROUND", 5)
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "LongBot")
    await toggle(bob, bot, 5)
    found = await missed(bot, boxes.FIRST_QTS)
    assert len(found.other_updates) == 6 and found.state.qts == 11
    bot.witness.gone = alice.witness.gone = bob.witness.gone = True  # their logs were cut below what they watched from


async def test_people_have_no_such_line(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "LineBot")
    before = [(await one(updates.GetState())).qts for one in (alice, bob)]
    await toggle(bob, bot)
    assert [(await one(updates.GetState())).qts for one in (alice, bob)] == before


@pytest.mark.parametrize("layer", [133, 160, 229])
async def test_what_a_bot_does_not_hear_is_a_step_of_the_line(world: World, layer: int) -> None:
    """Without it the next message would show a gap, for which the bot's client would ask each time."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    bot = await make_bot(world, alice, "ShyBot", layer=layer)
    peer = await alice.create_channel("Club", bob, bot, megagroup=True)
    await bot.barrier()
    start = len(bot.updates)
    secret = [await bob.write(peer, text) for text in ("Psst", "Between us")]
    await bob(
        functions.messages.EditMessage(peer=bob.chat(peer), id=secret[0], message="Psst!"),
    )
    await bob(functions.channels.DeleteMessages(channel=bob.channel(peer), id=secret))
    await bob.write(peer, "/help")
    sent = await bot.write(peer, "Of course")
    await bot.barrier()
    told = bot.updates[start:]
    assert [one.NAME for one in told] == [
        *("updateChannelWebPage",) * 3, "updateDeleteChannelMessages", "updateNewChannelMessage",
    ]  # fmt: skip
    assert {(one.webpage.NAME, one.webpage.id) for one in told[:3]} == {("webPageEmpty", 0)}
    assert [(one.pts - told[0].pts, one.pts_count) for one in told] == [(0, 1), (1, 1), (2, 1), (4, 2), (5, 1)]
    assert told[-1].message.message == "/help" and sent > told[-1].message.id
    ask = updates.GetChannelDifference(
        channel=bot.channel(peer), filter=types.ChannelMessagesFilterEmpty(), pts=told[0].pts - 1, limit=100
    )
    found = await bot(ask)
    assert [message.message for message in found.new_messages] == ["/help", "Of course"]
    assert found.final and found.pts == told[-1].pts + 1
