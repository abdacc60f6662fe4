"""Runs inside Pyrogram's or kurigram's folder: reads our bytes, writes its own. Questions and answers are JSON."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import Any

from pyrogram import raw
from pyrogram.raw.core import TLObject


def show(value: Any) -> Any:
    """A plain form of what the library read."""
    if isinstance(value, list):  # asked first: the library's lists are objects, too
        return [show(item) for item in value]
    if isinstance(value, TLObject):
        fields = {name.removeprefix("is_"): show(getattr(value, name)) for name in value.__slots__}
        return {"_": value.ID, **fields}
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def find(number: int) -> Any:
    """The library's class of an id."""
    path = raw.all.objects[number]
    if not isinstance(path, str):
        return path
    module, _, name = path.rpartition(".")
    __import__(module)
    return getattr(sys.modules[module], name)


def build(value: Any) -> Any:
    """An object of the library's from its plain form."""
    if isinstance(value, dict):
        if "hex" in value:
            return bytes.fromhex(value["hex"])
        if "long" in value:
            return int(value["long"])
        return find(value["_"])(**{name: build(field) for name, field in value.items() if name != "_"})
    return [build(item) for item in value] if isinstance(value, list) else value


def read(data: str) -> dict[str, Any]:
    """What the library reads, and what it writes of it."""
    value = TLObject.read(BytesIO(bytes.fromhex(data)))
    return {"fields": show(value), "hex": value.write().hex()}


question = json.load(sys.stdin)
answer = {
    "objects": {name: read(data) for name, data in question["objects"].items()},
    "requests": {name: build(value).write().hex() for name, value in question["requests"].items()},
}
json.dump(answer, sys.stdout)
