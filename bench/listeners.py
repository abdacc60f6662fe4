"""One process of people who are in a group and listen: it says that it is ready, and for each
round when every message was sent, and how long it took to each."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path

import uvloop

from angarium.crypto.rsa import PrivateKey
from angarium.tl import functions, types
from bench.people import numbers, sign_up
from bench.wire import Client, plain

SENT_AT = re.compile(rb"@(\d+\.\d{6})@")
LAYERS = (229, 198, 158)


async def find(client: Client, username: str) -> types.InputChannel:
    """A public group by its name."""
    found = (await client(functions.contacts.ResolveUsername(username=username))).chats[0]
    return types.InputChannel(channel_id=found.id, access_hash=found.access_hash)


class Listeners:
    def __init__(self) -> None:
        self.taken: list[tuple[float, float]] = []

    def hear(self, body: bytes) -> None:
        for found in SENT_AT.finditer(plain(body)):
            sent = float(found[1])
            self.taken.append((sent, time.perf_counter() - sent))


async def listen(address: tuple[str, int], pem: bytes, first: int, online: int, username: str) -> None:
    key, fresh, ears = PrivateKey.from_pem(pem).public, numbers(first), Listeners()
    for at in range(online):
        client = Client(address, key, LAYERS[at % len(LAYERS)])
        await client.shake_hands()
        phone = next(fresh)
        await sign_up(client, phone, f"Load {phone}")
        await client(functions.channels.JoinChannel(channel=await find(client, username)))
        await client(functions.updates.GetState())
        client.on_update = ears.hear
    loop = asyncio.get_running_loop()
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        if line.strip() == "begin":
            ears.taken.clear()
        else:
            print(json.dumps(ears.taken), flush=True)


if __name__ == "__main__":
    host, port, key_file, first, online, username = sys.argv[1:]
    uvloop.run(listen((host, int(port)), Path(key_file).read_bytes(), int(first), int(online), username))
