"""Tokens and proofs: whatever strangers make up is refused, and nothing else happens."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.cdn import proofs
from angarium.domain.cdn.proofs import HOUR, LIFE, SKEW, Named
from angarium.model.errors import Refusal

SECRET, OTHER = b"s" * 32, b"o" * 32
NOW = 1_800_000_000
FILE = Named(b"n" * 16, 5 << 30)


def refusal(read, *arguments) -> str:
    with pytest.raises(Refusal) as refused:
        read(*arguments)
    return refused.value.name


def test_a_file_token_is_good_for_about_a_day_and_the_same_for_everybody() -> None:
    start = NOW // HOUR * HOUR
    token = proofs.make_file_token(SECRET, FILE, start)
    assert token == proofs.make_file_token(SECRET, FILE, start + HOUR - 1)
    assert token != proofs.make_file_token(SECRET, FILE, start + HOUR)
    assert proofs.read_file_token(SECRET, token, start + LIFE * HOUR - 1) == FILE
    assert refusal(proofs.read_file_token, SECRET, token, start + LIFE * HOUR) == "FILE_TOKEN_INVALID"
    assert refusal(proofs.read_file_token, OTHER, token, start) == "FILE_TOKEN_INVALID"


def test_a_request_token_is_one_files_and_one_pieces() -> None:
    token = proofs.make_request_token(SECRET, FILE.name, 7, NOW)
    assert proofs.read_request_token(SECRET, token, FILE.name, NOW + SKEW - 1) == 7
    assert refusal(proofs.read_request_token, SECRET, token, FILE.name, NOW + SKEW) == "FILE_TOKEN_INVALID"
    assert refusal(proofs.read_request_token, SECRET, token, b"m" * 16, NOW) == "REQUEST_TOKEN_INVALID"
    assert refusal(proofs.read_request_token, OTHER, token, FILE.name, NOW) == "REQUEST_TOKEN_INVALID"


def test_a_push_is_proved_for_its_place_and_its_body() -> None:
    proof = proofs.prove_push(SECRET, "/cdn/a/1", b"body", NOW)
    assert proofs.read_push(SECRET, "/cdn/a/1", proof, NOW + SKEW - 1) == sha256(b"body").digest()
    assert proofs.read_push(SECRET, "/cdn/a/1", proof, NOW + SKEW) is None
    assert proofs.read_push(SECRET, "/cdn/a/2", proof, NOW) is None
    assert proofs.read_push(OTHER, "/cdn/a/1", proof, NOW) is None


@given(st.binary(max_size=60))
def test_made_up_tokens_are_refused(token: bytes) -> None:
    assert refusal(proofs.read_file_token, SECRET, token, NOW) == "FILE_TOKEN_INVALID"
    assert refusal(proofs.read_request_token, SECRET, token, FILE.name, NOW) == "REQUEST_TOKEN_INVALID"


@given(st.text(max_size=80) | st.from_regex(r"[0-9]{1,12}[.][0-9a-f]{64}[.][0-9a-f]{32}", fullmatch=True))
def test_made_up_proofs_are_refused(proof: str) -> None:
    assert proofs.read_push(SECRET, "/cdn/a/1", proof, NOW) is None
