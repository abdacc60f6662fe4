"""A second writer and reader of TL, in plain words: it interprets the table, knows no adapters, and is slow.

What it writes is what a client of a layer sends, and what it reads is what such a client sees.
"""

from __future__ import annotations

import struct
from typing import Any

from angarium.tl import union
from angarium.tl.combinator import Combinator, find_element
from angarium.tl.objects import get_canonical
from angarium.tl.wire import is_bare

Plain = dict[str, Any]
WORD = struct.Struct("<I")
NUMBERS = {"int": struct.Struct("<i"), "long": struct.Struct("<q"), "double": struct.Struct("<d"), "#": WORD}
TRUE, FALSE, VECTOR = 0x997275B5, 0xBC799737, 0x1CB5C415


def write(value: Plain, layer: int) -> bytes:
    """A dictionary with the TL name under `_`, as the layer's form of it."""
    table = union.load()
    combinator = table.find(value["_"], layer, is_method=value["_"] in table.methods)
    assert combinator is not None, f"{value['_']} is not in {layer}"
    unknown = value.keys() - combinator.field.keys() - {"_"}
    assert not unknown, f"{value['_']} of layer {layer} has no {unknown}"
    parts = [struct.pack("<I", combinator.id)]
    for field in combinator.fields:
        if field.type == "#":
            parts.append(struct.pack("<I", _collect_flags(combinator, value, field.name)))
        elif field.type != "true" and (not field.optional or field.name in value):
            parts.append(write_value(value[field.name], field.type, layer))
    return b"".join(parts)


def _collect_flags(combinator: Combinator, value: Plain, word: str) -> int:
    given = [field for field in combinator.fields if field.flag_word == word and field.name in value]
    return sum({1 << field.bit for field in given})


def write_value(value: Any, kind: str, layer: int) -> bytes:
    """A value of any type."""
    element = find_element(kind)
    if kind in NUMBERS:
        return NUMBERS[kind].pack(value)
    if kind in ("string", "bytes"):
        data = value.encode() if isinstance(value, str) else value
        head = bytes((len(data),)) if len(data) < 254 else struct.pack("<I", len(data) << 8 | 254)
        return head + data + bytes(-(len(head) + len(data)) % 4)
    if kind in ("int128", "int256"):
        return bytes(value)
    if kind == "Bool":
        return struct.pack("<I", TRUE if value else FALSE)
    if element:
        head = struct.pack("<I", VECTOR) if element[1] else b""
        return head + struct.pack("<I", len(value)) + b"".join(write_value(item, element[0], layer) for item in value)
    data = write(value, layer)
    return data[4:] if is_bare(kind) else data


class Reader:
    """Reads the forms of one layer; a constructor that the layer has not is an error."""

    def __init__(self, data: bytes, layer: int) -> None:
        self.data, self.layer, self.position = data, layer, 0

    def number(self, layout: struct.Struct = WORD) -> Any:
        (value,) = layout.unpack_from(self.data, self.position)
        self.position += layout.size
        return value

    def value(self, kind: str) -> Any:
        if kind in NUMBERS:
            return self.number(NUMBERS[kind])
        if kind in ("string", "bytes"):
            return self.text() if kind == "string" else self.octets()
        if kind in ("int128", "int256"):
            return self.take(int(kind[3:]) // 8)
        if kind == "Bool":
            return {TRUE: True, FALSE: False}[self.number()]
        if element := find_element(kind):
            assert not element[1] or self.number() == VECTOR
            return [self.value(element[0]) for _ in range(self.number())]
        return self.fields(get_canonical(kind, False)) if is_bare(kind) else self.object()

    def take(self, length: int) -> bytes:
        data = self.data[self.position : self.position + length]
        self.position += length
        return data

    def octets(self) -> bytes:
        start, length = self.position, self.take(1)[0]
        if length == 254:
            length = int.from_bytes(self.take(3), "little")
        data = self.take(length)
        self.position += -(self.position - start) % 4
        return data

    def text(self) -> str:
        return self.octets().decode()

    def object(self) -> Plain:
        row = union.load().by_id[self.number()]
        assert row.layers & {self.layer, union.CORE}, f"{row.name} is not in {self.layer}"
        return self.fields(row.combinator)

    def fields(self, combinator: Combinator) -> Plain:
        value: Plain = {"_": combinator.name}
        flags: dict[str, int] = {}
        for field in combinator.fields:
            if field.type == "#":
                flags[field.name] = self.number()
            elif field.flag_word is None or flags[field.flag_word] >> field.bit & 1:
                value[field.name] = True if field.type == "true" else self.value(field.type)
        return value


def read(data: bytes, layer: int) -> Plain:
    """The one object that the bytes are in a layer."""
    reader = Reader(data, layer)
    value = reader.object()
    assert reader.position == len(data)
    return value


def check(data: bytes, layer: int, method: str = "") -> None:
    """Fails unless a client of the layer can read the bytes: one object, or the result of a method."""
    reader = Reader(data, layer)
    row = union.load().find(method, layer, is_method=True) if method else None
    number = int.from_bytes(data[:4], "little")
    if number not in (VECTOR, TRUE, FALSE):
        reader.object()
    elif row is None or row.result == "X":
        return  # only whoever wrapped the call knows what these are
    else:
        reader.value(row.result)
    assert reader.position == len(data), f"{len(data) - reader.position} bytes behind the object"
