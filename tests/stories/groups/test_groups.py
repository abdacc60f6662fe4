"""Basic groups: a copy of every message in each member's box."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.accounts.secrets import prove, set_password
from tests.stories.groups.test_abuse import limit
from tests.stories.harness import World, refused


async def test_a_group_is_made_and_everyone_hears_what_is_said(world: World) -> None:
    alice, bob, carol = (
        await world.sign_up("Alice"),
        await world.sign_up("Bob", layer=158),
        await world.sign_up("Carol"),
    )
    group = await alice.create_group("Garden", bob, carol)
    await bob.barrier()
    assert [message.action.NAME for message in bob.messages] == ["messageActionChatCreate"]
    await bob.write(group, "Hello all")
    await alice.barrier()
    await carol.barrier()
    for one in (alice, carol):
        heard = one.messages[-1]
        assert (heard.message, heard.peer_id, heard.from_id.user_id) == (
            "Hello all", types.PeerChat(chat_id=-group), bob.user_id,
        )  # fmt: skip
    full = await carol(functions.messages.GetFullChat(chat_id=-group))
    assert {one.user_id for one in full.full_chat.participants.participants} == {
        alice.user_id, bob.user_id, carol.user_id,
    }  # fmt: skip
    with refused("USERS_TOO_FEW"):
        await alice(functions.messages.CreateChat(users=[types.InputUserSelf()], title="Alone"))
    with refused("CHAT_TITLE_EMPTY"):
        await alice(functions.messages.CreateChat(users=[alice.user(bob)], title="  "))
    limit(world, group_members=2)
    with refused("USERS_TOO_MUCH"):
        await alice(functions.messages.CreateChat(users=[alice.user(bob), alice.user(carol)], title="Large"))
    await alice.create_group("Small", bob)


async def test_answers_edits_and_deletions_reach_every_copy(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await bob.say(carol, "apart")  # so that ids differ from box to box
    group = await alice.create_group("Garden", bob, carol)
    await alice.write(group, "First")
    await bob.barrier()
    theirs = bob.messages[-1].id
    await bob.write(group, "Second", reply_to=types.InputReplyToMessage(reply_to_msg_id=theirs))
    await carol.barrier()
    first, second = carol.messages[-2:]
    assert second.reply_to.reply_to_msg_id == first.id
    await alice.barrier()
    assert alice.messages[-1].mentioned, "whoever is answered is named"
    mine = bob.messages[-1].id + 1
    await bob(functions.messages.EditMessage(peer=bob.chat(group), id=mine, message="Changed"))
    await carol.barrier()
    assert carol.heard(types.UpdateEditMessage)[-1].message.message == "Changed"
    with refused("MESSAGE_DELETE_FORBIDDEN"):
        await carol(functions.messages.DeleteMessages(id=[second.id], revoke=True))
    await bob(functions.messages.DeleteMessages(id=[mine], revoke=True))
    await carol.barrier()
    assert carol.heard(types.UpdateDeleteMessages)[-1].messages == [second.id]


async def test_members_come_and_go(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob)
    limit(world, group_members=2)
    with refused("USERS_TOO_MUCH"):
        await bob(functions.messages.AddChatUser(chat_id=-group, user_id=bob.user(carol), fwd_limit=10))
    limit(world, group_members=3)
    with refused("USER_ID_INVALID"):
        await bob(functions.messages.AddChatUser(chat_id=-group, user_id=bob.user(4711), fwd_limit=10))
    added = await bob(functions.messages.AddChatUser(chat_id=-group, user_id=bob.user(carol), fwd_limit=10))
    assert added.missing_invitees == []
    with refused("USER_ALREADY_PARTICIPANT"):
        await bob(functions.messages.AddChatUser(chat_id=-group, user_id=bob.user(carol), fwd_limit=10))
    with refused("CHAT_ADMIN_REQUIRED"):
        await carol(functions.messages.DeleteChatUser(chat_id=-group, user_id=carol.user(bob)))
    await carol(functions.messages.DeleteChatUser(chat_id=-group, user_id=types.InputUserSelf()))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await carol.write(group, "Still here?")
    await alice(functions.messages.DeleteChatUser(chat_id=-group, user_id=alice.user(bob)))
    await bob.barrier()
    assert bob.messages[-1].action == types.MessageActionChatDeleteUser(user_id=bob.user_id)


async def test_reactions_pins_and_reading_in_a_group(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob, carol)
    mine = await alice.write(group, "Look")
    await bob.barrier()
    theirs = bob.messages[-1].id
    react = functions.messages.SendReaction(
        peer=bob.chat(group), msg_id=theirs, reaction=[types.ReactionEmoji(emoticon="❤")]
    )
    await bob(react)
    await alice.barrier()
    told = alice.heard(types.UpdateMessageReactions)[-1]
    assert (told.msg_id, told.reactions.results[0].count) == (mine, 1)
    await alice(functions.messages.UpdatePinnedMessage(peer=alice.chat(group), id=mine))
    await carol.barrier()
    assert carol.heard(types.UpdatePinnedMessages)[-1].pinned
    await bob(functions.messages.ReadHistory(peer=bob.chat(group), max_id=0))
    await alice.barrier()
    assert alice.heard(types.UpdateReadHistoryOutbox)[-1].peer == types.PeerChat(chat_id=-group)
    read = await alice(functions.messages.GetMessageReadParticipants(peer=alice.chat(group), msg_id=mine))
    assert [one.user_id for one in read] == [bob.user_id]


async def test_whoever_deletes_their_account_leaves_their_groups(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob)
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    await bob.write(town, "Farewell")
    bob.witness.gone = True
    await bob(functions.account.DeleteAccount(reason="enough"))
    await alice.barrier()
    left = alice.heard(types.UpdateChatParticipants)[-1].participants.participants
    assert [one.user_id for one in left] == [alice.user_id]
    full = await carol(functions.channels.GetFullChannel(channel=carol.channel(town)))
    assert full.full_chat.participants_count == 2
    assert (await alice(functions.messages.GetFullChat(chat_id=-group))).full_chat.participants.participants
    history = await carol(functions.messages.GetHistory(peer=carol.chat(town), limit=1))
    assert history.messages[0].message == "Farewell" and history.users
    with refused("INPUT_USER_DEACTIVATED"):
        await alice(functions.messages.AddChatUser(chat_id=-group, user_id=alice.user(bob), fwd_limit=10))
    await set_password(alice, "a good one")
    give = functions.messages.EditChatCreator(
        peer=alice.chat(town), user_id=alice.user(bob), password=await prove(alice, "a good one")
    )
    with refused("INPUT_USER_DEACTIVATED"):
        await alice(give)


async def test_who_is_writing_is_shown_to_the_others(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    group = await alice.create_group("Garden", bob, carol)
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    for peer, kind in ((group, types.UpdateChatUserTyping), (town, types.UpdateChannelUserTyping)):
        await bob(functions.messages.SetTyping(peer=bob.chat(peer), action=types.SendMessageTypingAction()))
        for one in (alice, carol):
            await one.barrier()
            assert one.heard(kind)[-1].from_id == types.PeerUser(user_id=bob.user_id)
        await bob.barrier()
        assert not bob.heard(kind)
    news = await alice.create_channel("News", bob)
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob(functions.messages.SetTyping(peer=bob.chat(news), action=types.SendMessageTypingAction()))
