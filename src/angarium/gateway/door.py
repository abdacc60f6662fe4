"""The door itself: what all connections share, who may come in, and the addresses that it listens on."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from angarium.crypto.rsa import PrivateKey
from angarium.domain.house import House
from angarium.gateway import http, tls
from angarium.gateway.connection import Connection, open_unencrypted, seal_unencrypted
from angarium.gateway.handshake_pool import HandshakePool
from angarium.gateway.handshakes import Handshakes
from angarium.gateway.keys import Keys, PassingKeys
from angarium.gateway.pusher import Pushers
from angarium.gateway.sessions import Live, Peer, Sessions
from angarium.gateway.wheel import Wheel
from angarium.mtproto import service
from angarium.mtproto.events import DestroyKey, DestroySession
from angarium.mtproto.handshake import MASTERS
from angarium.rpc.router import Router

if TYPE_CHECKING:
    from angarium.gateway.writer import Transport

STRANGERS = 512
"""Connections from one address that have not shown a key yet. This machine, and a proxy on it, may have any number."""

TICK = 1.0

ANSWERS = 4 << 20
"""Bytes of answers that may be under way to a client when it is found to be slow, beyond `limits.unsent`."""

GRACE = 5.0
"""Seconds that requests under way have to end when the door is closed."""


@dataclass(frozen=True, slots=True)
class Listening:
    """One address that the door listens on."""

    host: str
    port: int


class Door:
    """Owns every connection and session. `monotonic` is a clock that never jumps; it drives all deadlines. When the house
    is an outpost, it is another data centre's, and its keys are nobody's."""

    def __init__(
        self,
        house: House,
        router: Router,
        pool: HandshakePool,
        key: PrivateKey,
        *,
        web: Path | None = None,
        certificate: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] | None = None,
    ) -> None:
        self.house, self.router, self.tls = house, router, certificate
        self.loop = asyncio.get_running_loop()
        self.now = house.clock.now
        self.noise = house.chance.bytes
        self.monotonic = monotonic or self.loop.time
        self.wheel = Wheel(self.monotonic())
        self.keys = Keys(house) if house.outpost is None else PassingKeys(house)
        self.sessions = Sessions(self)
        self.pushers = Pushers(self)
        self.owed: set[Live] = set()
        """Sessions whose requests may take so long that their arrival has to be acknowledged."""
        self.broken = 0
        """Connections that broke the protocol, since the start."""
        limits = house.config.limits
        self.patience = house.config.handshakes.timeout
        self.unsent_bound = limits.unsent + ANSWERS
        self._most, self._most_each = limits.connections, limits.connections_per_address
        dcs = MASTERS if house.outpost is None else (house.config.cdn.dc_id,)
        self._handshakes = Handshakes(
            key.fingerprint, pool, clock=house.clock, chance=house.chance, add_key=self.keys.add, dcs=dcs
        )
        self._web = http.Web(self, key, web)
        self._servers: list[asyncio.Server] = []
        self._connections: set[Connection] = set()
        self._strangers: set[Connection] = set()
        self._by_address: Counter[str] = Counter()
        self._strangers_by_address: Counter[str] = Counter()
        self._errands: set[asyncio.Future[Any]] = set()
        self._ticking: asyncio.TimerHandle | None = None

    # --- opening and closing

    async def open(self) -> None:
        """Get ready; the clock of deadlines begins to run."""
        await self._web.open()
        self._ticking = self.loop.call_later(TICK, self._tick)

    async def listen(self, host: str, port: int) -> Listening:
        """Listen on one more address; port 0 takes a free one."""
        server = await self.loop.create_server(lambda: Connection(self), host, port, backlog=1024)
        self._servers.append(server)
        own = server.sockets[0].getsockname()
        return Listening(own[0], own[1])

    async def close(self) -> None:
        """Let nobody in any more, finish the requests under way, and close every connection."""
        if self._ticking is not None:
            self._ticking.cancel()
        for server in self._servers:
            server.close()
        if self._errands:
            _, late = await asyncio.wait(self._errands, timeout=GRACE)
            for task in late:
                task.cancel()
        for connection in tuple(self._connections):
            connection.close()
        await self._web.close()

    def __len__(self) -> int:
        """Open connections, without those given to the HTTP server."""
        return len(self._connections)

    # --- who may come in

    def admit(self, connection: Connection) -> bool:
        """Whether there is room for one more connection from its address."""
        address = connection.address
        if len(self._connections) >= self._most or self._by_address[address] >= self._most_each:
            return False
        if self._strangers_by_address[address] >= STRANGERS and not _is_near(address):
            return False
        self._connections.add(connection)
        self._strangers.add(connection)
        self._by_address[address] += 1
        self._strangers_by_address[address] += 1
        return True

    def trust(self, connection: Connection) -> None:
        """It has shown a key."""
        if connection in self._strangers:
            self._strangers.discard(connection)
            _take_one(self._strangers_by_address, connection.address)

    def dismiss(self, connection: Connection) -> None:
        """It is gone, or another protocol's."""
        if connection in self._connections:
            self.trust(connection)
            self._connections.discard(connection)
            _take_one(self._by_address, connection.address)

    def hand_to_http(self, connection: Connection, transport: Transport, data: bytes) -> None:
        """The HTTP server goes on with this connection, which still counts."""
        self.trust(connection)
        guest = http.Guest(self._web.make_protocol(), lambda: self.dismiss(connection))
        transport.set_protocol(guest)
        guest.connection_made(transport)
        guest.data_received(data)

    def hand_to_tls(self, transport: Transport, data: bytes) -> None:
        """Begin TLS on this transport; what comes out of it is a new connection."""
        assert self.tls is not None
        transport.pause_reading()
        self.spawn(tls.start(self.loop, transport, self.tls, data, self.patience, lambda: Connection(self)))

    # --- what connections ask for

    def spawn(self, errand: Coroutine[Any, Any, None]) -> None:
        """Do something beside the caller; `close` waits for it."""
        task = self.loop.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def shake_hands(self, payload: bytes) -> bytes:
        """The answer to an unencrypted message. Raises PeerError."""
        return seal_unencrypted(await self._handshakes.receive(open_unencrypted(payload)), self.now())

    def begin_handshake(self, payload: bytes) -> asyncio.Future[bytes]:
        """The body of the answer to an unencrypted message, for `seal_unencrypted`; others may look at the same future. Raises
        PeerError, at once or by the future."""
        answer = self._handshakes.take(open_unencrypted(payload))
        if not answer.done():
            self._errands.add(answer)
            answer.add_done_callback(self._errands.discard)
        return answer

    async def destroy(self, live: Live, event: DestroySession | DestroyKey, peer: Peer) -> None:
        """End another session of the same key, or the key with all of its sessions."""
        if isinstance(event, DestroySession):
            other = live.key.lives.get(event.session_id)
            if other is not None:
                self.sessions.drop(other)
            told = service.destroyed(event.session_id, known=other is not None)
        else:
            told = service.key_destroyed(await self.keys.remove(live.key.id))
        peer.tell(live, (live.session.note(told, self.now(), answers=True),))
        if isinstance(event, DestroyKey):
            for other in tuple(live.key.lives.values()):
                self.sessions.drop(other)

    # --- time

    def _tick(self) -> None:
        self.advance()
        self._ticking = self.loop.call_later(TICK, self._tick)

    def advance(self) -> None:
        """Look at the clocks: end what is due, acknowledge what takes long."""
        self.wheel.advance(self.monotonic())
        now = self.now()
        for live in tuple(self.owed):
            message = live.session.acknowledge(now)
            if message is not None and live.peers:
                live.peers[-1].tell(live, (message,))
            if not live.session.running:
                self.owed.discard(live)
                live.session.rest(now)


def _take_one(counter: Counter[str], address: str) -> None:
    counter[address] -= 1
    if counter[address] <= 0:
        del counter[address]


def _is_near(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return True  # a socket without addresses: this machine
