"""Stories of channels, albums, what can be tapped and found, where stories are passed on to, how they do."""

from __future__ import annotations

import json
from typing import Any

from angarium.model.ids import CHANNEL_OFFSET
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.bots.test_inline import INLINE, answered
from tests.stories.files.materials import named, ogg, upload
from tests.stories.groups.test_abuse import limit
from tests.stories.harness import World, refused
from tests.stories.statuses.posters import CLOSE, HOUR, friends, number, picture, post, shown

call = functions.stories
HEART = types.ReactionEmoji(emoticon="❤")
ME = types.InputPeerSelf()


def at(x: float = 50.0, **more: Any) -> types.MediaAreaCoordinates:
    return types.MediaAreaCoordinates(**{"x": x, "y": 50.0, "w": 20.0, "h": 10.0, "rotation": 0.0, **more})


async def test_a_channel_tells_a_story(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    await bob.barrier()
    assert [chat.id for chat in (await alice(call.GetChatsToSend())).chats] == [-news - CHANNEL_OFFSET]
    assert (await bob(call.GetChatsToSend())).chats == []
    story = await post(alice, CLOSE, peer=alice.chat(news), caption="to all")
    assert story.public and story.privacy is None and story.from_id is None
    await bob.barrier()
    [told] = bob.heard(types.UpdateStory)
    assert told.story.caption == "to all" and told.story.min and told.peer.NAME == "peerChannel"
    await bob(call.ReadStories(peer=bob.chat(news), max_id=1))
    await bob(call.SendReaction(peer=bob.chat(news), story_id=1, reaction=HEART))
    [seen] = await shown(bob, bob.chat(news))
    assert (seen.views.views_count, seen.views.reactions_count, seen.sent_reaction) == (1, 1, HEART)
    assert not seen.views.has_viewers
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(news)))
    assert [one.id for one in full.full_chat.stories.stories] == [1]
    assert full.chats[0].stories_max_id.max_id == 1
    found = await alice(call.GetStoryReactionsList(peer=alice.chat(news), id=1, limit=10))
    assert [number(row.peer_id) for row in found.reactions] == [bob.user_id]

    group = await alice.create_channel("Crowd", bob, megagroup=True)
    assert number((await post(alice, peer=alice.chat(group))).from_id) == alice.user_id


