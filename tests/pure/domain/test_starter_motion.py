"""The starter animations, as the drawing engines of native clients read them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from angarium import starter


def motions(part: Any) -> Iterator[list[dict[str, Any]]]:
    """Every list of keyframes."""
    if isinstance(part, dict):
        if part.get("a") == 1:
            yield part["k"]
        for inner in part.values():
            yield from motions(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from motions(inner)


def test_every_movement_ends() -> None:
    """rlottie, with which telegram-desktop draws, takes a last keyframe that has an ease for one that leads to nothing, and the whole
    drawing is gone."""
    seen = 0
    for name in starter.sizes():
        if name.endswith(".tgs"):
            for keys in motions(json.loads(zlib.decompress(starter.read(name), wbits=31))):
                assert all({"i", "o"} <= key.keys() for key in keys[:-1]), name
                assert not {"i", "o"} & keys[-1].keys(), name
                seen += 1
    assert seen > 300
