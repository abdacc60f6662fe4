"""What admins do with the topics of a channel's direct messages, and what the people in them notice of it."""

from __future__ import annotations

from typing import Any

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.directs.scene import admit, answer, open_directs, switch, texts, topics
from tests.stories.harness import Actor, World, refused


async def scene(world: World, **layers: int) -> tuple[list[Actor], int, int]:
    """An owner, two who write to the channel, and somebody who reads it."""
    people = [await world.sign_up(name, **layers) for name in ("Owner", "Bob", "Eve", "Dan")]
    channel = await people[0].create_channel("News", *people[1:])
    return people, channel, await open_directs(people[0], channel)


def history(leader: Actor, directs: int, person: Actor, **fields: Any) -> Any:
    given = dict.fromkeys(("offset_id", "offset_date", "add_offset", "max_id", "min_id", "hash"), 0)
    return functions.messages.GetSavedHistory(
        parent_peer=leader.chat(directs), peer=leader.peer(person), limit=20, **given | fields
    )


async def test_reading(world: World) -> None:
    """Both sides learn what was read; marks and counts are kept for each topic."""
    (owner, bob, eve, dan), _, directs = await scene(world)
    first = await bob.write(directs, "One")
    await bob.write(directs, "Two")
    await eve.write(directs, "Three")
    assert (await topics(owner, directs))[1].unread_count == 2
    read = functions.messages.ReadSavedHistory(parent_peer=owner.chat(directs), peer=owner.peer(bob), max_id=first)
    assert await owner(read) and await owner(read)
    await bob.barrier()
    assert [one.max_id for one in bob.heard(types.UpdateReadChannelOutbox)] == [first]
    listed = (await topics(owner, directs))[1]
    assert (listed.unread_count, listed.read_inbox_max_id) == (1, first)
    said = await answer(owner, directs, bob, "Four")
    mine = await bob(functions.messages.GetPeerDialogs(peers=[types.InputDialogPeer(peer=bob.chat(directs))]))
    assert (mine.dialogs[0].unread_count, mine.dialogs[0].top_message) == (1, said)
    assert await bob(functions.channels.ReadHistory(channel=bob.channel(directs), max_id=0))
    assert not await bob(functions.channels.ReadHistory(channel=bob.channel(directs), max_id=0))
    await owner.barrier()
    assert owner.heard(types.UpdateReadMonoForumOutbox)[-1].read_max_id == said
    assert (
        next(one for one in await topics(owner, directs) if one.peer.user_id == bob.user_id).read_outbox_max_id == said
    )
    mark = {"parent_peer": owner.chat(directs), "peer": types.InputDialogPeer(peer=owner.peer(eve))}
    assert await owner(functions.messages.MarkDialogUnread(unread=True, **mark))
    marked = await owner(functions.messages.GetDialogUnreadMarks(parent_peer=owner.chat(directs)))
    assert [one.peer.user_id for one in marked] == [eve.user_id]
    await owner(functions.messages.ReadSavedHistory(parent_peer=owner.chat(directs), peer=owner.peer(eve), max_id=0))
    assert await owner(functions.messages.GetDialogUnreadMarks(parent_peer=owner.chat(directs))) == []
    for who, name in ((bob, "CHAT_ADMIN_REQUIRED"), (owner, "USER_ID_INVALID")):
        with refused(name):
            await who(functions.messages.ReadSavedHistory(parent_peer=who.chat(directs), peer=who.peer(dan), max_id=0))
    with refused("PARENT_PEER_INVALID"):
        await owner(functions.messages.ReadSavedHistory(parent_peer=owner.peer(bob), peer=owner.peer(bob), max_id=0))


