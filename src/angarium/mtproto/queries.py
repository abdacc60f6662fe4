"""From the bytes of one message to the query inside: packed parts unpacked, invokeAfterMsg taken off."""

from __future__ import annotations

from typing import Any, NamedTuple

from angarium.mtproto.errors import PeerError
from angarium.mtproto.messages import GZIP_PACKED, packed_bytes, unpack
from angarium.tl import codec

# Queries whose `query` field holds another one (https://core.telegram.org/api/invoking)
WRAPPERS = frozenset(
    {
        "invokeWithLayer",
        "initConnection",
        "invokeWithoutUpdates",
        "invokeWithMessagesRange",
        "invokeWithTakeout",
        "invokeWithBusinessConnection",
        "invokeWithGooglePlayIntegrity",
        "invokeWithApnsSecret",
        "invokeWithReCaptcha",
        "invokeAfterMsg",
        "invokeAfterMsgs",
    }
)
NESTING = 12
AFTER_MAX = 1020


class Query(NamedTuple):
    """A query with its wrappers, the messages it has to wait for, and the name of its innermost method."""

    body: object
    after: tuple[int, ...]
    method: str
    innermost: object


def read(body: bytes) -> object:
    """Decode one message's body, unpacking it first where it is packed. Raises TLError or PeerError."""
    return _inflate(packed_bytes(body)) if body[:4] == GZIP_PACKED else codec.read(body)


def open_query(query: object) -> Query:
    """Look through the wrappers of a decoded query. Raises TLError or PeerError."""
    name: str = getattr(query, "NAME", "")
    if name not in WRAPPERS:
        return Query(query, (), name, query)
    return _peel(query)


def _inflate(packed: bytes) -> object:
    body = unpack(packed)
    if body[:4] == GZIP_PACKED:
        raise PeerError("gzip_packed inside gzip_packed")
    return codec.read(body)


def _peel(query: Any) -> Query:
    """Walk down the wrappers. A packed query may stand at any depth: TDLib packs inside initConnection."""
    after: list[int] = []
    parent, top, here = None, query, query
    for _ in range(NESTING):
        name: str = getattr(here, "NAME", "")
        if name == "gzip_packed":
            here = _inflate(here.packed_data)
        elif name in {"invokeAfterMsg", "invokeAfterMsgs"}:
            after += [here.msg_id] if name == "invokeAfterMsg" else here.msg_ids
            here = here.query
        elif name in WRAPPERS:
            parent, here = here, here.query
            continue
        else:
            return Query(top, _check_after(after), name, here)
        if parent is None:
            top = here
        else:
            parent.query = here
    raise PeerError("a query wrapped too often")


def _check_after(after: list[int]) -> tuple[int, ...]:
    if len(after) > AFTER_MAX:
        raise PeerError("a query that waits for too many others")
    return tuple(after)
