"""Two-step verification: the right password is proved, nothing else is.

https://core.telegram.org/api/srp
"""

from __future__ import annotations

import random
from functools import cache
from hashlib import sha256

import pytest

from angarium.crypto import dh, srp

# Seen on the wire between Telegram and an account whose password was qwe123.
SALT1 = bytes.fromhex("9b3accc457c0d5288e8cff31eb21094048bc11902f6614dbb9afb839ee7641c37619537d8ebe749e")
SALT2 = bytes.fromhex("6c619bb0786dc4ed1bf211d23f6e4065")
X = bytes.fromhex("750f1fe282965e63ce17b98427b35549fb864465211840f6a7c1f2fb657cc33b")
PASSWORD = b"qwe123"


def draw(seed: int) -> bytes:
    return random.Random(seed).randbytes(srp.SECRET)


@cache
def verifier() -> bytes:
    return srp.make_verifier(PASSWORD, SALT1, SALT2)


def is_proved(a: bytes, m1: bytes, *, secret: bytes = draw(1)) -> bool:
    return srp.is_proved(salt1=SALT1, salt2=SALT2, verifier=verifier(), secret=secret, a=a, m1=m1)


def prove_by_the_book(g_a: bytes, g_b: bytes, shared: int) -> bytes:
    h_p, h_g = (sha256(number.to_bytes(256, "big")).digest() for number in (dh.PRIME, 3))
    mixed = bytes(p ^ g for p, g in zip(h_p, h_g, strict=True))
    key = sha256(shared.to_bytes(256, "big")).digest()
    return sha256(mixed + sha256(SALT1).digest() + sha256(SALT2).digest() + g_a + g_b + key).digest()


def test_the_password_hash_of_a_real_account() -> None:
    assert srp.hash_password(PASSWORD, SALT1, SALT2) == X
    assert verifier() == pow(3, int.from_bytes(X, "big"), dh.PRIME).to_bytes(256, "big")


def test_the_challenge_is_what_the_specification_says() -> None:
    k = int.from_bytes(sha256(dh.PRIME.to_bytes(256, "big") + (3).to_bytes(256, "big")).digest(), "big")
    v, b = int.from_bytes(verifier(), "big"), int.from_bytes(draw(1), "big")
    assert int.from_bytes(srp.make_challenge(verifier(), draw(1)), "big") == (k * v + pow(3, b, dh.PRIME)) % dh.PRIME


def test_the_right_password_is_proved_once_for_one_challenge() -> None:
    challenge = srp.make_challenge(verifier(), draw(1))
    a, m1 = srp.answer(PASSWORD, SALT1, SALT2, challenge, draw(2))
    assert is_proved(a, m1)
    v, u = (int.from_bytes(data, "big") for data in (verifier(), sha256(a + challenge).digest()))
    base = int.from_bytes(a, "big") * pow(v, u, dh.PRIME)
    assert m1 == prove_by_the_book(a, challenge, pow(base, int.from_bytes(draw(1), "big"), dh.PRIME))
    assert not is_proved(a, m1, secret=draw(3))
    assert not is_proved(a, bytes(32))
    assert not is_proved(a, b"")
    assert not is_proved(srp.answer(PASSWORD, SALT1, SALT2, challenge, draw(4))[0], m1)


def test_a_wrong_password_is_not_proved() -> None:
    challenge = srp.make_challenge(verifier(), draw(1))
    assert not is_proved(*srp.answer(b"qwe124", SALT1, SALT2, challenge, draw(2)))


@pytest.mark.parametrize("a", [0, 1, dh.PRIME - 1, dh.PRIME, 2 * dh.PRIME])
def test_a_value_that_needs_no_password_is_refused(a: int) -> None:
    # With A = 0 the shared key is 0 whatever the password is: https://www.rfc-editor.org/rfc/rfc5054#section-2.5.4
    challenge = srp.make_challenge(verifier(), draw(1))
    data = a.to_bytes(257, "big").removeprefix(b"\0")
    for shared in (0, 1):
        m1 = prove_by_the_book(data[-256:], challenge, shared)
        assert not is_proved(data, m1)


@pytest.mark.parametrize("challenge", [0, 1, dh.PRIME - 1, dh.PRIME])
def test_the_client_refuses_a_challenge_out_of_range(challenge: int) -> None:
    with pytest.raises(srp.BadPassword):
        srp.answer(PASSWORD, SALT1, SALT2, challenge.to_bytes(256, "big"), draw(2))


@pytest.mark.parametrize(
    "new", [b"", bytes(256), (1).to_bytes(256, "big"), dh.to_bytes(dh.PRIME - 1), b"\xff" * 256, b"\2"]
)
def test_a_new_password_must_be_a_member_of_the_group(new: bytes) -> None:
    with pytest.raises(srp.BadPassword):
        srp.check_verifier(new)
    srp.check_verifier(verifier())
