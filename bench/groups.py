"""Fan-out: what one message costs in a large group, and in a channel."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

from angarium.model.ids import CHANNEL_OFFSET, Peer
from angarium.store import sqlite
from angarium.tl import functions, types
from bench import report, rows
from bench.people import crowd, numbers
from bench.server import Server
from bench.wire import Client

TEXT = "hello, this is a message of an ordinary length, sixty bytes"
USERNAME = "bench_load"
ALONE = 24
UNDER_WAY = 4
"""Messages of the sender that are not answered yet, so that the server always has something to do."""


async def fan_out(server: Server, seconds: float, online: int = 200, absent: int = 800) -> list[dict[str, Any]]:
    """A supergroup with clients of three layers online: as much as the server takes, then one message after the other."""
    sender, peer = await _found(server, absent, megagroup=True)
    load = await _gather(server, online)
    await _round(server, sender, peer, load, online, 0.5, UNDER_WAY)
    found = [
        _row("delivery", *await _round(server, sender, peer, load, online, seconds, UNDER_WAY)),
        _row("delivery_calm", *await _round(server, sender, peer, load, online, seconds, 1, pause=0.1)),
    ]
    await _dismiss(load)
    return found


async def channel(server: Server, seconds: float, online: int = 1000, absent: int = 99_000) -> list[dict[str, Any]]:
    """A channel: what a post costs while nobody is there, which should be what a private message costs; then the time from a post to
    the last push."""
    sender, peer = await _found(server, absent, megagroup=False)
    await _round(server, sender, peer, [], 0, 0.5, 1)
    alone = await _alone(server, sender, peer, seconds / 3)  # one device may not send more than 5,000 in ten seconds
    load = await _gather(server, online)
    await _round(server, sender, peer, load, online, 0.5, 1)
    posts = _row("channel_delivery", *await _round(server, sender, peer, load, online, seconds, 1, pause=0.5))
    await _dismiss(load)
    return [alone, posts]


async def _found(server: Server, absent: int, *, megagroup: bool) -> tuple[Client, types.InputPeerChannel]:
    """A public supergroup or channel and its creator; its other members are not there."""
    (sender,) = await crowd(server.address, server.key.public, [next(numbers())])
    create = functions.channels.CreateChannel(megagroup=megagroup, broadcast=not megagroup, title="Load", about="")
    made = (await sender(create)).chats[0]
    channel = types.InputChannel(channel_id=made.id, access_hash=made.access_hash)
    await sender(functions.channels.UpdateUsername(channel=channel, username=USERNAME))
    sender.socket.close()

    def fill(database: Path) -> None:
        connection = sqlite.connect(database)
        with connection:
            people = rows.add_people(connection, absent)
            rows.add_members(connection, Peer(-CHANNEL_OFFSET - made.id), people, made.date)
        connection.close()

    server.restart(fill)
    sender.address = server.address
    await sender.reconnect()
    await sender(functions.updates.GetState())
    return sender, types.InputPeerChannel(channel_id=made.id, access_hash=made.access_hash)


async def _gather(server: Server, online: int) -> list[Process]:
    """Processes of people who join and listen."""
    host, port = server.address
    load = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.listeners", host, str(port), str(server.key_file), str(2000 + at * 3000),
            str(online // 2), USERNAME, stdin=PIPE, stdout=PIPE, limit=1 << 27,
        )
        for at in range(2)
    ]  # fmt: skip
    for process in load:
        assert await _line(process) == b"ready\n"
    return load


async def _alone(server: Server, sender: Client, peer: types.InputPeerChannel, seconds: float) -> dict[str, Any]:
    """Posts that nobody hears, with as many under way as private messages have in `scenarios.messages`."""
    taken: list[float] = []
    cpu, begun = server.settle(), time.perf_counter()

    async def talk() -> None:
        while (now := time.perf_counter()) < begun + seconds:
            random_id = int.from_bytes(os.urandom(8), "little", signed=True)
            await sender(functions.messages.SendMessage(peer=peer, message=TEXT, random_id=random_id))
            taken.append(time.perf_counter() - now)

    await asyncio.gather(*(talk() for _ in range(ALONE)))
    passed, spent = time.perf_counter() - begun, server.settle() - cpu
    return report.tell(
        "channel_post", count=len(taken), per_second=len(taken) / passed, cpu_ms=spent / len(taken) * 1000,
        per_core_second=len(taken) / spent, **report.percentiles(taken),
    )  # fmt: skip


async def _round(
    server: Server, sender: Client, peer: types.InputPeerChannel, load: list[Process], online: int, seconds: float,
    under_way: int, pause: float = 0.0,
) -> tuple[list[tuple[float, float]], float, float, int]:  # fmt: skip
    """When each delivery began and how many seconds it took, seconds in all, CPU seconds of the server, messages."""
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
    taken: list[tuple[float, float]] = []
    for process in load:
        assert process.stdin is not None
        process.stdin.write(b"tell\n")
        taken += json.loads(await _line(process))
    assert len(taken) == sent * online, f"{len(taken)} deliveries of {sent * online} came"
    return taken, passed, spent, sent


def _row(name: str, taken: list[tuple[float, float]], passed: float, spent: float, sent: int) -> dict[str, Any]:
    last: dict[float, float] = {}
    for sent_at, wait in taken:
        last[sent_at] = max(wait, last.get(sent_at, 0.0))
    return report.tell(
        name, count=len(taken), messages=sent, per_second=len(taken) / passed, cpu_ms=spent / len(taken) * 1000,
        per_core_second=len(taken) / spent, cpu_ms_per_message=spent / sent * 1000,
        **report.percentiles([wait for _, wait in taken]),
        **{f"last_{part}": wait for part, wait in report.percentiles(list(last.values())).items()},
    )  # fmt: skip


async def _line(process: Process) -> bytes:
    assert process.stdout is not None
    return await process.stdout.readline()


async def _dismiss(load: list[Process]) -> None:
    for process in load:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
