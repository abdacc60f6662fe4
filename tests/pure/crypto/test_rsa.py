"""The server's key: what clients send is opened, nothing else is."""

from __future__ import annotations

import random
from functools import cache

import pytest

from angarium.crypto.rsa import BadBlock, PrivateKey, PublicKey

# The key that https://core.telegram.org/mtproto/samples-auth_key is encrypted to, as every client carries it.
TELEGRAM = b"""-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
-----END RSA PUBLIC KEY-----
"""


@cache
def key() -> PrivateKey:
    return PrivateKey.generate()


def test_fingerprint_of_a_known_key() -> None:
    assert PublicKey.from_pem(TELEGRAM).fingerprint == int.from_bytes(
        bytes.fromhex("85FD64DE851D9DD0"), "little", signed=True
    )


def test_a_generated_key_is_found_by_every_client() -> None:
    # COMPAT(mtcute, 0.27): it forgets leading zeros of the hexadecimal form
    unsigned = key().fingerprint % 2**64
    assert len(f"{unsigned:x}") == 16
    assert key().public.n.bit_length() == 2048
    assert key().public.e == 65537


def test_every_form_of_the_key_is_the_same_key() -> None:
    assert PrivateKey.from_pem(key().to_pem()).fingerprint == key().fingerprint
    for pem in (key().public_pem_pkcs1(), key().public_pem_spki()):
        assert PublicKey.from_pem(pem) == key().public
    assert key().public_pem_pkcs1().startswith(b"-----BEGIN RSA PUBLIC KEY-----")
    assert key().public_pem_spki().startswith(b"-----BEGIN PUBLIC KEY-----")


@pytest.mark.parametrize("size", [4, 96, 144])
def test_rsa_pad_opens(size: int) -> None:
    chance = random.Random(size)
    data = chance.randbytes(size)
    opened = key().decrypt(key().public.encrypt(data, chance.randbytes))
    assert opened[:size] == data
    assert len(opened) == 192


@pytest.mark.parametrize("size", [4, 96, 144, 232])
def test_the_old_padding_opens(size: int) -> None:
    chance = random.Random(size)
    data = chance.randbytes(size)
    assert key().decrypt(key().public.encrypt_old(data, chance.randbytes)) == data


def test_rsa_pad_refuses_to_carry_too_much() -> None:
    with pytest.raises(ValueError, match="144"):
        key().public.encrypt(bytes(145), random.Random(1).randbytes)


@pytest.mark.parametrize("old", [False, True])
def test_a_changed_block_does_not_open(old: bool) -> None:
    chance = random.Random(1)
    data = chance.randbytes(96)
    block = key().public.encrypt_old(data, chance.randbytes) if old else key().public.encrypt(data, chance.randbytes)
    for at in (0, 128, 255):
        changed = bytearray(block)
        changed[at] ^= 1
        with pytest.raises(BadBlock):
            key().decrypt(bytes(changed))


def test_what_is_no_block_does_not_open() -> None:
    too_large = key().public.n.to_bytes(256, "big")
    for block in (b"", bytes(255), bytes(256), bytes(257), b"\xff" * 256, too_large):
        with pytest.raises(BadBlock):
            key().decrypt(block)


def test_another_size_of_key_is_refused() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    with pytest.raises(ValueError, match="2048"):
        PrivateKey(rsa.generate_private_key(65537, 1024))
