"""Help with words, by a program that repeats its task."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from angarium.model.config import Assistant, Config, Handshakes, Limits, Previews
from angarium.tl import functions, types
from tests.stories.contents.test_polls import ask, text
from tests.stories.harness import World, refused

call = functions.messages


async def repeat(request: web.Request) -> web.Response:
    asked = await request.json()
    task, words = (message["content"] for message in asked["messages"])
    assert asked["model"] == "small" and request.headers["Authorization"] == "Bearer key"
    if words == "nothing":
        return web.json_response({"choices": []})
    if words == "fail":
        return web.json_response({}, status=503)
    return web.json_response({"choices": [{"message": {"role": "assistant", "content": f"[{task}] {words}"}}]})


@asynccontextmanager
async def world_with_assistant(folder: Path) -> AsyncIterator[World]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", repeat)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1/chat/completions"
    named = Assistant(url=url, key="key", model="small")
    config = Config(
        handshakes=Handshakes(processes=0),
        previews=Previews(enabled=False),
        assistant=named,
        limits=Limits(message_length=20_000),
    )
    world = World(folder, config)
    await world.open()
    try:
        yield world
        await world.check()
    finally:
        await world.close()
        await runner.cleanup()


def compose(words: str, **wish: Any) -> Any:
    return call.ComposeMessageWithAI(text=text(words), **wish)


async def test_words_become_others(tmp_path: Path) -> None:
    async with world_with_assistant(tmp_path) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
        sent = await alice.say(bob, "a long story")
        told = await alice(call.SummarizeText(peer=alice.peer(bob), id=sent.id, to_lang="de"))
        assert told.text.endswith("a long story") and "code de" in told.text and "sentences" in told.text
        tone = types.InputAiComposeToneSingleUse(custom_prompt="like a pirate")
        done = await alice(compose("helo", proofread=True, emojify=True, tone=tone))
        assert "spelling" in done.result_text.text and "pirate" in done.result_text.text
        formal = types.InputAiComposeToneDefault(tone="formal")
        assert "formal" in (await alice(compose("helo", tone=formal))).result_text.text
        for words in ("nothing", "fail"):
            with refused("AICOMPOSE_TIMEOUT", 500):
                await alice(compose(words, proofread=True))
        for wrong in (
            types.InputAiComposeToneSlug(slug="x"),
            types.InputAiComposeToneSingleUse(custom_prompt="x" * 1025),
        ):
            with refused("AICOMPOSE_TONE_INVALID"):
                await alice(compose("helo", tone=wrong))
        with refused("AI_COMPOSE_TASK_MISSING"):
            await alice(compose("helo"))
        with refused("TO_LANG_INVALID"):
            await alice(compose("helo", translate_to_lang="English"))
        with refused("MESSAGE_EMPTY"):
            await alice(compose(" ", proofread=True))
        with refused("INPUT_TEXT_TOO_LONG"):
            await alice(compose("x" * 16_385, proofread=True))
        point = types.InputMediaGeoPoint(geo_point=types.InputGeoPoint(lat=1.0, long=2.0))
        wordless = await ask(alice, bob, point)
        for id in (wordless.id, 99):
            with refused("MSG_ID_INVALID"):
                await alice(call.SummarizeText(peer=alice.peer(bob), id=id))


async def test_nobody_helps(world: World) -> None:
    alice = await world.sign_up("Alice")
    with refused("AICOMPOSE_TONE_INVALID"):
        await alice(compose("helo", proofread=True))
