"""What is measured. Each scenario starts a server of its own, loads it from other processes, and returns one row."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from typing import Any

from angarium.tl import codec, functions, types
from bench import report
from bench.people import befriend, crowd, numbers, sign_up
from bench.server import Server
from bench.wire import LAYER, Client

PART = 512 * 1024
OFFERED = 1200
"""Messages a second that the server has to keep up with."""


def _phones(count: int, start: int = 0) -> list[str]:
    found = numbers(start)
    return [next(found) for _ in range(count)]


async def handshakes(server: Server, seconds: float) -> dict[str, Any]:
    """Whole key exchanges."""
    taken: list[float] = []

    async def one() -> None:
        client = Client(server.address, server.key.public)
        begun = time.perf_counter()
        await client.shake_hands()
        taken.append(time.perf_counter() - begun)
        client.socket.close()

    return await _closed_loop(server, "handshake", one, seconds, 4, taken)


async def sign_ups(server: Server, seconds: float) -> dict[str, Any]:
    """From the first byte of the key exchange to a signed-in account."""
    taken: list[float] = []
    fresh = numbers()

    async def one() -> None:
        client = Client(server.address, server.key.public)
        phone = next(fresh)
        begun = time.perf_counter()
        await client.shake_hands()
        await sign_up(client, phone, f"Load {phone}")
        taken.append(time.perf_counter() - begun)
        client.socket.close()

    return await _closed_loop(server, "sign_up", one, seconds, 4, taken)


async def _closed_loop(
    server: Server, name: str, one: Callable[[], Awaitable[None]], seconds: float, at_once: int, taken: list[float]
) -> dict[str, Any]:
    await one()  # what is compiled or opened at the first use is not what is measured
    taken.clear()
    cpu = server.settle()
    begun = time.perf_counter()
    until = begun + seconds

    async def loop() -> None:
        while time.perf_counter() < until:
            await one()

    await asyncio.gather(*(loop() for _ in range(at_once)))
    passed = time.perf_counter() - begun
    spent = server.settle() - cpu
    return report.tell(
        name, count=len(taken), per_second=len(taken) / passed, cpu_ms=spent / len(taken) * 1000,
        per_core_second=len(taken) / spent, **report.percentiles(taken),
    )  # fmt: skip


async def messages(server: Server, seconds: float, processes: int = 2, pairs: int = 12) -> list[dict[str, Any]]:
    """Private messages in pairs from several processes (see `worker`): with one under way in each pair, first in all of them, which is
    as many as the server takes, then in half of them; at last at a rate that is offered whatever the server does."""
    host, port = server.address
    load = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.worker", host, str(port), str(server.key_file), str(at * 1000), str(pairs),
            stdin=PIPE, stdout=PIPE, limit=1 << 26,
        )
        for at in range(processes)
    ]  # fmt: skip
    for process in load:
        assert await _line(process) == b"ready\n"
    await _round(load, f"talk 0.5 {pairs}")
    rows = [
        await _messages(server, load, "message", f"talk {seconds} {pairs}", under_way=pairs * processes),
        await _messages(server, load, "message_half", f"talk {seconds} {pairs // 2}", under_way=pairs // 2 * processes),
        await _messages(server, load, "message_offered", f"flow {seconds} {OFFERED / processes}", offered=OFFERED),
    ]
    for process in load:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
    return rows


async def _messages(server: Server, load: list[Process], name: str, order: str, **more: Any) -> dict[str, Any]:
    cpu = server.settle()
    begun = time.perf_counter()
    taken = await _round(load, order)
    passed = time.perf_counter() - begun
    spent = server.settle() - cpu
    return report.tell(
        name, count=len(taken), per_second=len(taken) / passed, cpu_ms=spent / len(taken) * 1000,
        per_core_second=len(taken) / spent, **more, **report.percentiles(taken),
    )  # fmt: skip


async def _round(load: list[Process], order: str) -> list[float]:
    """Let every process talk: by an order that it understands; what each message took."""
    for process in load:
        assert process.stdin is not None
        process.stdin.write(f"{order}\n".encode())
    taken: list[float] = []
    for process in load:
        taken += json.loads(await _line(process))
    return taken


async def _line(process: Process) -> bytes:
    assert process.stdout is not None
    return await process.stdout.readline()


async def histories(server: Server, seconds: float) -> dict[str, Any]:
    """getHistory of 100."""
    one, other = await crowd(server.address, server.key.public, _phones(2))
    peer = await befriend(one, other)
    for at in range(150):
        await one(
            functions.messages.SendMessage(peer=peer, message=f"message number {at} of some length", random_id=at + 1)
        )
    request = codec.encode(functions.messages.GetHistory(peer=peer, limit=100), LAYER)
    taken: list[float] = []

    async def fetch() -> None:
        begun = time.perf_counter()
        await one.send("", request)
        taken.append(time.perf_counter() - begun)

    return await _closed_loop(server, "history_100", fetch, seconds, 1, taken)


async def files(server: Server, megabytes: int) -> list[dict[str, Any]]:
    """One large file up and down, eight parts under way."""
    (client,) = await crowd(server.address, server.key.public, _phones(1))
    parts = megabytes * 2
    body = os.urandom(PART)
    gate = asyncio.Semaphore(8)

    async def put(part: int) -> None:
        async with gate:
            request = functions.upload.SaveBigFilePart(file_id=7, file_part=part, file_total_parts=parts, bytes=body)
            await client.send("", codec.encode(request, LAYER))

    begun, cpu = time.perf_counter(), server.cpu()
    await asyncio.gather(*map(put, range(parts)))
    file = types.InputFileBig(id=7, parts=parts, name="load.bin")
    media = types.InputMediaUploadedDocument(file=file, mime_type="application/octet-stream", attributes=[])
    sent = await client(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=media))
    up = report.tell("file_up", **_throughput(megabytes, time.perf_counter() - begun, server.cpu() - cpu))
    document = sent.document
    place = types.InputDocumentFileLocation(
        id=document.id, access_hash=document.access_hash, file_reference=document.file_reference, thumb_size=""
    )

    async def get(at: int) -> None:
        async with gate:
            request = functions.upload.GetFile(location=place, offset=at * 2 * PART, limit=2 * PART)
            answer = await client.send("", codec.encode(request, LAYER))
            assert len(answer) > 2 * PART

    begun, cpu = time.perf_counter(), server.cpu()
    await asyncio.gather(*map(get, range(megabytes)))
    return [up, report.tell("file_down", **_throughput(megabytes, time.perf_counter() - begun, server.cpu() - cpu))]


def _throughput(megabytes: int, passed: float, spent: float) -> dict[str, float]:
    return {
        "per_second": megabytes / passed,
        "mb_per_core_second": megabytes / spent,
        "cpu_ms": spent / megabytes * 1000,
    }


async def idle(server: Server, connections: int) -> dict[str, Any]:
    """Memory and CPU of signed-in connections that say nothing."""
    people = await crowd(server.address, server.key.public, _phones(20))
    for client in people:
        await client(functions.updates.GetState())
    await asyncio.sleep(2)
    before = server.own_memory()
    more: list[Client] = []
    for at in range(connections):
        source = people[at % len(people)]
        client = Client(server.address, server.key.public)
        client.auth_key, client.salt = source.auth_key, source.salt
        await client.reconnect()
        await client(functions.updates.GetState())
        more.append(client)
    await asyncio.sleep(3)
    memory, cpu, begun = server.own_memory(), server.cpu(alone=True), time.perf_counter()
    await asyncio.sleep(10)
    spent = (server.cpu(alone=True) - cpu) / (time.perf_counter() - begun)
    return report.tell(
        "idle", connections=connections, kb_each=(memory - before) / connections / 1000, cpu_of_a_core=spent,
        server_mb=before / 1e6,
    )  # fmt: skip
