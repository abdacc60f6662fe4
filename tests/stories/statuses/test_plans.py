"""No question about stories may read a table from end to end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import RpcError, World
from tests.stories.messages.test_plans import asked, faults
from tests.stories.statuses.posters import feed, friends, post

call = functions.stories
ME = types.InputPeerSelf()
HEART = types.ReactionEmoji(emoticon="❤")
__all__ = ["asked"]  # the fixture


async def test_every_question_has_an_index(tmp_path: Path, asked: list[str]) -> None:
    world = World(tmp_path / "world")
    await world.open()
    try:
        alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
        news = await alice.create_channel("News", bob)
        before = len(set(asked))
        await post(alice, caption="#one", pinned=True), await post(alice, peer=alice.chat(news))
        await post(carol, fwd_from_id=carol.peer(alice), fwd_from_story=1)
        for actor in (alice, bob, carol):
            await feed(actor)
            for peer in (actor.peer(alice), actor.chat(news)):
                for query in _everything(peer):
                    try:
                        await actor(query)
                    except RpcError:
                        continue
        await world.pass_time(60)
    finally:
        await world.close()
    assert len(set(asked)) > before + 50
    assert not (wrong := faults(asked, tmp_path)), "\n".join(wrong)


def _everything(peer: Any) -> list[Any]:
    viewers = call.GetStoryViewsList
    return [
        call.CreateAlbum(peer=peer, title="A", stories=[1]),
        call.UpdateAlbum(peer=peer, album_id=1, title="B", order=[1]),
        call.ReorderAlbums(peer=peer, order=[1]),
        call.GetAlbums(peer=peer, hash=0),
        call.GetAlbumStories(peer=peer, album_id=1, offset=0, limit=5),
        call.GetPeerStories(peer=peer),
        call.GetPinnedStories(peer=peer, offset_id=0, limit=5),
        call.GetStoriesArchive(peer=peer, offset_id=0, limit=5),
        call.TogglePinnedToTop(peer=peer, id=[1]),
        call.GetPinnedStories(peer=peer, offset_id=0, limit=5),
        call.CanSendStory(peer=peer),
        call.ReadStories(peer=peer, max_id=1),
        call.IncrementStoryViews(peer=peer, id=[1]),
        call.SendReaction(peer=peer, story_id=1, reaction=HEART),
        call.GetStoriesViews(peer=peer, id=[1]),
        viewers(peer=peer, id=1, offset="", limit=5),
        viewers(peer=peer, id=1, offset="", limit=5, reactions_first=True),
        viewers(peer=peer, id=1, offset="", limit=5, just_contacts=True, q="a"),
        call.GetStoryReactionsList(peer=peer, id=1, limit=5),
        functions.stats.GetStoryStats(peer=peer, id=1),
        functions.stats.GetStoryPublicForwards(peer=peer, id=1, offset="", limit=5),
        call.SearchPosts(hashtag="one", offset="", limit=5),
        call.SearchPosts(hashtag="one", offset="", limit=5, peer=peer),
        call.GetAllReadPeerStories(),
        call.GetPeerMaxIDs(id=[peer]),
        call.ActivateStealthMode(past=True, future=True),
        call.TogglePeerStoriesHidden(peer=peer, hidden=True),
        call.GetChatsToSend(),
        call.DeleteAlbum(peer=peer, album_id=1),
        call.EditStory(peer=peer, id=1, caption="#two"),
        call.DeleteStories(peer=peer, id=[1]),
    ]
