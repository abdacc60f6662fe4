"""What ends at the door leaves nothing to the collector of cycles, which stops everyone while it looks."""

from __future__ import annotations

import asyncio

from angarium.gateway.requests import AT_ONCE
from angarium.gateway.sessions import AFTERLIFE
from angarium.mtproto.transport import Kind
from angarium.tl import functions
from tests.gateway.test_connection import lost, turns
from tests.gateway.yard import NEAREST, Yard
from tests.stories.client import Client
from tests.stories.messages.test_leavings import leavings


async def _expire(yard: Yard, client: Client) -> None:
    await client.disconnect()
    await turns()
    yard.pass_time(AFTERLIFE + 10)
    await turns()


async def test_a_session_that_ends_leaves_no_cycle(yard: Yard) -> None:
    auth_key = await yard.add_key()

    async def live(kind: Kind) -> None:
        client = await yard.client(auth_key, kind=kind)
        await client(NEAREST)
        await client.reconnect()
        await client(NEAREST)
        await _expire(yard, client)

    await live(Kind.PADDED)
    with leavings() as left:
        for kind in Kind:
            await live(kind)
        assert yard.door.sessions.count == 0
    assert not left


async def test_neither_does_one_with_a_line_of_requests_nor_one_that_is_destroyed(yard: Yard) -> None:
    auth_key = await yard.add_key()

    async def live() -> None:
        first, second = await yard.client(auth_key), await yard.client(auth_key)
        gate = yard.router.hold("help.getNearestDc")
        asked = [first.begin(NEAREST) for _ in range(3 * AT_ONCE)]
        await second.ping()
        gate.set()
        await asyncio.gather(*asked)
        first.tell(functions.DestroySession(session_id=second.session_id))
        await lost(second)
        second.wire = None  # the client's own circle
        await _expire(yard, first)

    await live()
    with leavings() as left:
        await live()
        assert yard.door.sessions.count == 0
    assert not left
