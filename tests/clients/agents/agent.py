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
            say(id_=number, ok=await asyncio.wait_for(getattr(agent, verb)(**order), 100))
        except Exception as fault:
            traceback.print_exc()
            say(id_=number, error=f"{type(fault).__name__}: {fault}")


def plain(value, read) -> object:
    """What a library's objects hold, as JSON: `_` names the constructor as TL does, large numbers are texts, bytes are hex."""
    if isinstance(value, (list, tuple)):
        return [plain(one, read) for one in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        fields = {key: plain(one, read) for key, one in value.items()}
        if isinstance(name := fields.get("_"), str):
            name = name.rpartition(".")[2]
            fields["_"] = name[:1].lower() + name[1:]
        return fields
    if isinstance(value, int) and abs(value) >= 2**53:
        return str(value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    return plain(read(value), read) if hasattr(value, "to_dict") or hasattr(value, "__slots__") else str(value)


def say_whole(told: dict) -> None:
    """Tell an update or a service message as TL has it, with what it is about for a name."""
    say(event="whole", message={**told, "kind": told.get("action", told)["_"]})


BUTTONS = {
    "Callback": "callback", "Url": "url", "SwitchInline": "switch", "WebView": "web", "RequestPhone": "contact",
    "RequestGeoLocation": "place", "RequestPoll": "poll",
}  # fmt: skip


def read_buttons(rows) -> list[list[str]]:
    """(text, kind) of each button of a keyboard in TL, whose constructors changed over the layers."""
    found = []
    for button in (button for row in rows for button in row.buttons):
        name = type(getattr(button, "type", button)).__name__
        found.append([button.text, next((kind for part, kind in BUTTONS.items() if part in name), "text")])
    return found


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
