"""Polls and quizzes."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import Actor, World, refused

call = functions.messages


def text(words: str, *entities: Any) -> types.TextWithEntities:
    return types.TextWithEntities(text=words, entities=list(entities))


def question(*answers: str, correct: list[int] | None = None, media: dict[str, Any] | None = None, **flags: Any) -> Any:
    """An inputMediaPoll about lunch."""
    poll = types.Poll(
        id=0, question=text("Lunch?"), hash=0, answers=[types.InputPollAnswer(text=text(answer)) for answer in answers], **flags
    )  # fmt: skip
    return types.InputMediaPoll(poll=poll, correct_answers=correct, **(media or {}))


async def ask(actor: Actor, other: Actor, media: Any, **more: Any) -> Any:
    """Send it; the message."""
    number = actor.world.random.getrandbits(62)
    done = await actor(call.SendMedia(peer=actor.peer(other), media=media, message="", random_id=number, **more))
    return next(update.message for update in done.updates if update.NAME == "updateNewMessage")


async def vote(actor: Actor, other: Actor, id: int, *options: bytes) -> Any:
    """The poll and its results after a vote."""
    done = await actor(call.SendVote(peer=actor.peer(other), msg_id=id, options=list(options)))
    [update] = done.updates
    assert update.NAME == "updateMessagePoll" and update.msg_id in (None, id)  # None: before layer 225
    return update.results


async def test_a_poll_between_two(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    asked = await ask(alice, bob, question("Soup", "Salad", public_voters=True))
    assert asked.media.poll.creator and [answer.option for answer in asked.media.poll.answers] == [b"\0", b"\1"]
    assert [(one.voters, one.chosen) for one in asked.media.results.results] == [(0, False)] * 2
    assert asked.media.results.total_voters == 0
    await bob.barrier()
    [shown] = bob.messages
    assert shown.media.poll.id == asked.media.poll.id and shown.media.poll.question.text == "Lunch?"
    results = await vote(bob, alice, shown.id, b"\1")
    assert [(one.voters, one.chosen) for one in results.results] == [
        (0, False),
        (1, True),
    ] and results.total_voters == 1
    assert results.recent_voters == [types.PeerUser(user_id=bob.user_id)]
    votes = await bob(call.GetPollVotes(peer=bob.peer(alice), id=shown.id, limit=10))
    assert votes.count == 1 and votes.votes[0].option == b"\1"
    await world.pass_time(1)
    await alice.barrier()
    [told] = alice.heard(types.UpdateMessagePoll)
    assert told.poll_id == asked.media.poll.id and told.results.total_voters == 1
    assert [one.voters for one in told.results.results] == [0, 0], "she has not voted"
    assert told.results.recent_voters == [types.PeerUser(user_id=bob.user_id)] and told.results.has_unread_votes
    await vote(alice, bob, asked.id, b"\0")
    await world.pass_time(1)
    await bob.barrier()
    assert [one.voters for one in bob.heard(types.UpdateMessagePoll)[-1].results.results] == [1, 1]
    history = await bob(call.GetHistory(peer=bob.peer(alice), limit=1))
    assert [one.chosen for one in history.messages[0].media.results.results] == [False, True]
    results = await vote(bob, alice, shown.id)
    assert results.total_voters == 1
    assert [(one.voters, one.chosen) for one in results.results] == [(0, False)] * 2, "no number is shown any more"
    with refused("OPTION_INVALID"):
        await vote(bob, alice, shown.id, b"\7")
    with refused("OPTIONS_TOO_MUCH"):
        await vote(bob, alice, shown.id, b"\0", b"\1")
    with refused("MESSAGE_ID_INVALID"):
        await vote(bob, alice, 999, b"\0")


async def test_who_voted_for_what(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    asked = await ask(alice, bob, question("Soup", "Salad", "Bread", public_voters=True, multiple_choice=True))
    await bob.barrier()
    id = bob.messages[-1].id
    with refused("POLL_VOTE_REQUIRED", 403):
        await alice(call.GetPollVotes(peer=alice.peer(bob), id=asked.id, limit=10))
    await vote(alice, bob, asked.id, b"\0")
    world.clock.advance(1)
    await vote(bob, alice, id, b"\0", b"\2")
    everyone = await alice(call.GetPollVotes(peer=alice.peer(bob), id=asked.id, limit=10))
    assert (
        everyone.count == 2 and everyone.next_offset is None and {user.id for user in everyone.users} >= {bob.user_id}
    )
    assert [one.NAME for one in everyone.votes] == ["messagePeerVoteMultiple", "messagePeerVote"]
    first = await bob(call.GetPollVotes(peer=bob.peer(alice), id=id, option=b"\0", limit=1))
    assert first.count == 2 and first.votes[0].peer.user_id == bob.user_id
    rest = await bob(call.GetPollVotes(peer=bob.peer(alice), id=id, option=b"\0", offset=first.next_offset, limit=1))
    assert rest.votes[0].peer.user_id == alice.user_id
    with refused("OFFSET_INVALID"):
        await bob(call.GetPollVotes(peer=bob.peer(alice), id=id, offset="soon", limit=1))
    for offset in (f"{2**63}:1", "1:--5", f"{'9' * 5000}:1"):
        with refused("OFFSET_INVALID"):
            await bob(call.GetPollVotes(peer=bob.peer(alice), id=id, offset=offset, limit=1))
    with refused("OPTION_INVALID"):
        await bob(call.GetPollVotes(peer=bob.peer(alice), id=id, option=b"\7", limit=1))
    secret = await ask(alice, bob, question("Yes", "No"))
    with refused("MSG_ID_INVALID"):
        await alice(call.GetPollVotes(peer=alice.peer(bob), id=secret.id, limit=10))


async def test_a_quiz(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=133)
    bold = types.MessageEntityBold(offset=0, length=4)
    media = {"solution": "Four legs", "solution_entities": [bold]}
    asked = await ask(alice, bob, question("Bird", "Cat", correct=[1], media=media, quiz=True))
    assert asked.media.results.solution is None
    await bob.barrier()
    id = bob.messages[-1].id
    results = await vote(bob, alice, id, b"\0")
    assert [(one.chosen, one.correct) for one in results.results] == [(True, False), (False, True)]
    assert results.solution == "Four legs" and results.solution_entities == [bold]
    with refused("REVOTE_NOT_ALLOWED"):
        await vote(bob, alice, id, b"\1")
    for wrong, name in (
        (question("Bird", "Cat", quiz=True), "QUIZ_CORRECT_ANSWERS_EMPTY"),
        (question("Bird", "Cat", correct=[0, 1], quiz=True), "QUIZ_CORRECT_ANSWERS_TOO_MUCH"),
        (question("Bird", "Cat", correct=[5], quiz=True), "QUIZ_CORRECT_ANSWER_INVALID"),
    ):
        with refused(name):
            await ask(alice, bob, wrong)


async def test_what_no_poll_may_be(world: World) -> None:
    alice = await world.sign_up("Alice")
    unnamed = types.Poll(id=0, question=text(" "), answers=question("a", "b").poll.answers, hash=0)
    twice = types.Poll(
        id=0, question=text("?"), answers=[types.PollAnswer(text=text(one), option=b"x") for one in "ab"], hash=0
    )
    nameless = types.Poll(
        id=0, question=text("?"), answers=[types.PollAnswer(text=text(one), option=b"") for one in "ab"], hash=0
    )
    for wrong, name in (
        (types.InputMediaPoll(poll=unnamed), "POLL_QUESTION_INVALID"),
        (question("one"), "POLL_ANSWERS_INVALID"),
        (question(*map(str, range(13))), "POLL_ANSWERS_INVALID"),
        (question("one", "x" * 101), "POLL_ANSWER_INVALID"),
        (types.InputMediaPoll(poll=twice), "POLL_OPTION_DUPLICATE"),
        (types.InputMediaPoll(poll=nameless), "POLL_OPTION_INVALID"),
        (question("a", "b", correct=[0], media={"solution": "x" * 201}, quiz=True), "MESSAGE_TOO_LONG"),
        (question("a", "b", media={"attached_media": types.InputMediaDice(emoticon="🎲")}), "MEDIA_INVALID"),
    ):
        with refused(name):
            await ask(alice, alice, wrong)
    single = types.InputSingleMedia(media=question("a", "b"), random_id=5, message="")
    with refused("MEDIA_INVALID"):
        await alice(call.SendMultiMedia(peer=types.InputPeerSelf(), multi_media=[single]))


async def test_a_poll_is_closed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    asked = await ask(alice, bob, question("Soup", "Salad"))
    await bob.barrier()
    id = bob.messages[-1].id
    await vote(bob, alice, id, b"\0")
    edit = call.EditMessage(peer=alice.peer(bob), id=asked.id, media=question("Soup", "Salad", closed=True))
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await bob(call.EditMessage(peer=bob.peer(alice), id=id, media=edit.media))
    [poll, update] = (await alice(edit)).updates
    assert poll.poll.closed and poll.results.total_voters == 1, "pyrogram and mtcute read the first update"
    assert update.message.media.poll.closed and [one.voters for one in update.message.media.results.results] == [1, 0]
    await bob.barrier()
    assert bob.heard(types.UpdateEditMessage)[-1].message.media.poll.closed
    with refused("MESSAGE_POLL_CLOSED"):
        await vote(bob, alice, id, b"\1")
    with refused("MESSAGE_NOT_MODIFIED"):
        await alice(edit)


async def test_a_poll_ends_by_itself(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    flags = {"close_period": 60, "hide_results_until_close": True}
    asked = await ask(alice, bob, question("Soup", "Salad", **flags))
    assert asked.media.poll.close_date == asked.date + 60
    await bob.barrier()
    id = bob.messages[-1].id
    hidden = await vote(bob, alice, id, b"\0")
    assert [(one.chosen, one.voters) for one in hidden.results] == [(True, 0), (False, 0)]
    await world.pass_time(61)
    await bob.barrier()
    last = bob.heard(types.UpdateMessagePoll)[-1]
    assert last.poll.closed and [one.voters for one in last.results.results] == [1, 0]
    with refused("MESSAGE_POLL_CLOSED"):
        await vote(bob, alice, id)


async def test_a_forwarded_poll_is_the_same_poll(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    asked = await ask(alice, bob, question("Soup", "Salad", revoting_disabled=True))
    forward = call.ForwardMessages(from_peer=alice.peer(bob), id=[asked.id], random_id=[8], to_peer=alice.peer(eve))
    copied = next(update.id for update in (await alice(forward)).updates if update.NAME == "updateMessageID")
    await eve.barrier()
    passed = eve.messages[-1]
    assert passed.media.poll.id == asked.media.poll.id
    await vote(eve, alice, passed.id, b"\1")
    with refused("REVOTE_NOT_ALLOWED"):
        await vote(eve, alice, passed.id)
    with refused("MESSAGE_AUTHOR_REQUIRED"):
        await alice(call.EditMessage(peer=alice.peer(eve), id=copied, media=question("a", "b", closed=True)))
    known = await alice(call.GetPollResults(peer=alice.peer(bob), msg_id=asked.id, poll_hash=0))
    assert known.updates[0].results.total_voters == 1
    again = call.GetPollResults(peer=alice.peer(bob), msg_id=asked.id, poll_hash=known.updates[0].poll.hash)
    assert (await alice(again)).updates == []


async def test_options_that_readers_add(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=216)
    asked = await ask(alice, bob, question("Soup", "Salad", open_answers=True))
    await ask(alice, bob, question("Soup", "Salad"))
    await bob.barrier()
    modern = await world.sign_in(bob)
    id, other = bob.messages[0].id, bob.messages[1].id
    add = call.AddPollAnswer(peer=modern.peer(alice), msg_id=id, answer=types.InputPollAnswer(text=text("Bread")))
    [update] = (await modern(add)).updates
    added = update.message.media.poll.answers[-1]
    assert (added.text.text, added.added_by.user_id) == ("Bread", bob.user_id)
    await alice.barrier()
    assert (
        alice.messages[-1].action.answer.text.text == "Bread"
        and alice.messages[-1].reply_to.reply_to_msg_id == asked.id
    )
    assert len(alice.heard(types.UpdateEditMessage)[-1].message.media.poll.answers) == 3
    await vote(alice, bob, asked.id, added.option)
    with refused("POLL_OPTION_DUPLICATE"):
        await modern(add)
    with refused("POLL_ANSWER_INVALID"):
        await modern(call.AddPollAnswer(peer=add.peer, msg_id=id, answer=types.InputPollAnswer(text=text(" "))))
    with refused("MESSAGE_ID_INVALID"):
        await modern(call.AddPollAnswer(peer=add.peer, msg_id=other, answer=add.answer))
    with refused("OPTION_INVALID"):
        await modern(call.DeletePollAnswer(peer=add.peer, msg_id=id, option=b"\0"))
    await modern(call.DeletePollAnswer(peer=add.peer, msg_id=id, option=added.option))
    left = await alice(call.GetPollResults(peer=alice.peer(bob), msg_id=asked.id, poll_hash=0))
    assert len(left.updates[0].poll.answers) == 2 and left.updates[0].results.total_voters == 0
    full = await ask(alice, bob, question(*map(str, range(12)), open_answers=True))
    with refused("POLL_ANSWERS_INVALID"):
        await alice(call.AddPollAnswer(peer=alice.peer(bob), msg_id=full.id, answer=add.answer))
    await alice(call.EditMessage(peer=alice.peer(bob), id=asked.id, media=question("a", "b", closed=True)))
    with refused("MESSAGE_POLL_CLOSED"):
        await modern(add)
    with refused("MESSAGE_POLL_CLOSED"):
        await modern(call.DeletePollAnswer(peer=add.peer, msg_id=id, option=b"\0"))


async def test_votes_that_the_author_has_not_seen(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    asked = await ask(alice, bob, question("Soup", "Salad", public_voters=True))
    await bob.barrier()
    unread = call.GetUnreadPollVotes(peer=alice.peer(bob), offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0)
    assert (await alice(unread)).messages == []
    await vote(bob, alice, bob.messages[-1].id, b"\0")
    [found] = (await alice(unread)).messages
    assert found.id == asked.id and found.media.results.has_unread_votes
    about = call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=alice.peer(bob))])
    assert (await alice(about)).dialogs[0].unread_poll_votes_count == 1
    await alice(call.ReadPollVotes(peer=alice.peer(bob)))
    assert (await alice(unread)).messages == []
    assert (await alice(about)).dialogs[0].unread_poll_votes_count == 0
    await vote(bob, alice, bob.messages[-1].id, b"\1")
    await alice(call.DeleteMessages(id=[asked.id]))
    assert (await alice(about)).dialogs[0].unread_poll_votes_count == 0


async def test_an_answer_to_one_option(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    asked = await ask(alice, bob, question("Soup", "Salad"))
    await bob.barrier()
    answered = types.InputReplyToMessage(reply_to_msg_id=bob.messages[-1].id, poll_option=b"\1", todo_item_id=4)
    await bob.say(alice, "too green", reply_to=answered)
    await alice.barrier()
    header = alice.messages[-1].reply_to
    assert (header.reply_to_msg_id, header.poll_option, header.todo_item_id) == (asked.id, b"\1", None)


async def test_polls_for_some_countries(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", phone="33612345678")
    asked = await ask(alice, bob, question("Soup", "Salad", countries_iso2=["DE"]))
    await bob.barrier()
    with refused("POLL_COUNTRY_RESTRICTED", 406):
        await vote(bob, alice, bob.messages[-1].id, b"\0")
    assert asked.media.poll.countries_iso2 == ["DE"]


async def test_pictures_in_a_poll_and_searching_for_it(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    point = types.InputMediaGeoPoint(geo_point=types.InputGeoPoint(lat=1.0, long=2.0))
    asked = await ask(alice, bob, question("Here", "There", media={"attached_media": point}))
    assert asked.media.attached_media.NAME == "messageMediaGeo"
    found = await bob(call.Search(peer=bob.peer(alice), q="", filter=types.InputMessagesFilterPoll(), limit=5))
    assert found.messages[0].media.attached_media.geo.long == 2.0


async def test_a_bot_learns_who_voted(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    await alice.say(bot, "/start")
    asked = await ask(bot, alice, question("Soup", "Salad", public_voters=True))
    assert asked.media.results.results is not None, "a bot cannot vote, and sees how its poll stands"
    await alice.barrier()
    await vote(alice, bot, alice.messages[-1].id, b"\1")
    await world.pass_time(1)
    await bot.barrier()
    [told] = bot.heard(types.UpdateMessagePollVote)
    assert (told.peer.user_id, told.options, told.positions) == (alice.user_id, [b"\1"], [1])
    assert [one.voters for one in bot.heard(types.UpdateMessagePoll)[-1].results.results] == [0, 1]
    with refused("BOT_METHOD_INVALID"):
        await vote(bot, alice, asked.id, b"\0")


async def test_a_poll_that_goes_out_later(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    later = int(world.clock.now()) + 3600
    media = question("Soup", "Salad", close_period=60)
    send = call.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=3, schedule_date=later)
    waiting = (await alice(send)).updates[-1].message
    assert waiting.media.poll.close_date == later + 60
    await world.pass_time(3601)
    await bob.barrier()
    id = bob.messages[-1].id
    assert (await vote(bob, alice, id, b"\0")).total_voters == 1
    await world.pass_time(70)
    with refused("MESSAGE_POLL_CLOSED"):
        await vote(bob, alice, id, b"\1")
