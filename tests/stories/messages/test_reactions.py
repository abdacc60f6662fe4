"""Reactions and tags."""

from __future__ import annotations

from hashlib import md5

import pytest

from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

call = functions.messages
LIKE, FIRE = types.ReactionEmoji(emoticon="👍"), types.ReactionEmoji(emoticon="🔥")


def reckon(*numbers: int) -> int:
    """https://core.telegram.org/api/offsets#hash-generation"""
    total = 0
    for number in numbers:
        total ^= total >> 21
        total = (total ^ total << 35) % 2**64
        total = ((total ^ total >> 4) + number) % 2**64
    return (total + 2**63) % 2**64 - 2**63


async def test_reactions_reach_both_sides(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    sent = await alice.say(bob, "look")
    await bob.barrier()
    theirs = bob.messages[-1].id

    async def react(*reactions: object, **more: object) -> object:
        return await bob(call.SendReaction(peer=bob.peer(alice), msg_id=theirs, reaction=list(reactions), **more))

    done = await react(types.ReactionEmoji(emoticon="❤\ufe0f"), big=True, add_to_recent=True)
    assert done.updates[0].reactions.results[0].count == 1
    await alice.barrier()
    [update] = alice.heard(types.UpdateMessageReactions)
    [recent] = update.reactions.recent_reactions
    assert recent.peer_id == types.PeerUser(user_id=bob.user_id) and recent.unread and recent.big
    dialog = (await alice(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=alice.peer(bob))]))).dialogs[0]
    assert dialog.unread_reactions_count == 1
    unread = await alice(call.GetUnreadReactions(peer=alice.peer(bob), limit=10))
    assert [message.id for message in unread.messages] == [sent.id]
    await alice(call.ReadReactions(peer=alice.peer(bob)))
    assert (await alice(call.GetUnreadReactions(peer=alice.peer(bob), limit=10))).messages == []
    with refused("MESSAGE_NOT_MODIFIED"):
        await react(types.ReactionEmoji(emoticon="❤"))
    with refused("REACTION_INVALID"):
        await react(types.ReactionEmoji(emoticon="not an emoji"))
    with refused("REACTIONS_TOO_MANY"):
        await react(*(types.ReactionEmoji(emoticon=one) for one in "👍👎🔥🎉"))
    with refused("MESSAGE_ID_INVALID"):
        await bob(call.SendReaction(peer=bob.peer(alice), msg_id=999, reaction=[LIKE]))
    await alice(call.SendReaction(peer=alice.peer(bob), msg_id=sent.id, reaction=[LIKE, FIRE]))
    listed = await alice(call.GetMessageReactionsList(peer=alice.peer(bob), id=sent.id, limit=2))
    lost = call.GetMessageReactionsList(peer=alice.peer(bob), id=sent.id, limit=2, offset="9" * 5000)
    assert await alice(lost) == listed
    assert listed.count == 3 and listed.next_offset == "2" and len(listed.reactions) == 2
    again = await alice(call.GetMessagesReactions(peer=alice.peer(bob), id=[sent.id]))
    assert sum(one.count for one in again.updates[0].reactions.results) == 3
    await react()
    history = await alice(call.GetHistory(peer=alice.peer(bob), limit=1))
    assert len(history.messages[0].reactions.results) == 2


