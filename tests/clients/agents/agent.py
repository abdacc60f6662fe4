"""What every Python agent shares: orders in, answers and events out, and a picture to send."""

from __future__ import annotations

import asyncio
import json
import struct
import sys
import traceback
import zlib


def say(**answer: object) -> None:
    print(json.dumps(answer), flush=True)


async def obey(agent: object) -> None:
    """Carry out one JSON order a line until stdin ends."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        number, verb = order.pop("id_"), order.pop("do")
        try:
            say(id_=number, ok=await asyncio.wait_for(getattr(agent, verb)(**order), 45))
        except Exception as fault:
            traceback.print_exc()
            say(id_=number, error=f"{type(fault).__name__}: {fault}")


def picture() -> bytes:
    """A small PNG made without any library."""
    rows = b"".join(b"\0" + b"".join(bytes((x * 3 & 255, y * 5 & 255, 90)) for x in range(64)) for y in range(48))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