async def test_lists(world: World) -> None:
    """The chats of each, and the topics of an admin, page by page."""
    (owner, bob, eve, dan), channel, directs = await scene(world)
    ask = functions.messages.GetDialogs(
        offset_date=0, offset_id=0, offset_peer=types.InputPeerEmpty(), limit=20, hash=0
    )
    await bob.write(directs, "One")
    newest = await eve.write(directs, "Two")
    number = -directs - CHANNEL_OFFSET
    for who, top, unread in ((owner, newest, 2), (bob, newest - 1, 0), (eve, newest, 0), (dan, None, None)):
        found = [one for one in (await who(ask)).dialogs if getattr(one.peer, "channel_id", 0) == number]
        assert [(one.top_message, one.unread_count) for one in found] == ([(top, unread)] if top else [])
    page = await owner(
        functions.messages.GetSavedDialogs(
            parent_peer=owner.chat(directs), offset_date=0, offset_id=newest, offset_peer=types.InputPeerEmpty(),
            limit=1, hash=0,
        )
    )  # fmt: skip
    assert isinstance(page, types.messages.SavedDialogsSlice) and page.count == 2
    assert page.dialogs[0].peer.user_id == bob.user_id
    named = await owner(
        functions.messages.GetSavedDialogsByID(parent_peer=owner.chat(directs), ids=[owner.peer(eve), owner.peer(dan)])
    )
    assert [one.top_message for one in named.dialogs] == [newest]
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(directs)))
    assert full.full_chat.pts == 2 and not full.chats[0].left
    assert {chat.id for chat in full.chats} == {number, -channel - CHANNEL_OFFSET}


async def test_drafts_and_typing(world: World) -> None:
    """Each admin writes apart; who types is heard by the other side alone, and admins type as the channel."""
    (owner, bob, eve, _), channel, directs = await scene(world)
    asked = await bob.write(directs, "Hello?")
    to_bob = types.InputReplyToMonoForum(monoforum_peer_id=owner.peer(bob))
    offered = types.SuggestedPost(price=types.StarsAmount(amount=10, nanos=0))
    save = functions.messages.SaveDraft(
        peer=owner.chat(directs), message="Well", reply_to=to_bob, suggested_post=offered
    )
    await owner(save)
    draft = (await topics(owner, directs))[0].draft
    assert (draft.message, draft.suggested_post.price.amount) == ("Well", 10)
    kept = [one for one in (await owner(functions.messages.GetAllDrafts())).updates if one.saved_peer_id]
    assert [one.saved_peer_id.user_id for one in kept] == [bob.user_id]
    await answer(owner, directs, bob, "Hello!", clear_draft=True)
    assert (await topics(owner, directs))[0].draft is None or (await topics(owner, directs))[0].draft.NAME.endswith(
        "Empty"
    )
    await owner(save)
    await owner(functions.messages.ClearAllDrafts())
    typing = types.SendMessageTypingAction()
    await bob(functions.messages.SetTyping(peer=bob.chat(directs), action=typing))
    await owner(functions.messages.SetTyping(peer=owner.chat(directs), top_msg_id=asked, action=typing))
    for who in (owner, bob, eve):
        await who.barrier()
    assert [one.from_id.user_id for one in owner.heard(types.UpdateChannelUserTyping)] == [bob.user_id]
    assert [one.from_id.channel_id for one in bob.heard(types.UpdateChannelUserTyping)] == [-channel - CHANNEL_OFFSET]
    assert eve.heard(types.UpdateChannelUserTyping) == []


