"""Supergroups and channels: one copy of every message, in a box of their own."""

from __future__ import annotations

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_a_supergroup_hears_its_members(world: World) -> None:
    alice, bob, carol = (
        await world.sign_up("Alice"),
        await world.sign_up("Bob", layer=158),
        await world.sign_up("Carol"),
    )
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    await carol.barrier()
    added = next(
        packet for packet in carol.packets if any(one.NAME == "updateNewChannelMessage" for one in packet.updates)
    )
    assert carol.user_id in {user.id for user in added.users}, "clients look up whoever is named, themselves as well"
    await bob.write(peer, "Hello town")
    await carol.barrier()
    heard = carol.messages[-1]
    assert (heard.message, heard.peer_id.channel_id) == ("Hello town", -peer - CHANNEL_OFFSET)
    assert heard.from_id.user_id == bob.user_id
    told = next(packet for packet in carol.packets if any(getattr(u, "message", None) is heard for u in packet.updates))
    assert told.users[0].access_hash == carol.user(bob).access_hash
    assert told.chats[0].access_hash == carol.channel(peer).access_hash
    history = await bob(functions.messages.GetHistory(
        peer=bob.chat(peer), offset_id=0, offset_date=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=0))  # fmt: skip
    assert history.NAME == "messages.channelMessages" and history.messages[0].out


async def test_a_channel_is_written_by_its_admins_alone(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("News", bob)
    id = await alice.write(peer, "First post")
    await bob.barrier()
    post = bob.messages[-1]
    assert post.post and post.from_id is None and post.views == 1
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob.write(peer, "Me too")
    stranger = await world.sign_up("Sam")
    with refused("CHANNEL_PRIVATE"):
        await stranger.write(peer, "Hi")
    dialogs = await bob(functions.messages.GetDialogs(
        offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=10, hash=0))  # fmt: skip
    dialog = next(one for one in dialogs.dialogs if one.peer.NAME == "peerChannel")
    assert (dialog.top_message, dialog.unread_count) == (id, 1)
    await bob(functions.channels.ReadHistory(channel=bob.channel(peer), max_id=0))
    dialogs = await bob(functions.messages.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(peer))]))
    assert (dialogs.dialogs[0].unread_count, dialogs.dialogs[0].read_inbox_max_id) == (0, id)


