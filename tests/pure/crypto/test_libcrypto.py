"""OpenSSL called directly and GMP, which stands in for it, do the same as Python's own arithmetic."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from angarium.crypto import dh, gmp, libcrypto
from angarium.crypto.rsa import PrivateKey

Power = Callable[[int, int], int]


def _by_openssl(base: int, exponent: int) -> int:
    group = libcrypto.Group.find(dh.PRIME)
    if group is None:
        pytest.skip("there is no OpenSSL to call on this machine")
    return group.power(base, exponent)


def _by_gmp(base: int, exponent: int) -> int:
    return gmp.power(base, exponent, dh.PRIME)


@cache
def _by_python(base: int, exponent: int) -> int:
    return pow(base, exponent, dh.PRIME)


@pytest.fixture(params=[_by_openssl, _by_gmp, dh.power])
def power(request: pytest.FixtureRequest) -> Power:
    return request.param


@pytest.mark.parametrize(
    "base", [0, 1, 2, dh.G, dh.PRIME - 2, dh.PRIME - 1, dh.PRIME, dh.PRIME + 1, 2**2048 - 1, 2**2049 + 5]
)
@pytest.mark.parametrize("exponent", [1, 2, 65537, 2**64, dh.PRIME // 2, dh.PRIME - 1, dh.PRIME, 2**2048 - 1])
def test_edges(power: Power, base: int, exponent: int) -> None:
    assert power(base, exponent) == _by_python(base, exponent)


def test_random_bases_and_exponents_of_every_length(power: Power) -> None:
    chance = random.Random(7)
    # The longest is the client's of SRP: a + u·x.
    for bits in (8, 63, 64, 65, 256, 512, 1984, 2047, 2048, 2049, 2112):
        base, exponent = chance.getrandbits(2048), chance.getrandbits(bits) | 1 << (bits - 1)
        assert power(base, exponent) == _by_python(base, exponent)


def test_threads_share_a_group(power: Power) -> None:
    chance = random.Random(8)
    exponents = [chance.getrandbits(2048) for _ in range(24)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda exponent: power(dh.G, exponent), exponents))
    assert found == [_by_python(dh.G, exponent) for exponent in exponents]


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _der(form: serialization.PrivateFormat = serialization.PrivateFormat.PKCS8) -> bytes:
    return _key().private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption())


def _numbers() -> list[int]:
    n, chance = _key().private_numbers().public_numbers.n, random.Random(9)
    return [0, 1, 2, n - 1, *(chance.randrange(n) for _ in range(5))]


@pytest.mark.parametrize("form", [serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL])
def test_raw_rsa_is_the_private_operation(form: serialization.PrivateFormat) -> None:
    numbers = _key().private_numbers()
    raw = libcrypto.RawRsa.find(_der(form), 256)
    if raw is None:
        pytest.skip("there is no OpenSSL to call on this machine")
    for number in _numbers():
        opened = raw.open(number.to_bytes(256, "big"))
        assert int.from_bytes(opened, "big") == pow(number, numbers.d, numbers.public_numbers.n)
        assert len(opened) == 256


def test_what_raw_rsa_cannot_do_is_told() -> None:
    key = _key()
    raw = libcrypto.RawRsa.find(_der(), 256)
    if raw is None:
        pytest.skip("there is no OpenSSL to call on this machine")
    with pytest.raises(libcrypto.LibcryptoFailed):
        raw.open(key.private_numbers().public_numbers.n.to_bytes(256, "big"))
    with pytest.raises(libcrypto.LibcryptoFailed):
        libcrypto.RawRsa.find(_der()[:-50], 256)


class _Certified(libcrypto.RawRsa):
    """An installation that forbids RSA without padding."""

    def open(self, block: bytes) -> bytes:
        raise libcrypto.LibcryptoFailed("forbidden")


def test_an_openssl_that_forbids_raw_rsa_is_not_used() -> None:
    assert _Certified.find(_der(), 256) is None


def test_a_machine_without_openssl_opens_the_same_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    with_openssl = PrivateKey(_key())
    monkeypatch.setattr(libcrypto, "_load", lambda: None)
    without = PrivateKey(_key())
    chance = random.Random(10)
    for encrypt in (without.public.encrypt, without.public.encrypt_old):
        block = encrypt(b"angarium", chance.randbytes)
        assert without.decrypt(block) == with_openssl.decrypt(block)
        assert without.decrypt(block)[:8] == b"angarium"