async def test_changing(world: World) -> None:
    """Reactions, pins, edits and deletions stay within their topic."""
    (owner, bob, eve, _), _, directs = await scene(world)
    asked, other = await bob.write(directs, "Question"), await eve.write(directs, "Else")
    replied = await owner.write(
        directs, "Answer", reply_to=types.InputReplyToMessage(reply_to_msg_id=asked, monoforum_peer_id=owner.peer(bob))
    )
    heart = [types.ReactionEmoji(emoticon="❤")]
    await bob(functions.messages.SendReaction(peer=bob.chat(directs), msg_id=replied, reaction=heart))
    await owner(functions.messages.SendReaction(peer=owner.chat(directs), msg_id=asked, reaction=heart))
    await bob.barrier()
    reacted = bob.heard(types.UpdateMessageReactions)[-1]
    assert reacted.saved_peer_id.user_id == bob.user_id
    assert all(one.peer_id.NAME == "peerChannel" for one in reacted.reactions.recent_reactions or ())
    assert (await topics(owner, directs))[0].unread_reactions_count == 1
    await owner(functions.messages.ReadReactions(peer=owner.chat(directs), saved_peer_id=owner.peer(eve)))
    unseen = functions.messages.GetUnreadReactions(
        peer=owner.chat(directs), saved_peer_id=owner.peer(bob), offset_id=0, add_offset=0, limit=9, max_id=0, min_id=0
    )
    assert replied in [one.id for one in (await owner(unseen)).messages]
    await owner(functions.messages.ReadReactions(peer=owner.chat(directs), saved_peer_id=owner.peer(bob)))
    assert (await topics(owner, directs))[0].unread_reactions_count == 0
    await owner(functions.messages.UpdatePinnedMessage(peer=owner.chat(directs), id=asked))
    pinned = functions.messages.Search(
        peer=bob.chat(directs), q="", filter=types.InputMessagesFilterPinned(), min_date=0, max_date=0, offset_id=0,
        add_offset=0, limit=9, max_id=0, min_id=0, hash=0,
    )  # fmt: skip
    assert [one.id for one in (await bob(pinned)).messages] == [asked]
    pinned.peer = eve.chat(directs)
    assert (await eve(pinned)).messages == []
    with refused("CHANNEL_MONOFORUM_UNSUPPORTED"):
        await bob(functions.messages.UpdatePinnedMessage(peer=bob.chat(directs), id=replied))
    await owner(functions.messages.UnpinAllMessages(peer=owner.chat(directs), saved_peer_id=owner.peer(bob)))
    await bob(functions.messages.EditMessage(peer=bob.chat(directs), id=asked, message="A question"))
    with refused("MESSAGE_ID_INVALID"):
        await eve(functions.messages.EditMessage(peer=eve.chat(directs), id=asked, message="?"))
    assert (await owner(history(owner, directs, bob))).messages[-1].message == "A question"
    await bob(functions.channels.DeleteMessages(channel=bob.channel(directs), id=[asked, other, replied][:1]))
    for taken in (other, replied):
        gone = functions.channels.DeleteMessages(channel=bob.channel(directs), id=[taken])
        if taken == other:
            assert (await bob(gone)).pts_count == 0
        else:
            with refused("MESSAGE_DELETE_FORBIDDEN"):
                await bob(gone)
    empty = functions.messages.DeleteSavedHistory(parent_peer=owner.chat(directs), peer=owner.peer(bob), max_id=0)
    assert (await owner(empty)).offset == 0
    assert await texts(bob, directs) == [] and await texts(eve, directs) == ["Else"]
    assert [one.peer.user_id for one in await topics(owner, directs)] == [eve.user_id]


async def test_whom_an_admin_answers(world: World) -> None:
    """An admin names the topic, or answers a message in it."""
    (owner, bob, eve, dan), _, directs = await scene(world)
    asked = await bob.write(directs, "Question")
    await eve.write(directs, "Else")
    with refused("REPLY_TO_MONOFORUM_PEER_INVALID"):
        await owner.write(directs, "To whom?")
    with refused("REPLY_TO_MONOFORUM_PEER_INVALID"):
        await answer(owner, directs, dan, "You have not written")
    with refused("REPLY_TO_MONOFORUM_PEER_INVALID"):
        wrong = types.InputReplyToMessage(reply_to_msg_id=asked, monoforum_peer_id=owner.peer(eve))
        await owner.write(directs, "In the wrong place", reply_to=wrong)
    await owner.write(directs, "To you", reply_to=types.InputReplyToMessage(reply_to_msg_id=asked))
    assert await texts(bob, directs) == ["To you", "Question"]
    for later in ({"schedule_date": int(world.clock.now()) + 600},):
        with refused("CHANNEL_MONOFORUM_UNSUPPORTED"):
            await bob.write(directs, "Later", **later)
    author = await owner(functions.channels.GetMessageAuthor(channel=owner.channel(directs), id=asked))
    assert author.id == bob.user_id
    with refused("CHANNEL_MONOFORUM_UNSUPPORTED"):
        await bob(functions.channels.GetMessageAuthor(channel=bob.channel(directs), id=asked))


async def test_searching(world: World) -> None:
    """Words are found in one's own topic alone, by admins in all or in one."""
    (owner, bob, eve, _), _, directs = await scene(world)
    await bob.write(directs, "secret of Bob")
    await eve.write(directs, "secret of Eve")

    async def search(who: Actor, **fields: Any) -> list[str]:
        found = await who(
            functions.messages.Search(
                peer=who.chat(directs), q="secret", filter=types.InputMessagesFilterEmpty(), min_date=0, max_date=0,
                offset_id=0, add_offset=0, limit=9, max_id=0, min_id=0, hash=0, **fields,
            )
        )  # fmt: skip
        return [one.message for one in found.messages]

    assert await search(bob) == ["secret of Bob"]
    assert await search(bob, saved_peer_id=bob.peer(eve)) == ["secret of Bob"]
    assert await search(owner) == ["secret of Eve", "secret of Bob"]
    assert await search(owner, saved_peer_id=owner.peer(bob)) == ["secret of Bob"]
    for who, number in ((bob, 0), (owner, 0)):
        counted = await who(
            functions.messages.GetSearchCounters(
                peer=who.chat(directs), saved_peer_id=who.peer(eve), filters=[types.InputMessagesFilterPhotos()]
            )
        )
        assert counted[0].count == number
    everywhere = functions.messages.SearchGlobal(
        q="secret", filter=types.InputMessagesFilterEmpty(), min_date=0, max_date=0, offset_rate=0,
        offset_peer=types.InputPeerEmpty(), offset_id=0, limit=9,
    )  # fmt: skip
    assert "secret of Eve" not in [one.message for one in (await bob(everywhere)).messages]


