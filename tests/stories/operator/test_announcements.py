"""The operator's announcements: where they are shown, to whom, and what is counted."""

from __future__ import annotations

from typing import Any

import pytest

from angarium.store import campaigns, reports
from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import Actor, World, refused
from tests.stories.operator.posters import announcement, put_up, take_down

call = functions.messages
OLD = [133, 135, 146, 158, 160, 177]
NEW = [181, 189, 195, 201, 214, 229]


async def seen(actor: Actor, peer: int, **fields: Any) -> list[Any]:
    """The announcements in a chat, one way or the other that a client of the layer asks."""
    ask: Any = call.GetSponsoredMessages(peer=actor.chat(peer) if peer < 0 else actor.peer(peer), **fields)
    if actor.layer <= 189:
        ask = functions.channels.GetSponsoredMessages(channel=actor.channel(peer))
    found = await actor(ask)
    if actor.layer >= 148:
        assert isinstance(found, types.messages.SponsoredMessagesEmpty) is not bool(getattr(found, "messages", []))
    return list(getattr(found, "messages", []))


async def counted(world: World, id: int) -> tuple[int, int, int]:
    async with world.app.house.work.read() as tx:
        found = await campaigns.find(tx, id)
    assert found is not None
    return found.views, found.clicks, found.reports


