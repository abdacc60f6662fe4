"""Pure: what moving stickers are held to (https://core.telegram.org/stickers): vector animations (.tgs) and VP9 videos (.webm)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from angarium.model.errors import Refusal

GZIP, EBML = b"\x1f\x8b", b"\x1a\x45\xdf\xa3"
TGS_SIZE, TGS_UNPACKED, TGS_CANVAS = 64 * 1024, 4 * 1024 * 1024, 512
WEBM_SIZE = 256 * 1024
MOST_SECONDS = 3.0
LEEWAY = 0.1
"""Seconds: what encoders round up by."""


class _Lottie(msgspec.Struct):
    """The part of a Lottie animation that is looked at."""

    w: float
    h: float
    fr: float
    ip: float
    op: float
    layers: list[msgspec.Raw]


def check_tgs(body: bytes, canvas: tuple[int, ...] = (TGS_CANVAS,)) -> int:
    """The width of a vector animation. Refuses STICKER_TGS_NOTGS for anything but a gzipped square of at most 3 seconds at 30 or 60
    frames a second."""
    if len(body) > TGS_SIZE or not body.startswith(GZIP):
        raise Refusal("STICKER_TGS_NOTGS")
    try:
        packed = zlib.decompressobj(wbits=31)
        text = packed.decompress(body, TGS_UNPACKED)
        if packed.unconsumed_tail or not packed.eof:
            raise Refusal("STICKER_TGS_NOTGS")
        made = msgspec.json.decode(text, type=_Lottie)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refusal("STICKER_TGS_NOTGS") from None
    square = made.w == made.h and made.w in canvas
    if not square or made.fr not in (30, 60) or not 0 < (made.op - made.ip) / made.fr <= MOST_SECONDS + LEEWAY:
        raise Refusal("STICKER_TGS_NOTGS")
    return int(made.w)


@dataclass(frozen=True, slots=True)
class Video:
    """What a WebM file says of itself; `duration` in seconds, 0 when it says nothing."""

    width: int
    height: int
    duration: float
    codec: str
    sound: bool


_DOC_TYPE, _SEGMENT, _INFO, _SCALE, _DURATION = 0x4282, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
_TRACKS, _TRACK, _KIND, _CODEC, _VIDEO, _WIDTH, _HEIGHT = 0x1654AE6B, 0xAE, 0x83, 0x86, 0xE0, 0xB0, 0xBA
_CLUSTER = 0x1F43B675
_OPEN = {0x1A45DFA3, _SEGMENT, _INFO, _TRACKS, _TRACK, _VIDEO}
_MOST_ELEMENTS = 4000


def read_webm(body: bytes) -> Video:
    """Refuses STICKER_VIDEO_NOWEBM for what is none (https://www.rfc-editor.org/rfc/rfc8794)."""
    if not body.startswith(EBML):
        raise Refusal("STICKER_VIDEO_NOWEBM")
    said: dict[int, bytes] = {}
    sound, codec = False, ""
    try:
        for id, value in _walk(body):
            if id == _KIND:
                sound = sound or int.from_bytes(value, "big") == 2
            elif id == _CODEC and not codec:
                codec = value.decode("ascii", "replace").rstrip("\0")
            else:
                said.setdefault(id, value)
    except (IndexError, ValueError):
        raise Refusal("STICKER_VIDEO_NOWEBM") from None
    if said.get(_DOC_TYPE, b"").rstrip(b"\0") != b"webm" or _WIDTH not in said or _HEIGHT not in said:
        raise Refusal("STICKER_VIDEO_NOWEBM")
    scale = int.from_bytes(said.get(_SCALE, b""), "big") or 1_000_000
    return Video(
        width=int.from_bytes(said[_WIDTH], "big"), height=int.from_bytes(said[_HEIGHT], "big"),
        duration=_float(said.get(_DURATION, b"")) * scale / 1e9, codec=codec, sound=sound,
    )  # fmt: skip


def _walk(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements before the first cluster; those that hold others are gone into."""
    at = 0
    for _ in range(_MOST_ELEMENTS):
        if at >= len(body):
            return
        id, at = _number(body, at, marker=True)
        size, at = _number(body, at, marker=False)
        if id == _CLUSTER:
            return
        if id in _OPEN:
            continue
        if at + size > len(body):
            raise ValueError
        if size <= 64:
            yield id, body[at : at + size]
        at += size


def _number(body: bytes, at: int, *, marker: bool) -> tuple[int, int]:
    """A variable-size number and where it ends; element ids keep their length marker."""
    first = body[at]
    if first == 0:
        raise ValueError
    length = 9 - first.bit_length()
    if at + length > len(body):
        raise ValueError
    value = int.from_bytes(body[at : at + length], "big")
    return (value if marker else value & ((1 << 7 * length) - 1)), at + length


def _float(value: bytes) -> float:
    match len(value):
        case 4:
            return float(struct.unpack(">f", value)[0])
        case 8:
            return float(struct.unpack(">d", value)[0])
        case _:
            return 0.0


def check_webm(body: bytes, side: int, most: int = WEBM_SIZE) -> Video:
    """A video sticker: VP9 without sound, one side of `side` pixels (both, for 100), at most 3 seconds. Refuses STICKER_VIDEO_BIG,
    STICKER_VIDEO_NOWEBM, STICKER_VIDEO_LONG and STICKER_GIF_DIMENSIONS."""
    if len(body) > most:
        raise Refusal("STICKER_VIDEO_BIG")
    video = read_webm(body)
    if video.codec != "V_VP9" or video.sound:
        raise Refusal("STICKER_VIDEO_NOWEBM")
    if video.duration > MOST_SECONDS + LEEWAY:
        raise Refusal("STICKER_VIDEO_LONG")
    smaller, larger = sorted((video.width, video.height))
    if larger != side or (side == 100 and smaller != side):
        raise Refusal("STICKER_GIF_DIMENSIONS")
    return video
