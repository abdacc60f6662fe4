"""What we write, libraries that nobody here wrote have read; what they write, we read. Made by `python -m tools.vectors`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from angarium.tl import codec
from tests.pure.tl.comparison import list_differences
from tests.pure.tl.samples import OBJECTS, REQUESTS

FOLDER = Path(__file__).parents[2] / "vectors" / "tl"
LIBRARIES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
assert {vectors["layer"] for vectors in LIBRARIES.values()} >= {152, 158, 198, 227, 229}


@pytest.mark.parametrize("library", LIBRARIES)
def test_objects_are_written_as_the_library_read_them(library: str) -> None:
    vectors = LIBRARIES[library]
    assert vectors["objects"].keys() == OBJECTS.keys()
    for name, vector in vectors["objects"].items():
        assert codec.encode(OBJECTS[name], vectors["layer"]).hex() == vector["hex"], name
        assert list_differences(OBJECTS[name], vector["fields"]) == vector["adapted"], name


@pytest.mark.parametrize("library", LIBRARIES)
def test_requests_of_the_library_are_understood(library: str) -> None:
    requests: dict[str, Any] = LIBRARIES[library]["requests"]
    assert requests.keys() == REQUESTS.keys()
    for name, data in requests.items():
        heard = codec.read(bytes.fromhex(data))
        assert heard == REQUESTS[name][1], name


def test_the_newest_layer_needs_no_adapter() -> None:
    newest = [vectors for vectors in LIBRARIES.values() if vectors["layer"] == 229]
    assert len(newest) == 2
    for vectors in newest:
        assert all(vector["adapted"] == [] for vector in vectors["objects"].values())