async def test_paying(world: World) -> None:
    """Writing can cost stars, which go to the channel; its admins write for nothing, and let off whom they like."""
    (owner, bob, _, _), channel, directs = await scene(world)
    priced = await owner(switch(owner, channel, stars=10))
    assert {chat.send_paid_messages_stars for chat in priced.chats} == {10}
    with refused("ALLOW_PAYMENT_REQUIRED_10", 403):
        await bob.write(directs, "Hello")
    await bob.write(directs, "Hello", allow_paid_stars=10)
    assert owner.messages[-1].paid_message_stars == 10
    await answer(owner, directs, bob, "For nothing")
    purse = functions.payments.GetStarsStatus(peer=owner.chat(channel))
    assert (await owner(purse)).balance.amount == 10
    named = {"parent_peer": owner.chat(directs), "user_id": owner.user(bob)}
    assert (await owner(functions.account.GetPaidMessagesRevenue(**named))).stars_amount == 10
    assert await owner(functions.account.ToggleNoPaidMessagesException(refund_charged=True, **named))
    assert (await owner(functions.account.GetPaidMessagesRevenue(**named))).stars_amount == 0
    assert (await owner(purse)).balance.amount == 0
    assert (await topics(owner, directs))[0].nopaid_messages_exception
    await bob.write(directs, "As a friend")
    assert await owner(functions.account.ToggleNoPaidMessagesException(require_payment=True, **named))
    with refused("ALLOW_PAYMENT_REQUIRED_10", 403):
        await bob.write(directs, "Not any more")
    await owner.write(channel, "Posts cost nothing")
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(functions.account.GetPaidMessagesRevenue(parent_peer=bob.chat(directs), user_id=bob.user(owner)))


async def test_leading(world: World) -> None:
    """Whoever is made an admin with the right has all topics; who is not any more has their own again; who is banned has nothing."""
    (owner, bob, eve, _), channel, directs = await scene(world)
    await bob.write(directs, "Of Bob")
    await eve.write(directs, "Of Eve")
    await admit(owner, channel, bob, post_messages=True)
    assert await texts(bob, directs) == ["Of Bob"]
    await admit(owner, channel, bob, manage_direct_messages=True)
    assert await texts(bob, directs) == ["Of Eve", "Of Bob"]
    await eve.write(directs, "More of Eve")
    await bob.barrier()
    assert bob.messages[-1].message == "More of Eve"
    await admit(owner, channel, bob)
    assert await texts(bob, directs) == ["Of Bob"]
    await eve.write(directs, "Not for Bob")
    await answer(owner, directs, bob, "For Bob")
    await bob.barrier()
    assert bob.messages[-1].message == "For Bob"
    shut = types.ChatBannedRights(view_messages=True, until_date=0)
    await owner(
        functions.channels.EditBanned(channel=owner.channel(channel), participant=owner.peer(eve), banned_rights=shut)
    )
    with refused("CHANNEL_PRIVATE"):
        await texts(eve, directs)
    heard = len(eve.messages)
    await answer(owner, directs, eve, "You do not hear this")
    await eve.barrier()
    assert len(eve.messages) == heard
    title = functions.channels.EditTitle(channel=owner.channel(channel), title="Newer")
    await owner(title)
    seen = (await bob(functions.channels.GetChannels(id=[bob.channel(directs)]))).chats
    assert {one.title for one in seen} == {"Newer"}
    await owner(functions.channels.DeleteChannel(channel=owner.channel(channel)))
    with refused("CHANNEL_PRIVATE"):
        await texts(bob, directs)
