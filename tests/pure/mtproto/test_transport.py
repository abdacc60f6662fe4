"""Every transport carries every payload, whatever the pieces it arrives in; every damage is a PeerError.

https://core.telegram.org/mtproto/mtproto-transports
"""

from __future__ import annotations

import random
from collections.abc import Callable
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.mtproto.errors import FLOOD, NOT_FOUND, PeerError
from angarium.mtproto.transport import (
    LIMIT,
    UNENCRYPTED_LIMIT,
    ClientCodec,
    Codec,
    Fault,
    Foreign,
    Kind,
    Packet,
    QuickAck,
    client,
    detect,
)
from angarium.mtproto.transport.obfuscation import is_plain

KINDS = [(kind, obfuscated) for kind in Kind for obfuscated in (False, True)]
ways = pytest.mark.parametrize(("kind", "obfuscated"), KINDS)


def seeded(seed: int) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


def encrypted(blocks: int, seed: int = 1) -> bytes:
    """Something of the shape of an encrypted message: whole blocks behind 24 bytes, the first eight not zero."""
    return b"\x01" + seeded(seed)(23 + 16 * blocks)


def unencrypted(words: int, seed: int = 1) -> bytes:
    return bytes(8) + seeded(seed)(8) + (words * 4).to_bytes(4, "little") + seeded(seed)(words * 4)


def connect(kind: Kind, obfuscated: bool, seed: int = 7) -> tuple[ClientCodec, Codec]:
    ours = client(kind, seeded(seed), obfuscated=obfuscated, dc=2)
    first = b"" if ours.hello else ours.frame(encrypted(1))
    theirs = detect(ours.hello + first)
    assert isinstance(theirs, Codec)
    assert len(theirs.feed(b"")) == bool(first)
    return ours, theirs


@ways
@pytest.mark.parametrize("blocks", [1, 29, 30, 31, 32, 4000, 32768 + 4])
def test_payloads_arrive_both_ways(kind: Kind, obfuscated: bool, blocks: int) -> None:
    ours, theirs = connect(kind, obfuscated)
    payload = encrypted(blocks)
    assert theirs.feed(ours.frame(payload)) == [Packet(payload)]
    (event,) = ours.feed(theirs.frame(payload))
    assert isinstance(event, Packet)
    assert event.payload[: len(payload)] == payload
    assert len(event.payload) - len(payload) < 4


