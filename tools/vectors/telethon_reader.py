"""Runs inside Telethon's folder: reads our bytes, writes its own. Questions and answers are JSON."""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

from telethon.extensions import BinaryReader
from telethon.tl.alltlobjects import tlobjects
from telethon.tl.tlobject import TLObject


def show(value: Any) -> Any:
    """A plain form of what the library read."""
    if isinstance(value, TLObject):
        fields = {name.removeprefix("is_"): show(field) for name, field in vars(value).items() if name[0] != "_"}
        return {"_": value.CONSTRUCTOR_ID, **fields}
    if isinstance(value, list):
        return [show(item) for item in value]
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return int(value.timestamp()) if isinstance(value, datetime.datetime) else value


def build(value: Any) -> Any:
    """An object of the library's from its plain form."""
    if isinstance(value, dict):
        if "hex" in value:
            return bytes.fromhex(value["hex"])
        if "long" in value:
            return int(value["long"])
        fields = {name: build(field) for name, field in value.items() if name != "_"}
        return tlobjects[value["_"]](**fields)
    return [build(item) for item in value] if isinstance(value, list) else value


def read(data: str) -> dict[str, Any]:
    """What the library reads, and what it writes of it."""
    value = BinaryReader(bytes.fromhex(data)).tgread_object()
    return {"fields": show(value), "hex": bytes(value).hex()}


question = json.load(sys.stdin)
answer = {
    "objects": {name: read(data) for name, data in question["objects"].items()},
    "requests": {name: bytes(build(value)).hex() for name, value in question["requests"].items()},
}
json.dump(answer, sys.stdout)
