"""People whom a client knows only from a message of a group (https://core.telegram.org/api/min)."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_a_message_vouches_for_whom_it_names(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    peer = await alice.create_channel("Town", bob, megagroup=True)
    id = await bob.write(peer, "I am here")
    known = types.InputUserFromMessage(peer=alice.chat(peer), msg_id=id, user_id=bob.user_id)
    assert (await alice(functions.users.GetUsers(id=[known])))[0].id == bob.user_id
    there = types.InputPeerUserFromMessage(peer=alice.chat(peer), msg_id=id, user_id=bob.user_id)
    await alice(functions.messages.SendMessage(peer=there, message="Hello", random_id=1))
    await bob.barrier()
    assert bob.messages[-1].message == "Hello"
    known.user_id = carol.user_id
    with refused("USER_ID_INVALID"):
        await alice(functions.users.GetFullUser(id=known))
    known.user_id, known.msg_id = bob.user_id, id + 7
    with refused("MSG_ID_INVALID"):
        await alice(functions.users.GetFullUser(id=known))
    known.peer = types.InputPeerSelf()
    with refused("PEER_ID_INVALID"):
        await alice(functions.users.GetFullUser(id=known))
    sam = await world.sign_up("Sam")
    known.peer, known.msg_id = sam.chat(peer), id
    with refused("CHANNEL_PRIVATE"):
        await sam(functions.users.GetFullUser(id=known))


async def test_a_channel_is_known_by_what_was_passed_on(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News")
    await alice(functions.channels.UpdateUsername(channel=alice.channel(news), username="daily_news"))
    post = await alice.write(news, "Extra!")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    passed = await alice(functions.messages.ForwardMessages(
        from_peer=alice.chat(news), to_peer=alice.chat(peer), id=[post], random_id=[5]))  # fmt: skip
    id = next(update.id for update in passed.updates if update.NAME == "updateMessageID")
    known = types.InputChannelFromMessage(peer=bob.chat(peer), msg_id=id, channel_id=bob.channel(news).channel_id)
    full = await bob(functions.channels.GetFullChannel(channel=known))
    assert full.full_chat.id == known.channel_id
    there = types.InputPeerChannelFromMessage(peer=bob.chat(peer), msg_id=id, channel_id=known.channel_id)
    history = await bob(functions.messages.GetHistory(peer=there, limit=5))
    assert history.messages[0].message == "Extra!"
    known.channel_id += 7
    with refused("CHANNEL_INVALID"):
        await bob(functions.channels.GetFullChannel(channel=known))


async def test_a_short_form_takes_nobodys_premium_away(world: World) -> None:
    """TDLib believes it of short forms too; told of its own user now with it, now without, it begins all its sessions anew."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    peer = await alice.create_channel("Town", bob, megagroup=True)
    id = await alice.write(peer, "Look")
    heart = [types.ReactionEmoji(emoticon="❤")]
    await bob(functions.messages.SendReaction(peer=bob.chat(peer), msg_id=id, reaction=heart))
    await alice.write(peer, "Again")
    await alice.barrier()
    await bob.barrier()
    told = [user for one in (alice, bob) for packet in one.packets for user in getattr(packet, "users", [])]
    assert any(user.min for user in told) and all(user.premium for user in told)
