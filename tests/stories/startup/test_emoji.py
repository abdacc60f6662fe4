"""Emoji by topic and by word; statuses; the colours of names."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_groups_have_titles_icons_and_emoji(world: World) -> None:
    alice = await world.sign_up("Alice")
    for ask in (
        functions.messages.GetEmojiGroups(hash=0),
        functions.messages.GetEmojiStatusGroups(hash=0),
        functions.messages.GetEmojiProfilePhotoGroups(hash=0),
        functions.messages.GetEmojiStickerGroups(hash=0),
    ):
        found = await alice(ask)
        icons = [group.icon_emoji_id for group in found.groups]
        shown = await alice(functions.messages.GetCustomEmojiDocuments(document_id=icons))
        assert len(shown) == len(set(icons)) and all(group.title and group.emoticons for group in found.groups)
        ask.hash = found.hash
        assert isinstance(await alice(ask), types.messages.EmojiGroupsNotModified)


async def test_words_lead_to_emoji_in_english_and_german(world: World) -> None:
    alice = await world.sign_up("Alice")
    codes = await alice(functions.messages.GetEmojiKeywordsLanguages(lang_codes=["de-AT", "tlh", "en"]))
    assert [one.lang_code for one in codes] == ["de", "en"]
    for language, word in (("en", "fire"), ("de", "feuer")):
        found = await alice(functions.messages.GetEmojiKeywords(lang_code=language))
        assert any("🔥" in one.emoticons for one in found.keywords if one.keyword == word)
        newer = functions.messages.GetEmojiKeywordsDifference(lang_code=language, from_version=found.version)
        assert (await alice(newer)).keywords == []
    assert (await alice(functions.messages.GetEmojiKeywords(lang_code="tlh"))).keywords == []
    assert (await alice(functions.messages.GetEmojiURL(lang_code="de"))).url.startswith("https://")
    with refused("LANG_CODE_NOT_SUPPORTED"):
        await alice(functions.messages.GetEmojiURL(lang_code="tlh"))


async def is_custom_emoji(actor: Any, ids: list[int]) -> bool:
    return len(await actor(functions.messages.GetCustomEmojiDocuments(document_id=ids))) == len(ids) > 0


async def test_statuses_are_offered_worn_and_remembered(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    offered = await alice(functions.account.GetDefaultEmojiStatuses(hash=0))
    ids = [one.document_id for one in offered.statuses]
    assert await is_custom_emoji(alice, ids)
    again = await alice(functions.account.GetDefaultEmojiStatuses(hash=offered.hash))
    assert isinstance(again, types.account.EmojiStatusesNotModified)
    channels = await alice(functions.account.GetChannelDefaultEmojiStatuses(hash=0))
    assert await is_custom_emoji(alice, [one.document_id for one in channels.statuses])
    assert (await alice(functions.account.GetCollectibleEmojiStatuses(hash=0))).statuses == []
    assert (await alice(functions.account.GetRecentEmojiStatuses(hash=0))).statuses == []
    for id in ids[:2]:
        await alice(functions.account.UpdateEmojiStatus(emoji_status=types.EmojiStatus(document_id=id)))
    worn = await bob(functions.users.GetUsers(id=[bob.user(alice)]))
    assert worn[0].emoji_status.document_id == ids[1]
    recent = await alice(functions.account.GetRecentEmojiStatuses(hash=0))
    assert [one.document_id for one in recent.statuses] == ids[1::-1]
    with refused("DOCUMENT_INVALID"):
        await alice(functions.account.UpdateEmojiStatus(emoji_status=types.EmojiStatus(document_id=5)))
    assert await alice(functions.account.ClearRecentEmojiStatuses())
    assert (await alice(functions.account.GetRecentEmojiStatuses(hash=0))).statuses == []


async def test_custom_emoji_for_pictures_and_backgrounds(world: World) -> None:
    alice = await world.sign_up("Alice")
    for ask in (
        functions.account.GetDefaultProfilePhotoEmojis(hash=0),
        functions.account.GetDefaultGroupPhotoEmojis(hash=0),
        functions.account.GetDefaultBackgroundEmojis(hash=0),
    ):
        found = await alice(ask)
        assert await is_custom_emoji(alice, found.document_id)
        ask.hash = found.hash
        assert isinstance(await alice(ask), types.EmojiListNotModified)
    assert (await alice(functions.account.GetChannelRestrictedStatusEmojis(hash=0))).document_id == []


async def test_every_colour_that_is_offered_may_be_chosen(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    names = await alice(functions.help.GetPeerColors(hash=0))
    profiles = await alice(functions.help.GetPeerProfileColors(hash=0))
    assert isinstance(await alice(functions.help.GetPeerColors(hash=names.hash)), types.help.PeerColorsNotModified)
    same = await alice(functions.help.GetPeerProfileColors(hash=profiles.hash))
    assert isinstance(same, types.help.PeerColorsNotModified)
    assert all(option.colors for option in names.colors if option.color_id > 6)
    assert all(option.colors.palette_colors and option.dark_colors.bg_colors for option in profiles.colors)
    for option in names.colors:
        await alice(functions.account.UpdateColor(color=types.PeerColor(color=option.color_id)))
    for option in profiles.colors:
        await alice(functions.account.UpdateColor(color=types.PeerColor(color=option.color_id), for_profile=True))
    seen = (await bob(functions.users.GetUsers(id=[bob.user(alice)])))[0]
    assert (seen.color.color, seen.profile_color.color) == (20, 15)
