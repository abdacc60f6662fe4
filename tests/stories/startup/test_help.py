"""What a client must know of the server before a chat is open; files in pieces."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.harness import World, refused


@pytest.mark.parametrize("layer", [152, 200, 229])
async def test_the_configuration_names_this_server_as_every_data_centre(world: World, layer: int) -> None:
    device = await world.device("Somebody", "4915510999999", layer=layer)
    found = await device(functions.help.GetConfig())
    places = {(option.id, option.media_only) for option in found.dc_options}
    assert places == {(dc, media_only) for dc in range(1, 6) for media_only in (False, True)} and found.this_dc == 2
    assert found.date == int(world.clock.now()) < found.expires
    assert found.message_length_max == 4096
    near = await device(functions.help.GetNearestDc())
    assert near.nearest_dc == near.this_dc == 2 and len(near.country) == 2
    assert (await device(functions.help.GetCdnConfig())).public_keys == []
    assert isinstance(await device(functions.help.GetAppUpdate(source="")), types.help.NoAppUpdate)
    assert await device(functions.help.SaveAppLog(events=[]))
    assert isinstance(await device(functions.help.GetDeepLinkInfo(path="x")), types.help.DeepLinkInfoEmpty)


def plain(value: Any) -> Any:
    """JSON as Python has it."""
    match value:
        case types.JsonObject():
            return {item.key: plain(item.value) for item in value.value}
        case types.JsonArray():
            return [plain(item) for item in value.value]
        case types.JsonNull():
            return None
        case _:
            return value.value


async def test_the_client_configuration_in_its_old_and_its_new_form(world: World) -> None:
    new = await world.device("Somebody", "4915510999998")
    found = await new(functions.help.GetAppConfig(hash=0))
    told = plain(found.config)
    assert told["stickers_faved_limit_default"] == 5 and told["reactions_default"] == "👍"
    same = await new(functions.help.GetAppConfig(hash=found.hash))
    assert isinstance(same, types.help.AppConfigNotModified)
    # Until layer 145 the answer was the JSON itself.
    old = await world.device("Somebody", "4915510999997", layer=143)
    assert plain(await old(functions.help.GetAppConfig())) == told


async def test_countries_in_the_clients_language(world: World) -> None:
    device = await world.device("Somebody", "4915510999999")
    found = await device(functions.help.GetCountriesList(lang_code="de", hash=0))
    germany = next(country for country in found.countries if country.iso2 == "DE")
    assert (germany.name, germany.default_name) == ("Deutschland", "Germany")
    assert germany.country_codes[0].country_code == "49"
    same = await device(functions.help.GetCountriesList(lang_code="de", hash=found.hash))
    assert isinstance(same, types.help.CountriesListNotModified)

    async def name_of_germany(code: str) -> str:
        listed = (await device(functions.help.GetCountriesList(lang_code=code, hash=0))).countries
        country = next(country for country in listed if country.iso2 == "DE")
        return str(country.name or country.default_name)

    told = {
        code: await name_of_germany(code)
        for code in ("de-AT", "fr", "zh-TW", "zh-hans-raw", "tlh", "", "../x", "x" * 99)
    }
    assert list(told.values()) == ["Deutschland", "Allemagne", "德國", "德国", *["Germany"] * 4]


async def test_languages_ours_for_our_client_none_for_others(world: World) -> None:
    device = await world.device("Somebody", "4915510999999")
    listed = await device(functions.langpack.GetLanguages(lang_pack="angarium"))
    assert [one.lang_code for one in listed] == ["en", "de"] and all(one.strings_count for one in listed)
    others = await device(functions.langpack.GetLanguages(lang_pack="tdesktop"))
    assert [one.lang_code for one in others] == ["en"], "nobody is offered a language that would change nothing"
    for pack, ours in (("angarium", True), ("tdesktop", False)):
        one = await device(functions.langpack.GetLanguage(lang_pack=pack, lang_code="de"))
        assert bool(one.strings_count) is ours
        whole = await device(functions.langpack.GetLangPack(lang_pack=pack, lang_code="de"))
        assert bool(whole.strings) is ours
        newer = functions.langpack.GetDifference(lang_pack=pack, lang_code="de", from_version=whole.version)
        assert (await device(newer)).strings == []
        keys = [whole.strings[0].key] if ours else ["lng_ok"]
        strings = await device(functions.langpack.GetStrings(lang_pack=pack, lang_code="de", keys=keys))
        assert strings[0].NAME.endswith("Deleted") is not ours
    with refused("LANG_CODE_NOT_SUPPORTED"):
        await device(functions.langpack.GetLanguage(lang_pack="angarium", lang_code="tlh"))


async def test_names_times_and_support(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert (await alice(functions.help.GetSupportName())).name == "Angarium"
    assert "Angarium" in (await alice(functions.help.GetInviteText())).message
    with refused("USER_INVALID", 403):
        await alice(functions.help.GetUserInfo(user_id=alice.user(bob)))
    zones = await alice(functions.help.GetTimezonesList(hash=0))
    assert any(zone.id == "Europe/Berlin" for zone in zones.timezones)
    same = await alice(functions.help.GetTimezonesList(hash=zones.hash))
    assert isinstance(same, types.help.TimezonesListNotModified)


async def test_links_that_were_opened_before_there_was_an_app(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    assert (await bob(functions.help.GetRecentMeUrls(referer=""))).urls == []
    await alice(functions.account.UpdateUsername(username="alice_here"))
    news = await alice.create_channel("News")
    await alice(functions.channels.UpdateUsername(channel=alice.channel(news), username="the_news"))
    town = await alice.create_group("Town", bob)
    link = (await alice(functions.messages.ExportChatInvite(peer=alice.chat(town)))).link
    sets = (await alice(functions.messages.GetAllStickers(hash=0))).sets
    links = ["https://host.example/alice_here", "tg://resolve?domain=the_news", f"https://t.me/+{link.rsplit('+')[-1]}",
             f"t.me/addstickers/{sets[0].short_name}", "tg://resolve?domain=nobody_here", "tg://join?invite=nothing", "?"]  # fmt: skip
    found = await bob(functions.help.GetRecentMeUrls(referer=", ".join(links)))
    assert [one.url for one in found.urls] == links
    person, channel, invite, stickers, *unknown = found.urls
    assert person.user_id == alice.user_id and alice.user_id in {user.id for user in found.users}
    assert [channel.chat_id] == [chat.id for chat in found.chats]
    assert invite.chat_invite.chat.title == "Town" and stickers.set.set.id == sets[0].id
    assert {one.NAME for one in unknown} == {"recentMeUrlUnknown"}
    with refused("BOT_METHOD_INVALID"):
        await (await make_bot(world, alice))(functions.help.GetRecentMeUrls(referer=""))


async def test_whoever_owns_a_bot_hears_that_it_falls_behind(world: World) -> None:
    alice = await world.sign_up("Alice")
    bot = await make_bot(world, alice)
    assert await bot(functions.help.SetBotUpdatesStatus(pending_updates_count=0, message=""))
    await alice.barrier()
    before = len(alice.messages)
    assert await bot(functions.help.SetBotUpdatesStatus(pending_updates_count=1200, message="Connection `refused`"))
    assert await bot(functions.help.SetBotUpdatesStatus(pending_updates_count=1300, message=""))
    await alice.barrier()
    said = alice.messages[before:]
    assert [one.message for one in said] == [
        "@HelperBot has fallen behind: 1200 updates wait for it.\nIts last error: Connection 'refused'"
    ], "once a day"
    await world.pass_time(86_400)
    await bot(functions.help.SetBotUpdatesStatus(pending_updates_count=5, message=""))
    await alice.barrier()
    assert alice.messages[-1].message == "@HelperBot has fallen behind: 5 updates wait for it."
    with refused("USER_BOT_REQUIRED"):
        await alice(functions.help.SetBotUpdatesStatus(pending_updates_count=1, message=""))


async def test_a_large_file_goes_up_in_parts_and_is_proved_by_its_hashes(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    body = world.random.randbytes(300 * 1024 + 5)
    parts = [body[at : at + 131072] for at in range(0, len(body), 131072)]
    for part in (2, 0, 1):  # in any order
        query = functions.upload.SaveBigFilePart(file_id=77, file_part=part, file_total_parts=3, bytes=parts[part])
        assert await alice(query)
    with refused("FILE_PARTS_INVALID"):
        await alice(functions.upload.SaveBigFilePart(file_id=78, file_part=0, file_total_parts=0, bytes=b"x"))
    media = types.InputMediaUploadedDocument(
        file=types.InputFileBig(id=77, parts=3, name="large.bin"), mime_type="application/x-thing", attributes=[]
    )
    await alice(functions.messages.SendMedia(peer=alice.peer(bob), media=media, message="", random_id=9))
    await bob.barrier()
    document = bob.messages[-1].media.document
    location = types.InputDocumentFileLocation(
        id=document.id, access_hash=document.access_hash, file_reference=document.file_reference, thumb_size=""
    )
    hashes = await bob(functions.upload.GetFileHashes(location=location, offset=0))
    assert b"".join(one.hash for one in hashes) == b"".join(sha256(part).digest() for part in parts)
    middle = await bob(functions.upload.GetFile(location=location, offset=4096, limit=8192))
    assert middle.bytes == body[4096:12288]
    with refused("OFFSET_INVALID"):
        await bob(functions.upload.GetFile(location=location, offset=5, limit=1024))
    with refused("LIMIT_INVALID"):
        await bob(functions.upload.GetFile(location=location, offset=0, limit=5))
    rest = hashes[-1]
    assert rest.limit % 1024 and rest.offset + rest.limit == len(body)
    exact = functions.upload.GetFile(
        location=location, offset=rest.offset, limit=rest.limit, precise=True
    )  # as gotd asks
    assert sha256((await bob(exact)).bytes).digest() == rest.hash
