"""The plaintext of one encrypted message: header, body, padding; containers and packed bodies inside it.

https://core.telegram.org/mtproto/description#message-mtproto-20
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from struct import Struct
from typing import NamedTuple

from angarium.mtproto.errors import PeerError

HEADER = Struct("<qqqii")  # salt, session_id, msg_id, seq_no, length
INNER = Struct("<qii")  # msg_id, seq_no, length: one message of a container
COUNT = Struct("<i")

MSG_CONTAINER = b"\xdc\xf8\xf1\x73"
GZIP_PACKED = b"\xa1\xcf\x72\x30"

PADDING_MIN, PADDING_MAX = 12, 1024
CONTAINER_MESSAGES = 1020
CONTAINER_BYTES = 1 << 19  # what we put into one container; a larger message goes alone
UNPACKED_MAX = 1 << 21  # twice the largest upload part with room for what wraps it


class Opened(NamedTuple):
    """What the sender put into one encrypted message."""

    salt: int
    session_id: int
    msg_id: int
    seq_no: int
    body: bytes


class Inner(NamedTuple):
    """One message of a container."""

    msg_id: int
    seq_no: int
    body: bytes


class Outgoing(NamedTuple):
    """One message for the client. `again` marks a repetition, which must travel in a container."""

    msg_id: int
    seq_no: int
    body: bytes
    again: bool = False


class InvalidContainer(Exception):
    """The container's bytes do not hold what its count says."""


def open_plaintext(plaintext: bytes) -> Opened:
    """Take a decrypted message apart; its msg_key has been verified already. Raises PeerError."""
    if len(plaintext) < HEADER.size + PADDING_MIN:
        raise PeerError("message shorter than its header")
    salt, session_id, msg_id, seq_no, length = HEADER.unpack_from(plaintext)
    check_length(length, len(plaintext) - HEADER.size)
    return Opened(salt, session_id, msg_id, seq_no, plaintext[HEADER.size : HEADER.size + length])


def check_length(length: int, room: int) -> None:
    """https://core.telegram.org/mtproto/security_guidelines#checking-message-length"""
    if length < 4:
        raise PeerError("message length without room for a constructor")
    if length % 4:
        raise PeerError("message length not divisible by four")
    if length > room:
        raise PeerError("message length beyond the packet")
    # https://core.telegram.org/mtproto/description#encrypted-message-encrypted-data: 12 to 1024 bytes of padding
    if not PADDING_MIN <= room - length <= PADDING_MAX:
        raise PeerError("padding not within 12 and 1024 bytes")


def open_container(body: bytes) -> list[Inner]:
    """https://core.telegram.org/mtproto/service_messages#simple-container. Raises InvalidContainer."""
    if len(body) < 8:
        raise InvalidContainer("no count")
    (count,) = COUNT.unpack_from(body, 4)
    if not 0 <= count <= CONTAINER_MESSAGES:
        raise InvalidContainer("too many messages")
    messages, pos, end = [], 8, len(body)
    for _ in range(count):
        if pos + INNER.size > end:
            raise InvalidContainer("count beyond the content")
        msg_id, seq_no, length = INNER.unpack_from(body, pos)
        pos += INNER.size
        if length < 4 or length % 4 or length > end - pos:
            raise InvalidContainer("a message's length is wrong")
        messages.append(Inner(msg_id, seq_no, body[pos : pos + length]))
        pos += length
    if pos != end:
        raise InvalidContainer("bytes after the last message")
    return messages


def unpack(packed: bytes) -> bytes:
    """The content of gzip_packed, which is gzip or, from TDLib, zlib. Raises PeerError when it is neither or unpacks too large."""
    # COMPAT(TDLib 1.8): its gzip_packed holds zlib (78 9c)
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        data = stream.decompress(packed, UNPACKED_MAX)
    except zlib.error as error:
        raise PeerError("gzip_packed holds no gzip") from error
    if not stream.eof:
        raise PeerError("gzip_packed is cut off or unpacks too large")
    return data


def packed_bytes(body: bytes) -> bytes:
    """The `packed_data` of an encoded gzip_packed (https://core.telegram.org/mtproto/service_messages#packed-object)."""
    size, start = (body[4], 5) if len(body) > 4 else (255, 0)
    if size == 254 and len(body) >= 8:
        size, start = int.from_bytes(body[5:8], "little"), 8
    elif size > 254:
        raise PeerError("gzip_packed without bytes")
    if start + size + (-(start + size) % 4) != len(body):
        raise PeerError("gzip_packed of a wrong length")
    return body[start : start + size]


def pack(body: bytes) -> bytes:
    """`body` as gzip_packed."""
    stream = zlib.compressobj(level=1, wbits=zlib.MAX_WBITS | 16)
    data = stream.compress(body) + stream.flush()
    size = len(data)
    head = bytes((size,)) if size < 254 else b"\xfe" + size.to_bytes(3, "little")
    return GZIP_PACKED + head + data + bytes(-(len(head) + size) % 4)


def seal(salt: int, session_id: int, message: Outgoing, noise: Callable[[int], bytes]) -> bytes:
    """The plaintext of one message, padded with `noise` to a multiple of 16 bytes."""
    size = len(message.body)
    padding = PADDING_MIN + (-(HEADER.size + size + PADDING_MIN) % 16)
    return HEADER.pack(salt, session_id, message.msg_id, message.seq_no, size) + message.body + noise(padding)


def batches(messages: Sequence[Outgoing]) -> list[Sequence[Outgoing]]:
    """Split what waits into groups that each travel as one message."""
    found: list[Sequence[Outgoing]] = []
    start = size = 0
    for index, message in enumerate(messages):
        weight = len(message.body) + INNER.size
        if index > start and (size + weight > CONTAINER_BYTES or index - start >= CONTAINER_MESSAGES):
            found.append(messages[start:index])
            start, size = index, 0
        size += weight
    if start < len(messages):
        found.append(messages[start:])
    return found


def contain(messages: Sequence[Outgoing]) -> bytes:
    """The body of a container of `messages`."""
    parts = [MSG_CONTAINER, COUNT.pack(len(messages))]
    for message in messages:
        parts.append(INNER.pack(message.msg_id, message.seq_no, len(message.body)))
        parts.append(message.body)
    return b"".join(parts)
