"""What somebody has not seen of a group besides its messages: where they are named, and what was given to what they wrote."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages
LIKE, FIRE = types.ReactionEmoji(emoticon="👍"), types.ReactionEmoji(emoticon="🔥")


async def badges(actor: Actor, peer: int) -> tuple[int, int]:
    """(mentions, messages with reactions) that somebody has not seen."""
    found = await actor(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=actor.chat(peer))]))
    return found.dialogs[0].unread_mentions_count, found.dialogs[0].unread_reactions_count


async def delete(actor: Actor, peer: int, *ids: int, revoke: bool = True) -> None:
    """From the group; with `revoke` off from one's own box alone."""
    if peer <= -(10**12):
        await actor(functions.channels.DeleteMessages(channel=actor.channel(peer), id=list(ids)))
    else:
        await actor(call.DeleteMessages(id=list(ids), revoke=revoke))


async def ids_of(actor: Actor, peer: int) -> dict[str, int]:
    """The messages of a group by their texts, as somebody counts them."""
    found = await actor(call.GetHistory(peer=actor.chat(peer), limit=20))
    return {message.message: message.id for message in found.messages if message.NAME == "message"}


async def town(world: World, kind: str) -> tuple[Actor, Actor, Actor, int]:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await bob(functions.account.UpdateUsername(username="bob_the_builder"))
    if kind == "group":
        return alice, bob, carol, await alice.create_group("Town", bob, carol)
    return alice, bob, carol, await alice.create_channel("Town", bob, carol, megagroup=True)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_nobody_is_named_in_what_is_gone(world: World, kind: str) -> None:
    alice, bob, _, peer = await town(world, kind)
    for text in ("one @bob_the_builder", "two @bob_the_builder", "three"):
        await alice.write(peer, text)
    assert await badges(bob, peer) == (2, 0)
    mine = await ids_of(alice, peer)
    await delete(alice, peer, mine["one @bob_the_builder"], mine["three"])
    assert await badges(bob, peer) == (1, 0)
    unread = call.GetUnreadMentions(peer=bob.chat(peer), offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0)
    found = await bob(unread)
    assert [message.message for message in found.messages] == ["two @bob_the_builder"]
    assert getattr(found, "count", 1) == 1
    await bob(call.ReadMentions(peer=bob.chat(peer)))
    await delete(alice, peer, mine["two @bob_the_builder"])
    assert await badges(bob, peer) == (0, 0)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_reactions_go_with_their_message(world: World, kind: str) -> None:
    alice, bob, carol, peer = await town(world, kind)
    for text in ("one", "two", "three"):
        await alice.write(peer, text)

    async def react(actor: Actor, text: str, *reactions: Any) -> Any:
        id = (await ids_of(actor, peer))[text]
        return await actor(call.SendReaction(peer=actor.chat(peer), msg_id=id, reaction=list(reactions)))

    for actor, text in ((bob, "one"), (carol, "one"), (bob, "two"), (carol, "three")):
        await react(actor, text, LIKE)
    assert await badges(alice, peer) == (0, 3)
    await react(bob, "one")
    assert await badges(alice, peer) == (0, 3)  # carol's is still there
    await react(carol, "three")
    assert await badges(alice, peer) == (0, 2)
    mine = await ids_of(alice, peer)
    await delete(alice, peer, mine["three"], revoke=False)
    assert await badges(alice, peer) == (0, 2)
    await delete(alice, peer, mine["two"])
    assert await badges(alice, peer) == (0, 1)
    await alice(call.ReadReactions(peer=alice.chat(peer)))
    assert await badges(alice, peer) == (0, 0)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_who_reacted_page_by_page(world: World, kind: str) -> None:
    alice, bob, carol, peer = await town(world, kind)
    await alice.write(peer, "look")
    for actor, given in ((alice, [FIRE]), (bob, [LIKE, FIRE]), (carol, [FIRE])):
        world.clock.advance(1)
        id = (await ids_of(actor, peer))["look"]
        await actor(call.SendReaction(peer=actor.chat(peer), msg_id=id, reaction=given))
    id = (await ids_of(bob, peer))["look"]
    [shown] = (await bob(call.GetMessagesReactions(peer=bob.chat(peer), id=[id]))).updates
    assert [(one.reaction, one.count, one.chosen_order) for one in shown.reactions.results] == [
        (FIRE, 3, 1),
        (LIKE, 1, 0),
    ]
    assert [one.peer_id.user_id for one in shown.reactions.recent_reactions] == [
        carol.user_id,
        bob.user_id,
        bob.user_id,
    ]
    ask = call.GetMessageReactionsList(peer=bob.chat(peer), id=id, limit=2)
    first = await bob(ask)
    assert first.count == 4 and [one.my for one in first.reactions] == [False, True]
    ask.offset = first.next_offset
    second = await bob(ask)
    assert [one.peer_id.user_id for one in second.reactions] == [bob.user_id, alice.user_id] and not second.next_offset
    only = await bob(call.GetMessageReactionsList(peer=bob.chat(peer), id=id, reaction=FIRE, limit=10))
    assert only.count == 3 and only.reactions[0].peer_id.user_id == carol.user_id
    for offset, shown in (("999", 0), ("9" * 40, 4)):  # beyond the list; never given out, so from the beginning
        far = call.GetMessageReactionsList(peer=bob.chat(peer), id=id, offset=offset, limit=10)
        assert len((await bob(far)).reactions) == shown
    await carol(call.SendReaction(peer=carol.chat(peer), msg_id=(await ids_of(carol, peer))["look"], reaction=[]))
    [shown] = (await bob(call.GetMessagesReactions(peer=bob.chat(peer), id=[id]))).updates
    assert [(one.reaction, one.count) for one in shown.reactions.results] == [(FIRE, 2), (LIKE, 1)]


