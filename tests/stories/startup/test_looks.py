"""Themes, chat backgrounds, and what clients do on their own."""

from __future__ import annotations

import pytest

from angarium.domain.accounts import automation
from angarium.tl import functions, types
from tests.stories.harness import World, refused


async def test_themes(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.account.GetThemes(format="tdesktop", hash=0))
    assert len(found.themes) == 4 and all(one.default and one.settings for one in found.themes)
    same = await alice(functions.account.GetThemes(format="tdesktop", hash=found.hash))
    assert isinstance(same, types.account.ThemesNotModified)
    one = found.themes[1]
    by_slug = types.InputThemeSlug(slug=one.slug)
    assert await alice(functions.account.GetTheme(format="android", theme=by_slug)) == one
    by_id = types.InputTheme(id=one.id, access_hash=one.access_hash)
    assert await alice(functions.account.InstallTheme(theme=by_id))
    assert await alice(functions.account.SaveTheme(theme=by_id, unsave=True))
    assert len((await alice(functions.account.GetThemes(format="tdesktop", hash=0))).themes) == 3
    assert await alice(functions.account.SaveTheme(theme=by_id, unsave=False))
    assert len((await alice(functions.account.GetThemes(format="tdesktop", hash=0))).themes) == 4
    with refused("THEME_INVALID"):
        await alice(functions.account.GetTheme(format="android", theme=types.InputTheme(id=one.id, access_hash=3)))
    with refused("THEME_SLUG_INVALID"):
        await alice(functions.account.GetTheme(format="android", theme=types.InputThemeSlug(slug="nothing")))


async def test_themes_for_chats_have_a_light_and_a_dark_look(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.account.GetChatThemes(hash=0))
    assert len({one.emoticon for one in found.themes}) == len(found.themes) == 8
    for one in found.themes:
        assert [look.base_theme.NAME for look in one.settings] == ["baseThemeClassic", "baseThemeTinted"]
        assert all(look.wallpaper.settings.background_color for look in one.settings)
    same = await alice(functions.account.GetChatThemes(hash=found.hash))
    assert isinstance(same, types.account.ThemesNotModified)
    gifts = await alice(functions.account.GetUniqueGiftChatThemes(offset="", limit=10, hash=0))
    assert gifts.themes == []


async def test_backgrounds(world: World) -> None:
    alice = await world.sign_up("Alice")
    found = await alice(functions.account.GetWallPapers(hash=0))
    assert len(found.wallpapers) == 8
    same = await alice(functions.account.GetWallPapers(hash=found.hash))
    assert isinstance(same, types.account.WallPapersNotModified)
    last = types.InputWallPaperNoFile(id=found.wallpapers[-1].id)
    assert await alice(functions.account.GetWallPaper(wallpaper=last)) == found.wallpapers[-1]
    assert await alice(functions.account.GetMultiWallPapers(wallpapers=[last])) == [found.wallpapers[-1]]
    assert await alice(functions.account.InstallWallPaper(wallpaper=last, settings=types.WallPaperSettings()))
    desktop = types.InputWallPaper(id=found.wallpapers[-1].id, access_hash=0)
    chosen = found.wallpapers[-1].settings
    assert await alice(functions.account.InstallWallPaper(wallpaper=desktop, settings=chosen))
    assert (await alice(functions.account.GetWallPapers(hash=0))).wallpapers[0] == found.wallpapers[-1]
    with refused("WALLPAPER_INVALID"):
        await alice(functions.account.GetWallPaper(wallpaper=types.InputWallPaper(id=12345, access_hash=0)))
    own = types.WallPaperSettings(background_color=0x123456, second_background_color=0x654321, rotation=90)
    mixed = types.InputWallPaperNoFile(id=0)
    assert await alice(functions.account.SaveWallPaper(wallpaper=mixed, unsave=False, settings=own))
    mine = (await alice(functions.account.GetWallPapers(hash=0))).wallpapers
    assert mine[0].settings == own and mine[1] == found.wallpapers[-1] and len(mine) == 9
    assert await alice(functions.account.SaveWallPaper(wallpaper=last, unsave=True, settings=types.WallPaperSettings()))
    assert len((await alice(functions.account.GetWallPapers(hash=0))).wallpapers) == 8
    assert await alice(functions.account.ResetWallPapers())
    assert (await alice(functions.account.GetWallPapers(hash=0))).hash == found.hash
    with refused("WALLPAPER_INVALID"):
        await alice(functions.account.GetWallPaper(wallpaper=types.InputWallPaperSlug(slug="sky")))
    for slug in ("", "sea"):
        with refused("WALLPAPER_INVALID"):
            await alice(functions.account.GetWallPaper(wallpaper=types.InputWallPaperSlug(slug=slug)))
    for wrong in (types.WallPaperSettings(background_color=-5), types.WallPaperSettings(intensity=50)):
        with refused("WALLPAPER_INVALID"):
            await alice(functions.account.SaveWallPaper(wallpaper=mixed, unsave=False, settings=wrong))


