"""Backgrounds and themes that people made, and how single chats look."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from angarium.domain.files import photos
from angarium.rpc.looks import themes
from angarium.tl import functions, types
from tests.stories.files.materials import named, png, upload
from tests.stories.harness import Actor, World, refused

account = functions.account
messages = functions.messages


async def uploaded(actor: Actor, **more: Any) -> Any:
    settings = more.pop("settings", types.WallPaperSettings(blur=True))
    file = await upload(actor, more.pop("body", png(640, 960)))
    return await actor(
        account.UploadWallPaper(file=file, mime_type=more.pop("mime_type", "image/jpeg"), settings=settings, **more)
    )


def known(made: Any) -> types.InputWallPaper:
    return types.InputWallPaper(id=made.id, access_hash=made.access_hash)


async def test_a_picture_is_a_background(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    made = await uploaded(alice)
    assert made.creator and made.settings.blur and made.document.mime_type == "image/jpeg"
    assert (await alice(account.GetWallPapers(hash=0))).wallpapers[0] == made
    seen = await bob(account.GetWallPaper(wallpaper=types.InputWallPaperSlug(slug=made.slug)))
    assert seen.id == made.id and not seen.creator
    place = types.InputDocumentFileLocation(
        id=seen.document.id, access_hash=seen.document.access_hash, file_reference=seen.document.file_reference,
        thumb_size="",
    )  # fmt: skip
    body = await bob(functions.upload.GetFile(location=place, offset=0, limit=1024 * 1024))
    assert body.bytes[:2] == b"\xff\xd8" and len(body.bytes) == made.document.size
    whole = await uploaded(alice, mime_type="image/png")
    assert whole.document.mime_type == "image/png" and whole.document.size == len(png(640, 960)), "as it was given"
    other = types.WallPaperSettings(motion=True)
    assert await bob(account.SaveWallPaper(wallpaper=known(seen), unsave=False, settings=other))
    kept = (await bob(account.GetWallPapers(hash=0))).wallpapers[0]
    assert kept.id == made.id and kept.settings == other
    assert await bob(account.InstallWallPaper(wallpaper=known(seen), settings=types.WallPaperSettings(blur=True)))
    assert await bob(account.SaveWallPaper(wallpaper=known(seen), unsave=True, settings=types.WallPaperSettings()))
    assert (await bob(account.GetWallPapers(hash=0))).wallpapers[0].NAME == "wallPaperNoFile"
    drawn = types.WallPaperSettings(background_color=0x112233, intensity=-40)
    pattern = await uploaded(
        alice, body=gzip.compress(b"<svg/>"), mime_type="application/x-tgwallpattern", settings=drawn, for_chat=True
    )
    assert pattern.pattern and pattern.settings == drawn
    assert pattern.id not in {one.id for one in (await alice(account.GetWallPapers(hash=0))).wallpapers}
    with refused("WALLPAPER_MIME_INVALID"):
        await uploaded(alice, mime_type="text/plain")
    with refused("WALLPAPER_FILE_INVALID"):
        await uploaded(alice, body=b"nothing")
    with refused("WALLPAPER_FILE_INVALID"):
        await uploaded(alice, body=b"nothing", mime_type="application/x-tgwallpattern")
    monkeypatch.setattr(photos, "MOST", len(png(640, 960)) - 1)
    with refused("WALLPAPER_FILE_INVALID"):
        await uploaded(alice)
    with refused("WALLPAPER_INVALID"):
        await bob(account.GetWallPaper(wallpaper=types.InputWallPaper(id=made.id, access_hash=1)))


@pytest.mark.parametrize("layer", [158, 229])
async def test_a_chat_has_a_background(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    phone = await world.sign_in(alice)
    made = await uploaded(alice)
    done = await alice(messages.SetChatWallPaper(peer=alice.peer(bob), wallpaper=known(made)))
    assert {update.NAME for update in done.updates} == {"updateNewMessage", "updatePeerWallpaper"}
    await phone.barrier()
    assert phone.heard(types.UpdatePeerWallpaper)[0].wallpaper.id == made.id
    assert (await full(alice, bob)).wallpaper.id == made.id and (await full(bob, alice)).wallpaper is None
    await bob.barrier()
    shown = bob.messages[-1]
    assert shown.action.wallpaper.id == made.id and shown.action.wallpaper.document.size == made.document.size
    await bob(messages.SetChatWallPaper(peer=bob.peer(alice), id=shown.id))
    assert (await full(bob, alice)).wallpaper.id == made.id
    await alice.barrier()
    assert alice.messages[-1].action.same
    await bob(messages.SetChatWallPaper(peer=bob.peer(alice)))
    assert (await full(bob, alice)).wallpaper is None
    with refused("WALLPAPER_NOT_FOUND"):
        await bob(messages.SetChatWallPaper(peer=bob.peer(alice)))
    with refused("MESSAGE_ID_INVALID"):
        await bob(messages.SetChatWallPaper(peer=bob.peer(alice), id=shown.id + 100))


async def full(viewer: Actor, other: Actor) -> Any:
    return (await viewer(functions.users.GetFullUser(id=viewer.user(other)))).full_user


async def test_a_background_for_both_can_be_taken_back(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    mixed = types.InputWallPaperNoFile(id=0)
    green, red = types.WallPaperSettings(background_color=0x00FF00), types.WallPaperSettings(background_color=0xFF0000)
    await bob(messages.SetChatWallPaper(peer=bob.peer(alice), wallpaper=mixed, settings=green))
    await alice(messages.SetChatWallPaper(peer=alice.peer(bob), wallpaper=mixed, settings=red, for_both=True))
    await bob.barrier()
    assert bob.messages[-1].action.for_both
    told = bob.heard(types.UpdatePeerWallpaper)[-1]
    assert told.wallpaper_overridden and told.wallpaper.settings == red
    theirs = await full(bob, alice)
    assert theirs.wallpaper.settings == red and theirs.wallpaper_overridden
    await bob(messages.SetChatWallPaper(peer=bob.peer(alice), revert=True))
    theirs = await full(bob, alice)
    assert theirs.wallpaper.settings == green and not theirs.wallpaper_overridden
    assert (await full(alice, bob)).wallpaper.settings == red
    with refused("WALLPAPER_NOT_FOUND"):
        await bob(messages.SetChatWallPaper(peer=bob.peer(alice), revert=True))


@pytest.mark.parametrize("layer", [140, 229])
async def test_a_chat_has_a_theme_on_both_sides(world: World, layer: int) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=layer)
    await alice(messages.SetChatTheme(peer=alice.peer(bob), theme=types.InputChatTheme(emoticon="🐳")))
    await bob.barrier()
    action = bob.messages[-1].action
    assert action.NAME == "messageActionSetChatTheme"
    if layer == 229:  # before, both are a text that newer clients do not have
        assert action.theme.emoticon == "🐳" and (await full(bob, alice)).theme.emoticon == "🐳"
    with refused("EMOJI_NOT_MODIFIED"):
        await alice(messages.SetChatTheme(peer=alice.peer(bob), theme=types.InputChatTheme(emoticon="🐳")))
    with refused("EMOJI_INVALID"):
        await alice(messages.SetChatTheme(peer=alice.peer(bob), theme=types.InputChatTheme(emoticon="🧱")))
    await alice(messages.SetChatTheme(peer=alice.peer(bob), theme=types.InputChatThemeEmpty()))
    assert (await full(alice, bob)).theme is None


async def test_themes_are_made_shared_and_changed(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    phone = await world.sign_in(alice)
    paper = await uploaded(alice)
    look = types.InputThemeSettings(
        base_theme=types.BaseThemeDay(), accent_color=0x336699, message_colors=[0x111111, 0x222222], wallpaper=known(paper),
        wallpaper_settings=types.WallPaperSettings(blur=True),
    )  # fmt: skip
    made = await alice(account.CreateTheme(slug="", title="Ocean", settings=[look]))
    assert made.creator and made.settings[0].wallpaper.id == paper.id and made.settings[0].accent_color == 0x336699
    assert (await alice(account.GetThemes(format="android", hash=0))).themes[0].id == made.id
    file = await alice(
        account.UploadTheme(
            file=await upload(alice, b"colors"),
            file_name="o.tdesktop-theme",
            mime_type="application/x-tgtheme-tdesktop",
        )
    )
    given = types.InputTheme(id=made.id, access_hash=made.access_hash)
    changed = await alice(
        account.UpdateTheme(format="tdesktop", theme=given, slug="OceanBlue", title="Ocean Blue", document=named(file))
    )
    assert changed.slug == "OceanBlue" and changed.document.id == file.id and changed.settings
    await phone.barrier()
    assert phone.heard(types.UpdateTheme)[0].theme.title == "Ocean Blue"
    seen = await bob(account.GetTheme(format="tdesktop", theme=types.InputThemeSlug(slug="oceanblue")))
    assert seen.title == "Ocean Blue" and not seen.creator
    theirs = types.InputTheme(id=seen.id, access_hash=seen.access_hash)
    assert await bob(account.SaveTheme(theme=theirs, unsave=False)) and await bob(account.InstallTheme(theme=theirs))
    assert (await bob(account.GetThemes(format="android", hash=0))).themes[0].id == made.id
    assert await bob(account.SaveTheme(theme=theirs, unsave=True))
    assert (await bob(account.GetThemes(format="android", hash=0))).themes[0].id != made.id
    with refused("THEME_INVALID"):
        await bob(account.UpdateTheme(format="android", theme=theirs, title="Mine"))
    for slug in ("OceanBlue", "AngariumDay"):
        with refused("THEME_SLUG_OCCUPIED"):
            await bob(account.CreateTheme(slug=slug, title="Other"))
    with refused("THEME_SLUG_INVALID"):
        await bob(account.CreateTheme(slug="a b", title="Other"))
    with refused("THEME_TITLE_INVALID"):
        await bob(account.CreateTheme(slug="", title=""))
    with refused("THEME_FILE_INVALID"):
        await bob(account.CreateTheme(slug="", title="Other", document=named(paper.document)))
    with refused("THEME_PARAMS_INVALID"):
        look.message_colors = [1, 2, 3, 4, 5]
        await bob(account.CreateTheme(slug="", title="Other", settings=[look]))


async def test_what_no_file_of_a_theme_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = await world.sign_up("Alice")
    monkeypatch.setattr(themes, "FILE", 512 * 1024)
    form = "application/x-tgtheme-tdesktop"
    large = types.InputFile(id=5, parts=2, name="a", md5_checksum="")
    with refused("THEME_FILE_INVALID"):
        await alice(account.UploadTheme(file=large, file_name="a", mime_type=form))
    with refused("THEME_MIME_INVALID"):
        await alice(account.UploadTheme(file=await upload(alice, b"x"), file_name="a", mime_type="text/plain"))
    assert await alice(account.UploadTheme(file=await upload(alice, b"x"), file_name="a", mime_type=form))
