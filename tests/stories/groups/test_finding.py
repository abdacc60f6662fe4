"""Finding groups and channels, and what was said in them."""

from __future__ import annotations

from typing import Any

from angarium.domain.messages import everywhere
from angarium.tl import functions, types
from tests.stories.harness import Actor, World, refused

c = functions.channels
m = functions.messages


def everything(query: str, limit: int = 20, offset: Any = None, **fields: Any) -> Any:
    filter = fields.pop("filter", types.InputMessagesFilterEmpty())
    rate, peer, id = offset or (0, types.InputPeerEmpty(), 0)
    return m.SearchGlobal(
        q=query, filter=filter, min_date=0, max_date=0, offset_rate=rate, offset_peer=peer, offset_id=id, limit=limit, **fields
    )  # fmt: skip


def texts(found: Any) -> list[str]:
    return [message.message for message in found.messages]


async def publish(actor: Actor, peer: int, name: str) -> None:
    await actor(c.UpdateUsername(channel=actor.channel(peer), username=name))


async def test_groups_and_channels_are_found_by_name_and_title(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    town, news = await alice.create_channel("Lemon Town", megagroup=True), await alice.create_channel("Lemon News")
    secret = await alice.create_channel("Lemon Secrets")
    await publish(alice, town, "lemon_town")
    await publish(alice, news, "citrus_news")
    found = await bob(functions.contacts.Search(q="lemon", limit=10))
    assert {chat.title for chat in found.chats} == {"Lemon Town", "Lemon News"} and not found.my_results
    found = await alice(functions.contacts.Search(q="lem", limit=10))
    assert {chat.title for chat in found.chats} == {"Lemon Town", "Lemon News", "Lemon Secrets"}
    assert len(found.my_results) == 3
    found = await bob(functions.contacts.Search(q="lemon", limit=10, broadcasts=True))
    assert [chat.title for chat in found.chats] == ["Lemon News"]
    resolved = await bob(functions.contacts.ResolveUsername(username="Citrus_News"))
    assert resolved.chats[0].title == "Lemon News" and resolved.peer.channel_id == resolved.chats[0].id
    await bob(c.JoinChannel(channel=bob.channel(news)))
    await alice(c.DeleteChannel(channel=alice.channel(town)))
    assert not (await bob(functions.contacts.Search(q="lemon town", limit=10))).chats
    with refused("CHANNEL_PRIVATE"):
        await bob(c.GetFullChannel(channel=bob.channel(secret)))


async def test_a_search_goes_through_all_chats(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    group = await alice.create_group("Garden", bob)
    town, news = await alice.create_channel("Town", bob, megagroup=True), await alice.create_channel("News", bob)
    for at, peer in enumerate((group, town, news)):
        world.clock.advance(1)
        await alice.write(peer, f"Lemons {at}")
    await alice.say(bob, "Lemons 3")
    assert texts(await bob(everything("lemons"))) == ["Lemons 3", "Lemons 2", "Lemons 1", "Lemons 0"]
    assert texts(await bob(everything("lemons", broadcasts_only=True))) == ["Lemons 2"]
    assert texts(await bob(everything("lemons", groups_only=True))) == ["Lemons 1", "Lemons 0"]
    assert texts(await bob(everything("lemons", users_only=True))) == ["Lemons 3"]
    page = await bob(everything("lemons", limit=2))
    assert page.NAME == "messages.messagesSlice" and page.count == 4
    last = page.messages[-1]
    more = await bob(everything("lemons", offset=(page.next_rate, bob.chat(news), last.id)))
    assert texts(more) == ["Lemons 1", "Lemons 0"]
    await alice.write(town, "https://example.org/lemons")
    links = await bob(everything("", filter=types.InputMessagesFilterUrl(), groups_only=True))
    assert texts(links) == ["https://example.org/lemons"]
    with refused("SEARCH_QUERY_EMPTY"):
        await bob(everything(""))


async def test_public_posts_are_found(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, secret = await alice.create_channel("News"), await alice.create_channel("Secret")
    await publish(alice, news, "daily_news")
    for peer in (news, secret):
        await alice.write(peer, "Fresh #lemons are here")
    await alice.write(news, "No tag on these lemons")
    ask: dict[str, Any] = {"offset_rate": 0, "offset_peer": types.InputPeerEmpty(), "offset_id": 0, "limit": 10}
    assert texts(await bob(c.SearchPosts(hashtag="lemons", **ask))) == ["Fresh #lemons are here"]
    found = await bob(c.SearchPosts(query="lemons", **ask))
    assert len(found.messages) == 2 and found.chats[0].title == "News"
    with refused("SEARCH_QUERY_EMPTY"):
        await bob(c.SearchPosts(query="", **ask))
    flood = await bob(c.CheckSearchPostsFlood())
    assert flood.remains == flood.total_daily - 1
    for _ in range(flood.remains):
        async with world.app.house.work.begin() as tx:
            await everywhere.spend(tx, bob.user_id)
    assert (await bob(c.CheckSearchPostsFlood())).wait_till > world.clock.now()
    with refused("FLOOD_WAIT_864"):
        await bob(c.SearchPosts(query="lemons", **ask))
