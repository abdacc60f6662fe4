"""The process that decodes: one request a time on stdin, one answer on stdout, under limits that it sets for itself.

A message is four bytes of length and msgpack. Run as `python -m angarium.pictures.worker`.
"""

from __future__ import annotations

import os
import resource
import struct
import sys
from typing import BinaryIO

import msgspec

from angarium.pictures import BROKEN, BadPicture, Made, backdrops, maps, sizes, stickers, videos

MEMORY = 1 << 30
SECONDS_EACH = 20


class Request(msgspec.Struct, array_like=True):
    plan: str
    body: bytes


class Answer(msgspec.Struct, array_like=True):
    fault: str
    sizes: list[tuple[str, int, int, bytes, float]]


def read(source: BinaryIO) -> bytes | None:
    head = source.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack("<I", head)
    return source.read(size)


def make(plan: str, body: bytes) -> list[Made]:
    """What the plan asks for; of a video, `body` is its path. Raises BadPicture."""
    if plan in videos.PLANS:
        return videos.make(plan, body.decode())
    if plan in backdrops.PLANS:
        return backdrops.make(plan, body)
    if plan in maps.PLANS:
        return maps.make(plan, body)
    return stickers.make(plan, body) if plan in stickers.SIDES else sizes.make(plan, body)


def answer(request: Request) -> Answer:
    try:
        found = make(request.plan, request.body)
        return Answer("", [(made.type, made.width, made.height, made.body, made.duration) for made in found])
    except BadPicture as fault:
        return Answer(str(fault), [])
    except (MemoryError, OSError):
        return Answer(BROKEN, [])


def main() -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (packed := read(source)) is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + SECONDS_EACH
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        told = msgspec.msgpack.encode(answer(msgspec.msgpack.decode(packed, type=Request)))
        sink.write(struct.pack("<I", len(told)) + told)
        sink.flush()


if __name__ == "__main__":
    main()
