"""Statistics of supergroups and channels."""

from __future__ import annotations

import json
from typing import Any

from angarium.tl import functions, types
from tests.stories.contents.test_polls import question
from tests.stories.harness import World, refused

stats = functions.stats
DAY = 86400


def drawn(graph: Any) -> dict[str, list[int]]:
    """The lines of a graph by their names, and its x."""
    assert graph.NAME == "statsGraph", graph
    shown = json.loads(graph.json.data)
    columns = {column[0]: column[1:] for column in shown["columns"]}
    assert shown["types"]["x"] == "x" and all(len(column) == len(columns["x"]) for column in columns.values())
    return {"x": columns["x"], **{shown["names"][key]: columns[key] for key in shown["names"]}}


async def test_a_channel_has_statistics(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news = await alice.create_channel("News", bob)
    post = await alice.write(news, "It rains")
    await world.pass_time(2 * DAY)
    await alice(functions.channels.InviteToChannel(channel=alice.channel(news), users=[alice.user(carol)]))
    await bob(functions.messages.GetMessagesViews(peer=bob.chat(news), id=[post], increment=True))
    await bob(
        functions.messages.SendReaction(peer=bob.chat(news), msg_id=post, reaction=[types.ReactionEmoji(emoticon="👍")])
    )
    mute = types.InputPeerNotifySettings(mute_until=2**31 - 1)
    await bob(functions.account.UpdateNotifySettings(peer=types.InputNotifyPeer(peer=bob.chat(news)), settings=mute))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(stats.GetBroadcastStats(channel=bob.channel(news)))
    found = await alice(stats.GetBroadcastStats(channel=alice.channel(news)))
    assert (found.followers.current, found.views_per_post.current, found.reactions_per_post.current) == (3.0, 1.0, 1.0)
    assert (found.enabled_notifications.part, found.enabled_notifications.total) == (2.0, 3.0)
    growth = drawn(found.growth_graph)
    assert growth["Total followers"][-3:] == [2, 2, 3] and len(growth["x"]) == 8
    assert drawn(found.followers_graph)["Joined"][-3:] == [1, 0, 1]
    counters = found.recent_posts_interactions[0]
    assert (counters.msg_id, counters.views, counters.forwards, counters.reactions) == (post, 1, 0, 1)
    spoken = drawn(await alice(stats.LoadAsyncGraph(token=found.languages_graph.token)))
    assert spoken["English"][-3:] == [2, 2, 3] and found.views_by_source_graph.NAME == "statsGraphError"
    interactions = await alice(stats.LoadAsyncGraph(token=found.interactions_graph.token))
    lines = drawn(interactions)
    assert lines["Views"][-1] == 1
    zoomed = drawn(await alice(stats.LoadAsyncGraph(token=interactions.zoom_token, x=lines["x"][-1])))
    assert sum(zoomed["Views"]) == 1 and len(zoomed["x"]) == 24
    assert drawn(await alice(stats.LoadAsyncGraph(token=found.reactions_by_emotion_graph.token)))["👍"][-1] == 1
    assert sum(drawn(await alice(stats.LoadAsyncGraph(token=found.top_hours_graph.token)))["This week"]) == 1
    sources = drawn(await alice(stats.LoadAsyncGraph(token=found.new_followers_by_source_graph.token)))
    assert sum(sources["Added by members"]) == 2
    with refused("GRAPH_INVALID_RELOAD"):
        await bob(stats.LoadAsyncGraph(token=found.interactions_graph.token))
    with refused("GRAPH_INVALID_RELOAD"):
        await alice(stats.LoadAsyncGraph(token=found.top_hours_graph.token, x=0))
    with refused("MEGAGROUP_REQUIRED"):
        await alice(stats.GetMegagroupStats(channel=alice.channel(news)))
    await world.pass_time(2 * 3600)
    with refused("GRAPH_EXPIRED_RELOAD"):
        await alice(stats.LoadAsyncGraph(token=found.interactions_graph.token))


async def test_a_group_has_statistics(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    for text in ("One", "Two", "Three"):
        await bob.write(town, text)
    await alice.write(town, "Four")
    await carol(functions.channels.ReadHistory(channel=carol.channel(town), max_id=0))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(stats.GetMegagroupStats(channel=bob.channel(town)))
    with refused("BROADCAST_REQUIRED"):
        await alice(stats.GetBroadcastStats(channel=alice.channel(town)))
    rights = types.ChatBannedRights(view_messages=True, until_date=0)
    await alice(functions.channels.EditBanned(
        channel=alice.channel(town), participant=alice.peer(carol), banned_rights=rights))  # fmt: skip
    found = await alice(stats.GetMegagroupStats(channel=alice.channel(town)))
    assert (found.members.current, found.messages.current, found.posters.current, found.viewers.current) == (2, 4, 2, 3)
    best = found.top_posters[0]
    assert (best.user_id, best.messages, best.avg_chars) == (bob.user_id, 3, 3)
    assert [(one.user_id, one.kicked) for one in found.top_admins] == [(alice.user_id, 1)]
    assert [(one.user_id, one.invitations) for one in found.top_inviters] == [(alice.user_id, 1)]
    assert {user.id for user in found.users} >= {alice.user_id, bob.user_id}
    assert drawn(found.members_graph)["Left"][-1] == 1
    for graph in (found.messages_graph, found.weekdays_graph, found.top_hours_graph, found.new_members_by_source_graph):
        assert drawn(await alice(stats.LoadAsyncGraph(token=graph.token)))


async def test_a_post_has_statistics(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, town = await alice.create_channel("News", bob), await bob.create_channel("Square", megagroup=True)
    await bob(functions.channels.UpdateUsername(channel=bob.channel(town), username="the_square"))
    post = await alice.write(news, "It rains")
    await bob(functions.messages.GetMessagesViews(peer=bob.chat(news), id=[post], increment=True))
    await bob(functions.messages.ForwardMessages(
        from_peer=bob.chat(news), to_peer=bob.chat(town), id=[post], random_id=[7]))  # fmt: skip
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(stats.GetMessageStats(channel=bob.channel(news), msg_id=post))
    with refused("MESSAGE_ID_INVALID"):
        await alice(stats.GetMessageStats(channel=alice.channel(news), msg_id=777))
    found = await alice(stats.GetMessageStats(channel=alice.channel(news), msg_id=post))
    assert sum(drawn(found.views_graph)["Views"]) == 1 and found.reactions_by_emotion_graph.NAME == "statsGraphError"
    await world.pass_time(3 * DAY)
    await bob(functions.messages.GetMessagesViews(peer=bob.chat(news), id=[post], increment=True))
    found = await alice(stats.GetMessageStats(channel=alice.channel(news), msg_id=post))
    assert drawn(found.views_graph)["Views"] == [1, 0, 0, 1]
    with refused("MESSAGE_ID_INVALID"):
        await alice(stats.GetMessagePublicForwards(channel=alice.channel(news), msg_id=777, offset="", limit=10))
    passed = await alice(stats.GetMessagePublicForwards(channel=alice.channel(news), msg_id=post, offset="", limit=10))
    assert passed.count == 1 and passed.forwards[0].message.message == "It rains"
    assert [chat.username for chat in passed.chats if chat.username] == ["the_square"]
    passed = await alice(stats.GetMessagePublicForwards(channel=alice.channel(news), msg_id=post, offset="", limit=1))
    rest = stats.GetMessagePublicForwards(channel=alice.channel(news), msg_id=post, offset=passed.next_offset, limit=1)
    assert not (await alice(rest)).forwards
    old = await world.sign_in(alice, layer=158)
    first = stats.GetMessagePublicForwards(channel=old.channel(news), msg_id=post, offset="", limit=1)
    assert [message.message for message in (await old(first)).messages] == ["It rains"]


async def test_a_poll_has_statistics(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    media = question("Soup", "Salad")
    await bob(functions.messages.SendMedia(peer=bob.chat(town), media=media, message="", random_id=1))
    await alice.barrier()
    poll = alice.messages[-1]
    option = poll.media.poll.answers[0].option
    await carol(functions.messages.SendVote(peer=carol.chat(town), msg_id=poll.id, options=[option]))
    for actor in (alice, bob):
        found = await actor(stats.GetPollStats(peer=actor.chat(town), msg_id=poll.id))
        lines = drawn(found.votes_graph)
        assert (sum(lines["Soup"]), sum(lines["Salad"])) == (1, 0)
    with refused("CHAT_ADMIN_REQUIRED"):
        await carol(stats.GetPollStats(peer=carol.chat(town), msg_id=poll.id))
    with refused("MESSAGE_ID_INVALID"):
        await alice(stats.GetPollStats(peer=alice.chat(town), msg_id=777))
    await world.pass_time(4 * DAY)
    await alice(functions.messages.SendVote(peer=alice.chat(town), msg_id=poll.id, options=[option]))
    lines = drawn((await bob(stats.GetPollStats(peer=bob.chat(town), msg_id=poll.id))).votes_graph)
    assert lines["Soup"] == [1, 0, 0, 0, 1]
