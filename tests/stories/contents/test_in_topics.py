"""Polls in the topics of a forum."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from tests.stories.contents.test_in_groups import vote
from tests.stories.contents.test_polls import question
from tests.stories.groups.test_topics import forum, open_topic
from tests.stories.harness import World

call = functions.messages


@pytest.mark.parametrize("layer", [225, 229])
async def test_unseen_votes_are_read_topic_by_topic(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob")
    town = await forum(alice, bob)
    asked = {}
    topics = [await open_topic(alice, town, title) for title in ("Food", "Work")]
    for topic in topics:
        number = world.random.getrandbits(62)
        sent = await alice(call.SendMedia(
            peer=alice.chat(town), media=question("a", "b", public_voters=True), message="", random_id=number,
            reply_to=types.InputReplyToMessage(reply_to_msg_id=topic, top_msg_id=topic),
        ))  # fmt: skip
        asked[topic] = next(update.id for update in sent.updates if update.NAME == "updateMessageID")
        await bob.barrier()
        await vote(bob, town, asked[topic], b"\0")

    async def unread(topic: int | None = None) -> list[int]:
        found = await alice(call.GetUnreadPollVotes(
            peer=alice.chat(town), top_msg_id=topic, offset_id=0, add_offset=0, limit=5, max_id=0, min_id=0))  # fmt: skip
        return [one.id for one in found.messages]

    food, work = topics
    assert await unread() == [asked[work], asked[food]]
    assert await unread(food) == [asked[food]] and await unread(work) == [asked[work]]
    await alice(call.ReadPollVotes(peer=alice.chat(town), top_msg_id=food))
    assert await unread(food) == [] and await unread() == await unread(work) == [asked[work]]
    await alice(call.ReadPollVotes(peer=alice.chat(town)))
    assert await unread() == []
