"""MTProto over WebSockets: the same stream as over TCP, in binary messages (https://core.telegram.org/mtproto/transports#websocket)."""

from __future__ import annotations

import asyncio
from struct import Struct
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from angarium.gateway.connection import Connection
from angarium.gateway.writer import SOFT
from angarium.mtproto.transport import LIMIT

if TYPE_CHECKING:
    from angarium.gateway.door import Door
    from angarium.gateway.writer import Transport

DRAIN = 0.02
"""Seconds between looks at a full buffer."""

_SHORT, _MIDDLE, _LONG = Struct(">BB"), Struct(">BBH"), Struct(">BBQ")
_BINARY = 0x82  # one whole binary message: https://www.rfc-editor.org/rfc/rfc6455#section-5.2


class SocketTransport:
    """Looks like a TCP transport to the connection, and writes messages onto the transport of the WebSocket."""

    __slots__ = ("_below", "_connection", "_full", "_high", "_loop", "_readable", "address")

    def __init__(self, below: Transport, address: str, loop: asyncio.AbstractEventLoop) -> None:
        self._below = below
        self._loop = loop
        self._high = SOFT
        self._full = False
        self._readable = asyncio.Event()
        self._readable.set()
        self.address = address

    def join(self, connection: Connection) -> None:
        """Tell this connection what happens."""
        self._connection = connection
        connection.connection_made(self)

    async def readable(self) -> None:
        """Wait until the connection wants to hear more."""
        await self._readable.wait()

    def write(self, data: bytes) -> None:
        """One message; its frame is written here, because aiohttp's own way would need a task for each."""
        size = len(data)
        if size < 126:
            head = _SHORT.pack(_BINARY, size)
        elif size < 65536:
            head = _MIDDLE.pack(_BINARY, 126, size)
        else:
            head = _LONG.pack(_BINARY, 127, size)
        self._below.write(head + data)
        if not self._full and self.get_write_buffer_size() > self._high:
            self._full = True
            self._connection.pause_writing()
            self._loop.call_later(DRAIN, self._look)

    def _look(self) -> None:
        if self.is_closing():
            return
        if self.get_write_buffer_size() > self._high // 4:
            self._loop.call_later(DRAIN, self._look)
        else:
            self._full = False
            self._connection.resume_writing()

    def get_write_buffer_size(self) -> int:
        return self._below.get_write_buffer_size()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._high = SOFT if high is None else high

    def pause_reading(self) -> None:
        self._readable.clear()

    def resume_reading(self) -> None:
        self._readable.set()

    def close(self) -> None:
        self._readable.set()
        self._below.close()

    def abort(self) -> None:
        self._readable.set()
        self._below.abort()

    def is_closing(self) -> bool:
        return self._below.is_closing()

    def set_protocol(self, protocol: Any) -> None:
        raise NotImplementedError("a WebSocket speaks MTProto only")

    def get_protocol(self) -> Any:
        return self._connection

    def get_extra_info(self, name: str, default: object = None) -> object:
        return (self.address, 0) if name == "peername" else self._below.get_extra_info(name, default)


async def serve(door: Door, request: web.Request, address: str) -> web.StreamResponse:
    """One WebSocket, until it ends."""
    socket = web.WebSocketResponse(protocols=("binary",), max_msg_size=2 * LIMIT, compress=False)
    await socket.prepare(request)
    below: Any = request.transport
    transport = SocketTransport(below, address, asyncio.get_running_loop())
    connection = Connection(door, only_mtproto=True)
    transport.join(connection)
    try:
        async for message in socket:
            if message.type is not WSMsgType.BINARY:
                break
            connection.data_received(message.data)
            await transport.readable()
            if transport.is_closing():
                break
    finally:
        connection.connection_lost(None)
    return socket
