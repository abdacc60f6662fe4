"""Polls, lists, previews and places where many read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from angarium.tl import functions, types
from tests.stories.contents.site import serve, world_with_web
from tests.stories.contents.test_places import live
from tests.stories.contents.test_polls import question, text
from tests.stories.contents.test_sundries import appoint
from tests.stories.contents.test_todos import todo, toggle
from tests.stories.harness import Actor, World, refused

call = functions.messages


async def post(actor: Actor, peer: int, media: Any) -> int:
    """Send it to a group or channel; the message's id for this person."""
    number = actor.world.random.getrandbits(62)
    done = await actor(call.SendMedia(peer=actor.chat(peer), media=media, message="", random_id=number))
    return int(next(update.id for update in done.updates if update.NAME == "updateMessageID"))


async def vote(actor: Actor, peer: int, id: int, *options: bytes) -> Any:
    done = await actor(call.SendVote(peer=actor.chat(peer), msg_id=id, options=list(options)))
    return done.updates[0].results


async def test_a_poll_in_a_basic_group(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await bob.say(carol, "apart")  # so that ids differ from box to box
    group = await alice.create_group("Lunch", bob, carol)
    own = await post(alice, group, question("Soup", "Salad", public_voters=True, open_answers=True))
    await bob.barrier()
    await carol.barrier()
    theirs, hers = bob.messages[-1].id, carol.messages[-1].id
    await vote(bob, group, theirs, b"\0")
    await vote(carol, group, hers, b"\1")
    await world.pass_time(1)
    await bob.barrier()
    assert len(bob.heard(types.UpdateMessagePoll)) == 1, "two votes of one second are told at once"
    assert [one.voters for one in bob.heard(types.UpdateMessagePoll)[-1].results.results] == [1, 1]
    unread = call.GetUnreadPollVotes(peer=alice.chat(group), offset_id=0, add_offset=0, limit=5, max_id=0, min_id=0)
    assert [one.id for one in (await alice(unread)).messages] == [own]
    await carol(
        call.AddPollAnswer(peer=carol.chat(group), msg_id=hers, answer=types.InputPollAnswer(text=text("Bread")))
    )
    await bob.barrier()
    assert bob.messages[-1].action.NAME == "messageActionPollAppendAnswer"
    assert bob.messages[-1].reply_to.reply_to_msg_id == theirs
    changed = bob.heard(types.UpdateEditMessage)[-1].message
    assert changed.id == theirs and len(changed.media.poll.answers) == 3
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(call.DeletePollAnswer(peer=bob.chat(group), msg_id=theirs, option=b"\2"))
    done = await alice(call.EditMessage(peer=alice.chat(group), id=own, media=question("a", "b", closed=True)))
    assert done.updates[0].poll.closed and done.updates[1].message.media.poll.closed
    await carol.barrier()
    assert carol.heard(types.UpdateEditMessage)[-1].message.media.poll.closed


async def test_a_poll_in_a_channel(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("News", bob)
    with refused("BROADCAST_PUBLIC_VOTERS_FORBIDDEN"):
        await post(alice, peer, question("Yes", "No", public_voters=True))
    id = await post(alice, peer, question("Yes", "No", subscribers_only=True))
    await bob.barrier()
    shown = bob.messages[-1].media
    assert shown.results.min and not shown.poll.creator
    assert [one.voters for one in (await vote(bob, peer, id, b"\0")).results] == [1, 0]
    with refused("BROADCAST_FORBIDDEN", 403):
        await bob(call.GetPollVotes(peer=bob.chat(peer), id=id, limit=5))
    history = await bob(call.GetHistory(peer=bob.chat(peer), limit=1))
    assert history.messages[0].media.results.results[0].chosen
    forward = call.ForwardMessages(
        from_peer=bob.chat(peer), id=[id], random_id=[4], to_peer=bob.peer(stranger := await world.sign_up("Sam"))
    )
    await bob(forward)
    await stranger.barrier()
    with refused("POLL_MEMBER_RESTRICTED", 406):
        await stranger(call.SendVote(peer=stranger.peer(bob), msg_id=stranger.messages[-1].id, options=[b"\1"]))
    await alice(call.EditMessage(peer=alice.chat(peer), id=id, media=question("a", "b", closed=True)))
    await bob.barrier()
    [edit] = bob.heard(types.UpdateEditChannelMessage)
    assert edit.message.media.poll.closed
    with refused("MESSAGE_ID_INVALID"):
        await vote(bob, peer, 99, b"\0")
    with refused("CHANNEL_PRIVATE"):
        await stranger(call.GetPollResults(peer=stranger.chat(peer), msg_id=id, poll_hash=0))


async def test_a_list_in_a_supergroup(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=216)
    peer = await alice.create_channel("Movers", bob, megagroup=True)
    id = await post(alice, peer, todo("Boxes", "Van", others_can_complete=True))
    await bob.barrier()
    done = await bob(toggle(bob.chat(peer), id, [1]))
    assert [update.NAME for update in done.updates] == ["updateEditChannelMessage", "updateNewChannelMessage"]
    await alice.barrier()
    assert alice.messages[-1].action.completed == [1] and alice.messages[-1].from_id.user_id == bob.user_id


async def test_notes_of_fact_checkers_below_posts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    peer = await alice.create_channel("News", bob)
    id = await alice.write(peer, "The moon is a cheese")
    edit = call.EditFactCheck(peer=bob.chat(peer), msg_id=id, text=text("It is not."))
    with refused("CHAT_ACTION_FORBIDDEN", 403):
        await bob(edit)
    await appoint(world, bob)
    for words, name in ((" ", "MESSAGE_EMPTY"), ("x" * 1025, "MESSAGE_TOO_LONG")):
        with refused(name):
            await bob(call.EditFactCheck(peer=bob.chat(peer), msg_id=id, text=text(words)))
    [update] = (await bob(edit)).updates
    assert update.message.factcheck.text.text == "It is not."
    await alice.barrier()
    assert alice.heard(types.UpdateEditChannelMessage)[-1].message.factcheck.hash
    [note] = await alice(call.GetFactCheck(peer=alice.chat(peer), msg_id=[id]))
    assert note.text.text == "It is not."
    await bob(call.DeleteFactCheck(peer=bob.chat(peer), msg_id=id))
    with refused("MESSAGE_NOT_MODIFIED"):
        await bob(call.DeleteFactCheck(peer=bob.chat(peer), msg_id=id))


async def test_previews_reach_everyone_who_reads(tmp_path: Path) -> None:
    async with serve() as site, world_with_web(tmp_path) as world:
        alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
        group = await alice.create_group("Walks", bob, carol)
        peer = await alice.create_channel("Walks", bob)
        await alice.write(group, site.url("/page"))
        await alice.write(peer, site.url("/plain"))
        await world.settle()
        await carol.barrier()
        assert carol.heard(types.UpdateWebPage)[0].webpage.title == "Lakes & hills"
        await bob.barrier()
        assert bob.heard(types.UpdateChannelWebPage)[0].webpage.title == "Only a title"


async def test_two_people_come_near_each_other_in_a_group(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Hike", bob, carol)
    await post(alice, group, live(50.0, period=900, proximity_notification_radius=500))
    await post(bob, group, live(50.001, period=900))
    await carol.barrier()
    said = carol.messages[-1].action
    assert said.NAME == "messageActionGeoProximityReached"
    assert (said.from_id.user_id, said.to_id.user_id) == (bob.user_id, alice.user_id)


async def test_a_poll_that_another_has_passed_on_is_still_its_makers(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    sent = await bob(call.SendMedia(peer=bob.chat(town), media=question("Soup", "Salad"), message="", random_id=5))
    id = next(one.id for one in sent.updates if one.NAME == "updateMessageID")
    await carol(call.ForwardMessages(
        from_peer=carol.chat(town), id=[id], random_id=[6], to_peer=carol.chat(town), drop_author=True))  # fmt: skip
    for actor in (alice, bob):
        await actor.barrier()
        shown = actor.messages[-1]
        assert shown.from_id.user_id == carol.user_id
        assert bool(shown.media.poll.creator) == (actor is bob)


async def test_anonymous_admins_are_named_nowhere(world: World) -> None:
    """They vote, add options and tick off as their group, and know themselves what they chose."""
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    old = await world.sign_in(carol, layer=152)
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    rights = types.ChatAdminRights(anonymous=True, pin_messages=True)
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(town), user_id=alice.user(bob), admin_rights=rights, rank=""))  # fmt: skip
    asked = await post(carol, town, question("Soup", "Salad", public_voters=True, open_answers=True))
    await carol.barrier()
    before = len(carol.packets)
    seen = await vote(bob, town, asked, b"\1")
    assert [one.chosen for one in seen.results] == [False, True]
    await vote(carol, town, asked, b"\1")
    await vote(alice, town, asked, b"\0")
    number = carol.channel(town).channel_id
    for who in (alice, carol, old):
        page = await who(call.GetPollVotes(peer=who.chat(town), id=asked, limit=1, option=b"\1"))
        rest = await who(
            call.GetPollVotes(peer=who.chat(town), id=asked, limit=9, option=b"\1", offset=page.next_offset)
        )
        assert str(bob.user_id) not in page.next_offset and bob.user_id not in {
            one.id for one in page.users + rest.users
        }
        if who is not old:
            voters = [getattr(one.peer, "channel_id", 0) for one in page.votes + rest.votes]
            assert sorted(voters) == [0, number]
    added = types.InputPollAnswer(text=text("Bread"))
    await bob(call.AddPollAnswer(peer=bob.chat(town), msg_id=asked, answer=added))
    lists = await post(alice, town, todo("Boxes", others_can_complete=True))
    await bob(toggle(bob.chat(town), lists, [1]))
    window = {"offset_id": 0, "offset_date": 0, "add_offset": 0, "limit": 20, "max_id": 0, "min_id": 0, "hash": 0}
    shown = await carol(call.GetHistory(peer=carol.chat(town), **window))
    done = next(one for one in shown.messages if one.id == lists).media.completions
    assert [one.completed_by.channel_id for one in done] == [number]
    await carol.barrier()
    for packet in carol.packets[before:]:
        assert bob.user_id not in {one.id for one in getattr(packet, "users", ())}