async def test_albums(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    for _ in range(4):
        await post(alice)
    made = await alice(call.CreateAlbum(peer=ME, title=" On the  road ", stories=[2, 1]))
    assert (made.album_id, made.title) == (1, "On the road") and made.icon_photo
    assert (await post(alice, albums=[1])).albums == [1]
    other = await alice(call.CreateAlbum(peer=ME, title="Cats", stories=[]))
    assert other.icon_photo is None
    changed = await alice(
        call.UpdateAlbum(peer=ME, album_id=1, title="Road", add_stories=[3], delete_stories=[1], order=[2, 5])
    )
    assert changed.title == "Road"
    page = await bob(call.GetAlbumStories(peer=bob.peer(alice), album_id=1, offset=0, limit=2))
    assert ([one.id for one in page.stories], page.count) == ([3, 2], 3)
    page = await bob(call.GetAlbumStories(peer=bob.peer(alice), album_id=1, offset=2, limit=2))
    assert [one.id for one in page.stories] == [5]
    assert await alice(call.ReorderAlbums(peer=ME, order=[2, 1, 9]))
    albums = await bob(call.GetAlbums(peer=bob.peer(alice), hash=0))
    assert [one.title for one in albums.albums] == ["Cats", "Road"]
    assert (await bob(call.GetAlbums(peer=bob.peer(alice), hash=albums.hash))).NAME == "stories.albumsNotModified"
    for ask in (
        call.UpdateAlbum(peer=ME, album_id=7, title="x"),
        call.GetAlbumStories(peer=ME, album_id=7, offset=0, limit=1),
        call.DeleteAlbum(peer=ME, album_id=7),
        call.CreateAlbum(peer=ME, title="x", stories=[77]),
    ):
        with refused("STORY_ID_INVALID"):
            await alice(ask)
    with refused("TITLE_INVALID"):
        await alice(call.CreateAlbum(peer=ME, title=" ", stories=[]))
    limit(world, story_albums=2, story_album_stories=3)
    for ask in (
        call.CreateAlbum(peer=ME, title="Dogs", stories=[]),
        call.UpdateAlbum(peer=ME, album_id=1, add_stories=[4]),
    ):
        with refused("STORIES_TOO_MUCH"):
            await alice(ask)
    assert await alice(call.UpdateAlbum(peer=ME, album_id=1, add_stories=[3]))
    with refused("PEER_ID_INVALID"):
        await bob(call.ReorderAlbums(peer=bob.peer(alice), order=[1]))
    assert await alice(call.DeleteAlbum(peer=ME, album_id=1))
    assert [one.albums for one in await shown(alice, ME)] == [None] * 5


async def test_what_can_be_tapped(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    news = await alice.create_channel("News", bob)
    await alice.write(news, "a post")
    point = types.GeoPoint(long=11.5, lat=48.1, access_hash=0)
    address = types.GeoPointAddress(country_iso2="de", city="Munich")
    areas = [
        types.MediaAreaVenue(
            coordinates=at(x=250.0), geo=point, title="Cafe", address="1 Road", provider="foursquare", venue_id="v1",
            venue_type="food",
        ),
        types.MediaAreaGeoPoint(coordinates=at(), geo=point, address=address),
        types.MediaAreaSuggestedReaction(coordinates=at(), reaction=HEART, dark=True),
        types.InputMediaAreaChannelPost(coordinates=at(), channel=alice.channel(news), msg_id=2),
        types.MediaAreaUrl(coordinates=at(), url="https://example.org"),
        types.MediaAreaWeather(coordinates=at(rotation=370.0), emoji="☀", temperature_c=21.5, color=0xFFFFFF),
        types.MediaAreaStarGift(coordinates=at(radius=3.0), slug="gift-1"),
    ]  # fmt: skip
    await post(alice, media_areas=areas)
    [seen] = await shown(bob, bob.peer(alice))
    assert [area.NAME for area in seen.media_areas] == [
        "mediaAreaVenue", "mediaAreaGeoPoint", "mediaAreaSuggestedReaction", "mediaAreaChannelPost", "mediaAreaUrl",
        "mediaAreaWeather", "mediaAreaStarGift",
    ]  # fmt: skip
    assert seen.media_areas[0].coordinates.x == 100.0 and seen.media_areas[5].coordinates.rotation == 10.0
    assert seen.media_areas[1].address.country_iso2 == "DE"
    for name, bad in (
        ("MEDIA_INVALID", types.MediaAreaUrl(coordinates=at(), url="javascript:alert(1)")),
        ("MEDIA_INVALID", types.MediaAreaUrl(coordinates=at(x=float("nan")), url="https://example.org")),
        ("MEDIA_INVALID", types.MediaAreaGeoPoint(coordinates=at(), geo=types.GeoPointEmpty())),
        ("REACTION_INVALID", types.MediaAreaSuggestedReaction(coordinates=at(), reaction=types.ReactionEmoji(emoticon="q"))),
        ("VENUE_ID_INVALID", types.InputMediaAreaVenue(coordinates=at(), query_id=1, result_id="1")),
        ("CHANNEL_INVALID", types.MediaAreaChannelPost(coordinates=at(), channel_id=99, msg_id=1)),
        ("MEDIA_INVALID", types.InputMediaAreaChannelPost(coordinates=at(), channel=alice.channel(news), msg_id=0)),
    ):  # fmt: skip
        with refused(name):
            await post(alice, media_areas=[bad])
    await alice(call.EditStory(peer=ME, id=1, media_areas=[]))
    assert (await shown(bob, bob.peer(alice)))[0].media_areas is None

    # Places are found, too.
    await post(bob, media_areas=areas[:2])
    found = await alice(call.SearchPosts(area=areas[0], offset="", limit=10))
    assert [(number(one.peer), one.story.id) for one in found.stories] == [(bob.user_id, 1)]
    found = await alice(call.SearchPosts(area=areas[1], offset="", limit=10))
    assert found.count == 1
    with refused("HASHTAG_INVALID"):
        await alice(call.SearchPosts(area=areas[4], offset="", limit=10))


async def test_music_plays_with_it(world: World) -> None:
    [alice] = await friends(world, "Alice")
    audio = types.DocumentAttributeAudio(duration=3, title="Song", performer="Band")
    media = types.InputMediaUploadedDocument(
        file=await upload(alice, ogg(), "s.ogg"), mime_type="audio/ogg", attributes=[audio]
    )
    sent = await alice(functions.messages.UploadMedia(peer=ME, media=media))
    song = types.InputDocument(
        id=sent.document.id, access_hash=sent.document.access_hash, file_reference=sent.document.file_reference
    )
    assert (await post(alice, music=song)).music.id == song.id
    with refused("MEDIA_TYPE_INVALID"):
        await post(alice, media=types.InputMediaDocument(id=song))
    plain = types.InputMediaUploadedDocument(
        file=await upload(alice, b"x", "x.txt"), mime_type="text/plain", attributes=[]
    )
    sent = await alice(functions.messages.UploadMedia(peer=ME, media=plain))
    with refused("MEDIA_INVALID"):
        await post(alice, music=named(sent.document))


async def test_public_stories_are_found_by_hashtags(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    for index in range(3):
        await post(alice, caption=f"#Sun {index}", period=6 * HOUR)
        world.clock.advance(1)
    await post(alice, CLOSE, caption="#sun secret")
    found = await bob(call.SearchPosts(hashtag="#sun", offset="", limit=2))
    assert [one.story.id for one in found.stories] == [3, 2] and found.count == 3
    found = await bob(call.SearchPosts(hashtag="SUN", offset=found.next_offset, limit=2, peer=bob.peer(alice)))
    assert [one.story.id for one in found.stories] == [1] and not found.next_offset
    assert not (await bob(call.SearchPosts(hashtag="sun", offset="", limit=9, peer=ME))).stories
    await alice(call.EditStory(peer=ME, id=3, caption="no more"))
    await alice(call.TogglePinned(peer=ME, id=[2], pinned=True))
    await world.pass_time(6 * HOUR)
    await alice(call.DeleteStories(peer=ME, id=[1]))
    found = await bob(call.SearchPosts(hashtag="sun", offset="", limit=9))
    assert [one.story.id for one in found.stories] == [2]
    with refused("HASHTAG_INVALID"):
        await bob(call.SearchPosts(hashtag="two words", offset="", limit=2))


async def test_stories_in_chats(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    await post(alice)
    media = types.InputMediaStory(peer=bob.peer(alice), id=1)
    await bob(functions.messages.SendMedia(peer=bob.peer(carol), media=media, message="look", random_id=5))
    await carol.barrier()
    [message] = carol.messages
    assert (number(message.media.peer), message.media.id, message.message) == (alice.user_id, 1, "look")
    answer = types.InputReplyToStory(peer=bob.peer(alice), story_id=1)
    await bob.say(alice, "nice", reply_to=answer)
    await alice.barrier()
    header = alice.messages[-1].reply_to
    assert header.NAME == "messageReplyStoryHeader" and (number(header.peer), header.story_id) == (alice.user_id, 1)
    with refused("STORY_ID_INVALID"):
        await bob.say(carol, "nice", reply_to=answer)
    with refused("STORY_ID_INVALID"):
        await bob.say(alice, "nice", reply_to=types.InputReplyToStory(peer=bob.peer(alice), story_id=2))
    await bob(functions.messages.SaveDraft(peer=bob.peer(alice), message="later", reply_to=answer))
    await post(alice, noforwards=True), await post(alice, CLOSE)
    for id, name in ((2, "CHAT_FORWARDS_RESTRICTED"), (3, "STORY_ID_INVALID")):
        media = types.InputMediaStory(peer=bob.peer(alice), id=id)
        with refused(name):
            await bob(functions.messages.SendMedia(peer=bob.peer(carol), media=media, message="", random_id=id))


async def test_how_a_story_does(world: World) -> None:
    alice, bob, carol = await friends(world, "Alice", "Bob", "Carol")
    club = await bob.create_channel("Club")
    await bob(functions.channels.UpdateUsername(channel=bob.channel(club), username="open_club"))
    await post(alice)
    media = types.InputMediaStory(peer=bob.peer(alice), id=1)
    await bob(functions.messages.SendMedia(peer=bob.chat(club), media=media, message="", random_id=5))
    world.clock.advance(1)
    await post(carol, fwd_from_id=carol.peer(alice), fwd_from_story=1)
    stats = await alice(functions.stats.GetStoryStats(peer=ME, id=1))
    assert stats.reactions_by_emotion_graph.NAME == "statsGraphError"  # nobody has said anything yet
    await bob(call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=HEART))
    await world.pass_time(2 * HOUR)
    await carol(call.IncrementStoryViews(peer=carol.peer(alice), id=[1]))

    stats = await alice(functions.stats.GetStoryStats(peer=ME, id=1))
    views = json.loads(stats.views_graph.json.data)
    assert views["columns"][1][1:] == [1, 0, 1] and "❤" in stats.reactions_by_emotion_graph.json.data
    found = await alice(functions.stats.GetStoryPublicForwards(peer=ME, id=1, offset="", limit=1))
    assert found.count == 2 and found.forwards[0].NAME == "publicForwardStory"
    found = await alice(functions.stats.GetStoryPublicForwards(peer=ME, id=1, offset=found.next_offset, limit=5))
    assert found.forwards[0].NAME == "publicForwardMessage" and found.forwards[0].message.media.id == 1
    listed = await alice(call.GetStoryViewsList(peer=ME, id=1, offset="", limit=10, forwards_first=True))
    assert [row.NAME for row in listed.views] == [
        "storyViewPublicRepost", "storyViewPublicForward", "storyView", "storyView",
    ]  # fmt: skip
    said = await alice(call.GetStoryReactionsList(peer=ME, id=1, limit=10))
    assert [row.NAME for row in said.reactions] == [
        "storyReaction", "storyReactionPublicRepost", "storyReactionPublicForward",
    ]  # fmt: skip
    with refused("PEER_ID_INVALID"):
        await bob(functions.stats.GetStoryStats(peer=bob.peer(alice), id=1))
    with refused("STORY_ID_INVALID"):
        await alice(functions.stats.GetStoryPublicForwards(peer=ME, id=4, offset="", limit=1))


async def test_a_channel_sees_how_its_stories_do(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    await post(alice, peer=alice.chat(news)), await post(alice, peer=alice.chat(news))
    await bob(call.ReadStories(peer=bob.chat(news), max_id=2))
    await bob(call.SendReaction(peer=bob.chat(news), story_id=1, reaction=HEART))
    stats = await alice(functions.stats.GetBroadcastStats(channel=alice.channel(news)))
    assert (stats.views_per_story.current, stats.reactions_per_story.current) == (1.0, 0.5)
    told = [one for one in stats.recent_posts_interactions if one.NAME == "postInteractionCountersStory"]
    assert [(one.story_id, one.views, one.reactions) for one in told] == [(2, 1, 0), (1, 1, 1)]
    shown, liked = [
        (await alice(functions.stats.LoadAsyncGraph(token=graph.token))).json.data
        for graph in (stats.story_interactions_graph, stats.story_reactions_by_emotion_graph)
    ]
    assert json.loads(shown)["columns"][1][-1] == 2
    assert "❤" in liked


async def test_a_place_that_a_bot_found(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice, "PlaceBot", settings=INLINE)
    venue = types.InputBotInlineMessageMediaVenue(
        geo_point=types.InputGeoPoint(lat=48.1, long=11.5), title="Cafe", address="1 Road", provider="foursquare",
        venue_id="v1", venue_type="food",
    )  # fmt: skip
    result = types.InputBotInlineResult(id="a", type="venue", title="Cafe", send_message=venue)
    shown_results = await answered(alice, bot, ME, "cafe", [result])
    area = types.InputMediaAreaVenue(coordinates=at(), query_id=shown_results.query_id, result_id="a")
    [seen] = (await post(alice, media_areas=[area])).media_areas
    assert (seen.NAME, seen.title, seen.venue_id) == ("mediaAreaVenue", "Cafe", "v1")
    with refused("VENUE_ID_INVALID"):
        await post(alice, media_areas=[types.InputMediaAreaVenue(coordinates=at(), query_id=1, result_id="a")])


async def test_whoever_is_gone_has_no_stories(world: World) -> None:
    alice, bob = await friends(world, "Alice", "Bob")
    await post(alice, media=await picture(alice))
    await bob(call.ReadStories(peer=bob.peer(alice), max_id=1))
    await bob(call.SendReaction(peer=bob.peer(alice), story_id=1, reaction=HEART))
    await alice(functions.account.DeleteAccount(reason="tired"))
    alice.witness.gone = True
    with refused("PEER_ID_INVALID"):
        await bob(call.GetPeerStories(peer=bob.peer(alice)))
