"""Search, in a chat and everywhere."""

from __future__ import annotations

from angarium.tl import functions, types
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World, refused

call = functions.messages
NO_FILTER = types.InputMessagesFilterEmpty()


async def hits(actor: Actor, other: Actor, q: str, **more: object) -> list[str]:
    search = call.Search(**{"peer": actor.peer(other), "q": q, "filter": NO_FILTER, "limit": 10} | more)
    return [message.message for message in (await actor(search)).messages]


async def test_words_are_found_in_many_languages(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    said = ["Das Donaudampfschiff fährt", "Crème brûlée", "北京欢迎你", "สวัสดีครับ", "안녕하세요 여러분", "Привет, МИР"]
    for text in said:
        await alice.say(bob, text)
    wanted = {
        "dampfsch": 0, "FAHRT": 0, "creme": 1, "欢迎": 2, "京": 2, "สวัส": 3, "하세": 4, "여러": 4, "мир": 5, "прив": 5,
    }  # fmt: skip
    for query, at in wanted.items():
        assert await hits(bob, alice, query) == [said[at]], query
    assert await hits(bob, alice, "nothing") == []


async def test_the_index_follows_edits_and_deletions(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    one = await alice.say(bob, "apple pie")
    two = await alice.say(bob, "apple cake")
    assert await hits(bob, alice, "apple") == ["apple cake", "apple pie"]
    await alice(call.EditMessage(peer=alice.peer(bob), id=one.id, message="cherry pie"))
    await alice(call.DeleteMessages(id=[two.id], revoke=True))
    assert await hits(bob, alice, "apple") == []
    assert await hits(bob, alice, "cherry pie") == ["cherry pie"]
    await alice.say(bob, "more cherry")
    assert await hits(bob, alice, "cherry", limit=1) == ["more cherry"]
    assert await hits(alice, bob, "cherry", from_id=alice.peer(bob)) == []


async def test_filters_counters_and_days(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, "https://example.org")
    world.clock.leap(86400)
    for at in range(3):
        await alice.say(bob, f"example.com/{at}")
    await alice.say(bob, "no link")
    links = types.InputMessagesFilterUrl()
    assert len(await hits(bob, alice, "", filter=links)) == 4
    assert await hits(bob, alice, "", filter=types.InputMessagesFilterPhotos()) == []
    assert await hits(bob, alice, "", filter=types.InputMessagesFilterMyMentions()) == []
    counters = await bob(call.GetSearchCounters(peer=bob.peer(alice), filters=[links, types.InputMessagesFilterGif()]))
    assert [counter.count for counter in counters] == [4, 0]
    days = await bob(call.GetSearchResultsCalendar(peer=bob.peer(alice), filter=links))
    assert [period.count for period in days.periods] == [3, 1] and len(days.messages) == 2
    for wrong in (types.InputMessagesFilterEmpty(), types.InputMessagesFilterMyMentions()):
        with refused("FILTER_NOT_SUPPORTED"):
            await bob(call.GetSearchResultsCalendar(peer=bob.peer(alice), filter=wrong))
        with refused("FILTER_NOT_SUPPORTED"):
            await bob(call.GetSearchResultsPositions(peer=bob.peer(alice), filter=wrong, limit=10))
    places = await bob(call.GetSearchResultsPositions(peer=bob.peer(alice), filter=links, limit=10))
    assert [place.offset for place in places.positions] == [0, 1, 2, 3]
    for at, place in enumerate(places.positions):
        found = await bob(call.Search(
            peer=bob.peer(alice), filter=links, offset_id=place.msg_id, add_offset=-1, limit=1,
            q="", min_date=0, max_date=0, max_id=0, min_id=0, hash=0))  # fmt: skip
        assert (found.messages[0].id, found.offset_id_offset) == (place.msg_id, at + 1), (
            "how TDLib asks for a message's place"
        )
    sent = await alice(call.SearchSentMedia(q="", filter=links, limit=10))
    assert len(sent.messages) == 4
    for word, count in (("example", 4), ("nothing", 0)):
        found = await alice(call.SearchSentMedia(q=word, filter=links, limit=10))
        assert len(found.messages) == count
    assert (await bob(call.SearchSentMedia(q="example", filter=links, limit=10))).messages == []


async def test_search_everywhere(world: World) -> None:
    alice, bob, eve = await world.sign_up("Alice"), await world.sign_up("Bob"), await world.sign_up("Eve")
    await alice.say(bob, "meet at noon")
    await eve.say(alice, "noon is fine")
    await bob.say(eve, "noon, she says")

    async def everywhere(actor: Actor, q: str, **more: object) -> types.messages.TypeMessages:
        return await actor(
            call.SearchGlobal(
                **{"q": q, "filter": NO_FILTER, "offset_peer": types.InputPeerEmpty(), "limit": 10} | more
            )
        )

    found = await everywhere(alice, "noon")
    assert [message.message for message in found.messages] == ["noon is fine", "meet at noon"]
    page = await everywhere(alice, "noon", limit=1)
    rest = await everywhere(alice, "noon", offset_rate=page.next_rate, offset_id=page.messages[0].id)
    assert [message.message for message in rest.messages] == ["meet at noon"]
    named = types.InputPeerUser(user_id=eve.user_id, access_hash=0)  # grammers keeps no hashes of what it found
    again = {"offset_rate": page.next_rate, "offset_id": page.messages[0].id, "offset_peer": named}
    assert (await everywhere(alice, "noon", **again)).messages == rest.messages
    with refused("PEER_ID_INVALID"):
        await everywhere(alice, "noon", **again | {"offset_peer": types.InputPeerChat(chat_id=0)})
    with refused("SEARCH_QUERY_EMPTY"):
        await everywhere(alice, " ")
    assert (await everywhere(alice, "noon", groups_only=True)).messages == []


async def test_links_have_no_preview(world: World) -> None:
    alice = await world.sign_up("Alice")
    preview = await alice(call.GetWebPagePreview(message="https://example.org"))
    assert isinstance(preview.media, types.MessageMediaEmpty)
    page = await alice(call.GetWebPage(url="https://example.org", hash=0))
    assert page.webpage.url == "https://example.org"
    with refused("SEARCH_QUERY_EMPTY"):
        await alice(call.Search(peer=types.InputPeerEmpty(), q="", filter=NO_FILTER, limit=1))
    assert (await alice(call.GetUnreadMentions(peer=types.InputPeerSelf(), limit=10))).messages == []
    assert (await alice(call.ReadMentions(peer=types.InputPeerSelf()))).pts_count == 0


async def test_a_deleted_account_leaves_no_words(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await bob.say(alice, "a secret word")
    assert await hits(alice, bob, "secret") == ["a secret word"]

    async def indexed() -> int:
        async with world.app.house.work.read() as tx:
            row = await tx.one("SELECT count(*) FROM search_index WHERE search_index MATCH ?", '"1xsecret"')
        return row[0]

    assert await indexed() == 1
    alice.witness.gone = True
    await alice(functions.account.DeleteAccount(reason="tired"))
    assert await indexed() == 0
    assert await hits(bob, alice, "secret") == ["a secret word"]  # what stands in other people's boxes stays


async def test_own_chats_are_searched_together(world: World) -> None:
    """Clients list calls this way; a picture that vanishes after a look belongs to no list of pictures."""
    alice, bob, carol = [await world.sign_up(name) for name in ("Alice", "Bob", "Carol")]
    await bob.say(alice, "https://example.org")
    group = await carol.create_group("Garden", alice)
    await carol.write(group, "https://example.com")
    town = await carol.create_channel("Town", alice, megagroup=True)
    await carol.write(town, "https://example.net")
    for ttl in (None, 10):
        media = types.InputMediaUploadedPhoto(file=await upload(bob, png(100, 100)), ttl_seconds=ttl)
        await bob(call.SendMedia(peer=bob.peer(alice), media=media, message="", random_id=70 + (ttl or 0)))

    async def search(q: str, kind: types.TypeMessagesFilter) -> list[types.Message]:
        asked = call.Search(
            peer=types.InputPeerEmpty(), q=q, filter=kind, min_date=0, max_date=0, offset_id=0, add_offset=0, limit=10,
            max_id=0, min_id=0, hash=0,
        )  # fmt: skip
        return list((await alice(asked)).messages)

    links = types.InputMessagesFilterUrl()
    assert [one.message for one in await search("", links)] == ["https://example.com", "https://example.org"]
    assert [one.message for one in await search("example.org", links)] == ["https://example.org"]
    assert await search("", types.InputMessagesFilterPhoneCalls()) == []
    (photo,) = await search("", types.InputMessagesFilterPhotos())
    assert photo.media.ttl_seconds is None
