"""Forums: supergroups with topics."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.domain.threads import topics
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages


def within(topic: int, id: int | None = None) -> Any:
    return types.InputReplyToMessage(reply_to_msg_id=id or topic, top_msg_id=topic)


async def forum(alice: Actor, *others: Actor) -> int:
    peer = await alice.create_channel("Town", *others, megagroup=True)
    await alice(functions.channels.ToggleForum(channel=alice.channel(peer), enabled=True, tabs=True))
    return peer


async def open_topic(actor: Actor, peer: int, title: str, **fields: Any) -> int:
    """A new topic; its id."""
    random_id = actor.world.random.getrandbits(62)
    made = await actor(call.CreateForumTopic(peer=actor.chat(peer), title=title, random_id=random_id, **fields))
    return int(next(update.id for update in made.updates if update.NAME == "updateMessageID"))


async def listed(actor: Actor, peer: int, **fields: Any) -> Any:
    window = {"offset_date": 0, "offset_id": 0, "offset_topic": 0, "limit": 10, **fields}
    return await actor(call.GetForumTopics(peer=actor.chat(peer), **window))


async def replies(actor: Actor, peer: int, id: int) -> list[Any]:
    page = await actor(call.GetReplies(
        peer=actor.chat(peer), msg_id=id, offset_id=0, offset_date=0, add_offset=0, limit=50, max_id=0, min_id=0, hash=0))  # fmt: skip
    return list(page.messages)


async def test_a_supergroup_becomes_a_forum(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    news = await alice.create_channel("News")
    toggle = functions.channels.ToggleForum
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(toggle(channel=bob.channel(town), enabled=True, tabs=False))
    with refused("MEGAGROUP_REQUIRED"):
        await alice(toggle(channel=alice.channel(news), enabled=True, tabs=False))
    with refused("CHANNEL_FORUM_MISSING"):
        await listed(bob, town)
    before = await bob.write(town, "Before")
    made = await alice(toggle(channel=alice.channel(town), enabled=True, tabs=True))
    assert made.chats[0].forum and made.chats[0].forum_tabs
    with refused("CHAT_NOT_MODIFIED"):
        await alice(toggle(channel=alice.channel(town), enabled=True, tabs=True))
    page = await listed(bob, town)
    assert [topic.id for topic in page.topics] == [1] and page.topics[0].top_message == before
    after = await bob.write(town, "After")
    assert [one.id for one in await replies(alice, town, 1)][:2] == [after, before]
    await alice(toggle(channel=alice.channel(town), enabled=False, tabs=False))
    talk = await alice.create_channel("Talk", megagroup=True)
    await alice(functions.channels.SetDiscussionGroup(broadcast=alice.channel(news), group=alice.channel(talk)))
    with refused("CHAT_DISCUSSION_UNALLOWED"):
        await alice(toggle(channel=alice.channel(talk), enabled=True, tabs=False))


async def test_topics_have_messages_of_their_own(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    town = await forum(alice, bob)
    with refused("TOPIC_TITLE_EMPTY"):
        await open_topic(bob, town, " ")
    with refused("DOCUMENT_INVALID"):
        await open_topic(alice, town, "Food", icon_emoji_id=5)
    icons = await alice(call.GetStickerSet(stickerset=types.InputStickerSetEmojiDefaultTopicIcons(), hash=0))
    marked = await open_topic(alice, town, "Marked", icon_emoji_id=icons.documents[0].id)
    picked = await alice(call.GetForumTopicsByID(peer=alice.chat(town), topics=[marked]))
    assert picked.topics[0].icon_emoji_id == icons.documents[0].id
    await alice(call.DeleteTopicHistory(peer=alice.chat(town), top_msg_id=marked))
    food = await open_topic(bob, town, "Food", icon_color=0xFFD67E)
    await alice.barrier()
    assert alice.messages[-1].action.title == "Food" and alice.messages[-1].id == food
    soup = await alice.write(town, "Soup", reply_to=within(food))
    answer = await bob.write(town, "With bread", reply_to=within(food, soup))
    hello = await alice.write(town, "Hello")
    found = {one.id: one for one in await replies(alice, town, food)}
    assert sorted(found) == [food, soup, answer]
    first, second = found[soup].reply_to, found[answer].reply_to
    assert (first.forum_topic, first.reply_to_msg_id, first.reply_to_top_id) == (True, food, None)
    assert (second.forum_topic, second.reply_to_msg_id, second.reply_to_top_id) == (True, soup, food)
    assert next(one for one in await replies(bob, town, 1) if one.id == hello).reply_to is None
    page = await listed(alice, town)
    general, topic = page.topics
    assert (general.id, topic.id, topic.title, topic.icon_color) == (1, food, "Food", 0xFFD67E)
    assert (topic.top_message, topic.unread_count, topic.from_id.user_id) == (answer, 1, bob.user_id)
    assert await alice(call.ReadDiscussion(peer=alice.chat(town), msg_id=food, read_max_id=answer))
    await bob.barrier()
    assert bob.heard(types.UpdateReadChannelDiscussionOutbox)[-1].read_max_id == answer
    picked = await alice(call.GetForumTopicsByID(peer=alice.chat(town), topics=[food, 777]))
    assert [one.NAME for one in picked.topics] == ["forumTopic", "forumTopicDeleted"]
    assert picked.topics[0].unread_count == 0
    assert [one.id for one in (await listed(bob, town, q="foo")).topics] == [food]
    assert [one.id for one in (await listed(bob, town, limit=1)).topics] == [1]
    assert [one.id for one in (await listed(bob, town, offset_id=hello, offset_topic=1)).topics] == [food]


async def test_topics_are_changed_closed_and_hidden(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await forum(alice, bob, carol)
    food = await open_topic(bob, town, "Food")

    def edit(actor: Actor, id: int, **fields: Any) -> Any:
        return actor(call.EditForumTopic(peer=actor.chat(town), topic_id=id, **fields))

    with refused("CHAT_ADMIN_REQUIRED"):
        await edit(carol, food, title="Drinks")
    done = await edit(bob, food, title="Drinks")
    notice = done.updates[0].message
    assert notice.action.title == "Drinks" and notice.reply_to.reply_to_msg_id == food and notice.reply_to.forum_topic
    with refused("TOPIC_NOT_MODIFIED"):
        await edit(bob, food, title="Drinks")
    with refused("TOPIC_ID_INVALID"):
        await edit(bob, 777, title="Nothing")
    with refused("TOPIC_CLOSE_SEPARATELY"):
        await edit(bob, food, title="Food", closed=True)
    with refused("TOPIC_HIDE_SEPARATELY"):
        await edit(alice, 1, title="All", hidden=True)
    with refused("GENERAL_MODIFY_ICON_FORBIDDEN"):
        await edit(alice, 1, icon_emoji_id=0)
    with refused("TOPIC_ID_INVALID"):
        await edit(alice, food, hidden=True)
    await edit(bob, food, closed=True)
    with refused("TOPIC_CLOSED"):
        await carol.write(town, "Tea", reply_to=within(food))
    await bob.write(town, "Tea", reply_to=within(food))
    await edit(alice, 1, hidden=True)
    with refused("TOPIC_CLOSED"):
        await carol.write(town, "Hello")
    general = next(topic for topic in (await listed(carol, town)).topics if topic.id == 1)
    assert general.hidden and general.closed


async def test_topics_are_pinned(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=158)
    town = await forum(alice, bob)
    ids = [await open_topic(alice, town, f"Topic {at}") for at in range(6)]

    def pin(actor: Actor, id: int, pinned: bool = True) -> Any:
        return actor(call.UpdatePinnedForumTopic(peer=actor.chat(town), topic_id=id, pinned=pinned))

    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.channels.UpdatePinnedForumTopic(channel=bob.channel(town), topic_id=ids[0], pinned=True))
    for id in ids[:5]:
        await pin(alice, id)
    await bob.barrier()
    assert bob.updates[-1].NAME == "updateChannelPinnedTopic" and bob.updates[-1].topic_id == ids[4]
    with refused("PINNED_TOPIC_NOT_MODIFIED"):
        await pin(alice, ids[0])
    with refused("PINNED_TOO_MUCH"):
        await pin(alice, ids[5])
    with refused("TOPIC_ID_INVALID"):
        await alice(call.ReorderPinnedForumTopics(peer=alice.chat(town), order=[777]))
    with refused("PINNED_TOO_MUCH"):
        await alice(call.ReorderPinnedForumTopics(peer=alice.chat(town), order=ids, force=True))
    done = await alice(call.ReorderPinnedForumTopics(peer=alice.chat(town), order=[ids[1], ids[0]], force=True))
    assert done.updates[0].order == [ids[1], ids[0]]
    page = await listed(alice, town)
    assert [topic.id for topic in page.topics] == [
        ids[1],
        ids[0],
        ids[5],
        ids[4],
        ids[3],
        ids[2],
        1,
    ] and page.count == 7
    assert [topic.id for topic in (await listed(alice, town, limit=2)).topics] == [ids[1], ids[0]]
    assert [
        topic.id for topic in (await listed(alice, town, offset_topic=ids[0], offset_id=ids[0], limit=2)).topics
    ] == ids[5:3:-1]
    await pin(alice, ids[0], False)


async def test_a_topic_is_deleted(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await forum(alice, bob)
    food = await open_topic(bob, town, "Food")
    await alice.write(town, "Soup", reply_to=within(food))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(call.DeleteTopicHistory(peer=bob.chat(town), top_msg_id=food))
    with refused("TOPIC_ID_INVALID"):
        await alice(call.DeleteTopicHistory(peer=alice.chat(town), top_msg_id=1))
    noted = (await alice.say(alice, "A recipe")).updates[0].id
    recipe = types.InputReplyToMessage(reply_to_msg_id=noted, reply_to_peer_id=types.InputPeerSelf(), top_msg_id=food)
    soon = int(world.clock.now()) + 3600
    waiting = [await alice.write(town, "Cake", reply_to=to, schedule_date=soon) for to in (recipe, within(food))]
    asked = await bob.write(town, "Bread?", reply_to=within(food))
    answer = await alice.write(town, "Bread", reply_to=within(food, asked), schedule_date=soon)
    await bob(functions.channels.DeleteMessages(channel=bob.channel(town), id=[asked]))
    await alice(call.SendScheduledMessages(peer=alice.chat(town), id=[answer]))
    newest = (await replies(bob, town, food))[0]
    assert newest.message == "Bread", "said in its topic, though nobody asks any more"
    done = await alice(call.DeleteTopicHistory(peer=alice.chat(town), top_msg_id=food))
    assert (done.pts_count, done.offset) == (3, 0)
    for later in waiting:
        with refused("TOPIC_DELETED"):
            await alice(call.SendScheduledMessages(peer=alice.chat(town), id=[later]))
    assert [topic.id for topic in (await listed(bob, town)).topics] == [1]
    with refused("TOPIC_DELETED"):
        await bob.write(town, "Late", reply_to=within(food))


async def test_topics_keep_drafts_mentions_and_pins_apart(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob(functions.account.UpdateUsername(username="bob_the_builder"))
    town = await forum(alice, bob)
    food, work = await open_topic(alice, town, "Food"), await open_topic(alice, town, "Work")
    await bob(call.SaveDraft(peer=bob.chat(town), message="Half a", reply_to=within(food)))
    await world.settle()
    told = bob.witness.client.updates[-1].updates[0]
    assert (told.top_msg_id, told.draft.message) == (food, "Half a")
    drafts = await bob(call.GetAllDrafts())
    assert [(update.top_msg_id, update.draft.message) for update in drafts.updates] == [(food, "Half a")]
    topic = (await bob(call.GetForumTopicsByID(peer=bob.chat(town), topics=[food]))).topics[0]
    assert topic.draft.message == "Half a"
    await bob.write(town, "Half a loaf", reply_to=within(food), clear_draft=True)
    assert not (await bob(call.GetAllDrafts())).updates
    named = await alice.write(town, "@bob_the_builder?", reply_to=within(work))
    both = (await bob(call.GetForumTopicsByID(peer=bob.chat(town), topics=[food, work]))).topics
    assert [topic.unread_mentions_count for topic in both] == [0, 1]
    unread = call.GetUnreadMentions
    for id, expected in ((food, []), (work, [named])):
        page = await bob(unread(
            peer=bob.chat(town), top_msg_id=id, offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0))  # fmt: skip
        assert [one.id for one in page.messages] == expected
    await bob(call.ReadMentions(peer=bob.chat(town), top_msg_id=work))
    assert (await bob(call.GetForumTopicsByID(peer=bob.chat(town), topics=[work]))).topics[0].unread_mentions_count == 0
    await bob(call.SendReaction(peer=bob.chat(town), msg_id=named, reaction=[types.ReactionEmoji(emoticon="👍")]))
    assert (await alice(call.GetForumTopicsByID(peer=alice.chat(town), topics=[work]))).topics[
        0
    ].unread_reactions_count == 1
    await alice(call.ReadReactions(peer=alice.chat(town), top_msg_id=food))
    page = await alice(call.GetUnreadReactions(
        peer=alice.chat(town), top_msg_id=work, offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0))  # fmt: skip
    assert [one.id for one in page.messages] == [named]
    await alice(call.ReadReactions(peer=alice.chat(town), top_msg_id=work))
    await alice(call.UpdatePinnedMessage(peer=alice.chat(town), id=named))
    count = await alice(call.GetSearchCounters(
        peer=alice.chat(town), top_msg_id=work, filters=[types.InputMessagesFilterPinned()]))  # fmt: skip
    assert count[0].count == 1
    assert (await replies(alice, town, work))[0].action.NAME == "messageActionPinMessage"
    assert (await alice(call.UnpinAllMessages(peer=alice.chat(town), top_msg_id=food))).pts_count == 0
    assert (await alice(call.UnpinAllMessages(peer=alice.chat(town), top_msg_id=work))).pts_count == 1


async def test_somebody_sees_a_forum_in_their_own_way(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await forum(alice, bob)
    food = await open_topic(alice, town, "Food")
    done = await bob(functions.channels.ToggleViewForumAsMessages(channel=bob.channel(town), enabled=True))
    assert done.updates[0].enabled
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(town)))
    assert full.full_chat.view_forum_as_messages
    dialogs = await bob(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(town))]))
    assert dialogs.dialogs[0].view_forum_as_messages
    await bob(functions.channels.ToggleViewForumAsMessages(channel=bob.channel(town), enabled=False))
    muted = types.InputPeerNotifySettings(mute_until=2**31 - 1)
    place = types.InputNotifyForumTopic(peer=bob.chat(town), top_msg_id=food)
    await bob(functions.account.UpdateNotifySettings(peer=place, settings=muted))
    assert (await bob(functions.account.GetNotifySettings(peer=place))).mute_until == 2**31 - 1
    page = await bob(call.GetForumTopicsByID(peer=bob.chat(town), topics=[food]))
    assert page.topics[0].notify_settings.mute_until == 2**31 - 1
    # Forwarding into a topic
    hello = await alice.write(town, "Hello")
    await bob(call.ForwardMessages(
        from_peer=bob.chat(town), to_peer=bob.chat(town), id=[hello], random_id=[5], top_msg_id=food))  # fmt: skip
    passed = (await replies(bob, town, food))[0]
    assert passed.message == "Hello" and passed.reply_to.reply_to_msg_id == food


async def test_old_clients_name_a_forum_by_its_channel(world: World) -> None:
    alice, bob = await world.sign_up("Alice", layer=158), await world.sign_up("Bob", layer=198)
    town = await alice.create_channel("Town", bob, megagroup=True)
    c = functions.channels
    await alice(c.ToggleForum(channel=alice.channel(town), enabled=True))
    made = await alice(c.CreateForumTopic(channel=alice.channel(town), title="Food", random_id=1))
    food = next(update.id for update in made.updates if update.NAME == "updateMessageID")
    await alice(c.EditForumTopic(channel=alice.channel(town), topic_id=food, title="Drinks"))
    await alice(c.UpdatePinnedForumTopic(channel=alice.channel(town), topic_id=food, pinned=True))
    window = {"offset_date": 0, "offset_id": 0, "offset_topic": 0, "limit": 10}
    page = await bob(c.GetForumTopics(channel=bob.channel(town), **window))
    assert [topic.title for topic in page.topics] == ["Drinks", "General"] and page.topics[0].pinned
    await alice(c.ReorderPinnedForumTopics(channel=alice.channel(town), order=[food], force=True))
    picked = await bob(c.GetForumTopicsByID(channel=bob.channel(town), topics=[food]))
    assert picked.topics[0].id == food
    assert (await alice(c.DeleteTopicHistory(channel=alice.channel(town), top_msg_id=food))).offset == 0


async def test_newcomers_and_readers_of_everything_have_read_the_topics(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    town = await forum(alice, bob)
    food = await open_topic(alice, town, "Food")
    await alice.write(town, "Soup", reply_to=within(food))
    await alice(functions.channels.InviteToChannel(channel=alice.channel(town), users=[alice.user(carol)]))
    unread = {topic.id: topic.unread_count for topic in (await listed(carol, town)).topics}
    assert unread == {1: 1, food: 0}  # only that she came
    await bob.write(town, "Salad", reply_to=within(food))
    assert {topic.id: topic.unread_count for topic in (await listed(carol, town)).topics} == {1: 1, food: 1}
    await carol(functions.channels.ReadHistory(channel=carol.channel(town), max_id=0))
    assert {topic.id: topic.unread_count for topic in (await listed(carol, town)).topics} == {1: 0, food: 0}


async def test_the_log_tells_of_topics(world: World) -> None:
    alice = await world.sign_up("Alice")
    town = await forum(alice)
    food = await open_topic(alice, town, "Food")
    await alice(call.EditForumTopic(peer=alice.chat(town), topic_id=food, title="Drinks"))
    await alice(call.UpdatePinnedForumTopic(peer=alice.chat(town), topic_id=food, pinned=True))
    await alice(call.DeleteTopicHistory(peer=alice.chat(town), top_msg_id=food))
    only = types.ChannelAdminLogEventsFilter(forums=True)
    log = await alice(functions.channels.GetAdminLog(
        channel=alice.channel(town), q="", events_filter=only, max_id=0, min_id=0, limit=10))  # fmt: skip
    kinds = [event.action.NAME.removeprefix("channelAdminLogEventAction") for event in log.events]
    assert kinds == ["DeleteTopic", "PinTopic", "EditTopic", "CreateTopic", "ToggleForum"]
    edited = log.events[2].action
    assert (edited.prev_topic.title, edited.new_topic.title) == ("Food", "Drinks")


async def test_what_waits_goes_into_its_topic(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await forum(alice, bob)
    food = await open_topic(alice, town, "Food")
    await alice(call.EditForumTopic(peer=alice.chat(town), topic_id=1, closed=True))
    later = world.app.house.now() + 3600
    await bob(call.SendMessage(
        peer=bob.chat(town), message="Dinner", random_id=5, schedule_date=later, reply_to=within(food)))  # fmt: skip
    with refused("TOPIC_CLOSED"):
        await bob(call.SendMessage(peer=bob.chat(town), message="Dinner", random_id=6, schedule_date=later))
    await world.pass_time(3700)
    assert (await replies(alice, town, food))[0].message == "Dinner"


async def test_a_long_past_is_put_into_the_general_topic_by_and_by(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = await world.sign_up("Alice")
    town = await alice.create_channel("Town", megagroup=True)
    ids = [await alice.write(town, f"Message {at}") for at in range(5)]
    monkeypatch.setattr(topics, "BATCH", 2)
    await alice(functions.channels.ToggleForum(channel=alice.channel(town), enabled=True, tabs=False))
    assert len(await replies(alice, town, 1)) == 2
    for _ in range(4):
        await world.pass_time(2)
    assert [one.id for one in await replies(alice, town, 1)] == [*reversed(ids), 1]


async def test_a_forum_from_the_beginning(world: World) -> None:
    alice, bob, old = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Old", layer=133)
    town = await alice.create_channel("Town", bob, old, megagroup=True, forum=True)
    assert [topic.title for topic in (await listed(bob, town)).topics] == ["General"]
    food = await open_topic(bob, town, "Food")
    await bob.write(town, "Soup", reply_to=within(food))
    await old.barrier()
    made, said = old.messages[-2:]
    assert made.action.NAME == "messageActionEmpty" and (said.message, said.reply_to.reply_to_msg_id) == ("Soup", food)
    lost = types.ChatBannedRights(manage_topics=True, until_date=0)
    await alice(call.EditChatDefaultBannedRights(peer=alice.chat(town), banned_rights=lost))
    with refused("CHAT_ADMIN_REQUIRED"):
        await open_topic(bob, town, "More")
    with refused("PEER_ID_INVALID"):
        await alice(call.CreateForumTopic(peer=alice.peer(bob), title="Us", random_id=1))


async def test_a_forum_is_read_topic_by_topic(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await forum(alice, bob)
    food = await open_topic(alice, town, "Food")
    soup, hello = await alice.write(town, "Soup", reply_to=within(food)), await alice.write(town, "Hello")

    async def unread() -> tuple[int, int]:
        found = await bob(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(town))]))
        return found.dialogs[0].unread_count, found.dialogs[0].read_inbox_max_id

    before, read = await unread()
    await bob(call.ReadDiscussion(peer=bob.chat(town), msg_id=food, read_max_id=soup))
    assert await unread() == (before - 2, read)
    await bob(call.ReadDiscussion(peer=bob.chat(town), msg_id=1, read_max_id=hello))
    assert await unread() == (0, hello)


async def test_lists_of_messages_name_their_topics(world: World) -> None:
    """Newer clients find the topics beside the messages, however they come by these; older ones ask for them."""
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    old = await world.sign_in(bob, layer=198)
    peer = await forum(alice, bob)
    food = await open_topic(alice, peer, "Food")
    drink = await open_topic(alice, peer, "Drink")
    soup = await bob.write(peer, "Soup", reply_to=within(food))
    await bob.write(peer, "To all")
    window = {"offset_id": 0, "offset_date": 0, "add_offset": 0, "limit": 20, "max_id": 0, "min_id": 0, "hash": 0}
    whole = await bob(call.GetHistory(peer=bob.chat(peer), **window))
    assert {topic.id: topic.title for topic in whole.topics} == {1: "General", food: "Food", drink: "Drink"}
    assert (await old(call.GetHistory(peer=old.chat(peer), **window))).topics is not None
    inside = await bob(call.GetReplies(peer=bob.chat(peer), msg_id=food, **window))
    assert [topic.id for topic in inside.topics] == [food]
    picked = functions.channels.GetMessages(channel=bob.channel(peer), id=[types.InputMessageID(id=soup)])
    assert [topic.id for topic in (await bob(picked)).topics] == [food]
    found = await alice(call.Search(peer=alice.chat(peer), q="soup", filter=types.InputMessagesFilterEmpty(), limit=9))
    assert [(topic.id, topic.unread_count) for topic in found.topics] == [(food, 1)]
    assert (await bob(call.GetHistory(peer=bob.peer(alice), **window))).topics == []
