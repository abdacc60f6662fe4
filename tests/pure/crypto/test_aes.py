"""AES against a second implementation, built from single blocks."""

from __future__ import annotations

import random

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given
from hypothesis import strategies as st

from angarium.crypto import aes

keys = st.binary(min_size=32, max_size=32)
blocks = st.integers(1, 40).flatmap(lambda n: st.binary(min_size=16 * n, max_size=16 * n))


def xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def ige_by_blocks(data: bytes, key: bytes, iv: bytes) -> bytes:
    """c[i] = E(p[i] ^ c[i-1]) ^ p[i-1]: https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector"""
    single = Cipher(AES(key), ECB()).encryptor()
    cipher, plain = iv[:16], iv[16:]
    out = []
    for at in range(0, len(data), 16):
        block = data[at : at + 16]
        cipher, plain = xor(single.update(xor(block, cipher)), plain), block
        out.append(cipher)
    return b"".join(out)


@given(blocks, keys, keys)
def test_ige_is_what_the_definition_says(data: bytes, key: bytes, iv: bytes) -> None:
    assert aes.ige_encrypt(data, key, iv) == ige_by_blocks(data, key, iv)
    assert aes.ige_decrypt(aes.ige_encrypt(data, key, iv), key, iv) == data


@pytest.mark.parametrize("lengths", [(15, 32, 32), (17, 32, 32), (16, 16, 32), (16, 32, 16), (16, 33, 32)])
def test_wrong_lengths_are_an_ordinary_error(lengths: tuple[int, int, int]) -> None:
    data, key, iv = map(bytes, lengths)
    for work in (aes.ige_encrypt, aes.ige_decrypt):
        with pytest.raises(ValueError, match="whole blocks"):
            work(data, key, iv)


@given(st.binary(max_size=500), st.lists(st.integers(0, 60)), keys)
def test_ctr_runs_on_however_the_stream_is_cut(data: bytes, cuts: list[int], key: bytes) -> None:
    whole = aes.Ctr(key, key[:16]).update(data)
    pieces = aes.Ctr(key, key[:16])
    rest, out = data, b""
    for cut in [*cuts, len(data)]:
        out += pieces.update(rest[:cut])
        rest = rest[cut:]
    assert out == whole
    assert aes.Ctr(key, key[:16]).update(whole) == data


def test_ctr_counts_on_in_the_last_bytes() -> None:
    key, iv = random.Random(1).randbytes(32), bytes(15) + b"\xff"
    single = Cipher(AES(key), ECB()).encryptor()
    assert aes.Ctr(key, iv).update(bytes(32)) == single.update(iv + bytes(14) + b"\x01\x00")
