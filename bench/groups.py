"""Fan-out: what one message costs in a large group, and in a channel."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from typing import Any

from angarium.tl import functions, types
from bench import report
from bench.people import crowd, numbers
from bench.server import Server
from bench.wire import Client

TEXT = "hello, this is a message of an ordinary length, sixty bytes"
UNDER_WAY = 4
"""Messages of the sender that are not answered yet, so that the server always has something to do."""


async def fan_out(server: Server, seconds: float, online: int = 200, absent: int = 800) -> list[dict[str, Any]]:
    """A supergroup with clients of three layers online: as much as the server takes, then one message after the other."""
    sender, channel, load = await _gather(server, "bench_group", online, absent, megagroup=True)
    await _round(server, sender, channel, load, online, 0.5, UNDER_WAY)
    rows = [
        _row("delivery", *await _round(server, sender, channel, load, online, seconds, UNDER_WAY)),
        _row("delivery_calm", *await _round(server, sender, channel, load, online, seconds, 1, pause=0.1)),
    ]
    await _dismiss(load)
    return rows


async def channel_post(server: Server, seconds: float, online: int = 500, absent: int = 500) -> list[dict[str, Any]]:
    """A channel: the time from a post to the last push."""
    sender, channel, load = await _gather(server, "bench_channel", online, absent, megagroup=False)
    await _round(server, sender, channel, load, online, 0.5, 1)
    rows = [_row("channel_delivery", *await _round(server, sender, channel, load, online, seconds, 1, pause=0.2))]
    await _dismiss(load)
    return rows


async def _gather(
    server: Server, username: str, online: int, absent: int, *, megagroup: bool
) -> tuple[Client, types.InputPeerChannel, list[Process]]:
    fresh = numbers()
    (sender,) = await crowd(server.address, server.key.public, [next(fresh)])
    create = functions.channels.CreateChannel(megagroup=megagroup, broadcast=not megagroup, title="Load", about="")
    made = (await sender(create)).chats[0]
    channel = types.InputChannel(channel_id=made.id, access_hash=made.access_hash)
    await sender(functions.channels.UpdateUsername(channel=channel, username=username))
    host, port = server.address
    load = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.listeners", host, str(port), str(server.key_file), str(2000 + at * 3000),
            str(online // 2), str(absent // 2), username, stdin=PIPE, stdout=PIPE, limit=1 << 27,
        )
        for at in range(2)
    ]  # fmt: skip
    for process in load:
        assert await _line(process) == b"ready\n"
    return sender, types.InputPeerChannel(channel_id=made.id, access_hash=made.access_hash), load


async def _round(
    server: Server, sender: Client, peer: types.InputPeerChannel, load: list[Process], online: int, seconds: float,
    under_way: int, pause: float = 0.0,
) -> tuple[list[float], float, float, int]:  # fmt: skip
    """Seconds that each delivery took, seconds in all, CPU seconds of the server, messages."""
    for process in load:
        assert process.stdin is not None
        process.stdin.write(b"begin\n")
    await asyncio.sleep(0.3)
    cpu, begun, sent = server.settle(), time.perf_counter(), 0
    until = begun + seconds

    async def talk() -> None:
        nonlocal sent
        while (now := time.perf_counter()) < until:
            random_id = int.from_bytes(os.urandom(8), "little", signed=True)
            await sender(functions.messages.SendMessage(peer=peer, message=f"@{now:.6f}@ {TEXT}", random_id=random_id))
            sent += 1
            await asyncio.sleep(pause)

    await asyncio.gather(*(talk() for _ in range(under_way)))
    passed = time.perf_counter() - begun
    spent = server.settle() - cpu
    taken: list[float] = []
    for process in load:
        assert process.stdin is not None
        process.stdin.write(b"tell\n")
        taken += json.loads(await _line(process))
    assert len(taken) == sent * online, f"{len(taken)} deliveries of {sent * online} came"
    return taken, passed, spent, sent


def _row(name: str, taken: list[float], passed: float, spent: float, sent: int) -> dict[str, Any]:
    return report.tell(
        name, count=len(taken), messages=sent, per_second=len(taken) / passed, cpu_ms=spent / len(taken) * 1000,
        per_core_second=len(taken) / spent, cpu_ms_per_message=spent / sent * 1000, **report.percentiles(taken),
    )  # fmt: skip


async def _line(process: Process) -> bytes:
    assert process.stdout is not None
    return await process.stdout.readline()


async def _dismiss(load: list[Process]) -> None:
    for process in load:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
