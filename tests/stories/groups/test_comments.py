"""Threads in supergroups, and comments on the posts of a channel."""

from __future__ import annotations

from typing import Any

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused


def number(peer: int) -> int:
    return -peer - CHANNEL_OFFSET


def to(id: int, top: int | None = None) -> Any:
    return types.InputReplyToMessage(reply_to_msg_id=id, top_msg_id=top)


async def replies(actor: Actor, peer: int, id: int, **fields: int) -> Any:
    window = {"offset_id": 0, "offset_date": 0, "add_offset": 0, "limit": 20, "max_id": 0, "min_id": 0, **fields}
    return await actor(functions.messages.GetReplies(peer=actor.chat(peer), msg_id=id, hash=0, **window))


async def find(actor: Actor, peer: int, text: str) -> Any:
    page = await actor(functions.messages.GetHistory(
        peer=actor.chat(peer), offset_id=0, offset_date=0, add_offset=0, limit=50, max_id=0, min_id=0, hash=0))  # fmt: skip
    return next(one for one in page.messages if getattr(one, "message", None) == text)


async def linked(alice: Actor, *others: Actor) -> tuple[int, int]:
    """A channel with a discussion group."""
    news = await alice.create_channel("News", *others)
    talk = await alice.create_channel("Talk", megagroup=True)
    await alice(functions.channels.SetDiscussionGroup(broadcast=alice.channel(news), group=alice.channel(talk)))
    return news, talk


async def test_answers_make_a_thread(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=181)
    town = await alice.create_channel("Town", bob, megagroup=True)
    root = await alice.write(town, "Who has a ladder?")
    first = await bob.write(town, "I do", reply_to=to(root))
    second = await alice.write(town, "May I borrow it?", reply_to=to(first))
    await alice.write(town, "Something else")
    page = await replies(alice, town, root)
    assert [one.id for one in page.messages] == [second, first] and page.count == 2
    assert page.messages[0].reply_to.reply_to_top_id == root
    assert [one.id for one in (await replies(bob, town, second)).messages] == [second, first]
    shown = await find(bob, town, "Who has a ladder?")
    assert (shown.replies.replies, shown.replies.max_id, shown.replies.comments) == (2, second, False)
    with refused("MSG_ID_INVALID"):
        await replies(alice, town, 9999)
    with refused("PEER_ID_INVALID"):
        await alice(functions.messages.GetReplies(
            peer=alice.peer(bob), msg_id=1, offset_id=0, offset_date=0, add_offset=0, limit=5, max_id=0, min_id=0, hash=0))  # fmt: skip
    found = await alice(functions.messages.Search(
        peer=alice.chat(town), q="", top_msg_id=root, filter=types.InputMessagesFilterEmpty(), min_date=0, max_date=0, offset_id=0,
        add_offset=0, limit=10, max_id=0, min_id=0, hash=0))  # fmt: skip
    assert len(found.messages) == 2
    found = await alice(functions.messages.Search(
        peer=alice.chat(town), q="borrow", top_msg_id=root, filter=types.InputMessagesFilterEmpty(), min_date=0, max_date=0,
        offset_id=0, add_offset=0, limit=10, max_id=0, min_id=0, hash=0))  # fmt: skip
    assert [one.id for one in found.messages] == [second]
    await bob(functions.messages.ReadDiscussion(peer=bob.chat(town), msg_id=root, read_max_id=second))
    await alice.barrier()
    assert alice.heard(types.UpdateReadChannelDiscussionOutbox)[-1].read_max_id == second
    await alice(functions.channels.DeleteMessages(channel=alice.channel(town), id=[second]))
    assert (await replies(alice, town, root)).count == 1


