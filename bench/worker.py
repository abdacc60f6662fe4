"""One process of the load: signs its people up, says that it is ready, and talks when it is told to."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

import uvloop

from angarium.crypto.rsa import PrivateKey
from angarium.tl import codec, functions, types
from bench.people import befriend, crowd, numbers
from bench.wire import LAYER, Client

TEXT = "hello, this is a message of an ordinary length, more or less sixty bytes"


class Pair:
    """Two people and one message under way between them: sent → durable and answered → on the other's socket."""

    def __init__(self, sender: Client, receiver: Client, peer: types.InputPeerUser) -> None:
        self.sender, self.receiver, self.peer = sender, receiver, peer
        self.taken: list[float] = []

    async def talk(self, until: float) -> None:
        loop = asyncio.get_running_loop()
        while time.perf_counter() < until:
            delivered: asyncio.Future[None] = loop.create_future()
            self.receiver.on_update = lambda body, done=delivered: None if done.done() else done.set_result(None)  # type: ignore[misc]
            random_id = int.from_bytes(os.urandom(8), "little", signed=True)
            request = functions.messages.SendMessage(peer=self.peer, message=TEXT, random_id=random_id)
            body = codec.encode(request, LAYER)
            begun = time.perf_counter()
            await self.sender.send("", body)
            await delivered
            self.taken.append(time.perf_counter() - begun)


async def talk(address: tuple[str, int], pem: bytes, first: int, pairs: int) -> None:
    fresh = numbers(first)
    people = await crowd(address, PrivateKey.from_pem(pem).public, [next(fresh) for _ in range(pairs * 2)])
    couples = zip(people[::2], people[1::2], strict=True)
    made = [Pair(sender, receiver, await befriend(sender, receiver)) for sender, receiver in couples]
    for client in people:
        await client(functions.updates.GetState())
    loop = asyncio.get_running_loop()
    print("ready", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        until = time.perf_counter() + float(line)
        await asyncio.gather(*(pair.talk(until) for pair in made))
        print(json.dumps([taken for pair in made for taken in pair.taken]), flush=True)
        for pair in made:
            pair.taken.clear()


if __name__ == "__main__":
    host, port, key, first, pairs = sys.argv[1:]
    uvloop.run(talk((host, int(port)), Path(key).read_bytes(), int(first), int(pairs)))
