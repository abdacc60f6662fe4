"""The key exchange: every kind of client gets its key, and each check refuses what breaks it alone.

https://core.telegram.org/mtproto/auth_key
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest

from angarium.crypto import dh
from angarium.crypto.rsa import BadBlock, PrivateKey
from angarium.mtproto import client, exchange
from angarium.mtproto.errors import NOT_FOUND, WRONG_DC, PeerError
from angarium.mtproto.handshake import (
    ATTEMPTS,
    LONGEST_TEMPORARY,
    MASTERS,
    Agreed,
    AwaitClientDh,
    AwaitDh,
    AwaitPq,
    OpenBlock,
    Opened,
    Raise,
    read_request,
)
from angarium.tl import codec, functions, layers, types

NOW = 1_760_000_000
P, Q = 1513098571, 1780931429
NONCE, SERVER_NONCE, NEW_NONCE = (random.Random(seed).randbytes(size) for seed, size in ((1, 16), (2, 16), (3, 32)))
RETRY_ID = 77


@cache
def key() -> PrivateKey:
    return PrivateKey.generate()


@cache
def pair() -> tuple[int, int]:
    a = dh.from_bytes(random.Random(4).randbytes(256))
    return a, dh.power(dh.G, a)


def work(task: OpenBlock) -> Opened:
    try:
        data = key().decrypt(task.block)
    except BadBlock:
        data = None
    return Opened(data, *pair())


def chance(seed: int = 5) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


def encode(value: object) -> bytes:
    return codec.encode(value, layers.CANONICAL)


# --- the whole way ---


def agree(wish: client.Wish, *, collisions: int = 0) -> tuple[Agreed, client.AuthKey | None, list[bytes]]:
    """Run both sides against each other; the last answer belongs to the key that was accepted."""
    rand = chance()
    answers: list[bytes] = []
    await_res_pq, body = client.start(wish, rand)
    await_dh, answer = AwaitPq(key().fingerprint).receive(read_request(body), p=P, q=Q, server_nonce=SERVER_NONCE)
    await_params, body = await_res_pq.receive(answer, rand)
    step, answer = await_dh.receive(work(await_dh.check(read_request(body))), now=NOW, random=rand)
    await_gen, body = await_params.receive(answer, rand)
    while True:
        task = step.check(read_request(body))
        agreed = step.receive(dh.power(task.g_b, task.a))
        if not collisions:
            answer = agreed.accept()
            done = await_gen.receive(answer, rand)
            assert isinstance(done, client.AuthKey)
            return agreed, done, [*answers, answer]
        collisions -= 1
        again, answer = agreed.retry()
        answers.append(answer)
        if again is None:
            return agreed, None, answers
        step = again
        more = await_gen.receive(answer, rand)
        assert isinstance(more, tuple)
        await_gen, body = more


@pytest.mark.parametrize(
    ("old_request", "old_padding", "dc", "expires_in"),
    list(product([False, True], [False, True], [None, 2], [None, 86400])),
)
def test_every_kind_of_client_gets_its_key(
    old_request: bool, old_padding: bool, dc: int | None, expires_in: int | None
) -> None:
    wish = client.Wish(key().public, dc=dc, expires_in=expires_in, old_padding=old_padding, old_request=old_request)
    agreed, theirs, _ = agree(wish)
    assert theirs is not None
    assert theirs.auth_key == agreed.auth_key
    assert theirs.key_id == agreed.key_id
    assert theirs.salt == agreed.salt
    assert theirs.server_time == NOW
    assert agreed.expires_in == expires_in


def test_a_key_id_that_exists_makes_the_client_try_again() -> None:
    agreed, theirs, answers = agree(client.Wish(key().public), collisions=2)
    assert [codec.read(answer).NAME for answer in answers] == ["dh_gen_retry", "dh_gen_retry", "dh_gen_ok"]
    assert theirs is not None
    assert theirs.auth_key == agreed.auth_key


def test_endless_collisions_fail() -> None:
    _, theirs, answers = agree(client.Wish(key().public), collisions=ATTEMPTS)
    assert theirs is None
    assert [codec.read(answer).NAME for answer in answers] == ["dh_gen_retry"] * (ATTEMPTS - 1) + ["dh_gen_fail"]


def test_the_first_salt_comes_from_the_nonces() -> None:
    # https://core.telegram.org/mtproto/auth_key#9-server-responds-in-one-of-three-ways
    mixed = bytes(new ^ server for new, server in zip(NEW_NONCE[:8], SERVER_NONCE[:8], strict=True))
    agreed = Agreed(await_client_dh(), bytes(256))
    assert agreed.salt.to_bytes(8, "little", signed=True) == mixed


# --- one check, one violation ---


def await_dh() -> AwaitDh:
    return AwaitDh(NONCE, SERVER_NONCE, P, Q, key().fingerprint)


def await_client_dh() -> AwaitClientDh:
    return AwaitClientDh(NONCE, SERVER_NONCE, NEW_NONCE, pair()[0], None, RETRY_ID)


def req_dh(inner: object = None, **changes: Any) -> functions.ReqDHParams:
    fields: dict[str, Any] = {
        "nonce": NONCE,
        "server_nonce": SERVER_NONCE,
        "p": P.to_bytes(4, "big"),
        "q": Q.to_bytes(4, "big"),
        "public_key_fingerprint": key().fingerprint,
        "encrypted_data": key().public.encrypt(encode(inner or pq_inner()), chance()),
    }
    return functions.ReqDHParams(**(fields | changes))


def pq_inner(make: Any = types.PQInnerDataTempDc, **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "pq": (P * Q).to_bytes(8, "big"),
        "p": P.to_bytes(4, "big"),
        "q": Q.to_bytes(4, "big"),
        "nonce": NONCE,
        "server_nonce": SERVER_NONCE,
        "new_nonce": NEW_NONCE,
    }
    if make in (types.PQInnerDataDc, types.PQInnerDataTempDc):
        fields["dc"] = 2
    if make in (types.PQInnerDataTemp, types.PQInnerDataTempDc):
        fields["expires_in"] = 86400
    return make(**(fields | changes))


def set_dh(**changes: Any) -> functions.SetClientDHParams:
    fields: dict[str, Any] = {"nonce": NONCE, "server_nonce": SERVER_NONCE, "encrypted_data": seal(dh_inner())}
    return functions.SetClientDHParams(**(fields | changes))


def dh_inner(**changes: Any) -> types.ClientDHInnerData:
    g_b = dh.to_bytes(pair()[1])
    fields: dict[str, Any] = {"nonce": NONCE, "server_nonce": SERVER_NONCE, "retry_id": RETRY_ID, "g_b": g_b}
    return types.ClientDHInnerData(**(fields | changes))


def seal(inner: object) -> bytes:
    return exchange.seal(encode(inner), NEW_NONCE, SERVER_NONCE, chance())


def receive_dh(request: object, dcs: tuple[int, ...] = MASTERS) -> tuple[AwaitClientDh, bytes]:
    step = replace(await_dh(), dcs=dcs)
    return step.receive(work(step.check(request)), now=NOW, random=chance())


def flip(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


OTHER = {"nonce": flip(NONCE), "server_nonce": flip(SERVER_NONCE)}


def test_the_unbroken_requests_pass() -> None:
    assert receive_dh(req_dh())[0].expires_in == 86400
    assert await_client_dh().check(set_dh()) == Raise(pair()[1], pair()[0])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"nonce": OTHER["nonce"]}, "another nonce"),
        ({"server_nonce": OTHER["server_nonce"]}, "another server_nonce"),
        ({"p": (P + 2).to_bytes(4, "big")}, "another p"),
        ({"q": (Q + 2).to_bytes(4, "big")}, "another q"),
        ({"p": Q.to_bytes(4, "big"), "q": P.to_bytes(4, "big")}, "another p"),
        ({"p": b"\1", "q": (P * Q).to_bytes(8, "big")}, "another p"),
        ({"public_key_fingerprint": 1}, "not ours"),
        ({"encrypted_data": bytes(255)}, "no RSA block"),
        ({"encrypted_data": bytes(257)}, "no RSA block"),
        ({"encrypted_data": b""}, "no RSA block"),
    ],
)
def test_req_dh_params_is_checked_before_rsa(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(PeerError, match=fault) as refusal:
        await_dh().check(req_dh(**changes))
    assert refusal.value.code == NOT_FOUND


INNERS = [types.PQInnerData, types.PQInnerDataDc, types.PQInnerDataTemp, types.PQInnerDataTempDc]


@pytest.mark.parametrize("make", INNERS)
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"nonce": OTHER["nonce"]}, "another nonce"),
        ({"server_nonce": OTHER["server_nonce"]}, "another server_nonce"),
        ({"pq": (P * Q + 2).to_bytes(8, "big")}, "another pq"),
        ({"p": (P + 2).to_bytes(4, "big")}, "another p"),
        ({"q": (Q + 2).to_bytes(4, "big")}, "another q"),
    ],
)
def test_p_q_inner_data_is_checked(make: Any, changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(PeerError, match=fault) as refusal:
        receive_dh(req_dh(pq_inner(make, **changes)))
    assert refusal.value.code == NOT_FOUND


@pytest.mark.parametrize("dc", [1, 5, -1, -5, 10001, 10005, -10001, -10005])
def test_data_centres_that_can_be(dc: int) -> None:
    assert receive_dh(req_dh(pq_inner(dc=dc)))


@pytest.mark.parametrize("make", [types.PQInnerDataDc, types.PQInnerDataTempDc])
@pytest.mark.parametrize("dc", [0, 6, -6, 10000, 10006, -10006, 2**31 - 1, -(2**31)])
def test_data_centres_that_cannot_be(make: Any, dc: int) -> None:
    with pytest.raises(PeerError, match="data centre") as refusal:
        receive_dh(req_dh(pq_inner(make, dc=dc)))
    assert refusal.value.code == WRONG_DC


@pytest.mark.parametrize("dc", [203, -203, 10203])
def test_another_data_centre_takes_its_own_number_alone(dc: int) -> None:
    assert receive_dh(req_dh(pq_inner(dc=dc)), dcs=(203,))
    with pytest.raises(PeerError, match="data centre"):
        receive_dh(req_dh(pq_inner(dc=2)), dcs=(203,))


@pytest.mark.parametrize("make", [types.PQInnerDataTemp, types.PQInnerDataTempDc])
@pytest.mark.parametrize("expires_in", [0, -1, LONGEST_TEMPORARY + 1])
def test_the_life_of_a_temporary_key_is_bounded(make: Any, expires_in: int) -> None:
    with pytest.raises(PeerError, match="life of the temporary key"):
        receive_dh(req_dh(pq_inner(make, expires_in=expires_in)))


@pytest.mark.parametrize("expires_in", [1, LONGEST_TEMPORARY])
def test_the_bounds_of_a_temporary_life_are_allowed(expires_in: int) -> None:
    assert receive_dh(req_dh(pq_inner(expires_in=expires_in)))[0].expires_in == expires_in


@pytest.mark.parametrize("block", [bytes(256), b"\1" * 256, b"\xff" * 256])
def test_a_block_that_does_not_open_is_refused(block: bytes) -> None:
    with pytest.raises(PeerError, match="no p_q_inner_data"):
        receive_dh(req_dh(encrypted_data=block))


@pytest.mark.parametrize(
    "data", [b"", b"1234", encode(types.DhGenOk(nonce=NONCE, server_nonce=NONCE, new_nonce_hash1=NONCE))]
)
def test_something_else_inside_the_block_is_refused(data: bytes) -> None:
    block = key().public.encrypt(data, chance())
    with pytest.raises(PeerError, match="no p_q_inner_data"):
        receive_dh(req_dh(encrypted_data=block))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"nonce": OTHER["nonce"]}, "another nonce"),
        ({"server_nonce": OTHER["server_nonce"]}, "another server_nonce"),
        ({"encrypted_data": b""}, "whole blocks"),
        ({"encrypted_data": seal(dh_inner())[:-1]}, "whole blocks"),
        ({"encrypted_data": flip(seal(dh_inner()))}, "hash"),
        ({"encrypted_data": bytes(336)}, "hash"),
    ],
)
def test_set_client_dh_params_is_checked(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(PeerError, match=fault) as refusal:
        await_client_dh().check(set_dh(**changes))
    assert refusal.value.code == NOT_FOUND


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"nonce": OTHER["nonce"]}, "another nonce"),
        ({"server_nonce": OTHER["server_nonce"]}, "another server_nonce"),
        ({"retry_id": RETRY_ID + 1}, "another retry_id"),
        ({"retry_id": 0}, "another retry_id"),
        ({"g_b": b""}, "out of range"),
        ({"g_b": dh.to_bytes(1)}, "out of range"),
        ({"g_b": dh.to_bytes((1 << (2048 - 64)) - 1)}, "out of range"),
        ({"g_b": dh.to_bytes(dh.PRIME - (1 << (2048 - 64)) + 1)}, "out of range"),
        ({"g_b": dh.to_bytes(dh.PRIME - 1)}, "out of range"),
        ({"g_b": b"\1" + bytes(256)}, "out of range"),
    ],
)
def test_client_dh_inner_data_is_checked(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(PeerError, match=fault):
        await_client_dh().check(set_dh(encrypted_data=seal(dh_inner(**changes))))


def test_something_else_inside_the_sealed_part_is_refused() -> None:
    with pytest.raises(PeerError, match="client_DH_inner_data"):
        await_client_dh().check(set_dh(encrypted_data=seal(pq_inner())))


def test_too_much_padding_is_refused() -> None:
    data = encode(dh_inner())
    long = exchange.seal(data, NEW_NONCE, SERVER_NONCE, lambda n: bytes(n + 16))
    with pytest.raises(PeerError, match="too much padding"):
        await_client_dh().check(set_dh(encrypted_data=long))


def test_requests_out_of_order_are_refused() -> None:
    first, second, third = functions.ReqPqMulti(nonce=NONCE), req_dh(), set_dh()
    for wrong in (second, third):
        with pytest.raises(PeerError, match="begins with req_pq"):
            AwaitPq(1).receive(wrong, p=P, q=Q, server_nonce=SERVER_NONCE)
    for wrong in (first, third):
        with pytest.raises(PeerError, match="req_DH_params was expected"):
            await_dh().check(wrong)
    for wrong in (first, second):
        with pytest.raises(PeerError, match="set_client_DH_params was expected"):
            await_client_dh().check(wrong)


@pytest.mark.parametrize(
    "body", [b"", b"1234", bytes(40), encode(functions.ReqPq(nonce=NONCE))[:-1], encode(functions.Ping(ping_id=1))]
)
def test_only_the_handshake_is_heard_without_a_key(body: bytes) -> None:
    with pytest.raises(PeerError) as refusal:
        read_request(body)
    assert refusal.value.code == NOT_FOUND


def test_a_fault_is_found_only_after_the_answer_is_made() -> None:
    # "same time on every path": the work of an answer is done for the worst request too
    drawn: list[int] = []

    def counting(size: int) -> bytes:
        drawn.append(size)
        return bytes(size)

    with pytest.raises(PeerError):
        await_dh().receive(Opened(None, *pair()), now=NOW, random=counting)
    assert drawn == [8]