def words(shown: Any, kind: str) -> str:
    """What a piece of formatting covers."""
    raw = shown.message.encode("utf-16-le")
    one = next(entity for entity in shown.entities if kind == entity.NAME)
    return raw[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")


@pytest.mark.parametrize("layer", NEW)
async def test_newer_clients_show_a_title_and_a_button(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    assert await seen(bob, channel) == []
    await put_up(world, announcement())
    (shown,) = await seen(bob, channel)
    assert (shown.title, shown.message, shown.button_text) == ("Town fair", "On Sunday, 😀 all day.", "Go there")
    assert (shown.url, shown.sponsor_info, shown.can_report) == ("https://example.org/fair", "Angarium", True)
    assert words(shown, "messageEntityBold") == "Sunday"


@pytest.mark.parametrize("layer", OLD)
async def test_older_clients_show_a_chat_or_a_page(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    assert await seen(bob, channel) == []
    await put_up(world, announcement())
    (shown,) = await seen(bob, channel)
    if layer >= 160:
        assert shown.message == "On Sunday, 😀 all day."  # the page has the title
    else:
        assert shown.message == "Town fair\nOn Sunday, 😀 all day.\n\nhttps://example.org/fair"
        assert words(shown, "messageEntityBold") == "Town fair"
    await put_up(world, announcement(bob.user_id))
    shown, _ = await seen(bob, channel)
    assert shown.message == "Town fair\nOn Sunday, 😀 all day."


@pytest.mark.parametrize("layer", [133, 177, 189, 195, 229])
async def test_what_people_do_is_counted_once_for_each_showing(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    id = await put_up(world, announcement())
    (first,), (second,) = await seen(bob, channel), await seen(bob, channel)
    assert first.random_id != second.random_id

    def name(kind: str, random_id: bytes) -> Any:
        """The call as a client of the layer makes it."""
        old = {"channel": bob.channel(channel)} if layer <= 189 else {}
        space = functions.channels if layer <= 189 else functions.messages
        fields = {"option": b""} if kind == "Report" else {}
        if 193 <= layer <= 200:
            old = {"peer": bob.chat(channel)}
        return getattr(space, f"{kind}SponsoredMessage")(random_id=random_id, **old, **fields)

    for _ in range(2):
        assert await bob(name("View", first.random_id))
    assert await counted(world, id) == (1, 0, 0)
    assert await bob(name("View", second.random_id))
    if layer >= 160:
        for _ in range(2):
            assert await bob(name("Click", first.random_id))
    assert await counted(world, id) == (2, int(layer >= 160), 0)
    with refused("AD_EXPIRED"):  # it was shown to somebody else
        await alice(call.ViewSponsoredMessage(random_id=first.random_id))
    with refused("AD_EXPIRED"):
        await alice(call.ClickSponsoredMessage(random_id=first.random_id))
    for wrong, error in ((b"shown never", "AD_EXPIRED"), (b"", "RANDOM_ID_INVALID"), (bytes(65), "RANDOM_ID_INVALID")):
        with refused(error):
            await bob(name("View", wrong))
        if layer >= 160:
            with refused(error):
                await bob(name("Click", wrong))
        if layer >= 177:
            with refused(error):
                await bob(name("Report", wrong))
    bob.witness.gone = alice.witness.gone = True
    world.clock.advance(86_400)
    await bob.reconnect(new_session=True)
    with refused("AD_EXPIRED"):
        await bob(name("View", first.random_id))
    (third,) = await seen(bob, channel)
    await take_down(world, id)
    with refused("AD_EXPIRED"):
        await bob(name("View", third.random_id))


@pytest.mark.parametrize("layer", [177, 195, 229])
async def test_a_complaint_goes_to_the_operator(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    channel = await alice.create_channel("News", bob)
    id = await put_up(world, announcement())
    (shown,) = await seen(bob, channel)

    async def complain(option: bytes) -> Any:
        if layer <= 189:
            ask: Any = functions.channels.ReportSponsoredMessage(
                channel=bob.channel(channel), random_id=shown.random_id, option=option
            )
        else:
            ask = call.ReportSponsoredMessage(random_id=shown.random_id, option=option)
        return await bob(ask)

    choices = await complain(b"")
    assert {one.option for one in choices.options} >= {b"spam", b"hide"} and choices.title
    with refused("OPTION_INVALID"):
        await complain(b"boredom")
    for _ in range(2):
        assert isinstance(await complain(b"spam"), types.channels.SponsoredMessageReportResultReported)
    assert await counted(world, id) == (0, 0, 1)
    async with world.app.house.work.read() as tx:
        (report,) = await reports.find_all(tx, bob.user_id)
    assert (report.peer, report.reason, report.announcement) == (channel, "spam", id)
    assert isinstance(await complain(b"hide"), types.channels.SponsoredMessageReportResultAdsHidden)
    assert await seen(bob, channel) == []
    again = await world.sign_in(bob)
    assert not (await again(functions.users.GetFullUser(id=types.InputUserSelf()))).full_user.sponsored_enabled
    await again(functions.account.ToggleSponsoredMessages(enabled=True))
    assert len(await seen(bob, channel)) == 1


async def test_they_are_shown_where_the_operator_says(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news, other = await alice.create_channel("News", bob), await alice.create_channel("Other", bob)
    group = await alice.create_channel("Group", bob, megagroup=True)
    bot = await make_bot(world, alice)
    later = int(world.clock.now()) + 100
    await put_up(world, announcement(title="Here", places=(news, bot.user_id)))
    await put_up(world, announcement(other, title="Everywhere"), begins=later, ends=later + 100)
    assert [one.title for one in await seen(bob, news)] == ["Here"]
    assert [one.title for one in await seen(bob, bot.user_id)] == ["Here"]
    assert await seen(bob, other) == await seen(bob, group) == await seen(bob, alice.user_id) == []
    await world.pass_time(100)
    assert [one.title for one in await seen(bob, news)] == ["Everywhere", "Here"]
    assert await seen(bob, other) == []  # it is about this very channel
    assert [one.title for one in await seen(bob, bot.user_id)] == ["Here"]
    await world.pass_time(100)
    assert [one.title for one in await seen(bob, news)] == ["Here"]
    post = await alice.write(news, "a post")
    assert await seen(bob, news, msg_id=post) == []
    for peer, id in ((news, post + 7), (bot.user_id, 1)):
        with refused("MSG_ID_INVALID"):
            await seen(bob, peer, msg_id=id)
    carol = await world.sign_up("Carol")
    with refused("CHANNEL_PRIVATE"):
        await seen(carol, news)
    with refused("CHANNEL_INVALID"):
        await carol(call.GetSponsoredMessages(peer=types.InputPeerChannel(channel_id=99, access_hash=1)))
    with refused("PEER_ID_INVALID"):
        await carol(call.GetSponsoredMessages(peer=types.InputPeerUser(user_id=99, access_hash=1)))
    with refused("PEER_ID_INVALID"):
        await carol(call.GetSponsoredMessages(peer=carol.peer(99)))


async def test_a_channels_creator_may_want_none(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    group = await alice.create_channel("Group", bob, megagroup=True)
    await put_up(world, announcement())

    def restrict(actor: Actor, peer: int = news, *, on: bool = True) -> Any:
        return functions.channels.RestrictSponsoredMessages(channel=actor.channel(peer), restricted=on)

    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(restrict(bob))
    with refused("CHANNEL_INVALID"):
        await alice(restrict(alice, group))
    with refused("CHAT_NOT_MODIFIED"):
        await alice(restrict(alice, on=False))
    assert len(await seen(bob, news)) == 1
    await alice(restrict(alice))
    assert await seen(bob, news) == []
    full = await bob(functions.channels.GetFullChannel(channel=bob.channel(news)))
    assert full.full_chat.restricted_sponsored
    await alice(restrict(alice, on=False))
    assert len(await seen(bob, news)) == 1


@pytest.mark.parametrize("layer", [201, 229])
async def test_chats_are_announced_to_who_searches_for_a_word(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    fair = await alice.create_channel("The fair")
    id = await put_up(world, announcement(fair, words=("fair", "carousel")))
    await put_up(world, announcement(words=("fair",)))  # leads to a page: there is no chat to list

    async def found(query: str) -> Any:
        return await bob(functions.contacts.GetSponsoredPeers(q=query))

    with refused("SEARCH_QUERY_EMPTY"):
        await found("  ")
    assert isinstance(await found("fair"), types.contacts.SponsoredPeersEmpty)  # nobody can look into it
    await alice(functions.channels.UpdateUsername(channel=alice.channel(fair), username="the_fair"))
    for query in ("Fair", "caro", "a FAIR town"):
        (shown,) = (await found(query)).peers
        assert shown.peer.channel_id == alice.channel(fair).channel_id
        assert (shown.sponsor_info, shown.additional_info) == ("Angarium", "On Sunday, 😀 all day.")
    assert (await found("fair")).chats[0].title == "The fair"
    for query in ("ca", "unfair", "circus"):
        assert isinstance(await found(query), types.contacts.SponsoredPeersEmpty)
    await bob(call.ViewSponsoredMessage(random_id=shown.random_id))
    assert await counted(world, id) == (1, 0, 0)
    assert await seen(bob, await alice.create_channel("News", bob)) == []  # they are for searches alone
    await bob(functions.account.ToggleSponsoredMessages(enabled=False))
    assert isinstance(await found("fair"), types.contacts.SponsoredPeersEmpty)


async def test_the_button_leads_to_the_name_that_the_chat_has_now(world: World) -> None:
    alice = await world.sign_up("Alice")
    news, fair = await alice.create_channel("News"), await alice.create_channel("The fair")
    await put_up(world, announcement(fair))
    await put_up(world, announcement(alice.user_id))
    assert [one.url for one in await seen(alice, news)] == ["https://t.me/the_fair"] * 2
    await alice(functions.channels.UpdateUsername(channel=alice.channel(fair), username="another_fair"))
    await alice(functions.account.UpdateUsername(username="alice_one"))
    found = await alice(call.GetSponsoredMessages(peer=alice.chat(news)))
    assert [one.url for one in found.messages] == ["https://t.me/alice_one", "https://t.me/another_fair"]
    assert [one.title for one in found.chats] == ["The fair"] and [one.first_name for one in found.users] == ["Alice"]


async def test_what_was_done_yesterday_is_forgotten(world: World) -> None:
    alice = await world.sign_up("Alice")
    news = await alice.create_channel("News")
    await put_up(world, announcement())
    (shown,) = await seen(alice, news)
    await alice(call.ViewSponsoredMessage(random_id=shown.random_id))
    alice.witness.gone = True
    async with world.app.house.work.begin() as tx:
        await campaigns.remove_showings(tx, tx.now)
        assert not await campaigns.note(tx, alice.user_id, shown.random_id, "view", tx.now)
        await campaigns.remove_showings(tx, tx.now + 1)
        assert await campaigns.note(tx, alice.user_id, shown.random_id, "view", tx.now)
