"""Broken frames by the thousand: nothing gets out of hand, nothing is answered before its msg_key is right."""

from __future__ import annotations

import asyncio
import logging
import random
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from angarium.gateway.connection import Connection
from angarium.mtproto.messages import HEADER, Outgoing, contain, pack
from angarium.mtproto.transport import Kind
from angarium.mtproto.transport import client as make_codec
from angarium.tl import codec, functions, types
from angarium.tl.layers import CANONICAL
from tests.gateway.yard import NEAREST, Yard
from tests.stories.client import Client
from tests.stories.pipe import MemoryTransport

FRAMES = 10_000
WATCHED = 2_000
"""The last frames: memory is watched while they come, which makes each three times as slow."""
GROWTH = 2 << 20
UNHEARD = 3_000
"""The first frames: nothing is acknowledged meanwhile, so that more waits for the client than is kept for it."""
TRANSPORT_ERROR = 16  # bytes of -404 in the longest framing


@pytest.fixture(autouse=True)
def warnings_only() -> Iterator[None]:
    """Thousands of lines about peers that break the protocol would hide the one that matters."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.reset_defaults()


def mutate(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few things wrong."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(broken) + 1)
        match chance.randrange(6):
            case 0 if broken:
                broken[at % len(broken)] ^= 1 << chance.randrange(8)
            case 1 if broken:
                broken[at % len(broken)] = chance.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF))
            case 2:
                del broken[at:]
            case 3:
                broken[at:at] = chance.randbytes(chance.randint(1, 12))
            case 4:
                del broken[at : at + chance.randint(1, 12)]
            case 5:
                broken += broken[at : at + 64]
    return bytes(broken)


class Silent(MemoryTransport):
    """A transport on which only what the server writes matters."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, lambda data: None, lambda: None, "127.0.0.1")
        self.written = 0

    def write(self, data: bytes) -> None:
        self.written += len(data)


def come_in(yard: Yard) -> tuple[Connection, Silent]:
    connection = Connection(yard.door)
    transport = Silent(connection)
    connection.connection_made(transport)
    return connection, transport


def samples(client: Client) -> Iterator[bytes]:
    """Messages as clients send them."""
    yield codec.encode(NEAREST, CANONICAL)
    yield codec.encode(client.introduce(NEAREST), CANONICAL)
    yield codec.encode(functions.InvokeAfterMsgs(msg_ids=[4, 8], query=NEAREST), CANONICAL)
    yield codec.encode(types.MsgsAck(msg_ids=[1, 2, 3]), CANONICAL)
    yield codec.encode(types.MsgsStateReq(msg_ids=[4, 8]), CANONICAL)
    yield codec.encode(types.MsgResendReq(msg_ids=[1, 5]), CANONICAL)
    yield codec.encode(functions.PingDelayDisconnect(ping_id=1, disconnect_delay=75), CANONICAL)
    yield codec.encode(functions.GetFutureSalts(num=9), CANONICAL)
    yield codec.encode(functions.RpcDropAnswer(req_msg_id=4), CANONICAL)
    yield codec.encode(functions.DestroySession(session_id=4), CANONICAL)
    yield pack(codec.encode(functions.InvokeWithLayer(layer=158, query=NEAREST), CANONICAL))
    yield contain([Outgoing(client.next_id(), 1, codec.encode(NEAREST, CANONICAL)) for _ in range(3)])
    send = functions.messages.SendMessage(
        peer=types.InputPeerSelf(),
        message="x",
        random_id=1,
        entities=[
            types.MessageEntityBold(offset=0, length=1),
            types.MessageEntityMentionName(offset=0, length=1, user_id=1),
        ],
    )
    yield codec.encode(send, CANONICAL)


async def settle(yard: Yard) -> None:
    while yard.door._errands:
        await asyncio.gather(*yard.door._errands)
    await asyncio.sleep(0)
    yard.router.calls.clear()


async def catch_up(yard: Yard, client: Client) -> None:
    """Acknowledge what is kept; every new connection is told all of it again."""
    key = yard.door.keys.find(client.cipher.key_id)
    kept = [found.msg_id for live in key.lives.values() for found in live.session.kept.all()] if key else []
    connection, transport = come_in(yard)
    end = make_codec(Kind.INTERMEDIATE, client.random)
    acknowledged = codec.encode(types.MsgsAck(msg_ids=kept), CANONICAL)
    connection.data_received(end.hello + end.frame(client.seal(client.next_id(), 0, acknowledged)))
    await settle(yard)
    transport.close()
    await asyncio.sleep(0)


@pytest.mark.slow
async def test_broken_streams(yard: Yard, capsys: pytest.CaptureFixture[str]) -> None:
    chance, client = random.Random(11), await yard.client()
    await client.ping()
    bodies = list(samples(client))
    before = 0
    for number in range(FRAMES):
        if number == FRAMES - WATCHED:
            tracemalloc.start()
        kind = chance.choice(list(Kind))
        packet = client.seal(client.next_id(), client.next_seq(), chance.choice(bodies))
        hidden = chance.random() < 0.3
        end = make_codec(kind, client.random, obfuscated=hidden)
        broken = mutate(end.hello + end.frame(packet), chance)
        connection, transport = come_in(yard)
        half = chance.randrange(len(broken) + 1)
        connection.data_received(broken[:half])
        connection.data_received(broken[half:])
        await settle(yard)
        if packet not in broken and not hidden:
            assert transport.written <= TRANSPORT_ERROR, "answered something whose msg_key was wrong"
        transport.close()
        await asyncio.sleep(0)
        if number == FRAMES - WATCHED * 9 // 10:
            before = tracemalloc.get_traced_memory()[0]
    assert tracemalloc.get_traced_memory()[0] - before < GROWTH
    tracemalloc.stop()
    assert len(yard.door) == 1
    assert (await client(NEAREST)).this_dc == 2, "others were disturbed"
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.slow
async def test_broken_messages_under_a_right_key(yard: Yard, capsys: pytest.CaptureFixture[str]) -> None:
    chance, client = random.Random(12), await yard.client()
    bodies = list(samples(client))
    await client.ping()
    before = 0
    for number in range(FRAMES):
        if number == FRAMES - WATCHED:
            tracemalloc.start()
        if number > UNHEARD and number % 20 == 0:
            await catch_up(yard, client)
        body = mutate(chance.choice(bodies), chance)
        if chance.random() < 0.7:
            body = body[: len(body) & ~3]
        length = len(body) if chance.random() < 0.9 else chance.choice((-1, 0, 3, 1 << 30, len(body) + 16))
        msg_id = client.next_id() + chance.choice((0, 0, 0, 0, 1, 2, -(1 << 45)))
        plain = HEADER.pack(client.salt, client.session_id, msg_id, chance.randrange(-1, 1000), length) + body
        plain += client.random(12 + (-(len(plain) + 12)) % 16)
        connection, transport = come_in(yard)
        end = make_codec(Kind.INTERMEDIATE, client.random)
        connection.data_received(end.hello + end.frame(client.cipher.encrypt(plain, from_server=False)))
        await settle(yard)
        transport.close()
        await asyncio.sleep(0)
        if number == FRAMES - WATCHED * 9 // 10:
            before = tracemalloc.get_traced_memory()[0]
    assert tracemalloc.get_traced_memory()[0] - before < GROWTH
    tracemalloc.stop()
    assert yard.door.sessions.count == 1
    again: Any = await yard.client()
    assert (await again(NEAREST)).this_dc == 2, "others were disturbed"
    assert "Traceback" not in capsys.readouterr().err
