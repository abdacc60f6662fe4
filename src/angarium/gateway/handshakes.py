"""All the key exchanges under way, whatever connections they come by.

An exchange belongs to its nonces and not to a connection: over HTTP every request may come by another one, and a
client that lost its connection asks again and must get the same answer.
https://core.telegram.org/mtproto/auth_key#error-handling-lost-queries-and-responses
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from angarium.crypto import factor
from angarium.gateway.handshake_pool import HandshakePool, Overloaded
from angarium.model.clock import Chance, Clock
from angarium.mtproto.errors import FLOOD, PeerError
from angarium.mtproto.handshake import MASTERS, Agreed, AwaitClientDh, AwaitDh, AwaitPq, read_request
from angarium.tl import functions

MEMORY = 600
"""Seconds, counted from req_pq, for which an exchange and its answers are remembered."""

CAPACITY = 16384
"""Exchanges that are remembered at once, before and after their proof of work; beyond that the oldest is forgotten."""

AddKey = Callable[[Agreed], Awaitable[bool]]
"""Stores a key durably; False when there is another one with its id."""


@dataclass(slots=True, eq=False)
class _Exchange:
    nonce: bytes
    born: float
    step: AwaitDh | AwaitClientDh | None
    request: bytes
    answer: asyncio.Future[bytes]


class _Shelf(dict[bytes, _Exchange]):
    """Exchanges by server_nonce, oldest first."""

    def drop(self, horizon: float) -> list[_Exchange]:
        """Take out what began before `horizon`, and the oldest of too many."""
        dropped = []
        while self:
            server_nonce, exchange = next(iter(self.items()))
            if exchange.born > horizon and len(self) < CAPACITY:
                break
            dropped.append(self.pop(server_nonce))
        return dropped


class Handshakes:
    """Answers the unencrypted requests of all connections."""

    def __init__(
        self,
        fingerprint: int,
        pool: HandshakePool,
        *,
        clock: Clock,
        chance: Chance,
        add_key: AddKey,
        dcs: tuple[int, ...] = MASTERS,
    ) -> None:
        self._first = AwaitPq(fingerprint, dcs)
        self._pool = pool
        self._clock = clock
        self._chance = chance
        self._add_key = add_key
        # req_pq costs nothing, so a flood of it must not push out those who have proved their work.
        self._begun = _Shelf()
        self._proved = _Shelf()
        self._beginnings: dict[bytes, bytes] = {}  # server_nonce by nonce

    def __len__(self) -> int:
        return len(self._begun) + len(self._proved)

    async def receive(self, body: bytes) -> bytes:
        """The body of the answer to an unencrypted message's body.

        Raises PeerError with its transport error: -429 when there is no room now, and the client may ask again;
        -404 or -444 when a rule was broken or the exchange is unknown, and it must begin anew.
        """
        # The work goes on when this connection ends: the client comes back by another one and asks again.
        return await asyncio.shield(self.take(body))

    def take(self, body: bytes) -> asyncio.Future[bytes]:
        """The same for who does not wait. The future is the exchange's and may have others who look at it: never cancel it."""
        request = read_request(body)
        self._forget_old()
        if isinstance(request, functions.ReqPq | functions.ReqPqMulti):
            return self._begin(request, body).answer
        exchange = self._find(request.server_nonce)
        if exchange is None:
            raise PeerError("the exchange is unknown, forgotten or dead")
        if exchange.request != body:
            self._advance(exchange, request, body)
        return exchange.answer

    def _begin(self, request: functions.ReqPq | functions.ReqPqMulti, body: bytes) -> _Exchange:
        known = self._begun.get(self._beginnings.get(request.nonce, b""))
        if known and known.request == body:
            return known
        p, q = factor.make_pq(self._chance.bytes)
        server_nonce = self._chance.bytes(16)
        step, answer = self._first.receive(request, p=p, q=q, server_nonce=server_nonce)
        done = asyncio.get_running_loop().create_future()
        done.set_result(answer)
        exchange = _Exchange(request.nonce, self._clock.now(), step, body, done)
        self._begun[server_nonce] = exchange
        self._beginnings[request.nonce] = server_nonce
        return exchange

    def _advance(
        self, exchange: _Exchange, request: functions.ReqDHParams | functions.SetClientDHParams, body: bytes
    ) -> None:
        if not exchange.answer.done():
            self._forget(request.server_nonce)
            raise PeerError("another request of this exchange is being answered")
        exchange.request = body
        exchange.answer = asyncio.ensure_future(self._answer(exchange, request))
        exchange.answer.add_done_callback(_retrieve)

    async def _answer(self, exchange: _Exchange, request: functions.ReqDHParams | functions.SetClientDHParams) -> bytes:
        try:
            return await self._take_step(exchange, request)
        except Overloaded:
            exchange.request = b""  # the same request is welcome again
            raise PeerError("no room for a handshake now", FLOOD) from None
        except BaseException:
            self._forget(request.server_nonce)
            raise

    async def _take_step(
        self, exchange: _Exchange, request: functions.ReqDHParams | functions.SetClientDHParams
    ) -> bytes:
        step = exchange.step
        if isinstance(step, AwaitDh):
            task = step.check(request)
            if self._begun.pop(request.server_nonce, None):
                self._proved[request.server_nonce] = exchange
            opened = await self._pool.run(task)
            now = int(self._clock.now())
            exchange.step, answer = step.receive(opened, now=now, random=self._chance.bytes)
            return answer
        if step is None:
            raise PeerError("the exchange is over")
        agreed = step.receive(await self._pool.run(step.check(request)))
        if await self._add_key(agreed):
            exchange.step = None
            return agreed.accept()
        exchange.step, answer = agreed.retry()
        return answer

    def _find(self, server_nonce: bytes) -> _Exchange | None:
        exchange = self._begun.get(server_nonce) or self._proved.get(server_nonce)
        return exchange if exchange and exchange.born > self._clock.now() - MEMORY else None

    def _forget_old(self) -> None:
        horizon = self._clock.now() - MEMORY
        for exchange in self._begun.drop(horizon) + self._proved.drop(horizon):
            self._beginnings.pop(exchange.nonce, None)

    def _forget(self, server_nonce: bytes) -> None:
        exchange = self._begun.pop(server_nonce, None) or self._proved.pop(server_nonce, None)
        if exchange:
            self._beginnings.pop(exchange.nonce, None)


def _retrieve(answer: asyncio.Future[bytes]) -> None:
    if not answer.cancelled():
        answer.exception()  # nobody may be waiting any more
