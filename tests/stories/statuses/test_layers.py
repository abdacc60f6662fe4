"""Stories for clients of all layers: those before 160 see none of it, those before 167 know people's only."""

from __future__ import annotations

import pytest

from angarium.tl import functions, types
from angarium.tl.layers import CANONICAL
from tests.stories.harness import World
from tests.stories.statuses.posters import ALL, know, number, post
from tests.stories.statuses.test_profiles import at

call = functions.stories
HEART = types.ReactionEmoji(emoticon="❤")


@pytest.mark.parametrize("layer", [133, 143, 158])
async def test_old_clients_see_messages_without_them(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    await know(alice, bob)
    await know(bob, alice)
    await post(alice)
    await alice(
        functions.messages.SendMedia(
            peer=alice.peer(bob), media=types.InputMediaStory(peer=types.InputPeerSelf(), id=1), message="", random_id=1
        )
    )
    await bob.barrier()
    assert not bob.heard(types.UpdateStory)
    assert bob.messages[-1].media.NAME == "messageMediaUnsupported"
    [user] = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert user.first_name == "Alice"
    full = await bob(functions.users.GetFullUser(id=bob.user(alice)))
    assert full.full_user.id == alice.user_id


@pytest.mark.parametrize("layer", [160, 167, 177, 184, 200, 214, 221, CANONICAL])
async def test_every_layer_that_has_them(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice", layer=layer), await world.sign_up("Bob", layer=layer)
    await know(alice, bob)
    await know(bob, alice)
    await post(alice, ALL, caption="*hello*", media_areas=[types.MediaAreaGeoPoint(coordinates=at(), geo=_point())])
    await bob.barrier()
    [told] = bob.heard(types.UpdateStory)
    assert told.story.caption == "*hello*" and told.story.media.photo.sizes
    theirs = bob.peer(alice)
    await bob(call.ReadStories(peer=theirs, max_id=1))
    await bob(call.SendReaction(peer=theirs, story_id=1, reaction=HEART))
    found = await bob(call.GetStoriesByID(peer=theirs, id=[1]))
    assert [one.id for one in found.stories] == [1]
    me = types.InputPeerSelf()
    listed = await alice(call.GetStoryViewsList(peer=me, id=1, offset="", limit=10))
    assert [row.user_id for row in listed.views] == [bob.user_id]
    await alice(call.EditStory(peer=me, id=1, caption="other"))
    await alice(call.TogglePinned(peer=me, id=[1], pinned=True))
    assert (await alice(call.GetStoriesArchive(peer=me, offset_id=0, limit=10))).count == 1
    assert (await bob(call.GetPinnedStories(peer=theirs, offset_id=0, limit=10))).count == 1
    [user] = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    ring = user.stories_max_id
    assert (ring if isinstance(ring, int) else ring.max_id) == 1
    if layer > 160:
        rows = (await bob(call.GetAllStories())).peer_stories
        assert [number(row.peer) for row in rows] == [alice.user_id]
    if layer >= 184:
        assert [one.NAME for one in told.story.media_areas] == ["mediaAreaGeoPoint"]
    await alice(call.DeleteStories(peer=me, id=[1]))
    await bob.barrier()


def _point() -> types.GeoPoint:
    return types.GeoPoint(long=1.0, lat=2.0, access_hash=0)