async def test_a_channel_and_a_group_are_linked(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, talk = await alice.create_channel("News", bob), await alice.create_channel("Talk", megagroup=True)
    link = functions.channels.SetDiscussionGroup
    found = await alice(functions.channels.GetGroupsForDiscussion())
    assert [chat.id for chat in found.chats] == [number(talk)]
    with refused("LINK_NOT_MODIFIED"):
        await alice(link(broadcast=types.InputChannelEmpty(), group=types.InputChannelEmpty()))
    with refused("BROADCAST_ID_INVALID"):
        await alice(link(broadcast=alice.channel(talk), group=alice.channel(talk)))
    with refused("MEGAGROUP_ID_INVALID"):
        await alice(link(broadcast=alice.channel(news), group=alice.channel(news)))
    await alice(functions.channels.TogglePreHistoryHidden(channel=alice.channel(talk), enabled=True))
    with refused("MEGAGROUP_PREHISTORY_HIDDEN"):
        await alice(link(broadcast=alice.channel(news), group=alice.channel(talk)))
    await alice(functions.channels.TogglePreHistoryHidden(channel=alice.channel(talk), enabled=False))
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(link(broadcast=bob.channel(news), group=types.InputChannelEmpty()))
    assert await alice(link(broadcast=alice.channel(news), group=alice.channel(talk)))
    with refused("LINK_NOT_MODIFIED"):
        await alice(link(broadcast=alice.channel(news), group=alice.channel(talk)))
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(news)))
    assert full.full_chat.linked_chat_id == number(talk) and full.chats[0].has_link
    assert not (await alice(functions.channels.GetGroupsForDiscussion())).chats
    assert await alice(link(broadcast=alice.channel(news), group=types.InputChannelEmpty()))
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(talk)))
    assert full.full_chat.linked_chat_id is None


async def test_posts_are_commented_on(world: World) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    news, talk = await linked(alice, bob)
    post = await alice.write(news, "It rains")
    await bob.barrier()
    pushed = bob.messages[-1]
    assert (pushed.replies.comments, pushed.replies.replies, pushed.replies.channel_id) == (True, 0, number(talk))
    begun = await bob(functions.messages.GetDiscussionMessage(peer=bob.chat(news), msg_id=post))
    root = begun.messages[0]
    header = root.fwd_from
    assert (header.saved_from_peer.channel_id, header.saved_from_msg_id, header.channel_post) == (
        number(news),
        post,
        post,
    )
    assert root.pinned and root.from_id.channel_id == number(news) and root.views == 1 and begun.unread_count == 0
    with refused("MESSAGE_ID_INVALID"):  # nobody wrote the copy
        await alice(functions.channels.GetMessageAuthor(channel=alice.channel(talk), id=root.id))
    group = next(chat for chat in begun.chats if chat.id == number(talk))
    assert group.NAME == "channel" and group.left
    # Bob is not in the group and may comment nevertheless, but say nothing else
    comment = await bob.write(talk, "At last!", reply_to=to(root.id))
    with refused("CHAT_GUEST_SEND_FORBIDDEN"):
        await bob.write(talk, "Hello all")
    other = await alice.write(talk, "Welcome")
    with refused("CHAT_GUEST_SEND_FORBIDDEN"):
        await bob.write(talk, "Thanks", reply_to=to(other))
    with refused("CHANNEL_PRIVATE"):
        await carol.write(talk, "Me too", reply_to=to(root.id))
    shown = await find(alice, news, "It rains")
    assert (shown.replies.replies, shown.replies.max_id) == (1, comment)
    assert [one.user_id for one in shown.replies.recent_repliers] == [bob.user_id]
    page = await replies(bob, news, post)
    assert [one.id for one in page.messages] == [comment] and page.NAME == "messages.channelMessages"
    begun = await alice(functions.messages.GetDiscussionMessage(peer=alice.chat(talk), msg_id=root.id))
    assert (begun.unread_count, begun.max_id) == (1, comment)
    assert await alice(functions.messages.ReadDiscussion(peer=alice.chat(talk), msg_id=root.id, read_max_id=comment))
    await world.settle()
    read = alice.witness.client.updates[-1].updates[0]
    assert (read.top_msg_id, read.broadcast_id, read.broadcast_post) == (root.id, number(news), post)
    with refused("MSG_ID_INVALID"):
        await bob(functions.messages.GetDiscussionMessage(peer=bob.chat(news), msg_id=777))


