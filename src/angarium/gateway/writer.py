"""The bounded way out of one connection: what one turn of the loop has to say leaves in one write."""

from __future__ import annotations

from typing import Any, Protocol

SOFT = 256 << 10
"""Bytes that may wait before pushes are held back."""


class Transport(Protocol):
    """What a connection needs of asyncio's transports; WebSockets and tests bring their own."""

    def write(self, data: bytes) -> None: ...

    def get_write_buffer_size(self) -> int: ...

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def close(self) -> None: ...

    def abort(self) -> None: ...

    def is_closing(self) -> bool: ...

    def set_protocol(self, protocol: Any) -> None: ...

    def get_protocol(self) -> Any: ...

    def get_extra_info(self, name: str, default: object = None) -> object: ...


class Writer:
    """Writes, and ends the connection when more than `bound` bytes wait for a client that does not read."""

    __slots__ = ("_bound", "_transport", "full")

    def __init__(self, transport: Transport, bound: int) -> None:
        self._transport = transport
        self._bound = bound
        self.full = False
        """The client is slow: only answers should be written."""
        transport.set_write_buffer_limits(high=min(SOFT, bound), low=min(SOFT, bound) // 4)

    def write(self, data: bytes) -> None:
        """Send, or give the client up."""
        if self._transport.is_closing():
            return
        self._transport.write(data)
        if self.full and self._transport.get_write_buffer_size() > self._bound:
            self._transport.abort()
