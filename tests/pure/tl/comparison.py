"""How another library's reading of our bytes compares with the object we meant."""

from __future__ import annotations

from typing import Any

from angarium.tl.objects import TLObject


def list_differences(meant: Any, read: Any, place: str = "") -> list[list[str]]:
    """Places where the two differ, with both values; None, False, 0 and emptiness are all "nothing"."""
    if isinstance(read, dict) and "hex" in read:
        read = bytes.fromhex(read["hex"])
    if isinstance(meant, TLObject) and isinstance(read, dict):
        return _compare_objects(meant, read, place)
    if isinstance(meant, list) and isinstance(read, list) and len(meant) == len(read):
        pairs = enumerate(zip(meant, read, strict=True))
        return [line for index, (one, other) in pairs for line in list_differences(one, other, f"{place}[{index}]")]
    if meant == read or not (meant or read):
        return []
    return [[place, _show(meant), _show(read)]]


def _compare_objects(meant: TLObject, read: dict[str, Any], place: str) -> list[list[str]]:
    if read["_"] != meant.NAME:
        return [[place, meant.NAME, read["_"]]]
    lines = []
    for name, value in read.items():
        if name != "_":
            lines += list_differences(getattr(meant, name, None), value, f"{place}.{name}")
    given = [name for name, value in meant.__dict__.items() if value and name not in read]
    return lines + [[f"{place}.{name}", _show(getattr(meant, name)), "nothing"] for name in given]


def _show(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_show, value))}]"
    if isinstance(value, TLObject):
        return value.NAME
    return str(value["_"]) if isinstance(value, dict) else str(value)
