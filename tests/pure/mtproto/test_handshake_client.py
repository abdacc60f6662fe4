"""The client's side of the key exchange refuses a server that breaks the rules.

https://core.telegram.org/mtproto/security_guidelines
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from angarium.crypto import dh
from angarium.crypto.rsa import PrivateKey
from angarium.mtproto import client
from angarium.mtproto.errors import PeerError
from angarium.mtproto.handshake import AwaitPq, OpenBlock, Opened, read_request
from angarium.tl import codec, layers, types

NOW = 1_760_000_000
P, Q = 1513098571, 1780931429
SERVER_NONCE = random.Random(2).randbytes(16)


@cache
def key() -> PrivateKey:
    return PrivateKey.generate()


@cache
def pair() -> tuple[int, int]:
    a = dh.from_bytes(random.Random(4).randbytes(256))
    return a, dh.power(dh.G, a)


def chance() -> Callable[[int], bytes]:
    return random.Random(5).randbytes


def work(task: OpenBlock) -> Opened:
    return Opened(key().decrypt(task.block), *pair())


def encode(value: object) -> bytes:
    return codec.encode(value, layers.CANONICAL)


def flip(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@dataclass
class Wire:
    """The answers of one exchange, to be spoilt one at a time."""

    res_pq: Any
    params: Any
    gen: Any


def run_client(spoil: Callable[[Wire], None]) -> client.AuthKey:
    rand = chance()
    wire = Wire(None, None, None)
    first, body = client.start(client.Wish(key().public), rand)
    step, answer = AwaitPq(key().fingerprint).receive(read_request(body), p=P, q=Q, server_nonce=SERVER_NONCE)
    wire.res_pq = codec.read(answer)
    spoil(wire)
    second, body = first.receive(encode(wire.res_pq), rand)
    next_step, answer = step.receive(work(step.check(read_request(body))), now=NOW, random=rand)
    wire.params = codec.read(answer)
    spoil(wire)
    third, body = second.receive(encode(wire.params), rand)
    task = next_step.check(read_request(body))
    wire.gen = codec.read(next_step.receive(dh.power(task.g_b, task.a)).accept())
    spoil(wire)
    done = third.receive(encode(wire.gen), rand)
    assert isinstance(done, client.AuthKey)
    return done


@pytest.mark.parametrize(
    ("stage", "field"),
    [
        ("res_pq", "nonce"),
        ("params", "nonce"),
        ("params", "server_nonce"),
        ("params", "encrypted_answer"),
        ("gen", "nonce"),
        ("gen", "server_nonce"),
        ("gen", "new_nonce_hash1"),
    ],
)
def test_the_client_refuses_spoilt_answers(stage: str, field: str) -> None:
    def spoil(wire: Wire) -> None:
        if (answer := getattr(wire, stage)) is not None:
            setattr(answer, field, flip(getattr(answer, field)))

    assert run_client(lambda wire: None)
    with pytest.raises(PeerError):
        run_client(spoil)


def test_the_client_refuses_a_foreign_key() -> None:
    first, _ = client.start(client.Wish(replace(key().public, n=key().public.n - 2)), chance())
    answer = types.ResPQ(
        nonce=first.nonce, server_nonce=SERVER_NONCE, pq=b"1", server_public_key_fingerprints=[key().fingerprint]
    )
    with pytest.raises(PeerError, match="another key"):
        first.receive(encode(answer), chance())


@pytest.mark.parametrize("g_a", [0, 1, 1 << 1900, dh.PRIME - 1])
def test_the_client_refuses_a_public_value_out_of_range(g_a: int) -> None:
    rand = chance()
    first, body = client.start(client.Wish(key().public), rand)
    step, answer = AwaitPq(key().fingerprint).receive(read_request(body), p=P, q=Q, server_nonce=SERVER_NONCE)
    second, body = first.receive(answer, rand)
    opened = replace(work(step.check(read_request(body))), g_a=g_a)
    _, answer = step.receive(opened, now=NOW, random=rand)
    with pytest.raises(PeerError, match="out of range"):
        second.receive(answer, rand)


def test_the_client_refuses_what_is_no_answer() -> None:
    first, _ = client.start(client.Wish(key().public), chance())
    for body in (b"", b"1234", encode(types.DhGenOk())):
        with pytest.raises(PeerError):
            first.receive(body, chance())
