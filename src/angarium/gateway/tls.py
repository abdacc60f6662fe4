"""TLS on the common port: the client's first bytes have been read already and are given to the TLS machine."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

from angarium.gateway.writer import Transport


class _Early(asyncio.Protocol):
    """Holds what arrives between the end of the TLS handshake and the connection that will take it."""

    def __init__(self) -> None:
        self.data = b""

    def data_received(self, data: bytes) -> None:
        self.data += data


async def start(
    loop: asyncio.AbstractEventLoop,
    transport: Transport,
    certificate: ssl.SSLContext,
    hello: bytes,
    patience: float,
    make_connection: Callable[[], Any],
) -> None:
    """Take the part of the server on `transport`, which is paused and whose first bytes were `hello`."""
    early = _Early()
    starting = asyncio.ensure_future(
        loop.start_tls(
            transport,  # type: ignore[arg-type]
            early,
            certificate,
            server_side=True,
            ssl_handshake_timeout=patience,
        )
    )
    # In its first step start_tls puts its own protocol onto the transport; in the next turn that is connected.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    below = transport.get_protocol()
    below.get_buffer(len(hello))[: len(hello)] = hello
    below.buffer_updated(len(hello))
    try:
        secured: Any = await starting
    except OSError:
        transport.abort()
        return
    if secured is None:
        return
    connection = make_connection()
    secured.set_protocol(connection)
    connection.connection_made(secured)
    if early.data:
        connection.data_received(early.data)
