"""One process of the load: signs its people up, says that it is ready, and talks when it is told to: `talk SECONDS PAIRS` (each pair has
one message under way all the time) or `flow SECONDS RATE` (messages a second, whatever became of the ones before)."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from pathlib import Path

import uvloop

from angarium.crypto.rsa import PrivateKey
from angarium.tl import codec, functions, types
from bench.people import befriend, crowd, numbers
from bench.wire import LAYER, Client, plain

TEXT = "hello, this is a message of an ordinary length, more or less sixty bytes"
NUMBERED = re.compile(rb"#(\d{9})#")
PATIENCE = 10.0
"""Seconds after the last message was sent in which the late ones may still arrive."""


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


class Stream:
    """Messages of all pairs at times that are fixed beforehand, whatever became of the ones before. What each took is counted from the
    time at which it was meant to leave, so that a server that stops for a moment pays for everyone who would have come meanwhile."""

    def __init__(self, pairs: list[Pair]) -> None:
        self._pairs = pairs
        self._meant: list[float] = []
        self._missing: dict[int, int] = {}  # by number: 2 = neither answered nor delivered
        self._taken: list[float] = []
        for pair in pairs:
            pair.receiver.on_update = self._hear

    async def flow(self, seconds: float, rate: float) -> list[float]:
        """Seconds that each message took until it was both answered and delivered; an error unless all of them were."""
        begun = time.perf_counter()
        for at in range(int(seconds * rate)):
            meant = begun + at / rate
            while (wait := meant - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            self._send(self._pairs[at % len(self._pairs)], meant)
        until = time.perf_counter() + PATIENCE
        while self._missing and time.perf_counter() < until:
            await asyncio.sleep(0.01)
        assert not self._missing, f"{len(self._missing)} messages were not delivered"
        return self._taken

    def _send(self, pair: Pair, meant: float) -> None:
        number = len(self._meant)
        self._meant.append(meant)
        self._missing[number] = 2
        random_id = int.from_bytes(os.urandom(8), "little", signed=True)
        text = f"#{number:09}# {TEXT[:60]}"
        request = functions.messages.SendMessage(peer=pair.peer, message=text, random_id=random_id)
        answered = pair.sender.send("", codec.encode(request, LAYER))
        answered.add_done_callback(lambda done: self._tick(number) if done.exception() is None else None)

    def _hear(self, body: bytes) -> None:
        for found in NUMBERED.finditer(plain(body)):
            self._tick(int(found[1]))

    def _tick(self, number: int) -> None:
        left = self._missing.get(number, 0) - 1
        if left > 0:
            self._missing[number] = left
        elif left == 0:
            del self._missing[number]
            self._taken.append(time.perf_counter() - self._meant[number])


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
        order, seconds, measure = line.split()
        if order == "flow":
            taken = await Stream(made).flow(float(seconds), float(measure))
        else:
            talking, until = made[: int(measure)], time.perf_counter() + float(seconds)
            await asyncio.gather(*(pair.talk(until) for pair in talking))
            taken = [took for pair in talking for took in pair.taken]
        print(json.dumps(taken), flush=True)
        for pair in made:
            pair.taken.clear()


if __name__ == "__main__":
    host, port, key, first, pairs = sys.argv[1:]
    uvloop.run(talk((host, int(port)), Path(key).read_bytes(), int(first), int(pairs)))
