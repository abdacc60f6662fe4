"""What time does: messages that wait, messages that go."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused

call = functions.messages
WHEN_ONLINE = 0x7FFFFFFE


async def test_a_scheduled_message_goes_out_in_time(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    at = int(world.clock.now()) + 3600
    waiting = await alice.say(bob, "later", schedule_date=at)
    new = next(update for update in waiting.updates if isinstance(update, types.UpdateNewScheduledMessage))
    assert new.message.date == at
    await phone.barrier()
    assert phone.heard(types.UpdateNewScheduledMessage)
    listed = await alice(call.GetScheduledHistory(peer=alice.peer(bob), hash=0))
    assert [message.message for message in listed.messages] == ["later"]
    same = await alice(call.GetScheduledMessages(peer=alice.peer(bob), id=[new.message.id]))
    assert same.messages == listed.messages
    edited = await alice(
        call.EditMessage(peer=alice.peer(bob), id=new.message.id, message="much later", schedule_date=at + 60)
    )
    assert edited.updates[0].message.date == at + 60
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.EditMessage(peer=alice.peer(bob), id=999, message="never", schedule_date=at))
    await world.pass_time(3600)
    await bob.barrier()
    assert bob.messages == []
    await world.pass_time(61)
    await bob.barrier()
    [message] = bob.messages
    assert message.message == "much later"
    await phone.barrier()
    [gone] = phone.heard(types.UpdateDeleteScheduledMessages)
    own = next(one for one in phone.messages if one.message == "much later")
    assert own.from_scheduled and gone.sent_messages == [own.id]
    with refused("SCHEDULE_DATE_TOO_LATE"):
        await alice.say(bob, "x", schedule_date=int(world.clock.now()) + 400 * 86400)


async def test_scheduled_messages_are_sent_or_dropped_by_hand(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    at = int(world.clock.now()) + 3600
    ids = []
    for text in ("one", "two"):
        made = await alice.say(bob, text, schedule_date=at)
        ids.append(made.updates[-1].message.id)
    sent = await alice(call.SendScheduledMessages(peer=alice.peer(bob), id=[ids[0]]))
    assert any(isinstance(update, types.UpdateNewMessage) for update in sent.updates)
    await alice(call.DeleteScheduledMessages(peer=alice.peer(bob), id=[ids[1]]))
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["one"]
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.SendScheduledMessages(peer=alice.peer(bob), id=ids))
    assert (await alice(call.GetScheduledHistory(peer=alice.peer(bob), hash=0))).messages == []


async def test_a_message_goes_out_in_the_name_it_was_written_in(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town, news = await alice.create_channel("Town", bob, megagroup=True), await bob.create_channel("News")
    group = await bob.create_group("Group", alice)
    own = await bob.write(group, "passed on")
    later = {"send_as": bob.chat(news), "schedule_date": int(world.clock.now()) + 3600}
    send = call.SendMessage(peer=bob.chat(town), message="As my channel", random_id=1, **later)
    [waiting] = [one.message for one in (await bob(send)).updates if one.NAME == "updateNewScheduledMessage"]
    assert waiting.from_id.channel_id == bob.channel(news).channel_id
    await bob(call.ForwardMessages(
        from_peer=bob.chat(group), to_peer=bob.chat(town), id=[own], random_id=[2], drop_author=True, **later
    ))  # fmt: skip
    for wrong in ({"peer": bob.peer(alice)}, {"peer": bob.chat(town), "send_as": bob.peer(alice)}):
        with refused("SEND_AS_PEER_INVALID"):
            await bob(call.SendMessage(**{"message": "x", "random_id": 3, **later, **wrong}))
    await bob(call.ForwardMessages(
        from_peer=bob.chat(group), to_peer=bob.chat(town), id=[own], random_id=[9], send_as=bob.chat(news)
    ))  # fmt: skip
    await alice.barrier()
    assert alice.messages[-1].fwd_from and alice.messages[-1].from_id == waiting.from_id
    await world.pass_time(3601)
    await alice.barrier()
    assert [one.message for one in alice.messages[-2:]] == ["As my channel", "passed on"]
    assert [one.from_id for one in alice.messages[-2:]] == [waiting.from_id] * 2
    await bob(
        call.SendMessage(
            peer=bob.chat(town),
            message="Too late",
            random_id=4,
            **later | {"schedule_date": int(world.clock.now()) + 60},
        )
    )
    await bob(functions.channels.DeleteChannel(channel=bob.channel(news)))
    await world.pass_time(61)
    await alice.barrier()
    assert alice.messages[-1].message == "passed on", "nobody is shown as who wrote for a channel that is gone"


async def test_a_message_waits_for_its_reader(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.account.UpdateStatus(offline=True))
    await alice.say(bob, "when you are there", schedule_date=WHEN_ONLINE)
    await bob.barrier()
    assert bob.messages == []
    await bob(functions.account.UpdateStatus(offline=False))
    await bob.barrier()
    assert [message.message for message in bob.messages] == ["when you are there"]
    with refused("SCHEDULE_STATUS_PRIVATE"):
        await alice(call.SendMessage(peer=types.InputPeerSelf(), message="x", random_id=5, schedule_date=WHEN_ONLINE))


async def test_a_timer_deletes_on_both_sides(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    kept = await alice.say(bob, "stays")
    done = await alice(call.SetHistoryTTL(peer=alice.peer(bob), period=86400))
    assert any(isinstance(update, types.UpdatePeerHistoryTTL) for update in done.updates)
    sent = await bob.say(alice, "goes")
    assert sent.ttl_period == 86400
    await alice.barrier()
    assert alice.messages[-1].ttl_period == 86400
    await world.pass_time(86401)
    await alice.barrier()
    await bob.barrier()
    assert alice.heard(types.UpdateDeleteMessages)[-1].messages == [alice.messages[-1].id]
    assert bob.heard(types.UpdateDeleteMessages)[-1].messages == [sent.id]
    history = await alice(call.GetHistory(peer=alice.peer(bob), limit=10))
    assert kept.id in [message.id for message in history.messages]
    with refused("CHAT_NOT_MODIFIED"):
        await bob(call.SetHistoryTTL(peer=bob.peer(alice), period=86400))
    with refused("TTL_PERIOD_INVALID"):
        await bob(call.SetHistoryTTL(peer=bob.peer(alice), period=-5))
    group = await alice.create_group("Garden", bob)
    await alice(call.SetHistoryTTL(peer=alice.chat(group), period=86400))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(call.SetHistoryTTL(peer=alice.chat(group), period=86400))


async def test_who_is_blocked_does_not_get_through_with_timers_and_looks(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.contacts.Block(id=bob.peer(alice)))
    theme = types.InputChatTheme(emoticon="🐳")
    for one, other, refusal in ((alice, bob, "USER_IS_BLOCKED"), (bob, alice, "YOU_BLOCKED_USER")):
        peer = one.peer(other)
        for query in (
            call.SetHistoryTTL(peer=peer, period=86400),
            call.SetChatTheme(peer=peer, theme=theme),
            call.SetChatWallPaper(
                peer=peer,
                wallpaper=types.InputWallPaperNoFile(id=0),
                settings=types.WallPaperSettings(background_color=0x99CC66),
            ),
        ):
            with refused(refusal):
                await one(query)
    assert not bob.messages and not bob.heard(types.UpdatePeerHistoryTTL)


async def test_a_default_timer_holds_for_new_chats(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice(call.SetDefaultHistoryTTL(period=3600))
    assert (await alice(call.GetDefaultHistoryTTL())).period == 3600
    sent = await alice.say(bob, "first")
    assert sent.ttl_period == 3600
    await bob.barrier()
    action = bob.messages[-1].action
    assert (action.period, action.auto_setting_from) == (3600, alice.user_id)
