"""Random walks through a channel with comments and a forum with topics: whatever happens there, pushes and differences agree."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.client import RpcError
from tests.stories.contents.test_polls import question
from tests.stories.groups.agreement import agree
from tests.stories.groups.test_comments import linked, to
from tests.stories.groups.test_topics import forum, open_topic, within
from tests.stories.harness import Actor, World

call = functions.messages
STEPS = 120
LAYERS = (229, 216, 198, 181)


class Walk:
    """Four people, a channel, its discussion group and a forum."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.said: dict[int, list[int]] = {}
        self.topics: list[int] = [1]

    async def begin(self) -> None:
        self.people = [await self.world.sign_up(f"P{layer}", layer=layer) for layer in LAYERS]
        alice = self.people[0]
        self.news, self.talk = await linked(alice, *self.people[1:])
        users = [alice.user(self.people[1])]
        await alice(functions.channels.InviteToChannel(channel=alice.channel(self.talk), users=users))
        self.town = await forum(alice, *self.people[1:])
        self.said = {self.news: [], self.talk: [], self.town: []}

    def one(self, peer: int) -> int:
        """A message said there, gone or not."""
        return self.random.choice(self.said[peer] or [2])

    async def post(self, actor: Actor) -> None:
        self.said[self.news].append(await self.people[0].write(self.news, f"Post {self.random.random()}"))

    async def comment(self, actor: Actor) -> None:
        post = self.one(self.news)
        begun = await actor(call.GetDiscussionMessage(peer=actor.chat(self.news), msg_id=post))
        self.said[self.talk].append(await actor.write(self.talk, "Comment", reply_to=to(begun.messages[0].id)))

    async def answer(self, actor: Actor) -> None:
        self.said[self.talk].append(await actor.write(self.talk, "Answer", reply_to=to(self.one(self.talk))))

    async def read(self, actor: Actor) -> None:
        begun = await actor(call.GetDiscussionMessage(peer=actor.chat(self.news), msg_id=self.one(self.news)))
        root, reach = begun.messages[0].id, begun.max_id or 0
        await actor(call.ReadDiscussion(peer=actor.chat(self.talk), msg_id=root, read_max_id=reach))

    async def look(self, actor: Actor) -> None:
        ids = self.said[self.news][-5:]
        await actor(call.GetMessagesViews(peer=actor.chat(self.news), id=ids, increment=True))

    async def forward(self, actor: Actor) -> None:
        number = self.random.getrandbits(60)
        await actor(call.ForwardMessages(
            from_peer=actor.chat(self.news), to_peer=actor.chat(self.town), id=[self.one(self.news)], random_id=[number],
            top_msg_id=self.random.choice(self.topics)))  # fmt: skip

    async def change(self, actor: Actor) -> None:
        peer = self.random.choice((self.news, self.talk, self.town))
        text = f"Changed {self.random.random()}"
        await actor(call.EditMessage(peer=actor.chat(peer), id=self.one(peer), message=text))

    async def delete(self, actor: Actor) -> None:
        peer = self.random.choice((self.news, self.talk, self.town))
        await actor(functions.channels.DeleteMessages(channel=actor.channel(peer), id=[self.one(peer)]))

    async def react(self, actor: Actor) -> None:
        peer = self.random.choice((self.news, self.talk, self.town))
        thumb = [types.ReactionEmoji(emoticon="👍")]
        await actor(call.SendReaction(peer=actor.chat(peer), msg_id=self.one(peer), reaction=thumb))

    async def open(self, actor: Actor) -> None:
        self.topics.append(await open_topic(actor, self.town, f"Topic {self.random.random()}"))

    async def write(self, actor: Actor) -> None:
        topic = self.random.choice(self.topics)
        where: dict[str, Any] = {"reply_to": within(topic)} if topic > 1 else {}
        self.said[self.town].append(await actor.write(self.town, "In a topic", **where))

    async def close(self, actor: Actor) -> None:
        topic, closed = self.random.choice(self.topics), self.random.random() < 0.5
        await actor(call.EditForumTopic(peer=actor.chat(self.town), topic_id=topic, closed=closed))

    async def pin(self, actor: Actor) -> None:
        topic, pinned = self.random.choice(self.topics), self.random.random() < 0.7
        await actor(call.UpdatePinnedForumTopic(peer=actor.chat(self.town), topic_id=topic, pinned=pinned))

    async def end(self, actor: Actor) -> None:
        await actor(call.DeleteTopicHistory(peer=actor.chat(self.town), top_msg_id=self.random.choice(self.topics)))

    async def pin_message(self, actor: Actor) -> None:
        peer = self.random.choice((self.news, self.talk, self.town))
        unpin = self.random.random() < 0.3
        await actor(call.UpdatePinnedMessage(peer=actor.chat(peer), id=self.one(peer), unpin=unpin))

    async def ask(self, actor: Actor) -> None:
        peer, number = self.random.choice((self.news, self.talk, self.town)), self.random.getrandbits(60)
        sent = await actor(call.SendMedia(
            peer=actor.chat(peer), media=question("Soup", "Salad"), message="", random_id=number))  # fmt: skip
        self.said[peer].append(next(one.id for one in sent.updates if one.NAME == "updateMessageID"))

    async def vote(self, actor: Actor) -> None:
        peer = self.random.choice((self.news, self.talk, self.town))
        found = await actor(call.GetHistory(peer=actor.chat(peer), limit=30))
        polls = [one for one in found.messages if getattr(one, "media", None) and one.media.NAME == "messageMediaPoll"]
        if polls:
            asked = self.random.choice(polls)
            option = self.random.choice(asked.media.poll.answers).option
            chosen = [option] if self.random.random() < 0.8 else []
            await actor(call.SendVote(peer=actor.chat(peer), msg_id=asked.id, options=chosen))

    async def speak_as(self, actor: Actor) -> None:
        where: dict[str, Any] = {}
        peer = self.random.choice((self.talk, self.town))
        if peer == self.town and (topic := self.random.choice(self.topics)) > 1:
            where["reply_to"] = within(topic)
        self.said[peer].append(await actor.write(peer, "As the channel", send_as=actor.chat(self.news), **where))

    async def mention(self, actor: Actor) -> None:
        other = self.random.choice([one for one in self.people if one is not actor])
        named = [types.InputMessageEntityMentionName(offset=0, length=3, user_id=actor.user(other))]
        topic = self.random.choice(self.topics)
        where: dict[str, Any] = {"reply_to": within(topic)} if topic > 1 else {}
        self.said[self.town].append(await actor.write(self.town, "you there", entities=named, **where))

    async def come_and_go(self, actor: Actor) -> None:
        if self.random.random() < 0.5:
            await actor.disconnect()
        else:
            await actor.reconnect(new_session=self.random.random() < 0.5)

    async def draft(self, actor: Actor) -> None:
        where = within(self.random.choice(self.topics))
        await actor(call.SaveDraft(peer=actor.chat(self.town), message=f"{self.random.random()}", reply_to=where))

    async def list(self, actor: Actor) -> None:
        found = await actor(call.GetForumTopics(
            peer=actor.chat(self.town), offset_date=0, offset_id=0, offset_topic=0, limit=20))  # fmt: skip
        topic = self.random.choice(found.topics)
        await actor(call.ReadDiscussion(peer=actor.chat(self.town), msg_id=topic.id, read_max_id=topic.top_message))

    async def step(self) -> None:
        deeds: list[Callable[[Actor], Awaitable[None]]] = [
            self.post, self.comment, self.comment, self.answer, self.read, self.look, self.forward, self.change, self.delete, self.react,
            self.open, self.write, self.write, self.close, self.pin, self.end, self.draft, self.list,
            self.pin_message, self.ask, self.ask, self.vote, self.vote, self.vote, self.speak_as, self.mention, self.come_and_go,
        ]  # fmt: skip
        actor = self.random.choice(self.people if self.random.random() < 0.7 else self.people[:1])
        try:
            await self.random.choice(deeds)(actor)
        except RpcError as refusal:
            assert refusal.code < 500, refusal
        if self.random.random() < 0.2:
            self.world.clock.leap(self.random.randrange(1, 4000))


@pytest.mark.parametrize("seed", range(4))
async def test_a_walk_through_threads(world: World, seed: int) -> None:
    walk = Walk(world, seed)
    await walk.begin()
    for _ in range(STEPS):
        await walk.step()
    await world.settle()
    for peer in (walk.news, walk.talk, walk.town):
        await agree(walk.people, peer)
