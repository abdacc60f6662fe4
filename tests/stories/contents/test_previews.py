"""Previews of links: fetched once, told when they are there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from angarium.domain import budgets, dues
from angarium.domain.contents import previews
from angarium.model.webpages import WebPage
from angarium.store import webpages
from angarium.tl import functions, types
from tests.stories.contents.site import Site, serve, world_with_web
from tests.stories.harness import World, refused

call = functions.messages


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serve() as made:
        yield made


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with world_with_web(tmp_path) as made:
        yield made


async def test_a_link_gets_its_preview(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
    sent = await alice.say(bob, f"look: {site.url('/page')}")
    assert sent.NAME == "updateShortSentMessage" and sent.media.webpage.NAME == "webPagePending"
    await world.settle()
    await bob.barrier()
    assert bob.messages[0].media.webpage.id == sent.media.webpage.id
    [update] = bob.heard(types.UpdateWebPage)
    page = update.webpage
    assert (page.title, page.site_name, page.description) == ("Lakes & hills", "Walks", "Three days on foot.")
    assert page.photo.sizes and page.author == "Ann" and page.hash
    assert alice.heard(types.UpdateWebPage)[0].webpage.has_large_media
    history = await bob(call.GetHistory(peer=bob.peer(alice), limit=1))
    assert history.messages[0].media.webpage.title == "Lakes & hills"
    part = functions.upload.GetFile(
        location=types.InputPhotoFileLocation(
            id=page.photo.id, access_hash=page.photo.access_hash, file_reference=page.photo.file_reference, thumb_size="m"
        ),
        offset=0,
        limit=4096,
    )  # fmt: skip
    assert (await bob(part)).bytes.startswith(b"\xff\xd8")
    again = await alice.say(bob, site.url("/page"))
    assert again.media.webpage.title == "Lakes & hills" and site.asked.count("/page") == 1
    links = await bob(call.Search(peer=bob.peer(alice), q="", filter=types.InputMessagesFilterUrl(), limit=5))
    assert len(links.messages) == 2


async def test_a_page_is_asked_anew_after_a_day(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, site.url("/count"))
    await world.settle()
    await world.pass_time(86401)
    first = await alice.say(bob, site.url("/count"))
    assert first.media.webpage.title == "Visit 1"
    await world.settle()
    second = await alice.say(bob, site.url("/count"))
    assert second.media.webpage.title == "Visit 2" and second.media.webpage.id != first.media.webpage.id
    history = await bob(call.GetHistory(peer=bob.peer(alice), limit=3))
    assert [one.media.webpage.title for one in history.messages] == ["Visit 2", "Visit 1", "Visit 1"]


async def test_a_server_that_stopped_looks_again(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    url = site.url("/plain")
    async with world.app.house.work.begin() as tx:
        await webpages.put(tx, WebPage(id=previews.id_of(tx.house.secret, url), url=url, fetched=tx.now), tx.now + 60)
        await dues.put(tx, alice.user_id, "web page", previews.id_of(tx.house.secret, url), tx.now + 60)
    assert (await alice.say(bob, url)).media.webpage.NAME == "webPagePending" and not site.asked
    await world.pass_time(61)
    await bob.barrier()
    assert bob.heard(types.UpdateWebPage)[0].webpage.title == "Only a title"


async def test_a_server_stops_while_it_fetches(world: World, site: Site) -> None:
    alice = await world.sign_up("Alice")
    sent = await alice.say(alice, site.url("/slow"))
    await world.restart()
    history = await alice(call.GetHistory(peer=types.InputPeerSelf(), limit=1))
    assert history.messages[0].media.webpage.id == sent.updates[-1].message.media.webpage.id
    assert history.messages[0].media.webpage.NAME == "webPagePending", "it looks again later"


async def test_a_link_without_a_preview(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, site.url("/nothing"))
    await world.settle()
    await bob.barrier()
    assert bob.heard(types.UpdateWebPage)[0].webpage.NAME == "webPageEmpty"
    assert (await alice.say(bob, site.url("/nothing"))).media is None
    assert (await alice.say(bob, site.url("/page"), no_webpage=True)).media is None
    for path in ("/round", "/inside", "/file", "/bomb", "/data", "/missing"):
        await alice.say(bob, site.url(path))
        await world.settle()
    await alice.say(bob, "http://169.254.169.254/ and http://localhost:1/")
    await world.settle()
    assert site.asked.count("/round") == 6
    await bob.barrier()
    told = {update.webpage.url.rpartition("/")[2]: update.webpage.NAME for update in bob.heard(types.UpdateWebPage)}
    assert told.pop("bomb") == "webPage"
    assert set(told.values()) == {"webPageEmpty"}


async def test_a_preview_that_was_asked_for(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    media = types.InputMediaWebPage(url=site.url("/moved"), force_small_media=True)
    send = call.SendMedia(peer=alice.peer(bob), media=media, message="walks", random_id=1, invert_media=True)
    message = (await alice(send)).updates[-1].message
    assert message.media.force_small_media and message.media.manual and message.invert_media
    assert message.media.webpage.title == "Lakes & hills" and message.media.webpage.display_url.endswith("/page")
    await bob.barrier()
    assert bob.messages[-1].media.webpage.id == message.media.webpage.id
    missing = types.InputMediaWebPage(url=site.url("/missing"))
    with refused("WEBPAGE_NOT_FOUND"):
        await alice(call.SendMedia(peer=alice.peer(bob), media=missing, message="x", random_id=2))
    with refused("WEBPAGE_URL_INVALID"):
        bad = types.InputMediaWebPage(url="javascript:alert(1)")
        await alice(call.SendMedia(peer=alice.peer(bob), media=bad, message="x", random_id=3))
    optional = types.InputMediaWebPage(url=site.url("/missing"), optional=True)
    sent = await alice(call.SendMedia(peer=alice.peer(bob), media=optional, message="x", random_id=4))
    assert sent.updates[-1].message.media is None
    with refused("MESSAGE_EMPTY"):
        await alice(call.SendMedia(peer=alice.peer(bob), media=optional, message="", random_id=5))


async def test_previews_come_and_go_with_edits(world: World, site: Site) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    await alice.say(bob, site.url("/page"))
    await bob.barrier()
    id = bob.messages[-1].id

    async def edit(text: str, **more: object) -> object:
        done = await alice(call.EditMessage(peer=alice.peer(bob), id=id, message=text, **more))
        return done.updates[0].message.media

    assert (await edit(site.url("/plain"))).webpage.NAME == "webPagePending"
    await world.settle()
    await bob.barrier()
    assert bob.heard(types.UpdateWebPage)[-1].webpage.title == "Only a title"
    assert await edit(site.url("/plain"), no_webpage=True) is None
    assert (await edit(f"{site.url('/plain')} again")).webpage.title == "Only a title"
    assert await edit("no link") is None
    small = types.InputMediaWebPage(url=site.url("/page"), force_large_media=True)
    assert (await edit("with one", media=small)).force_large_media
    forward = call.ForwardMessages(
        from_peer=alice.peer(bob), id=[id], random_id=[9], to_peer=types.InputPeerSelf(), drop_media_captions=True
    )  # fmt: skip
    passed = (await alice(forward)).updates[-1].message
    assert passed.message == "with one" and passed.media.webpage.title == "Lakes & hills"


async def test_nobody_sends_the_server_everywhere(world: World, site: Site) -> None:
    alice = await world.sign_up("Alice")
    async with world.app.house.work.begin() as tx:
        await budgets.spend(tx, f"links:{alice.user_id}", previews.LINKS, previews.LINKS.burst)
    sent = await alice.say(alice, site.url("/page"))
    assert sent.updates[-1].message.media is None and not site.asked
    with refused("FLOOD_WAIT_6"):
        await alice(call.GetWebPagePreview(message=site.url("/page")))
    await world.pass_time(6)
    assert (await alice(call.GetWebPagePreview(message=site.url("/page")))).media.webpage.title


async def test_looking_at_a_page_before_sending(world: World, site: Site) -> None:
    alice = await world.sign_up("Alice")
    shown = await alice(call.GetWebPagePreview(message=f"see {site.url('/page')}"))
    assert shown.media.webpage.title == "Lakes & hills"
    page = await alice(call.GetWebPage(url=site.url("/page"), hash=0))
    same = await alice(call.GetWebPage(url=site.url("/page"), hash=page.webpage.hash))
    assert same.webpage.NAME == "webPageNotModified"
    empty = await alice(call.GetWebPage(url=site.url("/nothing"), hash=0))
    assert empty.webpage.NAME == "webPageEmpty"
    picture = await alice(call.GetWebPagePreview(message=site.url("/picture.png")))
    assert picture.media.webpage.type == "photo" and picture.media.webpage.photo.sizes
    assert (await alice(call.GetWebPagePreview(message="no link"))).media.NAME == "messageMediaEmpty"