async def test_lists_of_reactions(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    sent = await alice.say(bob, "look")
    await alice(call.SendReaction(peer=alice.peer(bob), msg_id=sent.id, reaction=[FIRE], add_to_recent=True))
    recent = await phone(call.GetRecentReactions(limit=10, hash=0))
    assert recent.reactions == [FIRE]
    assert isinstance(
        await phone(call.GetRecentReactions(limit=10, hash=recent.hash)), types.messages.ReactionsNotModified
    )
    # https://core.telegram.org/api/reactions#recent-reactions: TDLib reckons the hash again and compares.
    assert recent.hash == reckon(0, int.from_bytes(md5("🔥".encode()).digest()[:4], "big", signed=True))
    top = await alice(call.GetTopReactions(limit=5, hash=0))
    assert top.reactions[0] == FIRE and len(top.reactions) == 5
    await alice(call.ClearRecentReactions())
    assert (await alice(call.GetRecentReactions(limit=10, hash=0))).reactions == []
    assert (await phone(functions.help.GetConfig())).reactions_default == LIKE
    assert await alice(call.SetDefaultReaction(reaction=FIRE))
    await phone.barrier()
    assert phone.heard(types.UpdateConfig)
    assert (await phone(functions.help.GetConfig())).reactions_default == FIRE
    with refused("REACTION_INVALID"):
        await alice(call.SetDefaultReaction(reaction=types.ReactionEmpty()))


async def test_tags_in_saved_messages(world: World) -> None:
    alice = await world.sign_up("Alice")
    for text in ("one", "two", "three"):
        await alice.say(alice, text)
    history = await alice(call.GetHistory(peer=types.InputPeerSelf(), limit=3))
    for message in history.messages[:2]:
        await alice(call.SendReaction(peer=types.InputPeerSelf(), msg_id=message.id, reaction=[LIKE]))
    await alice(call.UpdateSavedReactionTag(reaction=LIKE, title="good"))
    tags = await alice(call.GetSavedReactionTags(hash=0))
    assert [(tag.reaction, tag.title, tag.count) for tag in tags.tags] == [(LIKE, "good", 2)]
    bob = await world.sign_up("Bob")
    await bob.say(alice, "from me")
    await alice.barrier()
    passed = call.ForwardMessages(
        from_peer=alice.peer(bob), to_peer=types.InputPeerSelf(), id=[alice.messages[-1].id], random_id=[1]
    )
    saved = next(one.id for one in (await alice(passed)).updates if one.NAME == "updateMessageID")
    for peer, count in ((types.InputPeerSelf(), 2), (alice.peer(bob), 0)):
        within = (await alice(call.GetSavedReactionTags(peer=peer, hash=0))).tags
        assert sum(tag.count for tag in within) == count
    await alice(call.SendReaction(peer=types.InputPeerSelf(), msg_id=saved, reaction=[LIKE]))
    within = (await alice(call.GetSavedReactionTags(peer=alice.peer(bob), hash=0))).tags
    assert [(tag.reaction, tag.count) for tag in within] == [(LIKE, 1)]
    await alice(call.SendReaction(peer=types.InputPeerSelf(), msg_id=saved))
    # https://core.telegram.org/api/saved-messages#tags
    assert tags.hash == reckon(*(int.from_bytes(md5(text.encode()).digest()[:8], "big") for text in ("👍", "good")), 2)
    tagged = await alice(
        call.Search(
            peer=types.InputPeerSelf(), q="", filter=types.InputMessagesFilterEmpty(), limit=10, saved_reaction=[LIKE]
        )
    )
    assert [message.message for message in tagged.messages] == ["three", "two"]
    assert tagged.messages[0].reactions.reactions_as_tags
    assert (await alice(call.GetDefaultTagReactions(hash=0))).reactions


@pytest.mark.parametrize("megagroup", [False, True])
async def test_everyone_looks_at_reactions_to_their_own_messages(world: World, megagroup: bool) -> None:
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    if megagroup:
        peer = await alice.create_channel("Town", bob, carol, megagroup=True)
    else:
        peer = await alice.create_group("Few", bob, carol)
    thumb = [types.ReactionEmoji(emoticon="👍")]
    for writer, readers in ((bob, (alice, carol)), (carol, (alice,))):
        await writer.write(peer, f"by {writer.user_id}")
        for one in readers:
            page = await one(call.GetHistory(peer=one.chat(peer), offset_id=0, limit=1))
            await one(call.SendReaction(peer=one.chat(peer), msg_id=page.messages[0].id, reaction=thumb))

    async def unread(who: Actor) -> list[str]:
        page = await who(call.GetUnreadReactions(peer=who.chat(peer), limit=10))
        return [one.message for one in page.messages]

    assert [await unread(one) for one in (alice, bob, carol)] == [[], [f"by {bob.user_id}"], [f"by {carol.user_id}"]]
    await bob(call.ReadReactions(peer=bob.chat(peer)))
    assert [await unread(one) for one in (bob, carol)] == [[], [f"by {carol.user_id}"]]
