"""The transports on one port: what frames payloads on a stream, and what recognizes it from its first bytes."""

from __future__ import annotations

from angarium.mtproto.transport.client import ClientCodec, Fault, QuickAck, client
from angarium.mtproto.transport.codec import LIMIT, UNENCRYPTED_LIMIT, Codec, Packet
from angarium.mtproto.transport.detection import Foreign, detect
from angarium.mtproto.transport.envelopes import Kind

__all__ = [
    "LIMIT",
    "UNENCRYPTED_LIMIT",
    "ClientCodec",
    "Codec",
    "Fault",
    "Foreign",
    "Kind",
    "Packet",
    "QuickAck",
    "client",
    "detect",
]
