"""Members of groups and channels do what comes to their minds; what is pushed must equal the differences, whatever they do."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from angarium.model.ids import CHANNEL_OFFSET, is_channel
from angarium.tl import functions, types
from tests.stories.client import RpcError
from tests.stories.contents.test_polls import question
from tests.stories.groups.agreement import agree
from tests.stories.harness import Actor, World

call, channels = functions.messages, functions.channels

STEPS = 150
RIGHTS = ("change_info", "post_messages", "edit_messages", "delete_messages", "ban_users", "invite_users", "pin_messages",
          "add_admins", "anonymous", "other")  # fmt: skip
LOST = ("send_messages", "send_media", "send_plain", "pin_messages", "change_info", "invite_users", "send_reactions")


class Walk:
    """A few people, the places they meet in, and a chance that comes out the same each time."""

    def __init__(self, world: World, people: list[Actor], places: list[int], seed: int) -> None:
        self.world, self.people, self.places, self.random = world, people, places, random.Random(seed)
        self.done: dict[str, int] = {}

    async def step(self) -> None:
        act = self.random.choice(ACTS)
        actor, peer = self.random.choice(self.people), self.random.choice(self.places)
        try:
            await act(self, actor, peer)
        except RpcError as refusal:
            assert refusal.code < 500, f"{act.__name__}: {refusal}"
            return
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def other(self, actor: Actor) -> Actor:
        return self.random.choice([one for one in self.people if one is not actor])

    def number(self) -> int:
        return self.random.getrandbits(60)

    async def message(self, actor: Actor, peer: int, *, mine: bool = False) -> int:
        found = await actor(call.GetHistory(peer=actor.chat(peer), limit=12))
        ids = [one.id for one in found.messages if one.NAME == "message" and (one.out or not mine)]
        return self.random.choice(ids or [1])


Act = Callable[[Walk, Actor, int], Awaitable[Any]]


async def write(walk: Walk, actor: Actor, peer: int) -> None:
    await actor.write(peer, f"words {walk.number() % 1000}", silent=walk.random.random() < 0.2)


async def answer(walk: Walk, actor: Actor, peer: int) -> None:
    reply = types.InputReplyToMessage(reply_to_msg_id=await walk.message(actor, peer))
    await actor.write(peer, "an answer", reply_to=reply)


async def edit(walk: Walk, actor: Actor, peer: int) -> None:
    id = await walk.message(actor, peer, mine=True)
    await actor(call.EditMessage(peer=actor.chat(peer), id=id, message=f"changed {walk.number() % 1000}"))


async def delete(walk: Walk, actor: Actor, peer: int) -> None:
    ids = [await walk.message(actor, peer, mine=walk.random.random() < 0.7)]
    if is_channel(peer):
        await actor(channels.DeleteMessages(channel=actor.channel(peer), id=ids))
    else:
        await actor(call.DeleteMessages(id=ids, revoke=walk.random.random() < 0.7))


async def react(walk: Walk, actor: Actor, peer: int) -> None:
    chosen = [types.ReactionEmoji(emoticon=walk.random.choice("👍👎❤🔥"))] if walk.random.random() < 0.8 else []
    await actor(call.SendReaction(peer=actor.chat(peer), msg_id=await walk.message(actor, peer), reaction=chosen))


async def pin(walk: Walk, actor: Actor, peer: int) -> None:
    id, unpin = await walk.message(actor, peer), walk.random.random() < 0.4
    await actor(call.UpdatePinnedMessage(peer=actor.chat(peer), id=id, unpin=unpin))


async def unpin_all(walk: Walk, actor: Actor, peer: int) -> None:
    await actor(call.UnpinAllMessages(peer=actor.chat(peer)))


async def forward(walk: Walk, actor: Actor, peer: int) -> None:
    target = walk.random.choice(walk.places)
    await actor(call.ForwardMessages(
        from_peer=actor.chat(peer), id=[await walk.message(actor, peer)], random_id=[walk.number()],
        to_peer=actor.chat(target), drop_author=walk.random.random() < 0.3))  # fmt: skip


async def read(walk: Walk, actor: Actor, peer: int) -> None:
    if is_channel(peer):
        await actor(channels.ReadHistory(channel=actor.channel(peer), max_id=await walk.message(actor, peer)))
    else:
        await actor(call.ReadHistory(peer=actor.chat(peer), max_id=0))
    await actor(call.ReadReactions(peer=actor.chat(peer)))
    await actor(call.ReadMentions(peer=actor.chat(peer)))


async def poll(walk: Walk, actor: Actor, peer: int) -> None:
    media = question("Soup", "Salad")
    media.poll.answers = [
        types.PollAnswer(text=types.TextWithEntities(text=one, entities=[]), option=one.encode()) for one in "ab"
    ]
    await actor(call.SendMedia(peer=actor.chat(peer), media=media, message="", random_id=walk.number()))


async def vote(walk: Walk, actor: Actor, peer: int) -> None:
    found = await actor(call.GetHistory(peer=actor.chat(peer), limit=30))
    polls = [one for one in found.messages if one.NAME == "message" and one.media and "Poll" in one.media.NAME]
    if polls:
        one = walk.random.choice(polls)
        option = walk.random.choice(one.media.poll.answers).option
        await actor(call.SendVote(peer=actor.chat(peer), msg_id=one.id, options=[option]))


async def name(walk: Walk, actor: Actor, peer: int) -> None:
    title = f"Place {walk.number() % 100}"
    edit = channels.EditTitle(channel=actor.channel(peer), title=title) if is_channel(peer) else None
    await actor(edit or call.EditChatTitle(chat_id=-peer, title=title))


async def mention(walk: Walk, actor: Actor, peer: int) -> None:
    other = walk.other(actor)
    named = types.InputMessageEntityMentionName(offset=0, length=3, user_id=actor.user(other))
    await actor.write(peer, "you there", entities=[named])


async def add(walk: Walk, actor: Actor, peer: int) -> None:
    other = actor.user(walk.other(actor))
    if is_channel(peer):
        await actor(channels.InviteToChannel(channel=actor.channel(peer), users=[other]))
    else:
        await actor(call.AddChatUser(chat_id=-peer, user_id=other, fwd_limit=5))


async def leave(walk: Walk, actor: Actor, peer: int) -> None:
    if walk.random.random() < 0.5 or actor is walk.people[0]:
        return
    if is_channel(peer):
        await actor(channels.LeaveChannel(channel=actor.channel(peer)))
    else:
        await actor(call.DeleteChatUser(chat_id=-peer, user_id=types.InputUserSelf()))


async def join(walk: Walk, actor: Actor, peer: int) -> None:
    await actor(channels.JoinChannel(channel=actor.channel(peer)))


async def restrict(walk: Walk, actor: Actor, peer: int) -> None:
    other = walk.other(actor)
    if not is_channel(peer):
        await actor(call.DeleteChatUser(chat_id=-peer, user_id=actor.user(other)))
        return
    lost = walk.random.choice(([], ["view_messages"], walk.random.sample(LOST, 2)))
    await actor(channels.EditBanned(
        channel=actor.channel(peer), participant=actor.peer(other),
        banned_rights=types.ChatBannedRights(until_date=0, **dict.fromkeys(lost, True))))  # fmt: skip


async def promote(walk: Walk, actor: Actor, peer: int) -> None:
    other = actor.user(walk.other(actor))
    if is_channel(peer):
        given = types.ChatAdminRights(**dict.fromkeys(walk.random.sample(RIGHTS, walk.random.choice((0, 3, 6))), True))
        await actor(channels.EditAdmin(channel=actor.channel(peer), user_id=other, admin_rights=given, rank="boss"))
    else:
        await actor(call.EditChatAdmin(chat_id=-peer, user_id=other, is_admin=walk.random.random() < 0.6))


async def close(walk: Walk, actor: Actor, peer: int) -> None:
    lost = walk.random.sample(LOST, walk.random.choice((0, 0, 2)))
    rights = types.ChatBannedRights(until_date=0, **dict.fromkeys(lost, True))
    await actor(call.EditChatDefaultBannedRights(peer=actor.chat(peer), banned_rights=rights))


async def cut(walk: Walk, actor: Actor, peer: int) -> None:
    id = await walk.message(actor, peer)
    if is_channel(peer):
        everyone = walk.random.random() < 0.2
        await actor(channels.DeleteHistory(channel=actor.channel(peer), max_id=id, for_everyone=everyone))
    else:
        await actor(call.DeleteHistory(peer=actor.chat(peer), max_id=id, just_clear=walk.random.random() < 0.5))


async def switch(walk: Walk, actor: Actor, peer: int) -> None:
    enabled = walk.random.random() < 0.5
    await actor(channels.TogglePreHistoryHidden(channel=actor.channel(peer), enabled=enabled))


async def slow(walk: Walk, actor: Actor, peer: int) -> None:
    await actor(channels.ToggleSlowMode(channel=actor.channel(peer), seconds=walk.random.choice((0, 0, 10))))


async def speak_as(walk: Walk, actor: Actor, peer: int) -> None:
    await actor.write(peer, "in its name", send_as=actor.chat(walk.random.choice((peer, walk.places[-1]))))


async def protect(walk: Walk, actor: Actor, peer: int) -> None:
    await actor(call.ToggleNoForwards(peer=actor.chat(peer), enabled=walk.random.random() < 0.3))


async def invite(walk: Walk, actor: Actor, peer: int) -> None:
    asks = walk.random.random() < 0.4
    made = await actor(call.ExportChatInvite(peer=actor.chat(peer), request_needed=asks, title="A way in"))
    other = walk.other(actor)
    try:
        await other(call.ImportChatInvite(hash=made.link.rpartition("+")[2]))
    except RpcError as refusal:
        if refusal.name != "INVITE_REQUEST_SENT":
            raise
        approved = walk.random.random() < 0.7
        await actor(call.HideChatJoinRequest(peer=actor.chat(peer), user_id=actor.user(other), approved=approved))


async def end_poll(walk: Walk, actor: Actor, peer: int) -> None:
    found = await actor(call.GetHistory(peer=actor.chat(peer), limit=30))
    polls = [
        one for one in found.messages if one.NAME == "message" and one.out and one.media and "Poll" in one.media.NAME
    ]
    if polls:
        one = walk.random.choice(polls)
        media = types.InputMediaPoll(poll=one.media.poll)
        media.poll.closed = True
        await actor(call.EditMessage(peer=actor.chat(peer), id=one.id, media=media))


async def delete_all_of(walk: Walk, actor: Actor, peer: int) -> None:
    other = actor.peer(walk.other(actor))
    await actor(channels.DeleteParticipantHistory(channel=actor.channel(peer), participant=other))


async def look(walk: Walk, actor: Actor, peer: int) -> None:
    await actor(call.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=20))
    await actor(call.GetUnreadMentions(peer=actor.chat(peer), limit=5))
    if is_channel(peer):
        await actor(channels.GetFullChannel(channel=actor.channel(peer)))
    else:
        await actor(call.GetFullChat(chat_id=-peer))


async def go_offline(walk: Walk, actor: Actor, peer: int) -> None:
    await actor.disconnect()


async def come_again(walk: Walk, actor: Actor, peer: int) -> None:
    await actor.reconnect(new_session=walk.random.random() < 0.5)


ACTS: tuple[Act, ...] = (
    write, write, write, answer, answer, edit, edit, delete, react, react, pin, unpin_all, forward, read, read, poll, vote, name,
    mention, add, add, leave, join, restrict, promote, promote, close, cut, switch, slow, speak_as,
    protect, invite, invite, end_poll, delete_all_of, look, go_offline, come_again,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
async def test_a_walk_through_groups_and_channels(world: World, seed: int) -> None:
    people = [await world.sign_up(f"P{layer}", layer=layer) for layer in (229, 158, 198, 229, 227)]
    owner = people[0]
    places = [
        await owner.create_group("Group", *people[1:4]),
        await owner.create_channel("Town", *people[1:3], megagroup=True),
        await owner.create_channel("Square", *people[3:], megagroup=True),
        await owner.create_channel("News", *people[1:]),
    ]
    await owner(channels.UpdateUsername(channel=owner.channel(places[2]), username="the_square"))
    walk = Walk(world, people, places, seed)
    for _ in range(STEPS):
        await walk.step()
        world.clock.leap(1)
    assert len(walk.done) > 12, walk.done
    moved = await owner(call.MigrateChat(chat_id=-places[0]))
    walk.places[0] = -CHANNEL_OFFSET - next(chat.id for chat in moved.chats if chat.NAME == "channel")
    await world.restart()
    for actor in people:  # of many sessions of a device the server remembers the latest ones
        await actor.witness.client(functions.updates.GetState())
    for _ in range(STEPS // 3):
        await walk.step()
        world.clock.leap(1)
    await world.settle()
    for peer in walk.places:
        await agree(people, peer)
