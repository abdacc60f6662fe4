"""Stories are read: how far, by whom, unseen, put away; what people say to them."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import World, refused
from tests.stories.statuses.posters import HOUR, feed, friends, know, number, post, shown

call = functions.stories
HEART = types.ReactionEmoji(emoticon="❤")
FIRE = types.ReactionEmoji(emoticon="🔥")


async def test_reading_is_told_to_ones_other_devices(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    phone = await world.sign_in(bob)
    with refused("STORIES_NEVER_CREATED"):
        await bob(call.ReadStories(peer=bob.peer(alice), max_id=1))
    await post(alice), await post(alice), await post(alice)
    assert await bob(call.ReadStories(peer=bob.peer(alice), max_id=2)) == [1, 2]
    assert await bob(call.ReadStories(peer=bob.peer(alice), max_id=2)) == []
    assert await bob(call.ReadStories(peer=bob.peer(alice), max_id=2_000_000_000)) == [3]
    await phone.barrier()
    assert [one.max_id for one in phone.heard(types.UpdateReadStories)] == [2, 3]
    read = await bob(call.GetAllReadPeerStories())
    assert [(number(one.peer), one.max_id) for one in read.updates] == [(alice.user_id, 3)] and read.users
    assert (await bob(call.GetPeerStories(peer=bob.peer(alice)))).stories.max_read_id == 3
    assert [one.views.views_count for one in await shown(alice, types.InputPeerSelf())] == [1, 1, 1]


async def test_who_looked_is_told_to_the_author_alone(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    dora = await world.sign_up("Dora")
    await post(alice)
    me = types.InputPeerSelf()
    for one in (bob, carol, dora, alice):
        assert await one(call.IncrementStoryViews(peer=one.peer(alice), id=[1]))
        assert await one(call.IncrementStoryViews(peer=one.peer(alice), id=[1]))
        world.clock.advance(1)
    await carol(call.SendReaction(peer=carol.peer(alice), story_id=1, reaction=HEART))
    [views] = (await alice(call.GetStoriesViews(peer=me, id=[1]))).views
    assert (views.views_count, views.reactions_count, views.has_viewers) == (3, 1, True)
    assert views.recent_viewers == [dora.user_id, carol.user_id, bob.user_id]

    async def listed(**how: Any) -> list[int]:
        ids, offset = [], ""
        while True:
            found = await alice(call.GetStoryViewsList(peer=me, id=1, **{"offset": offset, "limit": 2, **how}))
            ids += [row.user_id for row in found.views]
            assert (found.views_count, found.reactions_count) == (3, 1)
            if not (offset := found.next_offset or ""):
                return ids

    assert await listed() == [dora.user_id, carol.user_id, bob.user_id]
    assert await listed(reactions_first=True) == [carol.user_id, dora.user_id, bob.user_id]
    assert await listed(just_contacts=True) == [carol.user_id, bob.user_id]
    assert await listed(q="do") == [dora.user_id]
    assert await listed(forwards_first=True, limit=1) == [dora.user_id, carol.user_id, bob.user_id]
    assert await listed(offset="not.an.offset", limit=50) == [dora.user_id, carol.user_id, bob.user_id]
    await alice(functions.contacts.Block(id=alice.peer(bob)))
    found = await alice(call.GetStoryViewsList(peer=me, id=1, offset="", limit=10))
    assert [(row.user_id, row.blocked) for row in found.views if row.blocked] == [(bob.user_id, True)]

    said = await alice(call.GetStoryReactionsList(peer=me, id=1, limit=10))
    assert [(number(row.peer_id), row.reaction) for row in said.reactions] == [(carol.user_id, HEART)]
    assert (await alice(call.GetStoryReactionsList(peer=me, id=1, reaction=FIRE, limit=10))).count == 0

    with refused("PEER_ID_INVALID"):
        await carol(call.GetStoryViewsList(peer=carol.peer(alice), id=1, offset="", limit=10))
    with refused("STORY_ID_INVALID"):
        await alice(call.GetStoryViewsList(peer=me, id=9, offset="", limit=10))
    [views] = (await carol(call.GetStoriesViews(peer=carol.peer(alice), id=[1]))).views
    assert views.recent_viewers is None and not views.has_viewers


async def test_reactions(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    phone = await world.sign_in(bob)
    await post(alice)
    react = call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=HEART, add_to_recent=True)
    answer = await bob(react)
    assert answer.updates[0].NAME == "updateSentStoryReaction" and answer.updates[0].reaction == HEART
    await bob(react)
    await alice.barrier(), await phone.barrier()
    [told] = alice.heard(types.UpdateNewStoryReaction)
    assert (told.story_id, number(told.peer), told.reaction) == (1, bob.user_id, HEART)
    assert [one.reaction for one in phone.heard(types.UpdateSentStoryReaction)] == [HEART]
    assert (await shown(bob, bob.peer(alice)))[0].sent_reaction == HEART
    await bob(call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=FIRE))
    [own] = await shown(alice, types.InputPeerSelf())
    assert [(one.reaction, one.count) for one in own.views.reactions] == [(FIRE, 1)]
    await bob(call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=types.ReactionEmpty()))
    [own] = await shown(alice, types.InputPeerSelf())
    assert own.views.reactions is None and own.views.views_count == 1
    with refused("REACTION_INVALID"):
        await bob(call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=types.ReactionEmoji(emoticon="x")))
    with refused("STORY_ID_INVALID"):
        await bob(call.SendReaction(peer=bob.peer(alice), story_id=2, reaction=HEART))


async def test_looking_unseen(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    phone = await world.sign_in(bob)
    await post(alice), await post(alice)
    await bob(call.IncrementStoryViews(peer=bob.peer(alice), id=[1]))
    answer = await bob(call.ActivateStealthMode(past=True, future=True))
    mode = answer.updates[0].stealth_mode
    assert mode.active_until_date - answer.date == 1500 and mode.cooldown_until_date - answer.date == 3 * HOUR
    await bob(call.IncrementStoryViews(peer=bob.peer(alice), id=[2]))
    assert [one.views.views_count for one in await shown(alice, types.InputPeerSelf())] == [0, 0]
    await phone.barrier()
    assert phone.heard(types.UpdateStoriesStealthMode)[0].stealth_mode == mode
    assert (await bob(call.GetAllStories())).stealth_mode == mode
    with refused("FLOOD_WAIT_10800"):
        await bob(call.ActivateStealthMode(past=True))
    await world.pass_time(1500)
    await bob(call.IncrementStoryViews(peer=bob.peer(alice), id=[2]))
    assert [one.views.views_count for one in await shown(alice, types.InputPeerSelf())] == [0, 1]
    await world.pass_time(3 * HOUR)
    await bob(call.ActivateStealthMode(future=True))


async def test_the_list_of_everyone(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    news = await bob.create_channel("News", alice)
    await post(bob)
    world.clock.advance(1)
    await post(carol)
    world.clock.advance(1)
    await post(bob, peer=bob.chat(news))
    channel = -news - 10**12
    first = await alice(call.GetAllStories())
    assert first.NAME == "stories.allStories" and first.count == 3 and not first.has_more
    assert [number(row.peer) for row in first.peer_stories] == [channel, carol.user_id, bob.user_id]
    again = await alice(call.GetAllStories(state=first.state))
    assert again.NAME == "stories.allStoriesNotModified" and again.state == first.state
    assert (await alice(call.GetAllStories(state=first.state, next=True))).peer_stories == []
    await alice(call.ReadStories(peer=alice.peer(bob), max_id=1))
    assert (await alice(call.GetAllStories(state=first.state))).NAME == "stories.allStories"

    # Those that were put away are in a list of their own.
    assert await alice(call.TogglePeerStoriesHidden(peer=alice.peer(bob), hidden=True))
    await alice(call.TogglePeerStoriesHidden(peer=alice.chat(news), hidden=True))
    assert await feed(alice) == {carol.user_id: [1]}
    assert await feed(alice, hidden=True) == {channel: [1], bob.user_id: [1]}
    [user] = await alice(functions.users.GetUsers(id=[alice.user(bob)]))
    assert user.stories_hidden and user.stories_max_id.max_id == 1
    await alice(call.ToggleAllStoriesHidden(hidden=True))
    assert await feed(alice) == {} and len(await feed(alice, hidden=True)) == 3
    await alice(call.ToggleAllStoriesHidden(hidden=False))
    await alice(call.TogglePeerStoriesHidden(peer=alice.peer(bob), hidden=False))
    assert await feed(alice) == {carol.user_id: [1], bob.user_id: [1]}
    with refused("PEER_ID_INVALID"):
        await alice(call.TogglePeerStoriesHidden(peer=types.InputPeerEmpty(), hidden=True))


async def test_many_are_told_page_by_page(world: World) -> None:
    alice = await world.sign_up("Alice")
    for index in range(33):
        other = await world.sign_up(f"P{index}")
        await know(alice, other)
        await post(other)
    seen, state = [], None
    while True:
        found = await alice(call.GetAllStories(state=state, next=state is not None))
        seen += [number(row.peer) for row in found.peer_stories]
        state = found.state
        if not found.has_more:
            break
    assert len(seen) == len(set(seen)) == found.count == 33
    assert (await alice(call.GetAllStories(state=state))).NAME == "stories.allStoriesNotModified"


async def test_complaints(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    await post(alice)
    report = call.Report(peer=bob.peer(alice), id=[1], option=b"", message="")
    choice = await bob(report)
    assert choice.NAME == "reportResultChooseOption"
    done = await bob(call.Report(peer=bob.peer(alice), id=[1], option=choice.options[0].option, message="bad"))
    assert done.NAME == "reportResultReported"
    with refused("OPTION_INVALID"):
        await bob(call.Report(peer=bob.peer(alice), id=[1], option=b"?", message=""))
    with refused("STORY_ID_EMPTY"):
        await bob(call.Report(peer=bob.peer(alice), id=[], option=b"", message=""))


async def test_pages_of_the_archive(world: World) -> None:
    [alice] = await friends(world, "Alice")
    for _ in range(5):
        await post(alice, pinned=True)
    me = types.InputPeerSelf()
    await alice(call.TogglePinnedToTop(peer=me, id=[1, 3]))
    page = await alice(call.GetPinnedStories(peer=me, offset_id=0, limit=2))
    assert [one.id for one in page.stories] == [1, 3, 5, 4] and page.pinned_to_top == [1, 3] and page.count == 5
    page = await alice(call.GetPinnedStories(peer=me, offset_id=4, limit=2))
    assert [one.id for one in page.stories] == [3, 2]
    page = await alice(call.GetStoriesArchive(peer=me, offset_id=3, limit=10))
    assert [one.id for one in page.stories] == [2, 1]
    with refused("STORY_ID_INVALID"):
        await alice(call.TogglePinnedToTop(peer=me, id=[1, 2, 3, 4]))
