"""What moving stickers are held to, whatever bytes come."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angarium.domain.files.animations import EBML, GZIP, check_tgs, check_webm, read_webm
from angarium.model.errors import Refusal
from tests.stories.files.materials import tgs, webm


@pytest.mark.parametrize("codec", ["V_VP9", "V_VP8"])
@pytest.mark.parametrize("sound", [True, False])
def test_the_head_of_a_webm_is_read(codec: str, sound: bool) -> None:
    video = read_webm(webm(480, 512, 1.5, codec, sound=sound))
    assert (video.width, video.height, video.duration, video.codec, video.sound) == (480, 512, 1.5, codec, sound)


@given(st.binary(max_size=300))
def test_whatever_comes_a_webm_is_read_or_refused(tail: bytes) -> None:
    for body in (EBML + tail, webm()[:60] + tail, tail):
        try:
            read_webm(body)
        except Refusal as refusal:
            assert refusal.name == "STICKER_VIDEO_NOWEBM"


@given(st.integers(0, 130), st.integers(0, 255))
def test_a_damaged_webm_is_read_or_refused(at: int, value: int) -> None:
    body = bytearray(webm())
    body[at % len(body)] = value
    try:
        check_webm(bytes(body), 512)
    except Refusal as refusal:
        assert refusal.name.startswith(("STICKER_VIDEO_", "STICKER_GIF_"))


@given(st.binary(max_size=300))
def test_whatever_comes_a_tgs_is_read_or_refused(tail: bytes) -> None:
    for body in (GZIP + tail, gzip.compress(tail), tail):
        with pytest.raises(Refusal, match="STICKER_TGS_NOTGS"):
            check_tgs(body)


def test_a_tgs_may_not_unpack_to_a_flood() -> None:
    assert check_tgs(tgs()) == 512
    flood = gzip.compress(b'{"w":512,"h":512,"fr":60,"ip":0,"op":60,"layers":[],"x":"' + b" " * (8 << 20) + b'"}')
    assert len(flood) < 64 * 1024
    with pytest.raises(Refusal, match="STICKER_TGS_NOTGS"):
        check_tgs(flood)
    nested = gzip.compress(
        json.dumps({"w": 512, "h": 512, "fr": 60, "ip": 0, "op": 60}).encode()[:-1] + b',"layers":' + b"[" * 5000
    )
    with pytest.raises(Refusal, match="STICKER_TGS_NOTGS"):
        check_tgs(nested)