async def test_a_post_beside_a_profile_is_passed_on_as_its_channels(world: World) -> None:
    """TDLib takes a header that names a person and the number of a post for a fault."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    channel = alice.channel(news)
    await alice(functions.channels.ToggleSignatures(channel=channel, signatures_enabled=True, profiles_enabled=True))
    post = await alice.write(news, "Rain")
    ask = functions.messages.ForwardMessages(
        from_peer=bob.chat(news), id=[post], to_peer=types.InputPeerSelf(), random_id=[1]
    )
    done = await bob(ask)
    header = next(one.message.fwd_from for one in done.updates if one.NAME == "updateNewMessage")
    assert header.from_id == types.PeerChannel(channel_id=channel.channel_id) and header.channel_post == post
    assert header.post_author == "Alice"


async def test_the_difference_of_a_channel_tells_what_was_missed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(peer)))
    pts = full.full_chat.pts
    one, two = await alice.write(peer, "One"), await alice.write(peer, "Two")
    done = await alice(functions.messages.EditMessage(peer=alice.chat(peer), id=one, message="Uno"))
    assert [update.NAME for update in done.updates] == ["updateEditChannelMessage"], (
        "in the form of the channel's own line"
    )
    await alice(functions.channels.DeleteMessages(channel=alice.channel(peer), id=[two]))
    ask = functions.updates.GetChannelDifference(
        channel=bob.channel(peer), filter=types.ChannelMessagesFilterEmpty(), pts=pts, limit=100
    )
    found = await bob(ask)
    assert [message.message for message in found.new_messages] == ["Uno"]
    assert [update.NAME for update in found.other_updates] == [
        "updateEditChannelMessage",
        "updateDeleteChannelMessages",
    ]
    ask.pts = found.pts
    assert (await bob(ask)).NAME == "updates.channelDifferenceEmpty"
    world.clock.advance(60)
    await alice.write(peer, "Three")
    missed = await bob(functions.updates.GetDifference(pts=1, date=int(world.clock.now()), qts=0))
    assert any(update.NAME == "updateChannelTooLong" for update in missed.other_updates)


async def test_whoever_is_named_hears_of_it(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.account.UpdateUsername(username="bob_the_builder"))
    peer = await alice.create_channel("Town", bob, megagroup=True)
    id = await alice.write(peer, "Can @bob_the_builder fix it?")
    await bob.barrier()
    assert bob.messages[-1].mentioned and bob.messages[-1].media_unread
    unread = await bob(functions.messages.GetUnreadMentions(
        peer=bob.chat(peer), offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0))  # fmt: skip
    assert [message.id for message in unread.messages] == [id]
    await bob(functions.channels.ReadMessageContents(channel=bob.channel(peer), id=[id]))
    dialogs = await bob(functions.messages.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(peer))]))
    assert dialogs.dialogs[0].unread_mentions_count == 0


async def test_admins_lead_and_restrict(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    rights = types.ChatAdminRights(ban_users=True, delete_messages=True)
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.channels.EditBanned(
            channel=bob.channel(peer), participant=bob.peer(carol),
            banned_rights=types.ChatBannedRights(send_messages=True, until_date=0)))  # fmt: skip
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(peer), user_id=alice.user(bob), admin_rights=rights, rank="Sheriff"))  # fmt: skip
    await bob(functions.channels.EditBanned(
        channel=bob.channel(peer), participant=bob.peer(carol),
        banned_rights=types.ChatBannedRights(send_messages=True, until_date=0)))  # fmt: skip
    with refused("USER_BANNED_IN_CHANNEL"):
        await carol.write(peer, "Hm")
    admins = await carol(functions.channels.GetParticipants(
        channel=carol.channel(peer), filter=types.ChannelParticipantsAdmins(), offset=0, limit=10, hash=0))  # fmt: skip
    assert {one.NAME for one in admins.participants} == {"channelParticipantCreator", "channelParticipantAdmin"}
    await bob(functions.channels.EditBanned(
        channel=bob.channel(peer), participant=bob.peer(carol),
        banned_rights=types.ChatBannedRights(view_messages=True, until_date=0)))  # fmt: skip
    await carol.barrier()
    with refused("CHANNEL_PRIVATE"):
        await carol(functions.channels.GetFullChannel(channel=carol.channel(peer)))


async def test_a_group_becomes_a_supergroup(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await alice.create_group("Garden", bob)
    await alice.write(group, "Before")
    moved = await alice(functions.messages.MigrateChat(chat_id=-group))
    channel = next(chat for chat in moved.chats if chat.NAME == "channel")
    await bob.barrier()
    told = {one.action.NAME for one in bob.messages[-2:]}
    assert told == {"messageActionChatMigrateTo", "messageActionChannelMigrateFrom"}
    await bob.write(-CHANNEL_OFFSET - channel.id, "After")
    with refused("PEER_ID_INVALID"):
        await bob.write(group, "Late")
    with refused("CHAT_ID_INVALID"):
        await alice(functions.messages.MigrateChat(chat_id=-group))


async def test_who_makes_a_channel_hears_its_first_message(world: World) -> None:
    """Nobody listened to the channel before: those who come in with the same deed do."""
    alice = await world.sign_up("Alice")
    phone = await world.sign_in(alice)
    peer = await alice.create_channel("News")
    await phone.barrier()
    (told,) = phone.heard(types.UpdateNewChannelMessage)
    assert told.message.action.NAME == "messageActionChannelCreate"
    assert told.message.peer_id == types.PeerChannel(channel_id=-peer - CHANNEL_OFFSET)


async def test_a_channel_is_heard_after_a_restart(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("News", bob)
    await alice.write(peer, "Before")
    await bob.barrier()
    await world.restart()
    await world.settle()
    await alice.write(peer, "After")
    await bob.barrier()
    assert bob.messages[-1].message == "After"


async def test_a_channel_is_heard_after_a_lost_connection(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("News", bob)
    await bob.disconnect()
    await alice.write(peer, "Missed")
    await bob.reconnect(new_session=True)
    await bob(functions.updates.GetState())
    await bob.barrier()
    await alice.write(peer, "Heard")
    await bob.barrier()
    assert bob.messages[-1].message == "Heard"


async def test_whoever_only_looks_in_has_it_not_in_their_list(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("News")
    await alice(functions.channels.UpdateUsername(channel=alice.channel(peer), username="daily_news"))
    await alice.write(peer, "Extra!")
    await bob(functions.messages.SaveDraft(peer=bob.chat(peer), message="What I would say"))
    dialogs = await bob(functions.messages.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=10))
    assert all(dialog.peer.NAME == "peerUser" for dialog in dialogs.dialogs)