async def test_the_copy_follows_the_post(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, talk = await linked(alice)
    await alice(functions.channels.InviteToChannel(channel=alice.channel(talk), users=[alice.user(bob)]))
    post = await alice.write(news, "It rains")
    await alice(functions.messages.EditMessage(peer=alice.chat(news), id=post, message="It snows"))
    copy = await find(bob, talk, "It snows")
    assert copy.edit_date and copy.fwd_from.saved_from_msg_id == post
    await alice(functions.channels.DeleteMessages(channel=alice.channel(news), id=[post]))
    await bob.barrier()
    assert bob.heard(types.UpdateDeleteChannelMessages)[-1].messages == [copy.id]
    post = await alice.write(news, "Sun")
    copy = await find(bob, talk, "Sun")
    await alice(functions.channels.DeleteMessages(channel=alice.channel(talk), id=[copy.id]))
    assert (await find(alice, news, "Sun")).replies is None
    with refused("MSG_ID_INVALID"):
        await replies(alice, news, post)


async def test_somebody_types_in_a_thread(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town = await alice.create_channel("Town", bob, megagroup=True)
    root = await alice.write(town, "Question")
    await alice(functions.messages.SetTyping(
        peer=alice.chat(town), top_msg_id=root, action=types.SendMessageTypingAction()))  # fmt: skip
    await bob.barrier()
    assert bob.heard(types.UpdateChannelUserTyping)[-1].top_msg_id == root


async def test_somebody_types_a_comment_without_being_in_the_group(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, talk = await linked(alice, bob)
    post = await alice.write(news, "It rains")
    root = (await bob(functions.messages.GetDiscussionMessage(peer=bob.chat(news), msg_id=post))).messages[0].id
    typing = types.SendMessageTypingAction()
    assert await bob(functions.messages.SetTyping(peer=bob.chat(talk), top_msg_id=root, action=typing))
    await alice.barrier()
    assert alice.heard(types.UpdateChannelUserTyping)[-1].from_id.user_id == bob.user_id
    with refused("CHAT_WRITE_FORBIDDEN"):
        await bob(functions.messages.SetTyping(peer=bob.chat(talk), action=typing))


async def test_an_album_is_commented_on_once(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, _ = await linked(alice, bob)
    photos = [
        types.InputSingleMedia(
            media=types.InputMediaUploadedPhoto(file=await upload(alice, png(20, 20, (at, 0, 0)))), random_id=at + 1, message=""
        )
        for at in range(3)
    ]  # fmt: skip
    sent = await alice(functions.messages.SendMultiMedia(peer=alice.chat(news), multi_media=photos))
    ids = [update.id for update in sent.updates if update.NAME == "updateMessageID"]
    for id in ids:
        begun = await bob(functions.messages.GetDiscussionMessage(peer=bob.chat(news), msg_id=id))
        assert [one.fwd_from.saved_from_msg_id for one in begun.messages] == sorted(ids, reverse=True)
    page = await bob(functions.channels.GetMessages(
        channel=bob.channel(news), id=[types.InputMessageID(id=id) for id in ids]))  # fmt: skip
    assert [one.replies is not None for one in page.messages] == [True, False, False]


async def test_a_discussion_ends_with_the_channel(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, talk = await linked(alice, bob)
    await alice(functions.messages.SetHistoryTTL(peer=alice.chat(talk), period=86400))
    post = await alice.write(news, "It rains")
    with refused("CHAT_LINK_EXISTS"):
        await alice(functions.channels.TogglePreHistoryHidden(channel=alice.channel(talk), enabled=True))
    assert (await find(alice, talk, "It rains")).ttl_period == 86400
    await world.pass_time(86500)
    with refused("MSG_ID_INVALID"):
        await replies(bob, news, post)
    await alice(functions.channels.DeleteChannel(channel=alice.channel(news)))
    full = await alice(functions.channels.GetFullChannel(channel=alice.channel(talk)))
    assert full.full_chat.linked_chat_id is None
