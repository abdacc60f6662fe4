"""Voice messages written down, by a program that counts bytes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from angarium.model.config import Config, Handshakes, Previews, Transcription
from angarium.store import transcripts
from angarium.tl import functions, types
from tests.stories.contents.test_polls import ask
from tests.stories.harness import Actor, World, refused

call = functions.messages


@asynccontextmanager
async def world_with_listener(folder: Path, heard: list[int]) -> AsyncIterator[World]:
    async def count(request: web.Request) -> web.Response:
        form = await request.post()
        body = form["file"].file.read()
        assert form["model"] == "small" and request.headers["Authorization"] == "Bearer key"
        heard.append(len(body))
        if len(body) > 100:
            return web.json_response({"error": "too long"}, status=500)
        return web.json_response({"text": f" {len(body)} bytes "})

    app = web.Application()
    app.router.add_post("/v1/audio/transcriptions", count)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1/audio/transcriptions"
    named = Transcription(url=url, key="key", model="small")
    config = Config(handshakes=Handshakes(processes=0), previews=Previews(enabled=False), transcription=named)
    world = World(folder, config)
    await world.open()
    try:
        yield world
        await world.check()
    finally:
        await world.close()
        await runner.cleanup()


async def say(actor: Actor, other: Actor, size: int) -> Any:
    """Send a voice message; the message."""
    number = actor.world.random.getrandbits(62)
    body = b"OggS" + bytes(size - 4)
    await actor(functions.upload.SaveFilePart(file_id=number, file_part=0, bytes=body))
    voice = types.InputMediaUploadedDocument(
        file=types.InputFile(id=number, parts=1, name="voice.ogg", md5_checksum=""), mime_type="audio/ogg",
        attributes=[types.DocumentAttributeAudio(voice=True, duration=3)],
    )  # fmt: skip
    return await ask(actor, other, voice)


async def rate(alice: Actor, bob: Actor, id: int, number: int) -> None:
    """Both say whether the words are right, one of them by an older layer."""
    peer = alice.peer(bob)
    assert await alice(call.RateTranscribedAudio(peer=peer, msg_id=id, transcription_id=number, good=True))
    assert await alice(call.RateTranscribedAudio(peer=peer, msg_id=id, transcription_id=number, good=False))
    theirs = {"peer": bob.peer(alice), "msg_id": bob.messages[-1].id, "good": True}
    assert await bob(call.RateTranscribedAudio(transcription_id=number, **theirs))
    async with alice.world.app.house.work.read() as tx:
        assert await transcripts.ratings(tx, number) == (1, 1)
    assert not await alice(call.RateTranscribedAudio(peer=peer, msg_id=id, transcription_id=number + 1, good=True))
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.RateTranscribedAudio(peer=peer, msg_id=99, transcription_id=number, good=True))


async def test_a_recording_is_listened_to_once(tmp_path: Path) -> None:
    heard: list[int] = []
    async with world_with_listener(tmp_path, heard) as world:
        alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob", layer=152)
        said = await say(alice, bob, 64)
        found = await alice(call.TranscribeAudio(peer=alice.peer(bob), msg_id=said.id))
        assert found.text == "64 bytes" and found.transcription_id and not found.pending
        await bob.barrier()
        again = await bob(call.TranscribeAudio(peer=bob.peer(alice), msg_id=bob.messages[-1].id))
        assert again.text == "64 bytes" and heard == [64]
        await rate(alice, bob, said.id, found.transcription_id)
        long = await say(alice, bob, 200)
        with refused("TRANSCRIPTION_FAILED"):
            await alice(call.TranscribeAudio(peer=alice.peer(bob), msg_id=long.id))


async def test_nobody_listens(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    text = await alice.say(bob, "words")
    with refused("MSG_VOICE_MISSING"):
        await alice(call.TranscribeAudio(peer=alice.peer(bob), msg_id=text.id))
    with refused("MSG_VOICE_MISSING"):
        await alice(call.RateTranscribedAudio(peer=alice.peer(bob), msg_id=text.id, transcription_id=1, good=True))
    said = await say(alice, bob, 64)
    with refused("TRANSCRIPTION_FAILED"):
        await alice(call.TranscribeAudio(peer=alice.peer(bob), msg_id=said.id))
    with refused("MESSAGE_ID_INVALID"):
        await alice(call.TranscribeAudio(peer=alice.peer(bob), msg_id=99))
