"""Translations, by a program that turns every letter into a capital."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from angarium.model.config import Config, Handshakes, Previews, Translation
from angarium.tl import functions, types
from tests.stories.contents.test_polls import text
from tests.stories.harness import World, refused

call = functions.messages


async def capitals(request: web.Request) -> web.Response:
    asked = await request.json()
    if asked["target"] == "xx":
        return web.json_response({"error": "no such language"}, status=400)
    assert asked["source"] == "auto" and asked["format"] == "html" and asked["api_key"] == "key"
    words = re.sub(r"(<[^>]*>)|([^<]+)", lambda found: found[1] or found[2].upper(), asked["q"])
    return web.json_response({"translatedText": words})


@asynccontextmanager
async def world_with_translator(folder: Path) -> AsyncIterator[World]:
    app = web.Application()
    app.router.add_post("/translate", capitals)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    named = Translation(url=f"http://127.0.0.1:{runner.addresses[0][1]}/", key="key")
    config = Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), translation=named)
    world = World(folder, config)
    await world.open()
    try:
        yield world
        await world.check()
    finally:
        await world.close()
        await runner.cleanup()


async def test_texts_keep_their_formatting(tmp_path: Path) -> None:
    async with world_with_translator(tmp_path) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        bold, italic = types.MessageEntityBold(offset=0, length=5), types.MessageEntityItalic(offset=3, length=7)
        asked = [text("hello <you> &\nme", bold, italic), text("😀 two", types.MessageEntityBold(offset=3, length=3))]
        done = await alice(call.TranslateText(text=asked, to_lang="de"))
        one, two = done.result
        assert one.text == "HELLO <YOU> &\nME" and two.text == "😀 TWO"
        assert two.entities == [types.MessageEntityBold(offset=3, length=3)]
        assert {(part.NAME, part.offset, part.length) for part in one.entities} == {
            ("messageEntityBold", 0, 5),
            ("messageEntityItalic", 3, 7),
        }
        await alice.say(bob, "good morning")
        await bob.barrier()
        ids = [bob.messages[-1].id]
        said = await bob(call.TranslateText(peer=bob.peer(alice), id=ids, to_lang="en"))
        assert [part.text for part in said.result] == ["GOOD MORNING"]
        old = await world.sign_in(bob, layer=150)
        assert (await old(call.TranslateText(text=[text("good day")], to_lang="en"))).text == "GOOD DAY"
        with refused("TRANSLATE_REQ_FAILED", 500):
            await alice(call.TranslateText(text=asked, to_lang="xx"))
        with refused("TO_LANG_INVALID"):
            await alice(call.TranslateText(text=asked, to_lang="German"))
        with refused("INPUT_TEXT_EMPTY"):
            await alice(call.TranslateText(text=[text(" ")], to_lang="de"))
        with refused("INPUT_TEXT_TOO_LONG"):
            await alice(call.TranslateText(text=asked * 11, to_lang="de"))
        with refused("INPUT_TEXT_TOO_LONG"):
            await alice(call.TranslateText(text=[text("x" * 4096)] * 9, to_lang="de"))
        for wrong in ([77], [], ids * 21):
            with refused("MSG_ID_INVALID"):
                await bob(call.TranslateText(peer=bob.peer(alice), id=wrong, to_lang="de"))


async def test_without_a_translator(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    with refused("TRANSLATE_REQ_QUOTA_EXCEEDED"):
        await alice(call.TranslateText(text=[text("hello")], to_lang="de"))
    await alice(call.TogglePeerTranslations(peer=alice.peer(bob), disabled=True))
    full = await alice(functions.users.GetFullUser(id=alice.user(bob)))
    assert full.full_user.translations_disabled
    await alice(call.TogglePeerTranslations(peer=alice.peer(bob)))
    full = await alice(functions.users.GetFullUser(id=alice.user(bob)))
    assert not full.full_user.translations_disabled
