"""The server is killed in the middle of its work, again and again: what it has acknowledged is there, once, and in order."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from angarium.tl import functions, types
from bench.people import befriend, crowd, numbers
from bench.server import Server
from bench.wire import Client

ROUNDS = int(os.environ.get("ANGARIUM_DRILL", "3"))
PAIRS = 4
PATIENCE = 30.0
"""Seconds that a call may take while the server is up."""


class Cut(Exception):
    """The connection went before the answer came: the client cannot know what became of its call."""


async def ask(client: Client, query: Any) -> Any:
    """Raises Cut."""
    answer = asyncio.ensure_future(client(query))
    await asyncio.wait((answer, client.socket.lost), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    if not answer.done():
        assert client.socket.lost.done(), f"{query.NAME} got no answer in {PATIENCE} s"
        raise Cut
    return answer.result()


@dataclass
class Talker:
    """Somebody who repeats what was not acknowledged, as clients do, under the same random_id."""

    client: Client
    peer: Any
    said: list[str] = field(default_factory=list)
    """Texts, in the order in which they were first sent."""
    acknowledged: dict[str, int] = field(default_factory=dict)
    """Message ids by text."""
    repeated: int = 0

    async def talk(self, answered: Callable[[], None]) -> None:
        """Until the connection goes. `answered` is called the moment an answer is there."""
        try:
            while True:
                if len(self.said) == len(self.acknowledged):
                    self.said.append(f"number {len(self.said)} of {self.client.user.id}")
                await self.say(self.said[-1])
                answered()
        except Cut:
            return

    async def say(self, text: str) -> None:
        send = functions.messages.SendMessage(peer=self.peer, message=text, random_id=hash(text))
        answer = await ask(self.client, send)
        id = answer.id if isinstance(answer, types.UpdateShortSentMessage) else answer.updates[0].id
        assert self.acknowledged.setdefault(text, id) == id

    async def come_back(self, address: tuple[str, int]) -> None:
        """To the server that runs again: what it acknowledged is there, and is not there twice when it is said once more."""
        self.client.address = address
        await self.client.reconnect()
        kept = await read_all(self.client, self.peer)
        assert self.acknowledged.items() <= {message.message: message.id for message in kept}.items()
        self.repeated += len(self.said) - len(self.acknowledged)
        for text in self.said[-3:]:
            await self.say(text)


class Last:
    """Does something at the answer number `number`, while it is still warm: whoever acknowledges before it keeps has no time to make up."""

    def __init__(self, number: int, deed: Callable[[], None]) -> None:
        self._left, self._deed = number, deed

    def count(self) -> None:
        self._left -= 1
        if not self._left:
            self._deed()


async def keep_part(client: Client, file_id: int) -> None:
    part = functions.upload.SaveFilePart(file_id=file_id, file_part=0, bytes=file_id.to_bytes(8, "big") * 100)
    assert await ask(client, part)


async def send_file(client: Client, peer: Any, file_id: int) -> None:
    """From the part that was kept."""
    media = types.InputMediaUploadedDocument(
        file=types.InputFile(id=file_id, parts=1, name="kept.bin", md5_checksum=""),
        mime_type="application/octet-stream",
        attributes=[],
    )
    await ask(client, functions.messages.SendMedia(peer=peer, media=media, message="", random_id=file_id))


async def catch_up(client: Client) -> tuple[list[Any], int]:
    """Everything since the account began: new messages, and the pts that the updates lead to."""
    messages: list[Any] = []
    state = types.updates.State(pts=1, qts=0, date=1, seq=0, unread_count=0)
    while True:
        query = functions.updates.GetDifference(pts=state.pts, date=state.date, qts=state.qts)
        found = await ask(client, query)
        if isinstance(found, types.updates.DifferenceEmpty):
            return messages, state.pts
        messages += found.new_messages
        if isinstance(found, types.updates.Difference):
            return messages, found.state.pts
        state = found.intermediate_state


async def read_all(client: Client, peer: Any) -> list[Any]:
    """The messages of a whole history that have a text, oldest first."""
    found: list[Any] = []
    while True:
        query = functions.messages.GetHistory(peer=peer, offset_id=found[-1].id if found else 0, limit=100)
        page = (await ask(client, query)).messages
        if not page:
            return [one for one in reversed(found) if isinstance(one, types.Message) and one.message]
        found += page


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        yield made


async def test_what_was_acknowledged_survives_a_kill(server: Server) -> None:
    fresh = numbers()
    *people, founder = await crowd(server.address, server.key.public, [next(fresh) for _ in range(PAIRS * 2 + 1)])
    couples = list(zip(people[::2], people[1::2], strict=True))
    made = (await founder(functions.channels.CreateChannel(megagroup=True, title="Everybody", about=""))).chats[0]
    group = types.InputPeerChannel(channel_id=made.id, access_hash=made.access_hash)
    talkers = [Talker(sender, await befriend(sender, receiver)) for sender, receiver in couples]
    talkers.append(posting := Talker(founder, group))
    for file_id in range(1, ROUNDS + 1):
        await keep_part(founder, file_id)
        last = Last(random.randrange(20, 200), server.kill)
        await asyncio.gather(*(one.talk(last.count) for one in talkers))
        server.start()
        for one in talkers:
            await one.come_back(server.address)
        await send_file(founder, group, file_id)
    assert sum(one.repeated for one in talkers), "no kill came between a message and its answer"
    for talker, (_, receiver) in zip(talkers[:-1], couples, strict=True):
        receiver.address = server.address
        await receiver.reconnect()
        heard, pts = await catch_up(receiver)
        assert [message.message for message in heard] == talker.said
        assert pts == 1 + len(heard)
    posts = await read_all(founder, group)
    assert [(post.message, post.id) for post in posts] == list(posting.acknowledged.items())
    assert [post.message for post in posts] == posting.said
