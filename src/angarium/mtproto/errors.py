"""The fate of an error that the peer made: the connection ends, nothing else is disturbed."""

from __future__ import annotations

NOT_FOUND = -404
"""Unknown auth key, a wrong handshake, a malformed packet."""

FLOOD = -429
"""Too many connections, too large containers, no room for a handshake now."""

WRONG_DC = -444
"""A data centre that is not here."""


class PeerError(Exception):
    """The peer broke MTProto. `code` is the transport error to send before closing; the reason stays in our log.

    https://core.telegram.org/mtproto/mtproto-transports#transport-errors
    """

    def __init__(self, reason: str, code: int = NOT_FOUND) -> None:
        super().__init__(reason, code)
        self.reason = reason
        self.code = code

    def __str__(self) -> str:
        return self.reason
