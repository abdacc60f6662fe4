"""The words the generated encoders and decoders are made of.

https://core.telegram.org/mtproto/serialize
"""

from __future__ import annotations

from functools import cache
from struct import Struct
from typing import Any

from angarium.tl.combinator import BARE, Combinator, Field, find_element

VECTOR = 0x1CB5C415
TRUE, FALSE = 0x997275B5, 0xBC799737
BOOLS = {TRUE: True, FALSE: False}
BOOL_BYTES = {True: TRUE.to_bytes(4, "little"), False: FALSE.to_bytes(4, "little")}
# A short string is what struct calls a Pascal string: one byte of length, the bytes, zeros up to a multiple of four.
SHORT = [Struct(f"{length + 4 & ~3}p").pack for length in range(254)]
PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")
FORMATS = {"int": "i", "long": "q", "double": "d", "#": "I"}
ZERO_SOURCE = {
    "int": "0", "long": "0", "double": "0.0", "string": "''", "bytes": "b''", "Bool": "False",
    "int128": "bytes(16)", "int256": "bytes(32)",
}  # fmt: skip


@cache
def is_bare(type_name: str) -> bool:
    """A constructor standing without its id: written with a small letter after the last dot."""
    return type_name not in BARE and type_name.rpartition(".")[2][0].islower() and find_element(type_name) is None


def is_object(type_name: str) -> bool:
    """Anything that the codec finds out by the id in front of it, or by its bare name."""
    return type_name not in BARE and find_element(type_name) is None


def get_zero(type_name: str) -> str | None:
    """Source text of a type's zero; None for objects, which have none."""
    return "[]" if find_element(type_name) else ZERO_SOURCE.get(type_name)


class Source:
    """Source text of one generated function with the names it needs."""

    def __init__(self, head: str, names: dict[str, Any]) -> None:
        self.lines, self.names = [head], names

    def add(self, indent: int, *lines: str) -> None:
        self.lines += [" " * indent + line for line in lines]

    def bind(self, value: object, prefix: str) -> str:
        """A name for a value, the same for the same value."""
        for name, known in self.names.items():
            if known is value and name.startswith(prefix):
                return name
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        return name

    def struct(self, prefix: str, layout: str) -> str:
        """The bound `pack` (prefix P) or `unpack_from` (prefix U) of a little-endian layout."""
        name = prefix + layout
        if name not in self.names:
            packed = Struct("<" + layout)
            self.names[name] = packed.pack if prefix == "P" else packed.unpack_from
        return name

    def compile(self, title: str) -> Any:
        exec(compile("\n".join(self.lines), f"<tl {title}>", "exec"), self.names)  # noqa: S102  # text made here
        return self.names["run"]


def group_bits(combinator: Combinator) -> dict[tuple[str, int], list[Field]]:
    """Optional fields by the bit that says they are there."""
    groups: dict[tuple[str, int], list[Field]] = {}
    for field in combinator.fields:
        if field.flag_word is not None:
            groups.setdefault((field.flag_word, field.bit), []).append(field)
    return groups