async def test_strangers_do_not_learn_which_messages_there_are(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, megagroup=True)
    id = await alice.write(peer, "secret")
    for tried in (id, 999):
        with refused("CHANNEL_PRIVATE"):
            await carol(call.SendReaction(peer=carol.chat(peer), msg_id=tried, reaction=[LIKE]))
    with refused("MESSAGE_ID_INVALID"):
        await bob(call.SendReaction(peer=bob.chat(peer), msg_id=999, reaction=[LIKE]))


async def test_what_is_taken_back_goes_from_each_box_at_once(world: World) -> None:
    alice, bob, carol, peer = await town(world, "group")
    for text in ("one", "two", "three"):
        await alice.write(peer, text)
    for text, id in (await ids_of(bob, peer)).items():
        await bob(call.SendReaction(peer=bob.chat(peer), msg_id=id, reaction=[LIKE if text == "one" else FIRE]))
    theirs = await ids_of(carol, peer)
    mine = await ids_of(alice, peer)
    await delete(alice, peer, mine["one"], mine["two"])
    await carol.barrier()
    [gone] = carol.heard(types.UpdateDeleteMessages)
    assert gone.messages == sorted((theirs["one"], theirs["two"])) and gone.pts_count == 2
    for actor in (alice, bob, carol):
        assert list(await ids_of(actor, peer)) == ["three"]
    assert await badges(alice, peer) == (0, 1)


async def test_a_history_that_is_cut_leaves_nothing_unseen(world: World) -> None:
    alice, bob, _, peer = await town(world, "supergroup")
    await alice.write(peer, "one @bob_the_builder")
    await bob.write(peer, "two")
    mine = await ids_of(bob, peer)
    await alice(call.SendReaction(peer=alice.chat(peer), msg_id=mine["two"], reaction=[LIKE]))
    await alice.write(peer, "three @bob_the_builder")
    assert await badges(bob, peer) == (2, 1)
    await bob(functions.channels.DeleteHistory(channel=bob.channel(peer), max_id=mine["two"]))
    assert await badges(bob, peer) == (1, 0)
    assert list(await ids_of(bob, peer)) == ["three @bob_the_builder"]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_what_one_member_wrote_is_found_by_its_index(world: World, kind: str) -> None:
    alice, bob, _, peer = await town(world, kind)
    for text in ("one", "two"):
        await alice.write(peer, text)
        await bob.write(peer, f"{text} again")
    nothing = types.InputMessagesFilterEmpty()
    found = await alice(call.Search(peer=alice.chat(peer), q="", filter=nothing, limit=5, from_id=alice.peer(bob)))
    assert [message.message for message in found.messages] == ["two again", "one again"]
    box = peer if kind == "supergroup" else alice.user_id
    sql = "SELECT id FROM message WHERE box = ? AND peer = ? AND id < ? AND id > ? AND sender = 5 AND peer < 0 ORDER BY id DESC LIMIT 9"
    async with world.app.house.work.read() as tx:
        plan = await tx.all(f"EXPLAIN QUERY PLAN {sql}", box, peer, 9, 0)
    assert "message_sender" in plan[0][3], plan
