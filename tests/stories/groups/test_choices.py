"""Further choices of whoever leads a supergroup; reactions taken away; channels recommended and left."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.channels


async def full(actor: Actor, peer: int) -> Any:
    return (await actor(call.GetFullChannel(channel=actor.channel(peer)))).full_chat


async def test_a_group_at_a_place_moves(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    point = types.InputGeoPoint(lat=52.5, long=13.4)
    place = await alice.create_channel("Corner", megagroup=True, geo_point=point, address="Here")
    town = await alice.create_channel("Town", bob, megagroup=True)
    there = types.InputGeoPoint(lat=48.1, long=11.6)
    with refused("MEGAGROUP_GEO_REQUIRED"):
        await alice(call.EditLocation(channel=alice.channel(town), geo_point=there, address="There"))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.EditLocation(channel=bob.channel(town), geo_point=there, address="There"))
    with refused("GEO_POINT_INVALID"):
        await alice(
            call.EditLocation(channel=alice.channel(place), geo_point=types.InputGeoPointEmpty(), address="There")
        )
    with refused("ADDRESS_INVALID"):
        await alice(call.EditLocation(channel=alice.channel(place), geo_point=there, address=" "))
    assert await alice(call.EditLocation(channel=alice.channel(place), geo_point=there, address="There"))
    assert (await full(alice, place)).location.address == "There"


async def test_writing_can_have_a_price(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.UpdatePaidMessagesPrice(channel=bob.channel(town), send_paid_messages_stars=5))
    with refused("STARS_AMOUNT_INVALID"):
        await alice(call.UpdatePaidMessagesPrice(channel=alice.channel(town), send_paid_messages_stars=10_001))
    with refused("CHANNEL_MONOFORUM_UNSUPPORTED"):
        await alice(call.UpdatePaidMessagesPrice(
            channel=alice.channel(town), send_paid_messages_stars=5, broadcast_messages_allowed=True))  # fmt: skip
    done = await alice(call.UpdatePaidMessagesPrice(channel=alice.channel(town), send_paid_messages_stars=5))
    assert done.chats[0].send_paid_messages_stars == 5
    with refused("ALLOW_PAYMENT_REQUIRED_5", 403):
        await bob.write(town, "Hello")
    await alice.write(town, "Free for me")
    await alice(call.UpdatePaidMessagesPrice(channel=alice.channel(town), send_paid_messages_stars=0))
    await bob.write(town, "Hello")
    boosted = await alice(call.SetBoostsToUnblockRestrictions(channel=alice.channel(town), boosts=3))
    assert boosted.chats and (await full(bob, town)).boosts_unrestrict == 3
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.SetBoostsToUnblockRestrictions(channel=bob.channel(town), boosts=0))


async def test_reactions_are_taken_away(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    thumb = [types.ReactionEmoji(emoticon="👍")]
    town = await alice.create_channel("Town", bob, megagroup=True)
    group = await alice.create_group("Garden", bob)
    for peer in (town, group):
        ids = [await alice.write(peer, text) for text in ("One", "Two", "Three")]
        await bob.barrier()
        theirs = [message.id for message in bob.messages if getattr(message, "message", "") in ("One", "Two", "Three")][
            -3:
        ]
        for id in theirs:
            await bob(functions.messages.SendReaction(peer=bob.chat(peer), msg_id=id, reaction=thumb))
        with refused("CHAT_ADMIN_REQUIRED"):
            await bob(
                functions.messages.DeleteParticipantReaction(
                    peer=bob.chat(peer), msg_id=theirs[0], participant=bob.peer(bob)
                )
            )
        with refused("MESSAGE_ID_INVALID"):
            await alice(
                functions.messages.DeleteParticipantReaction(
                    peer=alice.chat(peer), msg_id=9999, participant=alice.peer(bob)
                )
            )
        done = await alice(
            functions.messages.DeleteParticipantReaction(
                peer=alice.chat(peer), msg_id=ids[0], participant=alice.peer(bob)
            )
        )
        assert done.updates[0].msg_id == ids[0] and not done.updates[0].reactions.results
        with refused("PARTICIPANT_ID_INVALID"):
            await alice(
                functions.messages.DeleteParticipantReaction(
                    peer=alice.chat(peer), msg_id=ids[0], participant=alice.peer(bob)
                )
            )
        assert await alice(
            functions.messages.DeleteParticipantReactions(peer=alice.chat(peer), participant=alice.peer(bob))
        )
        with refused("PARTICIPANT_ID_INVALID"):
            await alice(
                functions.messages.DeleteParticipantReactions(peer=alice.chat(peer), participant=alice.peer(bob))
            )
        left = await bob(functions.messages.GetMessagesReactions(peer=bob.chat(peer), id=theirs))
        assert not any(update.reactions.results for update in left.updates)
    with refused("PEER_ID_INVALID"):
        await alice(functions.messages.DeleteParticipantReactions(peer=alice.peer(bob), participant=alice.peer(bob)))


async def test_channels_are_recommended(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news = await alice.create_channel("News", bob, carol)
    sport = await alice.create_channel("Sport", bob)
    hidden = await alice.create_channel("Hidden", bob)
    await alice(call.UpdateUsername(channel=alice.channel(sport), username="sport_news"))
    found = await carol(call.GetChannelRecommendations(channel=carol.channel(news)))
    assert [chat.title for chat in found.chats] == ["Sport"]
    assert [chat.title for chat in (await carol(call.GetChannelRecommendations())).chats] == ["Sport"]
    assert not (await bob(call.GetChannelRecommendations(channel=bob.channel(hidden)))).chats
    town = await alice.create_channel("Town", carol, megagroup=True)
    with refused("BROADCAST_REQUIRED"):
        await carol(call.GetChannelRecommendations(channel=carol.channel(town)))
    await carol(call.LeaveChannel(channel=carol.channel(town)))
    with refused("TAKEOUT_REQUIRED", 403):
        await carol(call.GetLeftChannels(offset=0))
    takeout = await carol(functions.account.InitTakeoutSession())
    left = functions.InvokeWithTakeout(takeout_id=takeout.id, query=call.GetLeftChannels(offset=0))
    assert [chat.id for chat in (await carol(left)).chats] == [carol.channel(town).channel_id]
