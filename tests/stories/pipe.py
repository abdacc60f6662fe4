"""A connection without sockets: the real `Connection` of the gateway on a transport that lives in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from angarium.gateway.connection import Connection
from angarium.gateway.door import Door


def _nobody(*_: object) -> None:
    """Hears what comes after the end."""


class MemoryTransport:
    """The server's end. What it writes reaches the client in the next turn of the loop; `clog` makes the client slow."""

    def __init__(self, protocol: Any, hear: Callable[[bytes], None], lost: Callable[[], None], address: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._protocol = protocol
        self._hear = hear
        self._lost = lost
        self._address = address
        self._closing = False
        self._clogged: list[bytes] | None = None
        self._high = 64 << 10
        self._full = False
        self._reading = True
        self._unread: deque[bytes] = deque()

    # --- for the test

    def deliver(self, data: bytes) -> None:
        """The client sent something."""
        self._unread.append(data)
        self._loop.call_soon(self._read)

    def clog(self) -> None:
        """The client stops reading."""
        self._clogged = []

    def unclog(self) -> None:
        """The client reads on."""
        held, self._clogged = self._clogged or [], None
        if self._full and self._protocol is not None:
            self._full = False
            self._protocol.resume_writing()
        for data in held:
            self._loop.call_soon(self._hear, data)

    @property
    def reading(self) -> bool:
        return self._reading

    def _read(self) -> None:
        while self._unread and self._reading and not self._closing:
            self._protocol.data_received(self._unread.popleft())

    # --- for the server

    def write(self, data: bytes) -> None:
        if self._closing:
            return
        if self._clogged is None:
            self._loop.call_soon(self._hear, data)
            return
        self._clogged.append(data)
        if not self._full and self.get_write_buffer_size() > self._high:
            self._full = True
            self._protocol.pause_writing()

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self._clogged or ()))

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._high = high or self._high

    def pause_reading(self) -> None:
        self._reading = False

    def resume_reading(self) -> None:
        self._reading = True
        self._loop.call_soon(self._read)

    def close(self) -> None:
        if not self._closing:
            self._closing = True
            self._loop.call_soon(self._end)

    abort = close

    def _end(self) -> None:
        """Like asyncio's, it lets go of both sides when they have heard of it."""
        protocol, lost = self._protocol, self._lost
        self._protocol, self._lost, self._hear = None, _nobody, _nobody
        protocol.connection_lost(None)
        lost()

    def is_closing(self) -> bool:
        return self._closing

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_protocol(self) -> Any:
        return self._protocol

    def get_extra_info(self, name: str, default: object = None) -> object:
        return {"peername": (self._address, 50000), "sockname": ("127.0.0.1", 8480)}.get(name, default)


def connect(door: Door, hear: Callable[[bytes], None], lost: Callable[[], None], address: str) -> MemoryTransport:
    """Come in through the door; `hear` gets the server's bytes, `lost` the end."""
    connection = Connection(door)
    transport = MemoryTransport(connection, hear, lost, address)
    connection.connection_made(transport)
    return transport