async def test_what_is_downloaded_on_its_own(world: World) -> None:
    alice = await world.sign_up("Alice")
    phone = await world.sign_in(alice, layer=158)
    found = await alice(functions.account.GetAutoDownloadSettings())
    assert found.low.photo_size_max <= found.medium.video_size_max < found.high.video_size_max
    found.high.video_size_max = 1234
    assert await alice(functions.account.SaveAutoDownloadSettings(high=True, settings=found.high))
    seen = await phone(functions.account.GetAutoDownloadSettings())
    assert seen.high.video_size_max == 1234 and seen.low.photo_size_max == found.low.photo_size_max
    found.low.file_size_max, found.low.video_size_max = -1, 2**62
    assert await alice(functions.account.SaveAutoDownloadSettings(low=True, settings=found.low))
    kept = (await phone(functions.account.GetAutoDownloadSettings())).low
    assert (kept.file_size_max, kept.video_size_max) == (0, automation.LARGEST)


async def test_what_is_saved_to_the_gallery(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    wish = types.AutoSaveSettings(photos=True, videos=False, video_max_size=1000)
    assert await alice(functions.account.SaveAutoSaveSettings(users=True, settings=wish))
    assert await alice(functions.account.SaveAutoSaveSettings(peer=alice.peer(bob), settings=wish))
    found = await alice(functions.account.GetAutoSaveSettings())
    assert found.users_settings == wish and not found.chats_settings.photos
    assert [one.peer.user_id for one in found.exceptions] == [bob.user_id]
    assert bob.user_id in {user.id for user in found.users}
    with refused("PEER_ID_INVALID"):
        await alice(functions.account.SaveAutoSaveSettings(peer=alice.peer(4711), settings=wish))
    monkeypatch.setattr(automation, "MOST", 1)
    town = await alice.create_channel("Town")
    assert await alice(functions.account.SaveAutoSaveSettings(peer=alice.chat(town), settings=wish))
    found = await alice(functions.account.GetAutoSaveSettings())  # of more than there may be, the oldest is forgotten
    assert [(one.peer.NAME, chat.title) for one, chat in zip(found.exceptions, found.chats, strict=True)] == [
        ("peerChannel", "Town")
    ]
    assert await alice(functions.account.DeleteAutoSaveExceptions())
    assert (await alice(functions.account.GetAutoSaveSettings())).exceptions == []


async def test_how_links_are_opened(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await world.sign_up("Alice")
    first = await alice(functions.account.GetWebBrowserSettings(hash=0))
    assert not first.open_external_browser and first.external_exceptions == []
    same = await alice(functions.account.GetWebBrowserSettings(hash=first.hash))
    assert isinstance(same, types.account.WebBrowserSettingsNotModified)
    changed = await alice(functions.account.UpdateWebBrowserSettings(open_external_browser=True))
    assert changed.open_external_browser and changed.hash != first.hash
    url = "https://example.org/page"
    told = await alice(functions.account.ToggleWebBrowserSettingsException(url=url, open_external_browser=False))
    assert told.updates[0].exception.domain == "example.org"
    seen = await alice(functions.account.GetWebBrowserSettings(hash=0))
    assert [site.domain for site in seen.inapp_exceptions] == ["example.org"]
    monkeypatch.setattr(automation, "MOST", 1)
    await alice(functions.account.ToggleWebBrowserSettingsException(url="example.net", open_external_browser=False))
    seen = await alice(functions.account.GetWebBrowserSettings(hash=0))
    assert [site.domain for site in seen.inapp_exceptions] == ["example.net"]  # the oldest is forgotten
    url = "example.net"
    await alice(functions.account.ToggleWebBrowserSettingsException(url=url, delete=True))
    assert (await alice(functions.account.GetWebBrowserSettings(hash=0))).inapp_exceptions == []
    assert (await alice(functions.account.DeleteWebBrowserSettingsExceptions())).open_external_browser
    for nowhere in ("", "http://[::1", "https://", "https://example.org/" + "a" * 2048):
        with refused("URL_INVALID"):
            await alice(functions.account.ToggleWebBrowserSettingsException(url=nowhere, delete=True))
