"""No question about threads, topics, views or statistics may read a table from end to end."""

from __future__ import annotations

from pathlib import Path

from angarium.tl import functions, types
from tests.stories.groups.test_comments import linked, replies, to
from tests.stories.groups.test_topics import forum, listed, open_topic, within
from tests.stories.harness import World
from tests.stories.messages.test_plans import asked, faults

__all__ = ["asked"]  # the fixture

call = functions.messages


async def test_every_question_has_an_index(asked: list[str], world: World, tmp_path: Path) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, talk = await linked(alice, bob)
    post = await alice.write(news, "It rains")
    begun = await bob(call.GetDiscussionMessage(peer=bob.chat(news), msg_id=post))
    root = begun.messages[0].id
    comment = await bob.write(talk, "At last", reply_to=to(root))
    await replies(alice, news, post)
    await alice(call.ReadDiscussion(peer=alice.chat(talk), msg_id=root, read_max_id=comment))
    await bob(call.GetMessagesViews(peer=bob.chat(news), id=[post], increment=True))
    town = await forum(alice, bob)
    food = await open_topic(alice, town, "Food")
    soup = await alice.write(town, "Soup", reply_to=within(food))
    await bob(call.SendReaction(peer=bob.chat(town), msg_id=soup, reaction=[types.ReactionEmoji(emoticon="👍")]))
    await bob(call.SaveDraft(peer=bob.chat(town), message="Half", reply_to=within(food)))
    await bob(call.GetAllDrafts())
    for query in ("", "food"):
        await listed(bob, town, q=query, offset_id=soup)
    place = {"peer": alice.chat(town), "top_msg_id": food}
    window = {"offset_id": 0, "add_offset": 0, "limit": 10, "max_id": 0, "min_id": 0}
    await alice(call.GetUnreadMentions(**place, **window))
    await alice(call.GetUnreadReactions(**place, **window))
    filters = [types.InputMessagesFilterPinned(), types.InputMessagesFilterPhotos()]
    await alice(call.GetSearchCounters(**place, filters=filters))
    await alice(functions.stats.GetMegagroupStats(channel=alice.channel(town)))
    found = await alice(functions.stats.GetBroadcastStats(channel=alice.channel(news)))
    await alice(functions.stats.LoadAsyncGraph(token=found.interactions_graph.token))
    await alice(functions.stats.GetMessageStats(channel=alice.channel(news), msg_id=post))
    await alice(functions.stats.GetMessagePublicForwards(channel=alice.channel(news), msg_id=post, offset="", limit=5))
    await alice(call.DeleteParticipantReactions(peer=alice.chat(town), participant=alice.peer(bob)))
    await alice(functions.channels.GetChannelRecommendations())
    takeout = await alice(functions.account.InitTakeoutSession())
    left = functions.channels.GetLeftChannels(offset=0)
    await alice(functions.InvokeWithTakeout(takeout_id=takeout.id, query=left))
    await alice(call.DeleteTopicHistory(peer=alice.chat(town), top_msg_id=food))
    await alice(functions.channels.DeleteMessages(channel=alice.channel(news), id=[post]))
    assert not faults(asked, tmp_path)
