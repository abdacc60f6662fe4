"""Statistics of supergroups and channels."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from angarium.domain.threads.charts import WEEKDAYS
from angarium.tl import functions, types
from tests.stories.contents.test_polls import question
from tests.stories.harness import Actor, World, refused
from tests.stories.statuses.posters import post as post_story

stats = functions.stats
DAY = 86400


LABELS = {1: "statsFormatDayHour", 3_600_000: "statsFormat('5min')", DAY * 1000: "statsFormat('day')"}


def drawn(graph: Any) -> dict[str, list[int]]:
    """The lines of a graph by their names, and its x; checks what Telegram Desktop, Android and Web A rely on."""
    assert graph.NAME == "statsGraph", graph
    shown = json.loads(graph.json.data)
    columns = {column[0]: column[1:] for column in shown["columns"]}
    x = columns["x"]
    assert shown["columns"][0][0] == "x" and shown["types"].pop("x") == "x"  # the length of the others is taken from it
    assert all(len(column) == len(x) > 1 and all(type(one) is int for one in column) for column in columns.values())
    assert columns.keys() - {"x"} == shown["types"].keys() == shown["names"].keys() == shown["colors"].keys()
    assert all(re.fullmatch(r"[A-Z]+#[0-9a-f]{6}", color) for color in shown["colors"].values())
    form = shown["types"]["y0"]
    assert set(shown["types"].values()) == {form} and (form == "bar") <= bool(shown.get("stacked"))
    assert bool(shown.get("percentage")) == (form == "area")
    assert shown["subchart"]["show"] is True and set(shown["subchart"]["defaultZoom"]) <= set(x)
    assert shown["xTickFormatter"] == LABELS.get(x[1] - x[0], LABELS[DAY * 1000])
    return {"x": x, **{shown["names"][key]: columns[key] for key in shown["names"]}}


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
    assert spoken["English"][-3:] == [2, 2, 3]
    assert found.iv_interactions_graph.NAME == "statsGraphError"  # there are no Instant Views
    assert drawn(found.mute_graph)["Muted"][-1] == 1
    interactions = await alice(stats.LoadAsyncGraph(token=found.interactions_graph.token))
    lines = drawn(interactions)
    assert lines["Views"][-1] == 1
    zoomed = drawn(await alice(stats.LoadAsyncGraph(token=interactions.zoom_token, x=lines["x"][-1])))
    assert sum(zoomed["Views"]) == 1 and len(zoomed["x"]) == 24
    assert drawn(await alice(stats.LoadAsyncGraph(token=found.reactions_by_emotion_graph.token)))["👍"][-1] == 1
    hours = drawn(found.top_hours_graph)
    assert sum(hours["This week"]) == 1 and hours["x"] == list(range(24))
    sources = drawn(await alice(stats.LoadAsyncGraph(token=found.new_followers_by_source_graph.token)))
    assert sum(sources["Added by members"]) == 2
    with refused("GRAPH_INVALID_RELOAD"):
        await bob(stats.LoadAsyncGraph(token=found.interactions_graph.token))
    with refused("GRAPH_INVALID_RELOAD"):
        await alice(stats.LoadAsyncGraph(token=found.languages_graph.token, x=0))
    with refused("GRAPH_INVALID_RELOAD"):
        await alice(stats.LoadAsyncGraph(token=f"growth.{'9' * 5000}.1.0"))
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
    assert sum(drawn(found.top_hours_graph)["This week"]) == 4
    for graph in (found.messages_graph, found.new_members_by_source_graph):
        assert drawn(await alice(stats.LoadAsyncGraph(token=graph.token)))
    actions = drawn(await alice(stats.LoadAsyncGraph(token=found.actions_graph.token)))
    assert (actions["Viewing members"][-1], actions["Posting members"][-1]) == (3, 2)
    weeks = drawn(await alice(stats.LoadAsyncGraph(token=found.weekdays_graph.token)))
    assert {after - before for before, after in pairwise(weeks["x"])} == {7 * DAY * 1000}
    assert all((at // (DAY * 1000) + 3) % 7 == 0 for at in weeks["x"]), "weeks begin on Mondays"
    weekday = WEEKDAYS[(int(world.clock.now()) // DAY + 3) % 7]
    assert [weeks[name][-1] for name in WEEKDAYS] == [4 if name == weekday else 0 for name in WEEKDAYS]


async def test_how_people_come(world: World) -> None:
    alice, bob, carol, dave, eve = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol", "Dave", "Eve")]
    town = await alice.create_channel("Town", bob, megagroup=True)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(town), username="the_town"))
    for person, asks in ((carol, False), (dave, True)):
        export = functions.messages.ExportChatInvite(peer=alice.chat(town), request_needed=asks)
        link = (await alice(export)).link.rsplit("+", 1)[-1]
        follow = functions.messages.ImportChatInvite(hash=link)
        if not asks:
            await person(follow)
            continue
        with refused("INVITE_REQUEST_SENT"):
            await person(follow)
    await alice(functions.messages.HideAllChatJoinRequests(peer=alice.chat(town), approved=True))
    await eve(functions.channels.JoinChannel(channel=eve.channel(town)))
    await eve(functions.channels.LeaveChannel(channel=eve.channel(town)))

    async def sources() -> dict[str, int]:
        found = await alice(stats.GetMegagroupStats(channel=alice.channel(town)))
        lines = drawn(await alice(stats.LoadAsyncGraph(token=found.new_members_by_source_graph.token)))
        return {name: sum(line) for name, line in lines.items() if name != "x"}

    here = {"Added by members": 1, "Invite links": 1, "Requests": 1}
    assert await sources() == {**here, "Public name": 1}, "also who has gone since"
    async with world.app.house.work.begin() as tx:  # as it was before ways were counted
        await tx.run("UPDATE activity SET came_added = 0, came_links = 0, came_requests = 0, came_public = 0")
    assert await sources() == here, "those who are still there know how they came"


async def test_where_those_come_from_who_see_posts(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news = await alice.create_channel("News", bob)
    await alice(functions.channels.UpdateUsername(channel=alice.channel(news), username="the_news"))
    posts = [await alice.write(news, text) for text in ("One", "Two", "Three")]
    town, other = await bob.create_channel("Town", megagroup=True), await bob.create_channel("Other news")
    found = (await carol(functions.contacts.ResolveUsername(username="the_news"))).chats[0]
    there = types.InputPeerChannel(channel_id=found.id, access_hash=found.access_hash)
    await carol(functions.messages.GetMessagesViews(peer=there, id=posts[:2], increment=True))
    await bob(functions.messages.GetMessagesViews(peer=bob.chat(news), id=posts[:1], increment=True))
    for at, to in enumerate((bob.chat(town), bob.chat(other), bob.peer(carol))):
        sent = await bob(functions.messages.ForwardMessages(
            from_peer=bob.chat(news), to_peer=to, id=[posts[2]], random_id=[at + 1]))  # fmt: skip
        copy = next(update.id for update in sent.updates if update.NAME == "updateMessageID")
        # each looks on a day of their own: who has seen a post on a day, has seen it
        await bob(functions.messages.GetMessagesViews(peer=to, id=[copy], increment=True))
        await world.pass_time(DAY)
    stats_of = await alice(stats.GetBroadcastStats(channel=alice.channel(news)))
    lines = drawn(await alice(stats.LoadAsyncGraph(token=stats_of.views_by_source_graph.token)))
    lines.pop("x")
    assert {name: sum(line) for name, line in lines.items()} == {
        "Followers": 1, "Search and links": 2, "Groups": 1, "Channels": 1, "Private chats": 1
    }  # fmt: skip
    for silent, until in ((True, None), (True, 5), (False, 0), (None, None)):
        wish = types.InputPeerNotifySettings(silent=silent, mute_until=until)
        await bob(
            functions.account.UpdateNotifySettings(peer=types.InputNotifyPeer(peer=bob.chat(news)), settings=wish)
        )
    muted = drawn((await alice(stats.GetBroadcastStats(channel=alice.channel(news)))).mute_graph)
    assert (muted["Muted"][-1], muted["Unmuted"][-1]) == (1, 1), "only what changes something counts"


async def test_stories_are_in_the_statistics_of_a_channel(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    story = (await post_story(alice, peer=alice.chat(news))).id
    await bob(functions.stories.ReadStories(peer=bob.chat(news), max_id=story))
    await bob(functions.stories.IncrementStoryViews(peer=bob.chat(news), id=[story]))
    found = await alice(stats.GetBroadcastStats(channel=alice.channel(news)))
    lines = drawn(await alice(stats.LoadAsyncGraph(token=found.story_interactions_graph.token)))
    assert sum(lines["Views"]) == 1 and found.story_reactions_by_emotion_graph.NAME == "statsGraphError"
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(news), user_id=alice.user(bob), admin_rights=types.ChatAdminRights(other=True), rank=""))  # fmt: skip
    mine = await bob(stats.GetBroadcastStats(channel=bob.channel(news)))
    await alice(functions.channels.EditAdmin(
        channel=alice.channel(news), user_id=alice.user(bob), admin_rights=types.ChatAdminRights(), rank=""))  # fmt: skip
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(stats.LoadAsyncGraph(token=mine.story_interactions_graph.token))


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
    liked = await alice.write(news, "It has stopped")
    heart = [types.ReactionEmoji(emoticon="❤")]
    await bob(functions.messages.SendReaction(peer=bob.chat(news), msg_id=liked, reaction=heart))
    found = await alice(stats.GetMessageStats(channel=alice.channel(news), msg_id=liked))
    assert drawn(found.reactions_by_emotion_graph)["❤"] == [1, 0]
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


async def poll_of(actor: Actor, peer: Any, media: Any) -> int:
    """Ask; the message's id."""
    number = actor.world.random.getrandbits(60)
    sent = await actor(functions.messages.SendMedia(peer=peer, media=media, message="", random_id=number))
    return int(next(update.id for update in sent.updates if update.NAME == "updateMessageID"))


async def test_a_poll_has_statistics(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await alice.create_channel("Town", bob, carol, megagroup=True)
    media = question("Soup", "Salad")
    await poll_of(bob, bob.chat(town), media)
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
    mine = await poll_of(bob, bob.peer(alice), media)
    await alice.barrier()
    with refused("MESSAGE_ID_INVALID"):
        await alice(stats.GetPollStats(peer=alice.peer(bob), msg_id=alice.messages[-1].id))
    assert (await bob(stats.GetPollStats(peer=bob.peer(alice), msg_id=mine))).votes_graph.NAME == "statsGraphError"
    await world.pass_time(4 * DAY)
    await alice(functions.messages.SendVote(peer=alice.chat(town), msg_id=poll.id, options=[option]))
    lines = drawn((await bob(stats.GetPollStats(peer=bob.chat(town), msg_id=poll.id))).votes_graph)
    assert lines["Soup"] == [1, 0, 0, 0, 1]