@ways
def test_unencrypted_payloads_arrive(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    payload = unencrypted(10)
    assert theirs.feed(ours.frame(payload)) == [Packet(payload)]


@given(st.data())
def test_any_cut_of_the_stream_gives_the_same_packets(data: st.DataObject) -> None:
    kind, obfuscated = data.draw(st.sampled_from(KINDS))
    payloads = [encrypted(blocks, seed) for seed, blocks in enumerate(data.draw(st.lists(st.integers(1, 60))))]
    ours = client(kind, seeded(3), obfuscated=obfuscated)
    stream = ours.hello + b"".join(ours.frame(payload) for payload in [encrypted(1), *payloads])
    got: list[bytes] = []
    codec: Codec | None = None
    waiting = b""
    while stream:
        size = data.draw(st.integers(1, 90))
        piece, stream = stream[:size], stream[size:]
        if codec is None:
            waiting += piece
            found = detect(waiting)
            assert not isinstance(found, Foreign)
            codec, piece = found, b""
        if codec is not None:
            got += [packet.payload for packet in codec.feed(piece)]
    assert got == [encrypted(1), *payloads]


@ways
def test_detection_tells_kind_obfuscation_and_dc(kind: Kind, obfuscated: bool) -> None:
    _, theirs = connect(kind, obfuscated)
    assert (theirs.kind, theirs.obfuscated) == (kind, obfuscated)
    assert theirs.dc == (2 if obfuscated else 0)


@ways
def test_detection_waits_for_enough_bytes(kind: Kind, obfuscated: bool) -> None:
    ours = client(kind, seeded(5), obfuscated=obfuscated)
    first = ours.hello or ours.frame(encrypted(1))[:8]
    for end in range(len(first)):
        assert detect(first[:end]) is None
    assert isinstance(detect(first), Codec)


@pytest.mark.parametrize("line", [b"GET / HTTP/1.1\r\n", b"POST /api", b"HEAD", b"OPTIONS *", b"PRI * HTTP/2.0"])
def test_http_is_told_apart(line: bytes) -> None:
    assert detect(line[:3]) is None
    assert detect(line) is Foreign.HTTP


def test_tls_is_told_apart() -> None:
    assert detect(bytes.fromhex("160301020001")) is Foreign.TLS


def test_proxy_secret_is_mixed_in() -> None:
    secret = bytes(range(16))
    ours = client(Kind.PADDED, seeded(9), obfuscated=True, dc=-4, secret=secret)
    theirs = detect(ours.hello, secret=secret)
    assert isinstance(theirs, Codec)
    assert (theirs.kind, theirs.dc) == (Kind.PADDED, -4)
    assert theirs.feed(ours.frame(encrypted(3))) == [Packet(encrypted(3))]


def test_obfuscated_start_never_looks_plain() -> None:
    unlucky = [bytes([0xEF]), b"GET ", bytes.fromhex("16030102"), b"\xdd" * 4, b"abcd" + bytes(4)]
    assert all(is_plain(first + b"........"[len(first) :]) for first in unlucky)
    draws = [first + bytes(range(1, 57 - len(first))) for first in unlucky] + [bytes(range(100, 156))]
    rest = iter([*draws[:1], b"xx", *draws[1:]])
    ours = client(Kind.ABRIDGED, lambda n: next(rest), obfuscated=True)
    assert ours.hello[:56] == draws[-1]


@ways
def test_transport_errors_are_four_negative_bytes(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    assert ours.feed(theirs.error(NOT_FOUND) + theirs.error(FLOOD)) == [Fault(-404), Fault(-429)]


def test_transport_error_on_the_wire() -> None:
    _, theirs = connect(Kind.INTERMEDIATE, False)
    assert theirs.error(-404) == bytes.fromhex("04000000 6cfeffff")


@ways
@pytest.mark.parametrize("blocks", [1, 40])
def test_quick_acks(kind: Kind, obfuscated: bool, blocks: int) -> None:
    ours, theirs = connect(kind, obfuscated)
    packets = theirs.feed(ours.frame(encrypted(blocks), quick_ack=True) + ours.frame(encrypted(blocks)))
    token = bytes.fromhex("01020384")
    answer = theirs.quick_ack(token)
    if kind is Kind.FULL:
        assert [packet.quick_ack for packet in packets] == [False, False]
        assert answer == b""
    else:
        assert [packet.quick_ack for packet in packets] == [True, False]
        assert ours.feed(answer + theirs.error(-404)) == [QuickAck(token), Fault(-404)]


def test_quick_ack_on_the_wire() -> None:
    token = bytes.fromhex("01020384")
    assert connect(Kind.ABRIDGED, False)[1].quick_ack(token) == token[::-1]
    assert connect(Kind.INTERMEDIATE, False)[1].quick_ack(token) == token
    assert connect(Kind.PADDED, False)[1].quick_ack(token) == bytes.fromhex("08000000 ffffffff") + token


@pytest.mark.parametrize("padding", range(16))
def test_padding_is_taken_off(padding: int) -> None:
    _, theirs = connect(Kind.PADDED, False)
    for payload in (encrypted(5), unencrypted(7)):
        frame = (len(payload) + padding).to_bytes(4, "little") + payload + bytes(padding)
        assert theirs.feed(frame) == [Packet(payload)]


def test_padding_hides_the_length() -> None:
    _, theirs = connect(Kind.PADDED, False)
    assert {len(theirs.frame(encrypted(2, seed))) for seed in range(50)} == {60, 61, 62, 63}


def test_abridged_on_the_wire() -> None:
    ours = client(Kind.ABRIDGED, seeded(1))
    assert ours.hello == b"\xef"
    assert ours.frame(bytes(4 * 126))[:1] == b"\x7e"
    assert ours.frame(bytes(4 * 127))[:4] == bytes.fromhex("7f7f0000")
    assert ours.frame(bytes(4 * 127), quick_ack=True)[:4] == bytes.fromhex("ff7f0000")


def test_full_on_the_wire() -> None:
    ours = client(Kind.FULL, seeded(1))
    ours.frame(b"1234")
    head = bytes.fromhex("10000000 01000000")
    assert ours.frame(b"abcd") == head + b"abcd" + crc32(head + b"abcd").to_bytes(4, "little")


def test_full_refuses_a_wrong_checksum() -> None:
    ours, theirs = connect(Kind.FULL, False)
    damaged = bytearray(ours.frame(encrypted(1)))
    damaged[20] ^= 1
    with pytest.raises(PeerError, match="CRC32"):
        theirs.feed(bytes(damaged))


def test_full_refuses_a_packet_out_of_sequence() -> None:
    ours, theirs = connect(Kind.FULL, False)
    ours.frame(encrypted(1))
    with pytest.raises(PeerError, match="sequence"):
        theirs.feed(ours.frame(encrypted(1)))


@ways
def test_packets_up_to_the_limit_pass(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    theirs.limit = 24 + 16 * 100 + 4
    assert theirs.feed(ours.frame(encrypted(100))) == [Packet(encrypted(100))]
    with pytest.raises(PeerError, match="out of bounds"):
        theirs.feed(ours.frame(encrypted(101)))


@ways
def test_too_long_is_known_from_the_head_alone(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    with pytest.raises(PeerError, match="out of bounds"):
        theirs.feed(ours.frame(encrypted(LIMIT // 16 + 1))[:8])


@ways
def test_strangers_get_little_memory(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    assert theirs.feed(ours.frame(unencrypted((UNENCRYPTED_LIMIT - 64) // 4)))
    with pytest.raises(PeerError, match="without an auth key"):
        theirs.feed(ours.frame(unencrypted(UNENCRYPTED_LIMIT // 4))[:16])


@ways
def test_empty_packets_are_refused(kind: Kind, obfuscated: bool) -> None:
    ours, theirs = connect(kind, obfuscated)
    with pytest.raises(PeerError, match="out of bounds"):
        theirs.feed(ours.frame(b""))


def test_a_delivered_packet_leaves_nothing_behind() -> None:
    ours, theirs = connect(Kind.ABRIDGED, True)
    for _ in range(20):
        theirs.feed(ours.frame(encrypted(30_000)))
    assert theirs.held == 0
    theirs.feed(ours.frame(encrypted(30_000))[:1000])
    assert theirs.held == 1000
